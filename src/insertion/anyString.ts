import type { Span } from '../jwt/span.ts';
import { nameBefore } from './dictionaries.ts';
import { lineAt } from './lines.ts';
import type { Place } from './place.ts';
import { isHeaderString, stringSlot } from './strings.ts';

/** A string as nearly all languages write it: what begins with `'` stands behind no word, where that is an apostrophe. */
const STRING = /"(?:[^"\\]|\\.)*"|(?<!\w)'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/g;
/** Languages of prose, where words are quoted as well. */
const PROSE: readonly string[] = ['plaintext', 'markdown', 'log'];

/** A string literal of any other language (TOML, HCL, Lua, an attribute of HTML …), on one line: the value alone. */
export const anyString: Place = {
  languages: [],
  files: /^/,
  slot: ({ text, languageId, offset, selection = { start: offset, end: offset } }) => {
    const content = stringAround(text, selection);
    const name = content && nameBefore(text, content.start - 1);
    const isMeant =
      content && (!PROSE.includes(languageId) || isHeaderString(text.slice(content.start, content.end), name));
    return isMeant ? stringSlot(text, content, name, selection) : undefined;
  },
};

function stringAround(text: string, { start: from, end: to }: Span): Span | undefined {
  const line = lineAt(text, to);
  return [...text.slice(line.start, line.end).matchAll(STRING)]
    .map(({ 0: { length }, index }) => ({ start: line.start + index + 1, end: line.start + index + length - 1 }))
    .find(({ start, end }) => start <= from && to <= end);
}
