import { Disposable, type DocumentSelector, EventEmitter, languages } from 'vscode';
import { httpLanguages } from '../insertion/httpLanguages.ts';
import type { Services } from '../services.ts';

/** `.http` files, whatever extension names their language. */
export const httpFiles: DocumentSelector = [
  ...httpLanguages.map((language) => ({ language })),
  { pattern: '**/*.{http,rest}' },
];

/** In `.http` files: a lens on each request whose `Authorization` has expired, and recipes offered as its value. */
export function registerRequests(services: Services): Disposable {
  const changed = new EventEmitter<void>();
  return Disposable.from(
    changed,
    services.tokens.onDidChange(({ reason }) => {
      if (reason !== 'text') changed.fire();
    }),
    languages.registerCodeLensProvider(httpFiles, {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses: async (document) => (await import('./requestContent.ts')).requestLenses(services, document),
    }),
    languages.registerCompletionItemProvider(
      httpFiles,
      {
        provideCompletionItems: async (document, position) =>
          (await import('./requestContent.ts')).recipeItems(document, document.offsetAt(position)),
      },
      ' ',
      ':',
    ),
  );
}
