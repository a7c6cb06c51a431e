import type { TextDocument } from 'vscode';
import { generalChecks, runChecks } from '../jwt/checks.ts';
import type { Check, Problem } from '../jwt/problem.ts';
import type { SignatureVerdict } from '../jwt/verdict.ts';
import { kinds } from '../kinds/index.ts';
import type { Reading } from './reading.ts';
import { checkContext } from './settings.ts';

const sources: ReadonlyMap<string, string> = new Map(
  [...generalChecks, ...kinds.flatMap((kind): readonly Check[] => kind.checks)].map(({ code, source }) => [
    code,
    source,
  ]),
);

/** The page of the one who issued the rule behind a problem. */
export function problemSource(code: string): string | undefined {
  return sources.get(code);
}

/** The problems of a token by the general checks and those of its kind. */
export function problemsOf(
  { token, kind }: Reading,
  document: TextDocument | undefined,
  signature: SignatureVerdict | undefined,
): readonly Problem[] {
  const context = { ...checkContext(document, kind), ...(signature && { signature }) };
  return runChecks(token, [...kind.checks, ...generalChecks], context, kind.replacesChecks);
}
