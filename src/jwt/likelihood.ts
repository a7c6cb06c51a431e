import { fits } from './algorithms.ts';
import { memberValue } from './json.ts';
import type { Key } from './key.ts';
import type { Token } from './token.ts';
import type { Candidate } from './verify.ts';

/** The candidates to ask about a token, the likeliest first. */
export interface Likely {
  readonly candidates: readonly Candidate[];
  /** Some are left out, as asking them would take too long. */
  readonly isCut: boolean;
}

/**
 * Puts the keys that may have signed a token, or may decrypt it, in the order of how likely they are: those that were
 * named, those with the token's `kid`, the one that proved the last token like it, the others. A key that cannot have made
 * a signature of this length, and that nobody would expect to, is left out.
 * @param proved the key that proved the last token like this one (`likeness`)
 * @param budget how much work asking them may be, in verifications with an RSA key of 2048 bits; the first is always asked
 */
export function likeliest(
  token: Token,
  candidates: readonly Candidate[],
  proved: Key | undefined,
  budget: number,
): Likely {
  const kid = memberValue(token.header.value, 'kid');
  const rank = ({ key, named }: Candidate) => (named ? 0 : key.id !== undefined && key.id === kid ? 1 : 2);
  const possible = candidates.filter((candidate) => rank(candidate) < 2 || canHaveSigned(token, candidate.key));
  const isLast = ({ key }: Candidate) => key.jwk === proved?.jwk;
  const ordered = possible.toSorted((a, b) => rank(a) - rank(b) || Number(isLast(b)) - Number(isLast(a)));
  const algorithm = String(memberValue(token.header.value, 'alg'));
  const work = (candidate: Candidate) =>
    token.form === 'jwe'
      ? workOfDecrypting(candidate.key)
      : fits(candidate.key, algorithm, 'verify')
        ? 0
        : workOfVerifying(candidate.key);
  let left = budget;
  const affordable = ordered.filter((candidate, i) => {
    const cost = work(candidate);
    left -= cost;
    return i === 0 || cost === 0 || left >= 0;
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

/** With the public exponent, work grows with the square of the modulus's length. */
function workOfVerifying({ type, bits = 0 }: Key): number {
  return type === 'RSA' ? (bits / 2048) ** 2 : 1;
}

/** With the private exponent it grows with the cube, and is some thirty times as much to begin with. */
function workOfDecrypting({ type, bits = 0 }: Key): number {
  return type === 'RSA' ? 30 * (bits / 2048) ** 3 : 1;
}
