import type { Span } from '../jwt/span.ts';
import { isAuthorization, replaceValue } from './authorization.ts';
import { authorizeCurl, curlAround } from './curl.ts';
import { insertAt, replace, type TextEdit } from './edit.ts';
import { insertLine, isBlank, type Line, lineAfter, lineAt, lineBefore, lineBreakAt } from './lines.ts';
import type { Place } from './place.ts';
import { shell } from './shellWords.ts';
import { type Entry, entryEnd, indentationAt, isBlockScalar, mappingAround, readEntry } from './yamlLines.ts';

/** A header as a string in a list: `- "Accept: text/plain"`. */
const ITEM = /^(\s*-\s+(["']))([\w-]+)(\s*:\s*)(?:[^"'\\]|\\.)*\2\s*(?:#.*)?$/;
/** A command on the line of its key or dash: a colon with a space behind it would make it a mapping. */
const CURL_VALUE = /^\s*(?:-\s+)*(?:[\w.-]+\s*:\s+)?(?:[\w./-]+\s+)?curl\s/;
const HEADERS = /headers?$/i;
const FLOW_AUTHORIZATION = /(?:^|,)\s*(["']?)authorization\1\s*:\s*(?:"([^"]*)"|'([^']*)'|([^,"']*?))\s*(?=,|$)/di;
const BLOCK_VALUE = /^[|>&*!]/;

/**
 * YAML: an entry `Authorization: Bearer …` in the mapping at the cursor (on `headers:`, below it), or the value of the
 * one that is there, quoted as it is; in a list of strings, a string; in a block of text, an option of the curl command.
 */
export const yaml: Place = {
  languages: ['yaml', 'dockercompose'],
  files: /\.ya?ml$/i,
  slot: ({ text, offset }) => {
    const line = lineAt(text, offset);
    const isText = isBlockScalar(text, line);
    const command =
      isText || CURL_VALUE.test(text.slice(line.start, line.end)) ? curlAround(text, offset, shell) : undefined;
    if (command)
      return {
        write: (credentials) => {
          const edit = authorizeCurl(text, command, credentials);
          return [isText ? edit : { ...edit, text: edit.text.replace(': ', ':') }];
        },
      };
    if (isText) return undefined;
    const edit = (value: string) =>
      inFlow(text, line, offset, value) ??
      inList(text, line, value) ??
      inNamedList(text, line, value) ??
      inMapping(text, line, value);
    return edit('') && { write: (credentials) => [edit(`Bearer ${credentials}`)].filter((each) => each !== undefined) };
  },
};

/** In a mapping `{ … }` on the line. */
function inFlow(text: string, line: Line, offset: number, value: string): TextEdit | undefined {
  const source = text.slice(line.start, line.end);
  const column = offset - line.start;
  const before = source.slice(0, column);
  const open = before.lastIndexOf('{');
  const close = source.indexOf('}', column);
  if (open <= before.lastIndexOf('}') || close === -1 || source[open - 1] === '{') return undefined;
  const inner = source.slice(open + 1, close);
  const start = line.start + open + 1;
  const indices = FLOW_AUTHORIZATION.exec(inner)?.indices;
  const found = indices?.[2] ?? indices?.[3] ?? indices?.[4];
  if (found) return replace({ start: start + found[0], end: start + found[1] }, value);
  const content = inner.trimEnd();
  return content
    ? insertAt(start + content.length, `, Authorization: ${value}`)
    : replace({ start, end: start + inner.length }, ` Authorization: ${value} `);
}

/** In a list of strings. */
function inList(text: string, line: Line, value: string): TextEdit | undefined {
  const items = listAround(text, line);
  const [item] = items;
  if (!item) return undefined;
  const found = items.find(({ name }) => isAuthorization(name));
  if (found) return replace(found.value, value);
  return insertAt(line.end, `${lineBreakAt(text, line)}${item.lead}Authorization: ${value}${item.quote}`);
}

interface Item {
  /** The indentation, the dash and the quotation mark. */
  readonly lead: string;
  readonly quote: string;
  readonly name: string;
  readonly value: Span;
}

/** The items of the list that a line is in, if the line is a header as a string; the line's own comes first. */
function listAround(text: string, line: Line): Item[] {
  const items: Item[] = [];
  const read = (at: Line | undefined): Line | undefined => {
    const [whole, lead, quote, name, colon] = (at && ITEM.exec(text.slice(at.start, at.end))) ?? [];
    if (!at || whole === undefined || !lead || !quote || !name || !colon) return undefined;
    const start = at.start + lead.length + name.length + colon.length;
    items.push({ lead, quote, name, value: { start, end: at.start + whole.length - quote.length } });
    return at;
  };
  for (let at = read(line); at; at = read(lineBefore(text, at)));
  for (let at = items.length > 0 ? read(lineAfter(text, line)) : undefined; at; at = read(lineAfter(text, at)));
  return items;
}

/** The keys that hold a header's name where headers are lists of mappings; `value` holds the value. */
const NAME_KEY = /^(?:name|key|header)$/i;

/** In a list of names and values (Kubernetes' probes, Insomnia, Bruno): of the cursor's item, or below the list's key. */
function inNamedList(text: string, line: Line, value: string): TextEdit | undefined {
  const parent = readEntry(text, line);
  const below =
    parent && HEADERS.test(parent.key) && parent.value.start === parent.value.end ? nextLine(text, line) : undefined;
  const here = readEntry(text, below ?? line);
  if (!here) return undefined;
  const item = mappingAround(text, here.line, here.column).toSorted((a, b) => a.line.start - b.line.start);
  const name = item.find(({ key }) => NAME_KEY.test(key));
  const [first, last] = [item[0], item.at(-1)];
  const dash = first ? text.slice(first.line.start, first.line.start + first.column).lastIndexOf('-') : -1;
  if (!name || !first || !last || dash === -1 || !item.some(({ key }) => key === 'value')) return undefined;
  const held = valueOfHeader(text, here, dash);
  if (held) return replaceValue(text, held, value);
  const lineBreak = lineBreakAt(text, here.line);
  const lines = ['', `${' '.repeat(dash)}- ${name.key}: Authorization`, `${' '.repeat(here.column)}value: ${value}`];
  return insertAt(entryEnd(text, last), lines.join(lineBreak));
}

/** The value of the item for `Authorization` in the list around an entry whose dashes stand at a column. */
function valueOfHeader(text: string, { line, column }: Entry, dash: number): Span | undefined {
  for (const step of [lineBefore, lineAfter])
    for (let at: Line | undefined = line; at; at = step(text, at)) {
      if (!isBlank(text.slice(at.start, at.end)) && indentationAt(text, at) < dash) break;
      const entry = readEntry(text, at);
      if (entry?.column !== column || !NAME_KEY.test(entry.key)) continue;
      if (!isAuthorization(text.slice(entry.value.start, entry.value.end))) continue;
      return mappingAround(text, at, column).find(({ key }) => key === 'value')?.value;
    }
  return undefined;
}

function inMapping(text: string, line: Line, value: string): TextEdit | undefined {
  const place = mappingPlace(text, line);
  if (!place) return undefined;
  const found = mappingAround(text, place.anchor, place.column).find(({ key }) => isAuthorization(key));
  if (found)
    return BLOCK_VALUE.test(text.slice(found.value.start, found.line.end))
      ? undefined
      : replaceValue(text, found.value, value);
  const entry = `${' '.repeat(place.column)}Authorization: ${value}`;
  if (isBlank(text.slice(line.start, line.end))) return insertLine(text, line.start, entry);
  return insertAt(place.end, `${lineBreakAt(text, line)}${entry}`);
}

interface MappingPlace {
  /** A line of the mapping. */
  readonly anchor: Line;
  readonly column: number;
  /** The end of the line that a new entry goes below. */
  readonly end: number;
}

function mappingPlace(text: string, line: Line): MappingPlace | undefined {
  const isEmptyLine = isBlank(text.slice(line.start, line.end));
  const above = isEmptyLine ? previousLine(text, line) : line;
  const entry = above && readEntry(text, above);
  if (!entry) return isEmptyLine ? { anchor: line, column: indentationAt(text, line), end: line.end } : undefined;
  const below = nextLine(text, entry.line);
  const inner = below ? indentationAt(text, below) : 0;
  const isParent = entry.value.start === entry.value.end;
  const isList = isParent && below !== undefined && inner >= entry.column && text[below.start + inner] === '-';
  // Between a key and its list, or the lines of its text, nothing can stand.
  if (isEmptyLine && (isList || (!isParent && inner > entry.column))) return undefined;
  if (isParent && !isList && (isEmptyLine || HEADERS.test(entry.key))) {
    const column = inner > entry.column ? inner : entry.column + 2;
    return { anchor: below && inner > entry.column ? below : line, column, end: entry.line.end };
  }
  const indented = indentationAt(text, line);
  const column = isEmptyLine && indented > 0 && indented < entry.column ? indented : entry.column;
  return { anchor: entry.line, column, end: entryEnd(text, entry) };
}

function previousLine(text: string, line: Line): Line | undefined {
  let at = lineBefore(text, line);
  while (at && isBlank(text.slice(at.start, at.end))) at = lineBefore(text, at);
  return at;
}

function nextLine(text: string, line: Line): Line | undefined {
  let at = lineAfter(text, line);
  while (at && isBlank(text.slice(at.start, at.end))) at = lineAfter(text, at);
  return at;
}
