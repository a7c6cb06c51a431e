import type { Algorithm, KeyUseErrors, Operation } from './algorithms.ts';
import { CodedError } from './errors.ts';
import { type Key, keyLabel, publicKey } from './key.ts';

/** A key that could not be used with an algorithm. */
export class KeyUseError<Code extends keyof KeyUseErrors = keyof KeyUseErrors> extends CodedError<KeyUseErrors, Code> {}

/** This host's Web Crypto; `undefined` in a web page that was not served securely. */
export function webCrypto(): SubtleCrypto | undefined {
  const crypto: Crypto | undefined = globalThis.crypto;
  return crypto?.subtle;
}

const imported = new WeakMap<Key, Map<string, Promise<CryptoKey>>>();

/**
 * `key` as this host's Web Crypto wants it for one algorithm, imported once and remembered for as long as the key is held.
 * The key must fit the algorithm; to verify, a private key stands for its public half.
 * @throws {KeyUseError} `key.no-web-crypto`, `algorithm.unsupported` (this host lacks it), `key.damaged`
 */
export function cryptoKey(key: Key, algorithm: Algorithm, operation: Operation): Promise<CryptoKey> {
  const known = imported.get(key) ?? new Map<string, Promise<CryptoKey>>();
  imported.set(key, known);
  const use = `${operation} ${algorithm.name}`;
  const cryptoKey = known.get(use) ?? importKey(key, algorithm, operation);
  known.set(use, cryptoKey);
  return cryptoKey;
}

async function importKey(key: Key, algorithm: Algorithm, operation: Operation): Promise<CryptoKey> {
  const subtle = webCrypto();
  if (!subtle) throw new KeyUseError('key.no-web-crypto', {});
  const { jwk } = (operation === 'verify' && publicKey(key)) || key;
  try {
    return await subtle.importKey('jwk', jwk, algorithm.importing, false, [operation]);
  } catch (error) {
    throw isNotSupported(error)
      ? new KeyUseError('algorithm.unsupported', { algorithm: algorithm.name })
      : new KeyUseError('key.damaged', { key: keyLabel(key) });
  }
}

/** Web Crypto's way to say that the host lacks an algorithm. */
export function isNotSupported(error: unknown): boolean {
  return error instanceof Error && error.name === 'NotSupportedError';
}
