import {
  CodeAction,
  CodeActionKind,
  CompletionItem,
  CompletionItemKind,
  type Diagnostic,
  Disposable,
  type DocumentSelector,
  l10n,
  languages,
  type Position,
  Range,
  type TextDocument,
  workspace,
} from 'vscode';
import { algorithmsFor } from '../jwt/algorithms.ts';
import { keyLabel } from '../jwt/key.ts';
import { takesOnlySecrets, writableKind } from '../kinds/index.ts';
import { referenceText } from '../recipes/reference.ts';
import type { Services } from '../services.ts';
import { keyInSettings } from '../vault/keyProblems.ts';
import type { WrittenKey } from '../vault/settingsText.ts';
import { hasCode, keyDiagnostic } from './keyDiagnostic.ts';

/** The files that hold settings. */
const settingsFiles: DocumentSelector = [
  { language: 'jsonc', pattern: '**/{settings.json,*.code-workspace}' },
  { language: 'json', pattern: '**/{settings.json,*.code-workspace}' },
];

/** Where recipes are written as text: says where a key stands itself, offers to move it, and completes references. */
export function registerRecipeSettings(services: Services): Disposable {
  const collection = languages.createDiagnosticCollection('jwt settings');
  const show = async (document: TextDocument) => {
    if (languages.match(settingsFiles, document) === 0) return;
    const { rawKeys } = await import('../vault/settingsText.ts');
    if (!document.isClosed) collection.set(document.uri, diagnosticsOf(document, rawKeys(document.getText())));
  };
  const showAll = () => workspace.textDocuments.forEach((document) => void show(document));
  // Activation only registers; the documents that are open already come right after.
  const timer = setTimeout(showAll);
  return Disposable.from(
    collection,
    new Disposable(() => clearTimeout(timer)),
    workspace.onDidOpenTextDocument(show),
    workspace.onDidChangeTextDocument(({ document }) => show(document)),
    workspace.onDidCloseTextDocument(({ uri }) => collection.delete(uri)),
    workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('tokensmith') && showAll()),
    languages.registerCodeActionsProvider(
      settingsFiles,
      {
        provideCodeActions: (document, _range, { diagnostics }) =>
          diagnostics.filter((diagnostic) => hasCode(diagnostic, keyInSettings)).map((found) => fix(document, found)),
      },
      { providedCodeActionKinds: [CodeActionKind.QuickFix] },
    ),
    languages.registerCompletionItemProvider(
      settingsFiles,
      { provideCompletionItems: (document, position) => references(services, document, position) },
      '"',
      ':',
    ),
  );
}

function diagnosticsOf(document: TextDocument, keys: readonly WrittenKey[]): readonly Diagnostic[] {
  return keys.flatMap(({ start, end }) => {
    const range = new Range(document.positionAt(start), document.positionAt(end));
    return keyDiagnostic(document.uri, range, keyInSettings) ?? [];
  });
}

/** The fix: what stands there is read from the document when it runs, so that no secret stands in a command's arguments. */
function fix(document: TextDocument, diagnostic: Diagnostic): CodeAction {
  const title = l10n.t('Move to Secret Storage…');
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  action.isPreferred = true;
  const place = { uri: document.uri.toString(), offset: document.offsetAt(diagnostic.range.start) };
  action.command = { title, command: 'tokensmith.moveSecret', arguments: [place] };
  return action;
}

/** References to the keys that are known here and can sign tokens of the recipe's kind. */
async function references(
  { keys: known }: Services,
  document: TextDocument,
  position: Position,
): Promise<CompletionItem[]> {
  const { keyAt } = await import('../vault/settingsText.ts');
  const place = keyAt(document.getText(), document.offsetAt(position));
  if (!place) return [];
  const range = new Range(document.positionAt(place.start), document.positionAt(place.end));
  const writing = writableKind(place.kind)?.writing;
  const algorithms = writing?.algorithms;
  // What is encrypted is no secret.
  const takesLocked = !writing || !takesOnlySecrets(writing);
  return (await known.all()).flatMap(({ reference: named, keys, fault }) => {
    const reference = referenceText(named);
    const key = keys.find((each) => algorithmsFor(each).some((name) => algorithms?.includes(name) !== false));
    if (!key && !(takesLocked && fault?.code === 'key.passphrase-needed')) return [];
    const item = new CompletionItem(reference, CompletionItemKind.Reference);
    item.detail = key ? keyLabel(key) : l10n.t('encrypted');
    item.range = range;
    item.insertText = JSON.stringify(reference);
    item.filterText = item.insertText;
    item.sortText = ` ${reference}`;
    return [item];
  });
}
