import { type KeyUseErrors, limitOf, MINIMUM_RSA_BITS, type Unfit } from './algorithms.ts';
import { memberValue } from './json.ts';
import { type Key, type KeyType, keyLabel } from './key.ts';
import type { JsonObject } from './token.ts';

/** How a JWE's `alg` (RFC 7518 section 4.1) gets at the content encryption key. */
interface KeyManagement {
  /** The keys that it takes. */
  readonly types: readonly KeyType[];
  /** The length of the secret in bits; `undefined`: any, or that of `enc`. */
  readonly bits?: number;
  /** The operations that a JWK's `key_ops` may allow for it, one of them at least (RFC 7517 section 4.3). */
  readonly operations: readonly string[];
}

/**
 * The most iterations of PBKDF2 that are done for a token (PBES2) or a key file, a second or so of work. OpenSSL writes
 * 2,048, OWASP advises 1,300,000 for SHA-1; a hostile one asks for 10^9 (RFC 8725 section 2.5).
 */
export const MAXIMUM_ITERATIONS = 2_000_000;

const SIZES = [128, 192, 256] as const;

const rsa: KeyManagement = { types: ['RSA'], operations: ['decrypt', 'unwrapKey'] };
const ecdh: KeyManagement = { types: ['EC', 'OKP'], operations: ['deriveBits', 'deriveKey'] };
const password: KeyManagement = { types: ['oct'], operations: ['deriveBits', 'deriveKey', 'unwrapKey', 'decrypt'] };
const secret = (...operations: string[]): KeyManagement => ({ types: ['oct'], operations });

/** Every `alg` that Tokensmith decrypts. Not RSA1_5, which Web Crypto has not: it tells attackers too much (RFC 8725 section 3.2). */
const KEY_MANAGEMENT: ReadonlyMap<unknown, KeyManagement> = new Map<string, KeyManagement>([
  ['dir', secret('decrypt')],
  ['RSA-OAEP', rsa],
  ['RSA-OAEP-256', rsa],
  ['RSA-OAEP-384', rsa],
  ['RSA-OAEP-512', rsa],
  ['ECDH-ES', ecdh],
  ...SIZES.flatMap((bits): readonly (readonly [string, KeyManagement])[] => [
    [`ECDH-ES+A${bits}KW`, ecdh],
    [`A${bits}KW`, { ...secret('unwrapKey'), bits }],
    [`A${bits}GCMKW`, { ...secret('unwrapKey', 'decrypt'), bits }],
    [`PBES2-HS${bits * 2}+A${bits}KW`, password],
  ]),
]);

/** Every `enc` (RFC 7518 section 5.1), and the length of its key in bits. */
const CONTENT_ENCRYPTION: ReadonlyMap<unknown, number> = new Map(
  SIZES.flatMap((bits): readonly (readonly [string, number])[] => [
    [`A${bits}GCM`, bits],
    [`A${bits}CBC-HS${bits * 2}`, bits * 2],
  ]),
);

/** Names that can be shown as they are. */
const NAME = /^[\w+-]{1,32}$/;

/** A JWE's algorithms as its header names them. */
export interface Encryption {
  readonly alg: string;
  readonly enc: string;
  readonly keyManagement: KeyManagement;
  /** The length of the secret that is needed, in bits; `undefined`: any. */
  readonly bits: number | undefined;
  /** Whether the key is derived from a password, by as many iterations as the token asks for. */
  readonly isSlow: boolean;
  /** The curve of the ephemeral key, and so of the recipient's (RFC 7518 section 4.6.2). */
  readonly curve: unknown;
}

/**
 * What a JWE's header asks for; or the name of what Tokensmith lacks or refuses, such as an excessive PBES2 count,
 * `undefined` where it is none that can be shown.
 */
export function encryptionOf(header: JsonObject): Encryption | { readonly missing: string | undefined } {
  const [alg, enc] = [memberValue(header, 'alg'), memberValue(header, 'enc')];
  const keyManagement = KEY_MANAGEMENT.get(alg);
  const contentBits = CONTENT_ENCRYPTION.get(enc);
  if (typeof alg !== 'string' || !keyManagement) return { missing: nameOf(alg) };
  if (typeof enc !== 'string' || !contentBits) return { missing: nameOf(enc) };
  const isSlow = keyManagement === password;
  const count = memberValue(header, 'p2c');
  if (isSlow && typeof count === 'number' && count > MAXIMUM_ITERATIONS) return { missing: `PBKDF2 × ${count}` };
  const bits = alg === 'dir' ? contentBits : keyManagement.bits;
  const epk = memberValue(header, 'epk');
  const curve = typeof epk === 'object' ? memberValue({ ...epk }, 'crv') : undefined;
  return { alg, enc, keyManagement, bits, isSlow, curve };
}

/** The algorithm of these two that needs AES with keys of 192 bits, which Chromium has not. */
export function needsAes192({ alg, enc }: Encryption): string | undefined {
  return [alg, enc].find((name) => name.includes('A192'));
}

/** Why `key` must not be used to decrypt; `undefined` if it may. Asks the key alone, before anything is decrypted. */
export function fitsEncryption(key: Key, encryption: Encryption): Unfit | undefined {
  const { alg, enc, keyManagement } = encryption;
  return (
    misfit(key, encryption) ??
    // A JWK for `dir` may name the `enc` that it is for (RFC 7520 section 5.6).
    limitOf(key, alg === 'dir' ? [alg, enc] : [alg], 'enc', keyManagement.operations)
  );
}

function misfit(key: Key, { alg, keyManagement: { types }, bits, curve }: Encryption): Unfit | undefined {
  const about = { algorithm: alg, key: keyLabel(key) };
  const needing = (code: 'key.wrong-type' | 'key.wrong-curve', needed: string): Unfit => ({
    code,
    data: { ...about, needed },
  });
  const [type] = types;
  if (!types.includes(key.type))
    return needing('key.wrong-type', type === 'oct' ? `AES ${bits ?? ''}`.trim() : `${type}`);
  if (bits !== undefined && key.bits !== bits) return needing('key.wrong-type', `AES ${bits}`);
  if (key.curve !== undefined && key.curve !== curve) return needing('key.wrong-curve', nameOf(curve) ?? '?');
  if (key.form === 'public') return { code: 'key.public-for-decrypting', data: about };
  if (key.type === 'RSA' && (key.bits ?? 0) < MINIMUM_RSA_BITS) {
    const data: KeyUseErrors['key.too-short'] = { algorithm: alg, bits: key.bits ?? 0, needed: MINIMUM_RSA_BITS };
    return { code: 'key.too-short', data };
  }
  return undefined;
}

function nameOf(value: unknown): string | undefined {
  return typeof value === 'string' && NAME.test(value) ? value : undefined;
}
