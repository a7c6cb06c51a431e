import type { Inspection } from '../inspection/inspect.ts';
import type { SecretEncoding } from '../jwt/key.ts';
import type { Severity } from '../jwt/problem.ts';
import type { ClaimsVerdict, SignatureVerdict, StructureVerdict } from '../jwt/verdict.ts';
import { otherEncoding } from '../jwt/verify.ts';
import { problemWords } from '../messages/problems.ts';

/** What `tokensmith.verifyToken` returns: three separate answers, one never hiding another. */
export interface Verdict {
  readonly structure: StructureVerdict;
  /** `unknown-key` as long as it is not known. */
  readonly signature: SignatureVerdict;
  /** The reference of the key that proved the signature, or that decrypted a JWE in which no token is nested. */
  readonly key?: string;
  /** Of a raw secret, the encoding in which it proved the signature, where its recipe states another. */
  readonly secretEncoding?: SecretEncoding;
  readonly kind: string;
  readonly claims: ClaimsVerdict;
  readonly problems: readonly { readonly code: string; readonly severity: Severity; readonly message: string }[];
}

/** The whole verdict on a token. */
export function verdictOf({ structure, signature, judgement, kind, claims, problems }: Inspection): Verdict {
  const key = judgement?.key;
  const secretEncoding = signature === 'valid' && key ? otherEncoding(key) : undefined;
  return {
    structure,
    signature: signature ?? 'unknown-key',
    ...(key && { key: key.reference }),
    ...(secretEncoding && { secretEncoding }),
    kind: kind.id,
    claims,
    problems: problems.map((problem) => ({
      code: problem.code,
      severity: problem.severity,
      message: problemWords(problem.code, problem, kind),
    })),
  };
}
