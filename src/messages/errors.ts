import { l10n } from 'vscode';
import { CodedError, type ErrorData } from '../jwt/errors.ts';
import { commandFor } from '../keys/errors.ts';
import { KeyReferenceError } from '../vault/errors.ts';
import { documentErrorTable } from './documentErrors.ts';
import { editErrorTable } from './editErrors.ts';
import { keyErrorTable } from './keyErrors.ts';
import { keyName } from './keys.ts';
import { cut, unlinked, visible } from './markdown.ts';
import { recipeErrorTable } from './recipeErrors.ts';
import { usageErrorTable } from './usageErrors.ts';
import { vaultErrorTable } from './vaultErrors.ts';

/** What each error of a table says of its data: what happened, and what to do next. */
export type ErrorWords<Table> = { readonly [Code in keyof Table]: (data: Table[Code]) => string };

const words = {
  ...keyErrorTable,
  ...recipeErrorTable,
  ...vaultErrorTable,
  ...editErrorTable,
  ...documentErrorTable,
  ...usageErrorTable,
};

/** The longest fact that a message quotes whole, in UTF-16 units. */
const longestFact = 300;

/**
 * Says what a typed error means; `undefined` for an error that is not Tokensmith's own, which is a defect. Facts may come
 * from a token or a foreign recipe: they are cut, and neither hide anything nor make a link of the message.
 */
export function errorWords(error: unknown): string | undefined {
  if (error instanceof KeyReferenceError) {
    return l10n.t('{key}: {reason}', {
      key: keyName(error.reference),
      reason: keyErrorWords(error.cause, error.reference) ?? error.cause.code,
    });
  }
  return error instanceof CodedError ? wordsOf(error) : undefined;
}

/** As `errorWords`, of an error about the key of a reference: a command names its file. */
export function keyErrorWords(error: unknown, reference: string): string | undefined {
  if (!(error instanceof CodedError)) return undefined;
  const command = conversionCommand(error, reference);
  return wordsOf({
    code: error.code,
    data: { ...(error.data as ErrorData), ...(command !== undefined && { command }) },
  });
}

/** The command that converts the file of a reference, which an error is about; `undefined` where nothing says how, or it is no file. */
export function conversionCommand({ data }: { readonly data: unknown }, reference: string): string | undefined {
  const [, path] = /^file:(.*)$/s.exec(reference) ?? [];
  const { command } = data as ErrorData;
  return path === undefined || typeof command !== 'string' ? undefined : commandFor(command, path);
}

function wordsOf({ code, data }: { readonly code: string; readonly data: unknown }): string | undefined {
  if (!Object.hasOwn(words, code)) return undefined;
  const facts = Object.entries(data as ErrorData).map(([name, fact]) => [
    name,
    // Half a command would do something else.
    typeof fact === 'string' ? visible(name === 'command' ? fact : cut(fact, longestFact)) : fact,
  ]);
  const word = (words as Readonly<Record<string, (data: never) => string>>)[code];
  return word && unlinked(word(Object.fromEntries(facts) as never));
}

/** As `errorWords`, and for a defect that there was one: its own message may quote what must not be shown. */
export function failureWords(error: unknown): string {
  const name = error instanceof Error ? error.name : typeof error;
  return errorWords(error) ?? l10n.t('Internal error ({name}). Nothing was changed.', { name });
}

/** What is wrong, without the way out, for lines that have no room for more. */
export function firstSentence(text: string): string {
  return /^.*?[.。](?=\s|$)/u.exec(text)?.[0] ?? text;
}
