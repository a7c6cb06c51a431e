import { Disposable, type TextDocument, workspace } from 'vscode';
import { registerFileSystem } from './fileSystem.ts';
import { scheme } from './scheme.ts';
import type { DocumentServices } from './services.ts';
import { closeStaleEditors } from './stale.ts';

/** The `jwt:` documents: decoded and editable tokens as JSON. What helps with them comes with the first. */
export function registerDocuments(services: DocumentServices): Disposable {
  closeStaleEditors();
  let isDisposed = false;
  let aids: Promise<Disposable> | undefined;
  const load = (document: TextDocument) => {
    if (document.uri.scheme === scheme && !isDisposed)
      aids ??= import('./aids.ts').then(({ registerAids }) => registerAids(services));
  };
  workspace.textDocuments.forEach(load);
  return Disposable.from(
    registerFileSystem(services),
    workspace.onDidOpenTextDocument(load),
    new Disposable(async () => {
      isDisposed = true;
      (await aids)?.dispose();
    }),
  );
}
