import { Disposable } from 'vscode';
import type { Services } from '../services.ts';
import { registerDates } from './dates.ts';
import { registerFileSystem } from './fileSystem.ts';
import { registerDocumentLenses } from './lenses.ts';
import { registerDocumentProblems } from './problems.ts';
import { closeStaleEditors } from './stale.ts';
import { createTicker } from './ticker.ts';
import { registerTimeCompletions } from './timeCompletions.ts';

/** The `jwt:` documents: decoded and editable tokens as JSON. */
export function registerDocuments(services: Services): Disposable {
  const ticker = createTicker(services.clock);
  closeStaleEditors(services.documents);
  return Disposable.from(
    ticker,
    registerFileSystem(services),
    registerDocumentProblems(ticker),
    registerDates(ticker),
    registerDocumentLenses(services, ticker),
    registerTimeCompletions(),
  );
}
