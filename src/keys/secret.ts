import { encodeBase64url } from '../jwt/base64url.ts';
import type { Key } from '../jwt/key.ts';
import { bytesFromBase64 } from './base64.ts';
import { KeyError } from './errors.ts';
import { type Facts, NO_FACTS } from './material.ts';
import { hasArmour } from './pem.ts';

/** How the text of a secret stands for its bytes. */
export type SecretEncoding = 'utf8' | 'base64' | 'base64url' | 'hex';

const decoders: Readonly<Record<SecretEncoding, (text: string) => Uint8Array | undefined>> = {
  utf8: (text) => new TextEncoder().encode(text),
  base64: (text) => (/[-_]/.test(text) ? undefined : bytesFromBase64(text)),
  base64url: (text) => (/[+/]/.test(text) ? undefined : bytesFromBase64(text)),
  hex: bytesFromHex,
};

/**
 * The HMAC secret that a text stands for. In `utf8` the text counts as it is, white space included; in the other
 * encodings white space and missing padding do not matter.
 * @throws {KeyError} `key.empty-secret`, `key.bad-secret-encoding`, `key.pem-as-secret`
 */
export function readSecret(text: string, encoding: SecretEncoding): Key {
  const bytes = decoders[encoding](text);
  if (!bytes) throw new KeyError('key.bad-secret-encoding', { encoding });
  return secretKey(bytes);
}

/** @throws {KeyError} `key.empty-secret`, `key.pem-as-secret` */
export function secretKey(bytes: Uint8Array, facts: Facts = NO_FACTS): Key {
  if (bytes.length === 0) throw new KeyError('key.empty-secret', {});
  if (hasArmour(new TextDecoder().decode(bytes))) throw new KeyError('key.pem-as-secret', {});
  return {
    form: 'secret',
    type: 'oct',
    bits: bytes.length * 8,
    ...facts,
    jwk: { kty: 'oct', k: encodeBase64url(bytes) },
  };
}

function bytesFromHex(text: string): Uint8Array | undefined {
  const digits = text.replace(/\s+/g, '');
  if (digits.length % 2 !== 0 || !/^[\da-f]*$/i.test(digits)) return undefined;
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) => Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}
