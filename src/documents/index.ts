import { Disposable } from 'vscode';
import type { Services } from '../services.ts';
import { registerDates } from './dates.ts';
import { registerFileSystem, type SaveDocument } from './fileSystem.ts';
import { registerDocumentLenses } from './lenses.ts';
import { registerDocumentProblems } from './problems.ts';
import { closeStaleEditors } from './stale.ts';
import { createTicker } from './ticker.ts';
import { registerTimeCompletions } from './timeCompletions.ts';

/** The `jwt:` documents: decoded and editable tokens as JSON. Saving one may have to ask for a key, like a command. */
export function registerDocuments(services: Services, save: SaveDocument): Disposable {
  const ticker = createTicker(services.clock);
  closeStaleEditors(services.documents);
  return Disposable.from(
    ticker,
    registerFileSystem(services, save),
    registerDocumentProblems(ticker),
    registerDates(ticker),
    registerDocumentLenses(services, ticker),
    registerTimeCompletions(),
  );
}
