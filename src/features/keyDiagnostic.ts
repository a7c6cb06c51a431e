import { Diagnostic, DiagnosticSeverity, type Range, Uri, workspace } from 'vscode';
import type { Severity } from '../jwt/problem.ts';
import { problemWords } from '../messages/problems.ts';
import type { KeyProblem } from '../vault/keyProblems.ts';
import { matchesGlob } from '../vault/search.ts';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** A problem of where a key is kept, at a place of a file; `undefined` where the settings switch it off. */
export function keyDiagnostic(uri: Uri, range: Range, problem: KeyProblem): Diagnostic | undefined {
  const settings = workspace.getConfiguration('tokensmith', uri);
  const level = settings.get<Readonly<Record<string, string>>>('problems.severity', {})[problem.code];
  const isExcluded = settings.get<readonly string[]>('exclude', []).some((glob) => matchesGlob(undefined, glob, uri));
  if (level === 'off' || isExcluded || !settings.get('problems.enabled', true)) return undefined;
  const severity = severities[level as Severity] ?? severities[problem.severity];
  const diagnostic = new Diagnostic(range, problemWords(problem.code, {}, undefined), severity);
  diagnostic.source = 'jwt';
  diagnostic.code = { value: problem.code, target: Uri.parse(problem.source) };
  return diagnostic;
}

/** Whether a diagnostic is of a problem. */
export function hasCode({ source, code }: Diagnostic, problem: KeyProblem): boolean {
  return source === 'jwt' && (typeof code === 'object' ? code.value : code) === problem.code;
}
