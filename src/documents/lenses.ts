import { CodeLens, type Command, Disposable, EventEmitter, l10n, languages, Range } from 'vscode';
import type { Inspection } from '../inspection/inspect.ts';
import { lifeText } from '../messages/life.ts';
import { asSentence, isKeyUnknown, unknownKeyWords } from '../messages/signature.ts';
import { kindLabel } from '../messages/summary.ts';
import { timeWords } from '../messages/time.ts';
import { displayPath } from '../vault/files.ts';
import type { DocumentReader, DocumentReading } from './reading.ts';
import { scheme } from './scheme.ts';
import type { DocumentServices } from './services.ts';

/**
 * The line above a `jwt:` document: what saving does, and what the token is for and how long it lives, as one types; above
 * one that is only read, that nobody here knows its key.
 */
export function registerDocumentLenses({ documents, tokens }: DocumentServices, reader: DocumentReader): Disposable {
  const changed = new EventEmitter<void>();
  const top = new Range(0, 0, 0, 0);
  return Disposable.from(
    changed,
    tokens.onDidChange(({ document, reason }) => {
      if (document.uri.scheme === scheme && reason !== 'text') changed.fire();
    }),
    languages.registerCodeLensProvider(
      { scheme },
      {
        onDidChangeCodeLenses: changed.event,
        async provideCodeLenses(document) {
          if (!tokens.settings(document).isEnabled.codeLens || document.uri.authority) return [];
          const { token, followed } = documents.get(document.uri) ?? {};
          const commands = [
            ...(followed ? [saveCommand(displayPath(followed.uri))] : []),
            ...summaryOf(reader.read(document)),
            // What is being edited is signed anew.
            ...(token && !followed ? unknownKeyOf(await tokens.judge(token.text)) : []),
          ];
          return commands.map((command) => new CodeLens(top, command));
        },
      },
    ),
  );
}

/** That nobody here knows the key of a token that is only read. */
function unknownKeyOf(inspection: Inspection): readonly Command[] {
  return isKeyUnknown(inspection) ? [text(asSentence(unknownKeyWords(inspection.innermost)))] : [];
}

/** Without a command, a lens is a text. */
function text(title: string): Command {
  return { title, command: '' };
}

function summaryOf(reading: DocumentReading | undefined): readonly Command[] {
  if (!reading) return [];
  const { inspection } = reading;
  const words = [kindLabel(inspection), timeWords(inspection), lifeText(inspection)];
  return [text(words.filter((word) => word !== undefined).join(' · '))];
}

function saveCommand(file: string): Command {
  return { title: l10n.t('Save and Sign in {file}', { file }), command: 'workbench.action.files.save' };
}
