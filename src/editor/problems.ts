import { Diagnostic, DiagnosticSeverity, Disposable, l10n, languages, type TextDocument, Uri, workspace } from 'vscode';
import { generalChecks, runChecks } from '../jwt/checks.ts';
import type { FoundToken } from '../jwt/find.ts';
import type { Check, Problem, Severity } from '../jwt/problem.ts';
import type { SignatureVerdict } from '../jwt/verdict.ts';
import { kinds } from '../kinds/index.ts';
import type { Services } from '../services.ts';
import { problemWords } from '../words/problems.ts';
import { type Reading, readFound } from './reading.ts';
import { checkContext, isEnabled } from './settings.ts';
import { rangeBetween } from './tokenIndex.ts';
import { isWritableScheme } from './writable.ts';

/** VS Code shows at most this many problems of a file. */
const mostProblems = 1000;
/** In a file with more tokens than this, signatures are not checked for the sake of problems alone. */
const mostEager = 100;

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

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

/** Shows the problems of the tokens in every open document that can be written. */
export function registerProblems(services: Services): Disposable {
  const { index, signatures, clock } = services;
  const collection = languages.createDiagnosticCollection('jwt');
  const show = (document: TextDocument) => {
    if (!isWritableScheme(document)) return;
    if (document.isClosed || !isEnabled('problems', document)) collection.delete(document.uri);
    else collection.set(document.uri, diagnosticsOf(services, document));
  };
  const showAll = () => workspace.textDocuments.forEach(show);
  // Activation only registers; the documents that are open already come right after.
  const timer = setTimeout(showAll);
  return Disposable.from(
    new Disposable(() => clearTimeout(timer)),
    collection,
    index.onDidChange(show),
    workspace.onDidOpenTextDocument(show),
    workspace.onDidCloseTextDocument(({ uri }) => collection.delete(uri)),
    signatures.onDidChange(showAll),
    clock.onDidTick(showAll),
  );
}

function diagnosticsOf({ index, signatures }: Services, document: TextDocument): readonly Diagnostic[] {
  const tokens = index.tokens(document);
  if (tokens.length === 0) return [];
  const levels = workspace
    .getConfiguration('tokensmith', document)
    .get<Readonly<Record<string, string>>>('problems.severity', {});
  const ask = tokens.length <= mostEager ? signatures.known : signatures.peek;
  const diagnostics = tokens.flatMap((found) => {
    const reading = readFound(document, found);
    return problemsOf(reading, document, ask.call(signatures, reading.token)?.signature)
      .filter(({ code }) => levels[code] !== 'off')
      .map((problem) => diagnosticOf(document, found, reading, problem, levels[problem.code]));
  });
  return atMost(diagnostics);
}

function diagnosticOf(
  document: TextDocument,
  found: FoundToken,
  { token, kind }: Reading,
  problem: Problem,
  level: string | undefined,
): Diagnostic {
  // Nobody reads a claim in base64url: the whole token is marked, but for a fault of its very characters.
  const { start, end } = problem.tokenSpan ?? { start: 0, end: token.text.length };
  const range = rangeBetween(document, found.start + start, found.start + end);
  const severity = severities[(level as Severity | undefined) ?? problem.severity] ?? severities[problem.severity];
  const diagnostic = new Diagnostic(range, problemWords(problem.code, problem, kind), severity);
  diagnostic.source = 'jwt';
  const source = sources.get(problem.code);
  diagnostic.code = source === undefined ? problem.code : { value: problem.code, target: Uri.parse(source) };
  return diagnostic;
}

function atMost(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const [first] = diagnostics;
  if (!first || diagnostics.length <= mostProblems) return diagnostics;
  const shown = diagnostics.slice(0, mostProblems - 1);
  const rest = new Diagnostic(
    first.range,
    l10n.t('{count} more problems of tokens in this file are not shown.', { count: diagnostics.length - shown.length }),
    DiagnosticSeverity.Information,
  );
  rest.source = 'jwt';
  return [rest, ...shown];
}
