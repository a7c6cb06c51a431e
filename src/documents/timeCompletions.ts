import {
  CompletionItem,
  CompletionItemKind,
  type Disposable,
  l10n,
  languages,
  type Position,
  Range,
  type TextDocument,
} from 'vscode';
import { type ClaimTables, claimsOf, holdsTime } from '../kinds/claims.ts';
import { localTime, relative } from '../messages/time.ts';
import type { DocumentReader } from './reading.ts';
import { scheme } from './scheme.ts';
import type { DocumentServices } from './services.ts';

/** From now, in seconds. */
const offers = [0, 5 * 60, 15 * 60, 3600, 8 * 3600, 24 * 3600, 7 * 24 * 3600];

/** Offers times as the values of claims that hold one; VS Code's JSON support knows no clock. */
export function registerTimeCompletions({ clock, claims }: DocumentServices, reader: DocumentReader): Disposable {
  return languages.registerCompletionItemProvider(
    { scheme, language: 'json' },
    {
      async provideCompletionItems(document, position) {
        const range = timeAt(reader, await claims(), document, position);
        const now = Math.floor(clock.now() / 1000);
        return range && offers.map((seconds, i) => itemOf(now + seconds, seconds, i, range));
      },
    },
    ' ',
    ':',
  );
}

/** The stretch that a time takes the place of, where the position is at the value of such a claim. */
function timeAt(
  reader: DocumentReader,
  tables: ClaimTables,
  document: TextDocument,
  { line, character }: Position,
): Range | undefined {
  const text = document.lineAt(line).text;
  const [, before = '', name, value = ''] = /^(.*"([^"\\]+)"\s*:\s*)(\d*)$/.exec(text.slice(0, character)) ?? [];
  if (name === undefined) return undefined;
  const { kind, innermost } = reader.read(document)?.inspection ?? {};
  const claims = kind ? claimsOf(tables, kind, innermost?.payload?.value) : tables.of(undefined);
  if (!holdsTime(claims, name)) return undefined;
  const [rest = ''] = /^\d*/.exec(text.slice(character)) ?? [];
  return new Range(line, before.length, line, before.length + value.length + rest.length);
}

function itemOf(instant: number, seconds: number, i: number, range: Range): CompletionItem {
  const label = seconds === 0 ? l10n.t('now') : relative(instant, (instant - seconds) * 1000);
  const item = new CompletionItem({ label, description: localTime(instant) ?? '' }, CompletionItemKind.Value);
  item.insertText = String(instant);
  item.filterText = String(instant);
  item.sortText = String(i);
  item.range = range;
  return item;
}
