import type { Problem } from './problem.ts';
import type { Token } from './token.ts';

/**
 * What is known of a token's signature; the words of the contract:
 * `invalid`: a key that was named does not verify it; `unknown-key`: no key was named and none that is known verifies it;
 * `unsupported`: this host lacks the algorithm; `not-checked`: nobody may look at keys here.
 */
export type SignatureVerdict =
  | 'valid'
  | 'invalid'
  | 'unsigned'
  | 'unknown-key'
  | 'encrypted'
  | 'unsupported'
  | 'not-checked';

/** The verdict on the compact serialization, the JSON in it and `crit`. */
export type StructureVerdict = 'ok' | 'malformed';

/** The verdict on the claims: the first that holds, in this order. */
export type ClaimsVerdict = 'unknown' | 'expired' | 'not-yet-valid' | 'problems' | 'ok';

/** Codes that answer to another verdict: a claim is none the worse for a bad signature or a padded part. */
const OTHER_VERDICTS: ReadonlySet<string> = new Set(['malformed', 'signature-invalid']);

/**
 * The verdict on a token's claims from the problems that were found in it: `unknown` where they cannot be read,
 * `problems` for any error about a claim or header parameter. What only the structure or the signature says is left to their verdicts.
 */
export function claimsVerdict(problems: readonly Problem[], token: Token): ClaimsVerdict {
  if (!token.payload?.value) return 'unknown';
  const codes = new Set(problems.map(({ code }) => code));
  if (codes.has('expired')) return 'expired';
  if (codes.has('not-yet-valid')) return 'not-yet-valid';
  const isError = ({ code, severity }: Problem) => severity === 'error' && !OTHER_VERDICTS.has(code);
  return problems.some(isError) ? 'problems' : 'ok';
}

/** The verdict on a token's structure from the problems that were found in it. */
export function structureVerdict(problems: readonly Problem[]): StructureVerdict {
  return problems.some(({ code }) => code === 'malformed') ? 'malformed' : 'ok';
}
