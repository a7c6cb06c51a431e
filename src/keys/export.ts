import { calculateJwkThumbprint, exportPKCS8, exportSPKI } from 'jose';
import { ALGORITHMS } from '../jwt/algorithms.ts';
import { type Key, keyLabel, publicKey } from '../jwt/key.ts';
import { isNotSupported, webCrypto } from '../jwt/webCrypto.ts';
import { KeyError } from './errors.ts';

/**
 * A key's name by its content (RFC 7638, SHA-256, base64url), the same for a private key and its public half.
 * @throws {KeyError} `key.no-web-crypto`
 */
export async function thumbprint(key: Key): Promise<string> {
  if (!webCrypto()) throw new KeyError('key.no-web-crypto', {});
  return calculateJwkThumbprint(key.jwk);
}

/**
 * A key's public half as PEM (SubjectPublicKeyInfo, `BEGIN PUBLIC KEY`).
 * @throws {KeyError} `key.no-web-crypto`, `key.unsupported` for a secret, which has none, or where this host lacks the
 * algorithm, `key.not-a-key` for numbers that make no key
 */
export async function spkiPem(key: Key): Promise<string> {
  return `${await exportSPKI(await extractable(publicKey(key), key, 'verify'))}\n`;
}

/**
 * A private key as PEM (PKCS#8, `BEGIN PRIVATE KEY`).
 * @throws {KeyError} as above; `key.unsupported` also for a public key
 */
export async function pkcs8Pem(key: Key): Promise<string> {
  return `${await exportPKCS8(await extractable(key.form === 'private' ? key : undefined, key, 'sign'))}\n`;
}

async function extractable(half: Key | undefined, key: Key, usage: KeyUsage): Promise<CryptoKey> {
  const subtle = webCrypto();
  const algorithm = ALGORITHMS.find(({ type, curve }) => type === key.type && curve === key.curve);
  const name = keyLabel(key);
  if (!subtle) throw new KeyError('key.no-web-crypto', {});
  if (!half || !algorithm) throw new KeyError('key.unsupported', { name });
  try {
    return await subtle.importKey('jwk', half.jwk, algorithm.importing, true, [usage]);
  } catch (error) {
    throw isNotSupported(error) ? new KeyError('key.unsupported', { name }) : new KeyError('key.not-a-key', {});
  }
}
