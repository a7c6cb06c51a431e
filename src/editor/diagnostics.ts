import { Diagnostic, DiagnosticSeverity, Disposable, l10n, languages, type TextDocument, Uri, workspace } from 'vscode';
import type { Problem, Severity } from '../jwt/problem.ts';
import type { Kind } from '../kinds/kind.ts';
import type { Services } from '../services.ts';
import { problemWords } from '../words/problems.ts';
import { problemSource } from './problems.ts';
import { isEnabled, settingsOf } from './settings.ts';
import { type IndexedToken, rangeBetween } from './tokenIndex.ts';
import { isWritableScheme } from './writable.ts';

/** VS Code shows at most this many problems of a file. */
const mostProblems = 1000;
/** So many tokens of a file have their signatures checked for the sake of problems; of the others, those in sight. */
const mostEager = 1000;
/** How long tokens are assessed at a stretch, in milliseconds; people type in between. */
const stretch = 8;

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Shows the problems of the tokens in every open document that can be written. */
export function registerDiagnostics(services: Services): Disposable {
  const { index, signatures, clock } = services;
  const collection = languages.createDiagnosticCollection('jwt');
  const unfinished = new Map<TextDocument, ReturnType<typeof setTimeout>>();
  const forget = (document: TextDocument) => {
    clearTimeout(unfinished.get(document));
    unfinished.delete(document);
  };
  const show = (document: TextDocument) => {
    forget(document);
    if (!isWritableScheme(document)) return;
    if (document.isClosed || !isEnabled('problems', document)) collection.delete(document.uri);
    else if (assessAll(services, document)) {
      const diagnostics = diagnosticsOf(services, document);
      if (!areSame(diagnostics, collection.get(document.uri) ?? [])) collection.set(document.uri, diagnostics);
    } else {
      const timer = setTimeout(() => show(document));
      unfinished.set(document, timer);
    }
  };
  const showAll = () => workspace.textDocuments.forEach(show);
  // Activation only registers; the documents that are open already come right after.
  const timer = setTimeout(showAll);
  return Disposable.from(
    new Disposable(() => {
      clearTimeout(timer);
      for (const document of unfinished.keys()) forget(document);
    }),
    collection,
    index.onDidChange(show),
    workspace.onDidOpenTextDocument(show),
    workspace.onDidCloseTextDocument((document) => {
      forget(document);
      collection.delete(document.uri);
    }),
    signatures.onDidChange(showAll),
    clock.onDidTick(showAll),
  );
}

/** Assesses tokens until all are, or the time is up; what was done is remembered. */
function assessAll({ index, assessments }: Services, document: TextDocument): boolean {
  const end = performance.now() + stretch;
  for (const [i, found] of index.tokens(document).entries()) {
    if (assessments.remembered(document, found, i < mostEager)) continue;
    if (performance.now() > end) return false;
    assessments.of(document, found, i < mostEager);
  }
  return true;
}

function diagnosticsOf({ index, assessments }: Services, document: TextDocument): readonly Diagnostic[] {
  const levels = settingsOf(document).severities;
  const diagnostics: Diagnostic[] = [];
  let rest = 0;
  for (const [i, found] of index.tokens(document).entries()) {
    const { kind, problems } = assessments.of(document, found, i < mostEager);
    for (const problem of problems) {
      const level = levels[problem.code] ?? problem.severity;
      if (level === 'off') continue;
      if (diagnostics.length < mostProblems) diagnostics.push(diagnosticOf(document, found, kind, problem, level));
      else rest++;
    }
  }
  const last = rest > 0 ? diagnostics.pop() : undefined;
  return last ? [restOf(rest + 1, diagnostics[0] ?? last), ...diagnostics] : diagnostics;
}

function diagnosticOf(
  document: TextDocument,
  found: IndexedToken,
  kind: Kind,
  problem: Problem,
  level: string,
): Diagnostic {
  // Nobody reads a claim in base64url: the whole token is marked, but for a fault of its very characters.
  const { start, end } = problem.tokenSpan ?? { start: 0, end: found.end - found.start };
  const range = rangeBetween(document, found.start + start, found.start + end);
  const severity = severities[level as Severity] ?? severities[problem.severity];
  const diagnostic = new Diagnostic(range, problemWords(problem.code, problem, kind), severity);
  diagnostic.source = 'jwt';
  const source = problemSource(problem.code);
  diagnostic.code = source === undefined ? problem.code : { value: problem.code, target: Uri.parse(source) };
  return diagnostic;
}

/** Says how many problems are not shown, where the first one is. */
function restOf(count: number, { range }: Diagnostic): Diagnostic {
  const words = l10n.t('{count} more problems of tokens in this file are not shown.', { count });
  const diagnostic = new Diagnostic(range, words, DiagnosticSeverity.Information);
  diagnostic.source = 'jwt';
  return diagnostic;
}

/** Whether people would see no difference: VS Code draws all anew with each set. */
function areSame(some: readonly Diagnostic[], others: readonly Diagnostic[]): boolean {
  return (
    some.length === others.length &&
    some.every((one, i) => {
      const other = others[i];
      return (
        other !== undefined &&
        one.message === other.message &&
        one.severity === other.severity &&
        one.range.isEqual(other.range)
      );
    })
  );
}
