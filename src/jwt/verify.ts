import { algorithmNamed, fits, NONE, type Unfit } from './algorithms.ts';
import { type Base64urlReason, decodeBase64url } from './base64url.ts';
import { unsignedDisclosure } from './disclosures.ts';
import { memberValue } from './json.ts';
import { DEFAULT_SECRET_ENCODING, type Key, type SecretEncoding } from './key.ts';
import type { Span } from './span.ts';
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
  /** The kinds of the recipes that name it, by their ids. */
  readonly kinds?: readonly string[];
  /** Of a raw secret, the encoding that its recipe states. */
  readonly encoding?: SecretEncoding;
  /** The name of the recipe that states it, in the settings. */
  readonly recipe?: string;
}

/** Whether a key's own id is the `kid` of a token. */
export function isOfId({ header }: Token, { id }: Key): boolean {
  return id !== undefined && id === memberValue(header.value, 'kid');
}

/** The encoding in which a raw secret proved a signature, where it is another than its recipe states. */
export function otherEncoding({
  key: { secretEncoding },
  encoding = DEFAULT_SECRET_ENCODING,
}: Candidate): SecretEncoding | undefined {
  return secretEncoding === encoding ? undefined : secretEncoding;
}

/** What the candidates say of a token's signature. */
export interface Judgement {
  readonly signature: SignatureVerdict;
  /** The candidate that proved it, or with `encrypted` that decrypted the token; only with these. */
  readonly key?: Candidate;
  /**
   * With `invalid`, why the candidate that was named must not be used with the token's algorithm, or that there is no
   * signature; with `unsupported`, what this host lacks; with `unknown-key`, why no key is known.
   */
  readonly reason?: Reason;
  /** What a JWE holds, where a key was found that decrypts it. */
  readonly decryption?: Decryption;
}

/** Why a signature was not proved. */
export type Reason =
  | Unfit
  | { readonly code: 'signature.missing' | 'signature.audience-only'; readonly data: Readonly<Record<string, never>> }
  // A disclosure that the issuer did not sign; where it stands.
  | { readonly code: 'signature.disclosure'; readonly data: Span };

const MISSING: Reason = { code: 'signature.missing', data: {} };
const AUDIENCE_ONLY: Reason = { code: 'signature.audience-only', data: {} };

/** A JWE that was decrypted. */
export interface Decryption {
  /** The JWE with its content as its payload. */
  readonly token: Token;
  /** The candidate that decrypted it. */
  readonly key: Candidate;
  /** The JWT that the content is (RFC 7519 section 5.2), and what is known of it. */
  readonly nested?: { readonly token: Token; readonly judgement: Judgement };
}

/**
 * Whether `key` made the signature of a JWS. The key says which algorithms it may be used with before the signature is
 * looked at, so that neither `none` nor an HMAC keyed with public bytes ever passes (RFC 8725 section 3.1). RSA keys
 * under 2048 bits verify: the answer is about this signature, and signing refuses them.
 *
 * `crit` (RFC 7515 section 4.1.11) is a matter of the token's structure and judged there; `b64` (RFC 7797) changes how
 * the payload is read, not what the compact serialization's signature covers.
 *
 * `unfit`: the key is of another kind, limited to other uses, or damaged. `unsupported`: this host or Tokensmith lacks
 * the algorithm, or there is no Web Crypto. Never throws.
 */
export async function verifySignature(token: Token, key: Key): Promise<Answer['signature']> {
  return (await ask(token, key)).signature;
}

/** What can be said of a token's signature whatever keys are known; `undefined` where it takes a key to tell. */
export function judgeWithoutKey({ form, header, parts }: Token): Judgement | undefined {
  if (form === 'jwe' || !header.value) return undefined;
  if (memberValue(header.value, 'alg') === NONE) return { signature: 'unsigned' };
  const signature = parts[2];
  return signature && signature.start < signature.end ? undefined : { signature: 'invalid', reason: MISSING };
}

/**
 * Judges a JWS's signature by the keys that may have made it. A key that the token brings itself (`jwk`, `x5c`,
 * `jku`, `x5u`) is no candidate and never looked at.
 *
 * Named candidates alone are asked where there are any. Else those whose own `kid` is the token's come first; a `kid`
 * is a hint (RFC 7515 section 4.1.4), so the others are asked as well, but it makes the answer `invalid` and not
 * `unknown-key` where none proves the signature. Never throws; never `not-checked`, which is the caller's to say.
 */
export async function judgeSignature(token: Token, candidates: readonly Candidate[]): Promise<Judgement> {
  if (token.form === 'jwe') return { signature: 'encrypted' };
  const known = judgeWithoutKey(token);
  if (known) return known;
  const unsigned = await unsignedDisclosure(token);
  if (unsigned) return { signature: 'invalid', reason: { code: 'signature.disclosure', data: unsigned.span } };
  return judgeByKeys(token, candidates);
}

