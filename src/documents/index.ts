import { Disposable } from 'vscode';
import type { Services } from '../services.ts';
import { registerDates } from './dates.ts';
import { registerFileSystem } from './fileSystem.ts';
import { registerDocumentLenses } from './lenses.ts';
import { registerDocumentProblems } from './problems.ts';
import { DocumentReader } from './reading.ts';
import { closeStaleEditors } from './stale.ts';
import { registerTimeCompletions } from './timeCompletions.ts';

/** The `jwt:` documents: decoded and editable tokens as JSON. */
export function registerDocuments(services: Services): Disposable {
  const { tokens } = services;
  const reader = new DocumentReader(tokens);
  closeStaleEditors(services.documents);
  return Disposable.from(
    registerFileSystem(services),
    registerDocumentProblems(tokens, reader),
    registerDates(tokens, reader, services.claims),
    registerDocumentLenses(services, reader),
    registerTimeCompletions(reader, services.claims),
  );
}
