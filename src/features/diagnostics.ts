import {
  Diagnostic,
  DiagnosticSeverity,
  Disposable,
  l10n,
  type Position,
  Range,
  type TextDocument,
  Uri,
  workspace,
} from 'vscode';
import { isWritableScheme } from '../edits/writable.ts';
import type { Problem, Severity } from '../jwt/problem.ts';
import type { Kind } from '../kinds/kind.ts';
import { problemWords } from '../messages/problems.ts';
import type { Services } from '../services.ts';
import type { Assessment } from '../tokens/assessments.ts';
import { problemSource } from '../tokens/problems.ts';
import { isEnabled, settingsOf } from '../tokens/settings.ts';
import type { IndexedToken } from '../tokens/tokenIndex.ts';
import { GroupedDiagnostics } from './groupedDiagnostics.ts';

/** VS Code shows at most this many problems of a file. */
const mostProblems = 1000;
/**
 * So many tokens of a file have their signatures checked for the sake of problems at once; after each pause as many more,
 * so that the lenses in sight need not wait for theirs, and at most so many: of the others, those in sight.
 */
const eagerAtOnce = 100;
const mostEager = 1000;
/** In milliseconds. */
const pause = 200;
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
  const shown = new GroupedDiagnostics();
  const unfinished = new Map<TextDocument, ReturnType<typeof setTimeout>>();
  const forget = (document: TextDocument) => {
    clearTimeout(unfinished.get(document));
    unfinished.delete(document);
  };
  const eager = new WeakMap<TextDocument, number>();
  const showAfter = (document: TextDocument, wait: number) =>
    unfinished.set(
      document,
      setTimeout(() => show(document), wait),
    );
  const show = (document: TextDocument) => {
    forget(document);
    if (!isWritableScheme(document)) return;
    if (document.isClosed || !isEnabled('problems', document)) {
      shown.delete(document.uri);
      return;
    }
    const checked = eager.get(document) ?? eagerAtOnce;
    const all = assessAll(services, document, checked);
    if (!all) {
      showAfter(document, 0);
      return;
    }
    shown.set(document.uri, diagnosticsOf(services, document, all));
    if (checked < Math.min(all.length, mostEager)) {
      eager.set(document, checked + eagerAtOnce);
      showAfter(document, pause);
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
    shown,
    index.onDidChange(({ document }) => show(document)),
    workspace.onDidOpenTextDocument(show),
    workspace.onDidCloseTextDocument((document) => {
      forget(document);
      shown.delete(document.uri);
    }),
    signatures.onDidChange(showAll),
    clock.onDidTick(showAll),
  );
}

/**
 * What is to be said of each token, in their order; `undefined` where the time is up before all were assessed. What was
 * done is remembered.
 * @param eager of how many tokens signatures are checked for this
 */
function assessAll(
  { index, assessments }: Services,
  document: TextDocument,
  eager: number,
): readonly Assessment[] | undefined {
  let end: number | undefined;
  const all: Assessment[] = [];
  for (const [i, found] of index.tokens(document).entries()) {
    const known = assessments.remembered(document, found, i < eager);
    if (!known) {
      // From the first that is new, so that each stretch comes further, however many are known.
      end ??= performance.now() + stretch;
      if (performance.now() > end) return undefined;
    }
    all.push(known ?? assessments.of(document, found, i < eager));
  }
  return all;
}

/** The diagnostics of each token, at most as many as VS Code shows. */
function diagnosticsOf(
  { index }: Services,
  document: TextDocument,
  all: readonly Assessment[],
): readonly (readonly Diagnostic[])[] {
  const byToken = index.tokens(document).map((found, i) => {
    const assessment = all[i];
    return assessment ? diagnosticsOfToken(document, found, assessment) : [];
  });
  const count = byToken.reduce((sum, { length }) => sum + length, 0);
  if (count <= mostProblems) return byToken;
  let room = mostProblems - 1;
  const shown = byToken.map((diagnostics) => {
    const fitting = diagnostics.slice(0, room);
    room -= fitting.length;
    return fitting;
  });
  const [first] = shown.flat();
  return first ? [[restOf(count - mostProblems + 1, first)], ...shown] : shown;
}

/** Diagnostics that were made, and where their token stood: a stroke of a key leaves most of a thousand as they are. */
const made = new WeakMap<Assessment, { readonly start: Position; readonly diagnostics: readonly Diagnostic[] }>();

function diagnosticsOfToken(
  document: TextDocument,
  found: IndexedToken,
  assessment: Assessment,
): readonly Diagnostic[] {
  const start = document.positionAt(found.start);
  const known = made.get(assessment);
  if (known?.start.isEqual(start)) return known.diagnostics;
  const { severities: levels } = settingsOf(document);
  const diagnostics = assessment.problems.flatMap((problem) => {
    const level = levels[problem.code] ?? problem.severity;
    return level === 'off' ? [] : [diagnosticOf(start, found, assessment.kind, problem, level)];
  });
  made.set(assessment, { start, diagnostics });
  return diagnostics;
}

/** The pages of the rules behind codes: parsing an address costs more than all else about a diagnostic. */
const pages = new Map<string, Uri | undefined>();

function pageOf(code: string): Uri | undefined {
  if (!pages.has(code)) {
    const source = problemSource(code);
    pages.set(code, source === undefined ? undefined : Uri.parse(source));
  }
  return pages.get(code);
}

/** @param start where the token stands, all of it on one line */
function diagnosticOf(
  { line, character }: Position,
  found: IndexedToken,
  kind: Kind,
  problem: Problem,
  level: string,
): Diagnostic {
  // Nobody reads a claim in base64url: the whole token is marked, but for a fault of its very characters.
  const { start, end } = problem.tokenSpan ?? { start: 0, end: found.end - found.start };
  const range = new Range(line, character + start, line, character + end);
  const severity = severities[level as Severity] ?? severities[problem.severity];
  const diagnostic = new Diagnostic(range, problemWords(problem.code, problem, kind), severity);
  diagnostic.source = 'jwt';
  const target = pageOf(problem.code);
  diagnostic.code = target ? { value: problem.code, target } : problem.code;
  return diagnostic;
}

/** Says how many problems are not shown, where the first one is. */
function restOf(count: number, { range }: Diagnostic): Diagnostic {
  const words = l10n.t("{count} more token problems in this file aren't shown.", { count });
  const diagnostic = new Diagnostic(range, words, DiagnosticSeverity.Information);
  diagnostic.source = 'jwt';
  return diagnostic;
}