async function judgeByKeys(token: Token, candidates: readonly Candidate[]): Promise<Judgement> {
  const algorithm = algorithmOf(token);
  if (!algorithmNamed(algorithm) || !webCrypto()) return { signature: 'unsupported' };

  const { asked, expected } = candidatesToAsk(token, candidates);
  const answers: Answer[] = [];
  for (const candidate of asked) {
    const answer = await ask(token, candidate.key);
    if (answer.signature === 'valid') return { signature: 'valid', key: candidate };
    answers.push(answer);
  }
  const decisive = expected > 0 ? answers.slice(0, expected) : answers;
  const unsupported = decisive.find(({ signature }) => signature === 'unsupported');
  if (unsupported) return { signature: 'unsupported', ...(unsupported.reason && { reason: unsupported.reason }) };
  if (isForAudienceOnly(token)) return { signature: 'unknown-key', reason: AUDIENCE_ONLY };
  if (expected === 0) return { signature: 'unknown-key' };
  const reason = decisive.every(({ signature }) => signature === 'unfit') ? decisive[0]?.reason : undefined;
  return { signature: 'invalid', ...(reason && { reason }) };
}

/**
 * The candidates that are to be asked about a token, those that were named alone where there are any: first those whose
 * own `kid` is the token's. Of the first, as many as are `expected`, one should do.
 */
export function candidatesToAsk(
  token: Token,
  candidates: readonly Candidate[],
): { readonly asked: readonly Candidate[]; readonly expected: number } {
  const named = candidates.filter(({ named }) => named);
  const asked = named.length > 0 ? named : candidates;
  const [ofId, others] = partition(asked, ({ key }) => isOfId(token, key));
  return { asked: [...ofId, ...others], expected: named.length || ofId.length };
}

const ENTRA_ISSUER = /^https:\/\/(sts\.windows\.net|login\.(microsoftonline|partner\.microsoftonline)\.(com|us|cn))\//;
const GRAPH_AUDIENCES: readonly unknown[] = ['00000003-0000-0000-c000-000000000000', 'https://graph.microsoft.com'];

/**
 * Whether only its audience can verify a token: of the `nonce` in the header of a token for Microsoft Graph, the signature
 * covers a digest, so that no other API takes the token
 * (https://learn.microsoft.com/entra/identity-platform/access-tokens#token-ownership).
 */
function isForAudienceOnly({ header, payload }: Token): boolean {
  if (memberValue(header.value, 'nonce') === undefined) return false;
  const [issuer, audience] = ['iss', 'aud'].map((name) => memberValue(payload?.value, name));
  const isForGraph = GRAPH_AUDIENCES.includes(typeof audience === 'string' ? audience.replace(/\/$/, '') : audience);
  return isForGraph || (typeof issuer === 'string' && ENTRA_ISSUER.test(issuer));
}

/** What one key says of a signature; `reason` with `unfit` and `unsupported`. */
interface Answer {
  readonly signature: 'valid' | 'invalid' | 'unsupported' | 'unfit';
  readonly reason?: Unfit;
}

async function ask(token: Token, key: Key): Promise<Answer> {
  const name = algorithmOf(token);
  if (token.form !== 'jws' || typeof name !== 'string') return { signature: 'invalid' };
  const algorithm = algorithmNamed(name);
  const reason = fits(key, name, 'verify');
  if (!algorithm) return { signature: name === NONE ? 'invalid' : 'unsupported', ...(reason && { reason }) };
  if (reason) return { signature: 'unfit', reason };
  const signed = signedParts(token);
  if (!signed) return { signature: 'invalid' };
  // jose's `compactVerify` refuses short RSA keys and unknown `crit` members, and so cannot tell whether the signature holds.
  try {
    const verifier = await cryptoKey(key, algorithm, 'verify');
    const { subtle } = globalThis.crypto;
    const holds = await subtle.verify(algorithm.signing, verifier, signed.signature, signed.input);
    return { signature: holds ? 'valid' : 'invalid' };
  } catch (error) {
    // What Web Crypto cannot work out, such as a salt that is longer than the modulus, proves nothing.
    if (!(error instanceof KeyUseError)) return { signature: 'invalid' };
    const { code, data } = error;
    return { signature: code === 'key.damaged' ? 'unfit' : 'unsupported', reason: { code, data } as Unfit };
  }
}

function algorithmOf(token: Token): unknown {
  const { alg } = token.header.value ?? {};
  return alg;
}

const encoder = new TextEncoder();

/** Faults of a signature that leave no doubt about its bytes: some programs pad it, or write plain base64. */
const HARMLESS: ReadonlySet<Base64urlReason> = new Set(['padding', 'base64-alphabet']);

/** The signature and the text that it covers as it stands (RFC 7515 section 5.2), as bytes; `undefined` where the signature is no base64url. */
function signedParts({ text, parts }: Token) {
  const [header, payload, signature, ...more] = parts;
  if (!header || !payload || !signature || more.length > 0) return undefined;
  const { bytes, faults } = decodeBase64url(text, signature.start, signature.end);
  if (faults.some(({ reason }) => !HARMLESS.has(reason))) return undefined;
  return { signature: bytes, input: encoder.encode(text.slice(header.start, payload.end)) };
}

function partition<T>(items: readonly T[], holds: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [items.filter(holds), items.filter((item) => !holds(item))];
}
