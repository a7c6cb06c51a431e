import type { Span } from '../jwt/span.ts';
import { indentationOf, isBlank, type Line, lineAfter, lineBefore } from './lines.ts';

/** An entry `key: value` of a YAML block mapping. */
export interface Entry {
  readonly line: Line;
  /** How far the key is indented, behind the dashes of a sequence. */
  readonly column: number;
  readonly key: string;
  /** What stands behind the colon, without quotation marks and comment; empty behind the white space where nothing does. */
  readonly value: Span;
}

const ENTRY = /^(\s*(?:-\s+)*)(["']?)([\w.-]+)\2\s*:(?=\s|$)[ \t]*/;
/** A line of a mapping `{ … }` or list `[ … ]` over several lines. */
const FLOW_PIECE = /^(?:[^"'{[]|"[^"]*"|'[^']*')*(?:,\s*$|[}\]])/;
const BLOCK_SCALAR = /(?:^|[\s:-])[|>][-+\d]*\s*(?:#.*)?$/;
/** A scalar in quotation marks. */
const SCALAR = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/;
const COMMENT_LINE = /^\s*#/;
const DOCUMENT = /^(?:---|\.\.\.)(?:\s|$)/;

/** The entry whose key stands on a line; `undefined` where none does, or where it is in a `{ … }` or `[ … ]` of several lines. */
export function readEntry(text: string, line: Line): Entry | undefined {
  const source = text.slice(line.start, line.end);
  const found = ENTRY.exec(source);
  if (!found?.[3]) return undefined;
  const start = line.start + found[0].length;
  if (FLOW_PIECE.test(source.slice(found[0].length))) return undefined;
  return { line, column: found[1]?.length ?? 0, key: found[3], value: valueSpan(text, { start, end: line.end }) };
}

/** The entries of the mapping whose keys stand at a column, on a line and around it. */
export function mappingAround(text: string, line: Line, column: number): Entry[] {
  const entries: Entry[] = [];
  const read = (at: Line): boolean => {
    const entry = readEntry(text, at);
    if (entry?.column === column) entries.push(entry);
    return entry?.column === column && indentationAt(text, at) < column;
  };
  let isFirst = read(line);
  for (let at = lineBefore(text, line); at && !isFirst; at = lineBefore(text, at)) {
    isFirst = read(at) || isOutside(text, at, column);
  }
  for (let at = lineAfter(text, line); at && !isOutside(text, at, column); at = lineAfter(text, at)) read(at);
  return entries;
}

/** The end of the last line that belongs to an entry. */
export function entryEnd(text: string, { line, column, value }: Entry): number {
  let end = line.end;
  const isEmpty = value.start === value.end;
  for (let at = lineAfter(text, line); at; at = lineAfter(text, at)) {
    const source = text.slice(at.start, at.end);
    if (isBlank(source)) continue;
    const indentation = indentationOf(source).length;
    const isItem = isEmpty && indentation === column && /^\s*-(?:\s|$)/.test(source);
    if (indentation <= column && !isItem) break;
    end = at.end;
  }
  return end;
}

/** The line that begins the block scalar (`|` or `>`) of which a line is text. */
export function blockScalarAround(text: string, line: Line): Line | undefined {
  let indentation = indentationAt(text, line);
  for (let at = lineBefore(text, line); at && indentation > 0; at = lineBefore(text, at)) {
    const source = text.slice(at.start, at.end);
    const own = indentationOf(source).length;
    if (isBlank(source) || own >= indentation) continue;
    if (BLOCK_SCALAR.test(source)) return at;
    indentation = own;
  }
  return undefined;
}

/** The entry that a mapping or list whose keys or dashes stand at a column is the value of. */
export function entryAbove(text: string, line: Line, column: number): Entry | undefined {
  for (let at = lineBefore(text, line); at; at = lineBefore(text, at)) {
    const source = text.slice(at.start, at.end);
    if (isBlank(source) || COMMENT_LINE.test(source)) continue;
    const entry = readEntry(text, at);
    const isEmpty = entry && entry.value.start === entry.value.end;
    // The dashes of a list may stand below its key.
    if (isEmpty && (entry.column < column || (entry.column === column && text[line.start + column] === '-')))
      return entry;
    if (indentationOf(source).length < column && !isItem(source)) return undefined;
  }
  return undefined;
}

const isItem = (source: string): boolean => /^\s*-(?:\s|$)/.test(source);

/** The quoted scalar of a line that an offset stands in, between its quotation marks; no key. */
export function quotedAt(text: string, line: Line, offset: number): Span | undefined {
  for (const found of text.slice(line.start, line.end).matchAll(QUOTED)) {
    const [whole, lead = '', , behind = ''] = found;
    const start = line.start + found.index + lead.length + 1;
    const end = line.start + found.index + whole.length - behind.length - 1;
    if (start <= offset && offset <= end && behind === '') return { start, end };
  }
  return undefined;
}

const QUOTED = /(^\s*(?:-\s+)*|[:,[{]\s*)("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(\s*:(?=\s|$))?/g;

/** The next line that is not blank. */
export function lineBelow(text: string, line: Line): Line | undefined {
  let at = lineAfter(text, line);
  while (at && isBlank(text.slice(at.start, at.end))) at = lineAfter(text, at);
  return at;
}

/** The line before that is not blank. */
export function lineAbove(text: string, line: Line): Line | undefined {
  let at = lineBefore(text, line);
  while (at && isBlank(text.slice(at.start, at.end))) at = lineBefore(text, at);
  return at;
}

export const indentationAt = (text: string, { start, end }: Line): number =>
  indentationOf(text.slice(start, end)).length;

/** Whether a line ends a mapping whose keys stand at a column. */
function isOutside(text: string, { start, end }: Line, column: number): boolean {
  const source = text.slice(start, end);
  if (isBlank(source) || COMMENT_LINE.test(source)) return false;
  return indentationOf(source).length < column || DOCUMENT.test(source);
}

function valueSpan(text: string, { start, end }: Span): Span {
  const source = text.slice(start, end);
  const quoted = SCALAR.exec(source)?.[0].length;
  if (quoted !== undefined) return { start: start + 1, end: start + quoted - 1 };
  const comment = source.search(/(?:^|[ \t])#/);
  return { start, end: start + (comment === -1 ? source : source.slice(0, comment)).trimEnd().length };
}
