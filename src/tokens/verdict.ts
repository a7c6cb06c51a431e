import type { TextDocument } from 'vscode';
import type { Severity } from '../jwt/problem.ts';
import {
  type ClaimsVerdict,
  claimsVerdict,
  type SignatureVerdict,
  type StructureVerdict,
  structureVerdict,
} from '../jwt/verdict.ts';
import type { Judgement } from '../jwt/verify.ts';
import { problemWords } from '../messages/problems.ts';
import { allProblems } from './problems.ts';
import { type Reading, readClaims } from './reading.ts';

/** What `tokensmith.verifyToken` returns: three separate answers, one never hiding another. */
export interface Verdict {
  readonly structure: StructureVerdict;
  readonly signature: SignatureVerdict;
  /** The reference of the key that proved the signature, or that decrypted a JWE in which no token is nested. */
  readonly key?: string;
  readonly kind: string;
  readonly claims: ClaimsVerdict;
  readonly problems: readonly { readonly code: string; readonly severity: Severity; readonly message: string }[];
}

/** The whole verdict on a token, from what is known of its signature. */
export function verdictOf(reading: Reading, judgement: Judgement, document?: TextDocument): Verdict {
  const { token, kind } = readClaims(reading, judgement);
  const { signature, key } = judgement;
  const problems = allProblems(reading, judgement, document);
  return {
    structure: structureVerdict(problems),
    signature,
    ...(key && { key: key.reference }),
    kind: kind.id,
    claims: claimsVerdict(problems, token),
    problems: problems.map((problem) => ({
      code: problem.code,
      severity: problem.severity,
      message: problemWords(problem.code, problem, kind),
    })),
  };
}
