import { Diagnostic, DiagnosticSeverity, Disposable, languages, type TextDocument, Uri, workspace } from 'vscode';
import { scheme } from '../features/jwtScheme.ts';
import type { Problem, Severity } from '../jwt/problem.ts';
import type { Span } from '../jwt/span.ts';
import { problemWords } from '../messages/problems.ts';
import { problemSource, problemsOf } from '../tokens/problems.ts';
import { isEnabled, settingsOf } from '../tokens/settings.ts';
import { rangeBetween } from '../tokens/tokenIndex.ts';
import { type DocumentReading, readDocument } from './reading.ts';
import type { Ticker } from './ticker.ts';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** VS Code's own JSON support says of a name that it stands twice. */
const saidAlready = 'duplicate-claim';

/** Shows what is wrong with the token of a `jwt:` document as one types, each at its own place. */
export function registerDocumentProblems(ticker: Ticker): Disposable {
  const collection = languages.createDiagnosticCollection('jwt document');
  const show = (document: TextDocument) => {
    if (document.uri.scheme !== scheme || document.uri.authority) return;
    const isShown = !document.isClosed && isEnabled('problems', document);
    collection.set(document.uri, isShown ? diagnosticsOf(document) : undefined);
  };
  return Disposable.from(
    collection,
    workspace.onDidOpenTextDocument(show),
    workspace.onDidChangeTextDocument(({ document }) => show(document)),
    workspace.onDidCloseTextDocument(({ uri }) => collection.delete(uri)),
    ticker.onDidTick(() => workspace.textDocuments.forEach(show)),
  );
}

function diagnosticsOf(document: TextDocument): readonly Diagnostic[] {
  const reading = readDocument(document);
  if (!reading) return [];
  const levels = settingsOf(document).severities;
  return problemsOf(reading, document, undefined)
    .filter(({ code }) => code !== saidAlready)
    .flatMap((problem) => {
      const level = levels[problem.code] ?? problem.severity;
      return level === 'off' ? [] : [diagnosticOf(document, reading, problem, level)];
    });
}

function diagnosticOf(document: TextDocument, reading: DocumentReading, problem: Problem, level: string): Diagnostic {
  const { start, end } = placeOf(reading, problem);
  const severity = severities[level as Severity] ?? severities[problem.severity];
  const message = problemWords(problem.code, problem, reading.kind);
  const diagnostic = new Diagnostic(rangeBetween(document, start, end), message, severity);
  diagnostic.source = 'jwt';
  const source = problemSource(problem.code);
  diagnostic.code = source === undefined ? problem.code : { value: problem.code, target: Uri.parse(source) };
  return diagnostic;
}

/** Where a problem is in the document: at its claim, and where that is missing at the name of the part that it belongs in. */
function placeOf({ parts }: DocumentReading, { part = 'payload', span }: Problem): Span {
  const node = parts[part];
  if (span && node) return { start: node.start + span.start, end: node.start + span.end };
  return parts.names[part] ?? parts.names.header ?? { start: 0, end: 1 };
}
