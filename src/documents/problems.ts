import { type Diagnostic, Disposable, languages, type TextDocument, window, workspace } from 'vscode';
import type { Problem } from '../jwt/problem.ts';
import type { Span } from '../jwt/span.ts';
import { diagnosticOf, isShown } from '../messages/diagnostic.ts';
import { rangeBetween } from '../tokens/tokenIndex.ts';
import type { Tokens } from '../tokens/tokens.ts';
import type { DocumentReader, DocumentReading } from './reading.ts';
import { scheme } from './scheme.ts';
import { shownUris } from './tabs.ts';

/** VS Code's own JSON support says of a name that it stands twice. */
const saidAlready = 'duplicate-claim';

/**
 * Shows what is wrong with the token of a `jwt:` document as one types, each at its own place, while a tab shows it: VS
 * Code keeps a document for minutes after its last tab is closed.
 */
export function registerDocumentProblems(tokens: Tokens, reader: DocumentReader): Disposable {
  const collection = languages.createDiagnosticCollection('jwt document');
  const show = (document: TextDocument) => {
    if (document.uri.scheme !== scheme || document.uri.authority) return;
    const isOn = shownUris().has(document.uri.toString()) && tokens.settings(document).isEnabled.problems;
    collection.set(document.uri, isOn ? diagnosticsOf(document, reader.read(document)) : undefined);
  };
  workspace.textDocuments.forEach(show);
  return Disposable.from(
    collection,
    workspace.onDidOpenTextDocument(show),
    workspace.onDidChangeTextDocument(({ document }) => show(document)),
    workspace.onDidCloseTextDocument(({ uri }) => collection.delete(uri)),
    window.tabGroups.onDidChangeTabs(() => workspace.textDocuments.forEach(show)),
    tokens.onDidChange(({ document, reason }) => {
      if (reason !== 'text') show(document);
    }),
  );
}

function diagnosticsOf(document: TextDocument, reading: DocumentReading | undefined): readonly Diagnostic[] {
  if (!reading) return [];
  const { problems, kind } = reading.inspection;
  return problems
    .filter((problem) => isShown(problem) && problem.code !== saidAlready)
    .map((problem) => {
      const { start, end } = placeOf(reading, problem);
      return diagnosticOf(rangeBetween(document, start, end), kind, problem);
    });
}

/** Where a problem is in the document: at its claim, and where that is missing at the name of the part that it belongs in. */
function placeOf({ parts }: DocumentReading, { part = 'payload', span }: Problem): Span {
  const node = parts[part];
  if (span && node) return { start: node.start + span.start, end: node.start + span.end };
  return parts.names[part] ?? parts.names.header ?? { start: 0, end: 1 };
}
