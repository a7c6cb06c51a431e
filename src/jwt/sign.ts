import { algorithmNamed, fits, NONE } from './algorithms.ts';
import { encodeBase64url } from './base64url.ts';
import { CodedError } from './errors.ts';
import { parseObject } from './json.ts';
import { type Key, keyLabel } from './key.ts';
import { cryptoKey, KeyUseError } from './webCrypto.ts';

/** Why a header and payload cannot be signed, whatever the key. */
export type SigningErrors = {
  /** The header is not a JSON object. */
  'sign.header-not-an-object': Readonly<Record<string, never>>;
  /** The header has no `alg`, or one that is not a string. */
  'sign.no-algorithm': Readonly<Record<string, never>>;
  /** An algorithm other than `none`, and no key. */
  'sign.key-needed': { readonly algorithm: string };
  /** `b64: false`, which no JWT may have (RFC 7797 section 7). */
  'sign.unencoded-payload': Readonly<Record<string, never>>;
  /** Half of a surrogate pair: it has no UTF-8 form, so that the token would hold another text. */
  'sign.lone-surrogate': { readonly part: 'header' | 'payload' };
};

/** A token that cannot be signed, whatever the key. */
export class SigningError<Code extends keyof SigningErrors = keyof SigningErrors> extends CodedError<
  SigningErrors,
  Code
> {}

const encoder = new TextEncoder();

/**
 * The compact serialization (RFC 7515 section 7.1) of a token with exactly these texts as header and payload. The
 * header's `alg` decides, and must fit the key; `none` (RFC 7519 section 6) is written only where no key is given. The
 * payload may be any text.
 *
 * jose's `CompactSign` serializes the header itself, which would lose its text; hence Web Crypto directly.
 * @throws {SigningError} what cannot be signed
 * @throws {KeyUseError} a key that must not or cannot sign so
 */
export async function signToken(header: string, payload: string, key: Key | undefined): Promise<string> {
  const name = algorithmOf(header);
  const signingInput = `${encodePart('header', header)}.${encodePart('payload', payload)}`;
  if (key === undefined) {
    if (name !== NONE) throw new SigningError('sign.key-needed', { algorithm: name });
    return `${signingInput}.`;
  }
  const unfit = fits(key, name);
  if (unfit) throw new KeyUseError(unfit.code, unfit.data);
  const signature = await signBytes(encoder.encode(signingInput), name, key);
  return `${signingInput}.${encodeBase64url(signature)}`;
}

/**
 * Checks that a header and a payload can be signed by some key, before anybody looks for one.
 * @returns the `alg`
 * @throws {SigningError}
 */
export function requireSignable(header: string, payload: string): string {
  encodePart('header', header);
  encodePart('payload', payload);
  return algorithmOf(header);
}

async function signBytes(bytes: Uint8Array<ArrayBuffer>, name: string, key: Key): Promise<Uint8Array> {
  const algorithm = algorithmNamed(name);
  if (!algorithm) throw new KeyUseError('algorithm.unsupported', { algorithm: name });
  const signer = await cryptoKey(key, algorithm, 'sign');
  try {
    return new Uint8Array(await globalThis.crypto.subtle.sign(algorithm.signing, signer, bytes));
  } catch {
    throw new KeyUseError('key.damaged', { key: keyLabel(key) });
  }
}

function algorithmOf(header: string): string {
  const members = parseObject(header);
  if (!members) throw new SigningError('sign.header-not-an-object', {});
  const { alg, b64 } = members;
  if (typeof alg !== 'string') throw new SigningError('sign.no-algorithm', {});
  if (b64 === false) throw new SigningError('sign.unencoded-payload', {});
  return alg;
}

function encodePart(part: 'header' | 'payload', text: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new SigningError('sign.lone-surrogate', { part });
  return encodeBase64url(encoder.encode(text));
}
