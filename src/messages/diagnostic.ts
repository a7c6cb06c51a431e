import { Diagnostic, DiagnosticSeverity, type Range, Uri } from 'vscode';
import { levelOf } from '../inspection/inspect.ts';
import { problemSource } from '../inspection/sources.ts';
import type { Problem, Severity } from '../jwt/problem.ts';
import type { Kind } from '../kinds/kind.ts';
import { isMatched } from '../settings/paths.ts';
import { setting } from '../settings/settings.ts';
import type { KeyProblem } from '../vault/keyProblems.ts';
import { problemWords } from './problems.ts';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** A problem as VS Code shows it; its code leads to the page of the rule. */
export function diagnosticOf(range: Range, kind: Kind, { level, severity, ...problem }: Problem): Diagnostic {
  const shown = level === undefined || level === 'off' ? severity : level;
  const diagnostic = new Diagnostic(range, problemWords(problem.code, problem, kind), severities[shown]);
  diagnostic.source = 'jwt';
  diagnostic.code = linkedCode(problem.code);
  return diagnostic;
}

/** A code with the page of its rule: the same for all problems of a code, of which there may be thousands. */
function linkedCode(code: string): NonNullable<Diagnostic['code']> {
  const known = linkedCodes.get(code);
  if (known) return known;
  const source = problemSource(code);
  const linked = source === undefined ? code : { value: code, target: Uri.parse(source) };
  linkedCodes.set(code, linked);
  return linked;
}

const linkedCodes = new Map<string, NonNullable<Diagnostic['code']>>();

/** A problem of where a key is kept, at a place of a file; `undefined` where the settings switch it off. */
export function keyDiagnostic(
  uri: Uri,
  range: Range,
  problem: KeyProblem,
  data: Readonly<Record<string, string>> = {},
): Diagnostic | undefined {
  const level = levelOf(problem.code, problem.severity, setting('problems.severity', uri));
  if (level === 'off' || isMatched(uri, setting('exclude', uri)) || !setting('problems.enabled', uri)) return undefined;
  const diagnostic = new Diagnostic(range, problemWords(problem.code, { data }, undefined), severities[level]);
  diagnostic.source = 'jwt';
  diagnostic.code = { value: problem.code, target: Uri.parse(problem.source) };
  return diagnostic;
}

/** The same at another place. */
export function movedTo(range: Range, { message, severity, source, code }: Diagnostic): Diagnostic {
  const moved = new Diagnostic(range, message, severity);
  if (source !== undefined) moved.source = source;
  if (code !== undefined) moved.code = code;
  return moved;
}

/** Whether a problem is to be shown: what only decryption brought to light is not, as all extensions read what is. */
export function isShown({ level, isDecrypted }: Problem): boolean {
  return level !== 'off' && !isDecrypted;
}
