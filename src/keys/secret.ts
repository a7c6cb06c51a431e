import { encodeBase64url } from '../jwt/base64url.ts';
import { type Key, type KeyLimits, SECRET_ENCODINGS, type SecretDoubt, type SecretEncoding } from '../jwt/key.ts';
import { isDer } from './asn1.ts';
import { bytesFromBase64, bytesFromHex } from './base64.ts';
import { KeyError } from './errors.ts';
import { formatOf } from './format.ts';
import { type KeyFacts, NO_FACTS } from './material.ts';
import { asText } from './text.ts';

const decoders: Readonly<Record<SecretEncoding, (text: string) => Uint8Array | undefined>> = {
  utf8: (text) => new TextEncoder().encode(text),
  base64: (text) => (/[-_]/.test(text) ? undefined : bytesFromBase64(text)),
  base64url: (text) => (/[+/]/.test(text) ? undefined : bytesFromBase64(text)),
  hex: bytesFromHex,
};

/** A text that is no key: only an HMAC algorithm takes it, and only a signature tells how it stands for its bytes. */
export interface RawSecret {
  readonly text: string;
  /** Whether the content had a line break at its end, which is not part of the secret. */
  readonly lineBreak: boolean;
  /** What the JSON that it stood in says of it. */
  readonly limits?: KeyLimits;
  /** What it may be instead. */
  readonly doubt?: SecretDoubt | undefined;
}

/** The secret that a content is. One line break at its end is not part of it: editors and `echo` put it there. */
export function rawSecret(content: string): RawSecret {
  const text = content.replace(/^\uFEFF/, '').replace(/(?:\r\n|\n|\r)$/, '');
  return { text, lineBreak: /[\r\n]$/.test(content) };
}

/**
 * The keys that a raw secret may stand for, one for each encoding in which its text makes sense and gives other bytes:
 * first that of the preferred encoding.
 * @throws {KeyError} where the preferred encoding makes no secret of it: `key.bad-secret-encoding`, `key.empty-secret`,
 * `key.not-a-secret`
 */
export function secretKeys(
  { text, limits = {}, doubt }: RawSecret,
  preferred: SecretEncoding,
): readonly [Key, ...Key[]] {
  const facts: KeyFacts = { limits, ...(doubt && { doubt }) };
  const first = readSecret(text, preferred, facts);
  const known = new Set([first.jwk.k]);
  const others = SECRET_ENCODINGS.flatMap((encoding) => {
    const bytes = decoders[encoding](text);
    if (!bytes || bytes.length === 0 || holdsKey(bytes)) return [];
    const key = secretKey(bytes, facts, encoding);
    const isNew = !known.has(key.jwk.k);
    known.add(key.jwk.k);
    return isNew ? [key] : [];
  });
  return [first, ...others];
}

/**
 * The HMAC secret that a text stands for. In `utf8` the text counts as it is, white space included; in the other
 * encodings white space and missing padding do not matter.
 * @throws {KeyError} `key.empty-secret`, `key.bad-secret-encoding`, `key.not-a-secret`
 */
export function readSecret(text: string, encoding: SecretEncoding, facts?: KeyFacts): Key {
  const bytes = decoders[encoding](text);
  if (!bytes) throw new KeyError('key.bad-secret-encoding', { encoding });
  return secretKey(bytes, facts, encoding);
}

/** @throws {KeyError} `key.empty-secret`, `key.not-a-secret` */
export function secretKey(bytes: Uint8Array, facts: KeyFacts = NO_FACTS, encoding?: SecretEncoding): Key {
  if (bytes.length === 0) throw new KeyError('key.empty-secret', {});
  const holds = holdsKey(bytes);
  if (holds !== undefined) throw new KeyError('key.not-a-secret', { holds });
  return {
    form: 'secret',
    type: 'oct',
    bits: bytes.length * 8,
    ...facts,
    ...(encoding && { secretEncoding: encoding }),
    jwk: { kty: 'oct', k: encodeBase64url(bytes) },
  };
}

/** The format of the key that bytes are; `undefined` for others. */
function holdsKey(bytes: Uint8Array): string | undefined {
  return isDer(bytes) ? 'DER' : formatOf(asText(bytes)?.trim() ?? '');
}
