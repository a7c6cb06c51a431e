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
import { problemWords } from '../words/problems.ts';
import { problemsOf } from './problems.ts';
import type { Reading } from './reading.ts';

/** What `tokensmith.verifyToken` returns: three separate answers, one never hiding another. */
export interface Verdict {
  readonly structure: StructureVerdict;
  readonly signature: SignatureVerdict;
  /** The reference of the key that proved the signature. */
  readonly key?: string;
  readonly kind: string;
  readonly claims: ClaimsVerdict;
  readonly problems: readonly { readonly code: string; readonly severity: Severity; readonly message: string }[];
}

/** The whole verdict on a token, from what is known of its signature. */
export function verdictOf(reading: Reading, { signature, key }: Judgement, document?: TextDocument): Verdict {
  const { token, kind } = reading;
  const problems = problemsOf(reading, document, signature);
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
