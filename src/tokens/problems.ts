import type { TextDocument } from 'vscode';
import { generalChecks } from '../inspection/checks.ts';
import { inspect } from '../inspection/inspect.ts';
import type { Problem } from '../jwt/problem.ts';
import type { SignatureVerdict } from '../jwt/verdict.ts';
import type { Judgement } from '../jwt/verify.ts';
import { kinds } from '../kinds/index.ts';
import { type Reading, readClaims } from './reading.ts';
import { checkContext } from './settings.ts';

const sources: ReadonlyMap<string, string> = new Map(
  [...generalChecks, ...kinds.flatMap(({ checks }) => checks)].map(({ code, source }) => [code, source]),
);

/** The page of the one who issued the rule behind a problem. */
export function problemSource(code: string): string | undefined {
  return sources.get(code);
}

/** The problems of a token as far as it could be decrypted: its own and, where a JWT is nested in it, those of the innermost. */
export function allProblems(
  reading: Reading,
  judgement: Judgement | undefined,
  document: TextDocument | undefined,
): readonly Problem[] {
  const { decryption, signature } = judgement ?? {};
  const claims = readClaims(reading, judgement);
  if (!decryption?.nested) return problemsOf(claims, document, signature);
  return [...problemsOf(reading, document, undefined), ...problemsOf(claims, document, signature)];
}

/** The problems of a token by the general checks and those of its kind. */
export function problemsOf(
  { token, kind }: Reading,
  document: TextDocument | undefined,
  signature: SignatureVerdict | undefined,
): readonly Problem[] {
  const context = { ...checkContext(document, kind), isDraft: document?.uri.scheme === 'jwt' };
  return inspect(token, signature && { signature }, context).problems;
}
