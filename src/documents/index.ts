import { Disposable, type TextDocument, workspace } from 'vscode';
import { scheme } from '../features/jwtScheme.ts';
import type { Services } from '../services.ts';
import { registerFileSystem } from './fileSystem.ts';
import { closeStaleEditors } from './stale.ts';

/** The `jwt:` documents: decoded and editable tokens as JSON. What helps with them comes with the first. */
export function registerDocuments(services: Services): Disposable {
  closeStaleEditors(services.documents);
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
