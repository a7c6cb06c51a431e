import { Diagnostic, DiagnosticSeverity, type Range, Uri } from 'vscode';
import type { Severity } from '../jwt/problem.ts';
import { problemWords } from '../messages/problems.ts';
import { isMatched } from '../settings/paths.ts';
import { setting } from '../settings/settings.ts';
import type { KeyProblem } from '../vault/keyProblems.ts';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** A problem of where a key is kept, at a place of a file; `undefined` where the settings switch it off. */
export function keyDiagnostic(
  uri: Uri,
  range: Range,
  problem: KeyProblem,
  data: Readonly<Record<string, string>> = {},
): Diagnostic | undefined {
  const level = setting('problems.severity', uri)[problem.code];
  if (level === 'off' || isMatched(uri, setting('exclude', uri)) || !setting('problems.enabled', uri)) return undefined;
  const severity = severities[level as Severity] ?? severities[problem.severity];
  const diagnostic = new Diagnostic(range, problemWords(problem.code, { data }, undefined), severity);
  diagnostic.source = 'jwt';
  diagnostic.code = { value: problem.code, target: Uri.parse(problem.source) };
  return diagnostic;
}
