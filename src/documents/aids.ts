import { Disposable } from 'vscode';
import { registerDates } from './dates.ts';
import { registerDocumentLenses } from './lenses.ts';
import { registerDocumentProblems } from './problems.ts';
import { DocumentReader } from './reading.ts';
import type { DocumentServices } from './services.ts';
import { registerTimeCompletions } from './timeCompletions.ts';

/** What helps people read and edit the `jwt:` documents: problems, dates, a lens, completions. */
export function registerAids(services: DocumentServices): Disposable {
  const { tokens, claims, documents } = services;
  const reader = new DocumentReader(tokens, documents);
  return Disposable.from(
    registerDocumentProblems(tokens, reader),
    registerDates(tokens, reader, claims),
    registerDocumentLenses(services, reader),
    registerTimeCompletions(services, reader),
  );
}
