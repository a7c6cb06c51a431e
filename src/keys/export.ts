import { algorithmsFor } from '../jwt/algorithms.ts';
import { encodeBase64url } from '../jwt/base64url.ts';
import { type Key, type KeyType, keyLabel, publicKey } from '../jwt/key.ts';
import { webCrypto } from '../jwt/webCrypto.ts';
import { extractable } from './derive.ts';
import { KeyError } from './errors.ts';
import { pemText } from './pem.ts';

/** The members that make a key and its thumbprint, in their order (RFC 7638 section 3.2, RFC 8037 section 2, RFC 9964 section 6). */
const MEMBERS: Readonly<Record<KeyType, readonly string[]>> = {
  AKP: ['alg', 'kty', 'pub'],
  EC: ['crv', 'kty', 'x', 'y'],
  OKP: ['crv', 'kty', 'x'],
  RSA: ['e', 'kty', 'n'],
  oct: ['k', 'kty'],
};

function membersOf({ type, jwk }: Key): Readonly<Record<string, unknown>> {
  const all: Readonly<Record<string, unknown>> = { ...jwk };
  return Object.fromEntries(MEMBERS[type].map((name) => [name, all[name]]));
}

/**
 * A key's name by its content (RFC 7638, SHA-256, base64url), the same for a private key and its public half.
 * @throws {KeyError} `key.no-web-crypto`
 */
export async function thumbprint(key: Key): Promise<string> {
  const subtle = webCrypto();
  if (!subtle) throw new KeyError('key.no-web-crypto', {});
  const members = new TextEncoder().encode(JSON.stringify(membersOf(key)));
  return encodeBase64url(new Uint8Array(await subtle.digest('SHA-256', members)));
}

/** The forms in which a public key is asked for. */
export const PUBLIC_KEY_FORMS = ['pem', 'jwk', 'jwks'] as const;
/** A format that a public key is copied in. */
export type PublicKeyForm = (typeof PUBLIC_KEY_FORMS)[number];

/**
 * The public halves of keys as text with a line break at its end: PEM (one block a key), a JWK (of the first alone), or a
 * JWK Set. A JWK says which key it is and what for: `kid`, its own or its thumbprint, `alg` and `use`. The private half
 * is in none.
 * @throws {KeyError} as `spkiPem`
 */
export async function publicKeyText(keys: readonly Key[], form: PublicKeyForm): Promise<string> {
  if (form === 'pem') return (await Promise.all(keys.map(spkiPem))).join('');
  const jwks = await Promise.all(keys.map(publicJwk));
  return `${JSON.stringify(form === 'jwk' ? jwks[0] : { keys: jwks }, null, 2)}\n`;
}

async function publicJwk(key: Key): Promise<object> {
  if (key.form === 'secret') throw new KeyError('key.unsupported', { name: keyLabel(key) });
  const { algorithms, use } = key.limits;
  const verifies = algorithmsFor(key, 'verify');
  const alg = algorithms?.[0] ?? verifies[0];
  return {
    ...membersOf(key),
    kid: key.id ?? (await thumbprint(key)),
    ...(alg !== undefined && { alg }),
    use: use ?? (verifies.length > 0 ? 'sig' : 'enc'),
  };
}

/**
 * A key's public half as PEM (SubjectPublicKeyInfo, `BEGIN PUBLIC KEY`).
 * @throws {KeyError} `key.no-web-crypto`, `key.unsupported` for a secret, which has none, or where this host lacks the
 * algorithm, `key.not-a-key` for numbers that make no key
 */
export async function spkiPem(key: Key): Promise<string> {
  const [half, name] = [publicKey(key), keyLabel(key)];
  if (!webCrypto()) throw new KeyError('key.no-web-crypto', {});
  if (!half) throw new KeyError('key.unsupported', { name });
  return exportPem('spki', await extractable(half, name));
}

/** A key of Web Crypto's as PEM. */
export async function exportPem(format: 'spki' | 'pkcs8', key: CryptoKey): Promise<string> {
  const bytes = await globalThis.crypto.subtle.exportKey(format, key);
  return pemText(format === 'spki' ? 'PUBLIC KEY' : 'PRIVATE KEY', new Uint8Array(bytes));
}
