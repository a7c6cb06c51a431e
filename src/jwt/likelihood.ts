import { fits, ownAlgorithm } from './algorithms.ts';
import { memberValue } from './json.ts';
import type { Key } from './key.ts';
import type { Token } from './token.ts';
import { type Candidate, isOfId } from './verify.ts';

/** How much work asking keys may be. */
export interface Budget {
  /** In verifications with an RSA key of 2048 bits. */
  readonly most: number;
  /** Whether the likeliest key is asked, however much work that is. */
  readonly asksFirst: boolean;
}

/** Somebody waits for it, and can be told. */
export const unlimited: Budget = { most: Number.POSITIVE_INFINITY, asksFirst: true };
/** A few 10 ms of a thread: what one token may take where there may be many. */
export const modest: Budget = { most: 300, asksFirst: true };

/** The candidates to ask about a token, the likeliest first. */
export interface Likely<Of extends Candidate> {
  readonly candidates: readonly Of[];
  /** Some are left out, as asking them would take too long. */
  readonly isCut: boolean;
}

/**
 * Puts the keys that may have signed a token, or may decrypt it, in the order of how likely they are: those that were
 * named, those with the token's `kid`, the one that proved the last token like it, the others. A key that cannot have made
 * a signature of this length, and that nobody would expect to, is left out.
 * @param proved the key that proved the last token like this one (`likeness`)
 */
export function likeliest<Of extends Candidate>(
  token: Token,
  candidates: readonly Of[],
  proved: Key | undefined,
  { most, asksFirst }: Budget,
): Likely<Of> {
  const rank = ({ key, named }: Candidate) => (named ? 0 : isOfId(token, key) ? 1 : 2);
  const possible = candidates.filter((candidate) => rank(candidate) < 2 || canHaveSigned(token, candidate.key));
  const isLast = ({ key }: Candidate) => key.jwk === proved?.jwk;
  const ordered = possible.toSorted((a, b) => rank(a) - rank(b) || Number(isLast(b)) - Number(isLast(a)));
  const algorithm = ownAlgorithm(token);
  const work = (candidate: Candidate) =>
    token.form === 'jwe'
      ? workOfDecrypting(token, candidate.key)
      : fits(candidate.key, algorithm, 'verify')
        ? 0
        : workOfVerifying(candidate.key);
  let left = most;
  const affordable = ordered.filter((candidate, i) => {
    const cost = work(candidate);
    left -= cost;
    return (i === 0 && asksFirst) || cost === 0 || left >= 0;
  });
  return { candidates: affordable, isCut: affordable.length < ordered.length };
}

/** What tokens have in common that one key has probably signed. */
export function likeness({ form, header, payload }: Token): string {
  const { alg, kid } = header.value ?? {};
  return JSON.stringify([form, alg, kid, memberValue(payload?.value, 'iss')]);
}

/** An RSA signature is as long as the key's modulus (RFC 8017 section 8). */
function canHaveSigned({ form, parts }: Token, { type, bits }: Key): boolean {
  const signature = parts[2];
  if (form !== 'jws' || type !== 'RSA' || bits === undefined || !signature) return true;
  // Padding may be part of it.
  return Math.abs(signature.end - signature.start - Math.ceil((Math.ceil(bits / 8) * 4) / 3)) <= 2;
}

/** What a verification, or an agreement, takes with a key of a curve, as measured in Node. */
const workOfCurve: Readonly<Record<string, number>> = { 'P-384': 16, 'P-521': 35 };
const workOfOtherCurves = 3;
/** So many iterations of PBKDF2 take as long as one verification. */
const iterations = 80;

/** Work grows with the square of the modulus's length and with the length of the exponent, which has 17 bits nearly always. */
function workOfVerifying({ type, bits = 0, curve, jwk }: Key): number {
  if (type === 'RSA') return (bits / 2048) ** 2 * Math.max(1, (jwk.e?.length ?? 0) / 4);
  return type === 'oct' ? 1 : (workOfCurve[curve ?? ''] ?? workOfOtherCurves);
}

/** With the private exponent it grows with the cube, and is some thirty times as much to begin with. */
function workOfDecrypting({ header }: Token, key: Key): number {
  const { type, bits = 0 } = key;
  if (type === 'RSA') return 30 * (bits / 2048) ** 3;
  const count = memberValue(header.value, 'p2c');
  return type === 'oct' ? Math.max(1, (typeof count === 'number' ? count : 0) / iterations) : workOfVerifying(key);
}
