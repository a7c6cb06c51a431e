import { CodeLens, type Command, Disposable, EventEmitter, l10n, languages, Range, type TextDocument } from 'vscode';
import { scheme } from '../features/jwtScheme.ts';
import { lifeText } from '../features/life.ts';
import { kindLabel, timeSummary } from '../features/summary.ts';
import type { Services } from '../services.ts';
import { isEnabled } from '../tokens/settings.ts';
import { displayPath } from '../vault/files.ts';
import { readDocument } from './reading.ts';
import type { Ticker } from './ticker.ts';

/** The line above a `jwt:` document: what saving does, and what the token is for and how long it lives, as one types. */
export function registerDocumentLenses({ documents }: Services, ticker: Ticker): Disposable {
  const changed = new EventEmitter<void>();
  const top = new Range(0, 0, 0, 0);
  return Disposable.from(
    changed,
    ticker.onDidTick(() => changed.fire()),
    languages.registerCodeLensProvider(
      { scheme },
      {
        onDidChangeCodeLenses: changed.event,
        provideCodeLenses(document) {
          if (!isEnabled('codeLens', document) || document.uri.authority) return [];
          const followed = documents.get(document.uri)?.followed;
          const commands = [...(followed ? [saveCommand(displayPath(followed.uri))] : []), ...summaryOf(document)];
          return commands.map((command) => new CodeLens(top, command));
        },
      },
    ),
  );
}

/** Without a command, a lens is a text. */
function summaryOf(document: TextDocument): readonly Command[] {
  const reading = readDocument(document);
  if (!reading) return [];
  const words = [kindLabel(reading), timeSummary(reading, document), lifeText(reading, document)];
  return [{ title: words.filter((word) => word !== undefined).join(' · '), command: '' }];
}

function saveCommand(file: string): Command {
  return { title: l10n.t('Save and Sign in {file}', { file }), command: 'workbench.action.files.save' };
}
