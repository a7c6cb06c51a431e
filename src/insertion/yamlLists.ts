import type { Span } from '../jwt/span.ts';
import { isAuthorization } from './authorization.ts';
import { insertAt } from './edit.ts';
import { isBlank, type Line, lineAfter, lineBefore, lineBreakAt } from './lines.ts';
import type { Slot } from './place.ts';
import { headerSlot, isHeadersName, isVariablesName, tokenSlot } from './valueSlot.ts';
import {
  type Entry,
  entryAbove,
  entryEnd,
  indentationAt,
  lineAbove,
  lineBelow,
  mappingAround,
  readEntry,
} from './yamlLines.ts';

/** A header as a string in a list: `- "Accept: text/plain"`. */
const ITEM = /^(\s*-\s+(["']))([\w-]+)(\s*:\s*)((?:[^"'\\]|\\.)*)\2\s*(?:#.*)?$/;
/** A variable as a string in a list: `- TOKEN=…`. */
const ASSIGNMENT = /^(\s*-\s+(["']?)[\w.-]+=)(.*?)\2[ \t]*(?:#.*)?$/;
/** The keys that hold a header's name where headers are lists of mappings. */
const NAME_KEY = /^(?:name|key|header)$/i;
/** Those that hold its value; the first two also in OpenAPI, the last in Postman and others. */
const VALUE_KEYS = ['value', 'example', 'default'] as const;

/** In a list of strings: of headers, or of variables as Docker Compose has them. */
export function inStrings(text: string, line: Line): Slot | undefined {
  const assigned = ASSIGNMENT.exec(text.slice(line.start, line.end));
  if (assigned) {
    const start = line.start + (assigned[1] ?? '').length;
    return tokenSlot(text, { start, end: start + (assigned[3] ?? '').length });
  }
  const { parent, inside } = listPlace(text, line);
  const items = inside ? headersAround(text, inside) : [];
  const [item] = items;
  if (!item || isLeftOf(text, line, item.lead.indexOf('-'))) return undefined;
  const found = items.find(({ name }) => isAuthorization(name));
  if (found) return headerSlot(text, found.value);
  const { lead, quote } = item;
  const above = parent?.line ?? inside ?? line;
  return {
    write: (credentials) => [
      insertAt(above.end, `${lineBreakAt(text, above)}${lead}Authorization: Bearer ${credentials}${quote}`),
    ],
  };
}

/** The key of a list, where a line is that or a free one below it, and a line inside; a free line is of what stands above. */
function listPlace(
  text: string,
  line: Line,
): { readonly parent: Entry | undefined; readonly inside: Line | undefined } {
  const above = isBlank(text.slice(line.start, line.end)) ? lineAbove(text, line) : undefined;
  const entry = readEntry(text, above ?? line);
  const isKey = entry !== undefined && isHeadersName(entry.key) && entry.value.start === entry.value.end;
  return isKey ? { parent: entry, inside: lineBelow(text, entry.line) } : { parent: undefined, inside: above ?? line };
}

/** Whether a line is a free one that is less indented than the dashes of the list above. */
function isLeftOf(text: string, line: Line, dash: number): boolean {
  const indentation = indentationAt(text, line);
  return isBlank(text.slice(line.start, line.end)) && indentation > 0 && indentation < dash;
}

/**
 * In a list of names and values (Kubernetes, Insomnia, Bruno, OpenAPI's parameters): of headers the item for
 * `Authorization`, else a new one; of variables the cursor's item. On the list's key, below it.
 */
export function inNamedList(text: string, line: Line): Slot | undefined {
  const { parent, inside } = listPlace(text, line);
  if (parent?.key === ALWAYS_LIST && !hasItems(text, parent)) return firstItem(text, parent);
  const here = inside && readEntry(text, inside);
  if (!here) return undefined;
  const item = mappingAround(text, here.line, here.column).toSorted((a, b) => a.line.start - b.line.start);
  const name = item.find(({ key }) => NAME_KEY.test(key));
  const [first, last] = [item[0], item.at(-1)];
  const dash = first ? text.slice(first.line.start, first.line.start + first.column).lastIndexOf('-') : -1;
  const own = valueIn(item);
  if (!name || !first || !last || dash === -1 || !own || isLeftOf(text, line, dash)) return undefined;
  const list = parent ?? entryAbove(text, first.line, dash);
  const isFree = isBlank(text.slice(line.start, line.end));
  if (list && isVariablesName(list.key)) return isFree ? undefined : tokenSlot(text, own.value);
  const held = valueOfHeader(text, here, dash);
  if (held) return headerSlot(text, held);
  if (own.key !== 'value') return undefined;
  return {
    write: (credentials) => {
      const lines = [
        '',
        `${' '.repeat(dash)}- ${name.key}: Authorization`,
        `${' '.repeat(here.column)}value: Bearer ${credentials}`,
      ];
      return [insertAt(entryEnd(text, last), lines.join(lineBreakAt(text, here.line)))];
    },
  };
}

/** Kubernetes' key of headers, which are nothing but a list there. */
const ALWAYS_LIST = 'httpHeaders';

function hasItems(text: string, { line, column }: Entry): boolean {
  const below = lineBelow(text, line);
  const inner = below ? indentationAt(text, below) : 0;
  return below !== undefined && (inner > column || (inner === column && text[below.start + inner] === '-'));
}

function firstItem(text: string, { line, column }: Entry): Slot {
  const lead = ' '.repeat(column);
  return {
    write: (credentials) => {
      const lines = ['', `${lead}- name: Authorization`, `${lead}  value: Bearer ${credentials}`];
      return [insertAt(line.end, lines.join(lineBreakAt(text, line)))];
    },
  };
}

/** Whether the cursor's mapping names `Authorization`, and holds its value. */
export function isHeaderItem(text: string, entry: Entry): boolean {
  const name = mappingAround(text, entry.line, entry.column).find(({ key }) => NAME_KEY.test(key));
  return (
    VALUE_KEYS.some((key) => key === entry.key) &&
    name !== undefined &&
    isAuthorization(text.slice(name.value.start, name.value.end))
  );
}

const valueIn = (item: readonly Entry[]): Entry | undefined =>
  VALUE_KEYS.map((wanted) => item.find(({ key }) => key === wanted)).find((each) => each !== undefined);

/** The value of the item for `Authorization` in the list around an entry whose dashes stand at a column. */
function valueOfHeader(text: string, { line, column }: Entry, dash: number): Span | undefined {
  for (const step of [lineBefore, lineAfter])
    for (let at: Line | undefined = line; at; at = step(text, at)) {
      if (!isBlank(text.slice(at.start, at.end)) && indentationAt(text, at) < dash) break;
      const entry = readEntry(text, at);
      if (entry?.column !== column || !NAME_KEY.test(entry.key)) continue;
      if (!isAuthorization(text.slice(entry.value.start, entry.value.end))) continue;
      return valueIn(mappingAround(text, at, column))?.value;
    }
  return undefined;
}

interface Item {
  /** The indentation, the dash and the quotation mark. */
  readonly lead: string;
  readonly quote: string;
  readonly name: string;
  readonly value: Span;
}

/** The items of the list that a line is in, if the line is a header as a string; the line's own comes first. */
function headersAround(text: string, line: Line): readonly Item[] {
  const items: Item[] = [];
  const read = (at: Line | undefined): Line | undefined => {
    const [, lead, quote, name, colon, value] = (at && ITEM.exec(text.slice(at.start, at.end))) ?? [];
    if (!at || value === undefined || !lead || !quote || !name || !colon) return undefined;
    const start = at.start + lead.length + name.length + colon.length;
    items.push({ lead, quote, name, value: { start, end: start + value.length } });
    return at;
  };
  for (let at = read(line); at; at = read(lineBefore(text, at)));
  for (let at = items.length > 0 ? read(lineAfter(text, line)) : undefined; at; at = read(lineAfter(text, at)));
  return items;
}
