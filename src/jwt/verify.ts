import { base64url } from 'jose';
import { algorithmNamed, fits, NONE, type Unfit } from './algorithms.ts';
import type { Key } from './key.ts';
import type { Token } from './token.ts';
import type { SignatureVerdict } from './verdict.ts';
import { cryptoKey, KeyUseError, webCrypto } from './webCrypto.ts';

/** A key that may have signed a token. */
export interface Candidate {
  readonly key: Key;
  /** Where the key comes from, as a key reference (`file:private.key`). */
  readonly reference: string;
  /** It was named as the token's key, by an argument or a recipe: then named keys alone are asked. */
  readonly named: boolean;
}

/** What the candidates say of a token's signature. */
export interface Judgement {
  readonly signature: SignatureVerdict;
  /** The candidate that proved it; only with `valid`. */
  readonly key?: Candidate;
  /** Why the candidate that was named must not be used with the token's algorithm; only with `invalid`. */
  readonly reason?: Unfit;
}

/**
 * Whether `key` made the signature of a JWS. The key says which algorithms it may be used with before the signature is
 * looked at, so that neither `none` nor an HMAC keyed with public bytes ever passes (RFC 8725 section 3.1). RSA keys
 * under 2048 bits verify: the answer is about this signature, and signing refuses them.
 *
 * `crit` (RFC 7515 section 4.1.11) is a matter of the token's structure and judged there; `b64` (RFC 7797) changes how
 * the payload is read, not what the compact serialization's signature covers.
 *
 * `unfit`: the key is of another kind, or limited to other uses. `unsupported`: this host (or Tokensmith) lacks the
 * algorithm. Never throws.
 */
export async function verifySignature(token: Token, key: Key): Promise<'valid' | 'invalid' | 'unsupported' | 'unfit'> {
  const name = algorithmOf(token);
  const algorithm = algorithmNamed(name);
  const signature = signatureOf(token);
  if (name === NONE || token.form !== 'jws') return 'invalid';
  if (!algorithm) return 'unsupported';
  if (fits(key, algorithm.name, 'verify')) return 'unfit';
  if (!signature) return 'invalid';
  // jose's `compactVerify` refuses short RSA keys and unknown `crit` members, and so cannot tell whether the signature holds.
  try {
    const verifier = await cryptoKey(key, algorithm, 'verify');
    const { subtle } = globalThis.crypto;
    return (await subtle.verify(algorithm.signing, verifier, signature.bytes, signature.input)) ? 'valid' : 'invalid';
  } catch (error) {
    if (!(error instanceof KeyUseError)) return 'invalid';
    return error.code === 'key.damaged' ? 'unfit' : 'unsupported';
  }
}

/**
 * Judges a token's signature by the keys that may have made it. A key that the token brings itself (`jwk`, `x5c`,
 * `jku`, `x5u`) is no candidate and never looked at.
 *
 * Named candidates alone are asked where there are any. Else those whose own `kid` is the token's come first; a `kid`
 * is a hint (RFC 7515 section 4.1.4), so the others are asked as well, but it makes the answer `invalid` and not
 * `unknown-key` where none proves the signature. Never throws; never `not-checked`, which is the caller's to say.
 */
export async function judgeSignature(token: Token, candidates: readonly Candidate[]): Promise<Judgement> {
  if (token.form === 'jwe') return { signature: 'encrypted' };
  const name = algorithmOf(token);
  if (name === NONE) return { signature: 'unsigned' };
  if (!algorithmNamed(name) || !webCrypto()) return { signature: 'unsupported' };

  const named = candidates.filter(({ named }) => named);
  const { kid } = token.header.value ?? {};
  const ofId = candidates.filter(({ key }) => key.id !== undefined && key.id === kid);
  const expected = named.length > 0 ? named : ofId;
  const asked = named.length > 0 ? named : [...ofId, ...candidates.filter((candidate) => !ofId.includes(candidate))];

  const answers = new Set<string>();
  for (const candidate of asked) {
    const answer = await verifySignature(token, candidate.key);
    if (answer === 'valid') return { signature: 'valid', key: candidate };
    if (expected.length === 0 || expected.includes(candidate)) answers.add(answer);
  }
  if (answers.has('unsupported') && !answers.has('invalid')) return { signature: 'unsupported' };
  if (expected.length === 0) return { signature: 'unknown-key' };
  const reason = answers.has('invalid')
    ? undefined
    : expected.map(({ key }) => fits(key, `${name}`, 'verify')).find(Boolean);
  return reason ? { signature: 'invalid', reason } : { signature: 'invalid' };
}

function algorithmOf(token: Token): unknown {
  const { alg } = token.header.value ?? {};
  return alg;
}

const encoder = new TextEncoder();

/** The signature and the text that it covers (RFC 7515 section 5.2), as bytes; `undefined` where the signature is no base64url. */
function signatureOf({ text, parts, faults }: Token) {
  const [header, payload, signature] = parts;
  if (!header || !payload || !signature || faults.some(({ part }) => part === 'signature')) return undefined;
  return {
    input: encoder.encode(text.slice(header.start, payload.end)),
    bytes: new Uint8Array(base64url.decode(text.slice(signature.start, signature.end))),
  };
}
