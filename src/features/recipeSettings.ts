import { CodeActionKind, Disposable, type DocumentSelector, languages, type TextDocument, workspace } from 'vscode';
import type { Services } from '../services.ts';

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
    const { settingsDiagnostics } = await import('./recipeSettingsContent.ts');
    if (!document.isClosed) collection.set(document.uri, settingsDiagnostics(document));
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
        provideCodeActions: async (document, _range, { diagnostics }) => [
          ...(await import('./recipeSettingsContent.ts')).settingsFixes(services, document, diagnostics),
        ],
      },
      { providedCodeActionKinds: [CodeActionKind.QuickFix] },
    ),
    languages.registerCompletionItemProvider(
      settingsFiles,
      {
        provideCompletionItems: async (document, position) =>
          (await import('./recipeSettingsContent.ts')).references(services, document, position),
      },
      '"',
      ':',
    ),
  );
}
