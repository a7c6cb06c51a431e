import type { Span } from '../jwt/span.ts';
import { insertAt, replace, type TextEdit } from './edit.ts';

/** A line of a text: the span is without the line break. Lines end as VS Code's do: `\n`, `\r\n` or `\r`. */
export interface Line extends Span {
  /** Where the next line starts; the end of the text for the last line. */
  readonly next: number;
}

const BREAK = /\r\n|\r|\n/g;

/** The lines of a part of a text that starts at the start of a line. There is always one. */
export function* linesIn(text: string, { start, end }: Span): Generator<Line> {
  let from = start;
  do {
    const line = lineFrom(text, from, end);
    yield line;
    if (line.next === line.end) return;
    from = line.next;
  } while (from < end);
}

/** The line around an offset. Takes time linear in the length of the line. */
export function lineAt(text: string, offset: number): Line {
  let start = text[offset - 1] === '\r' && text[offset] === '\n' ? offset - 1 : offset;
  while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start--;
  return lineFrom(text, start, text.length);
}

export const lineBefore = (text: string, { start }: Line): Line | undefined =>
  start === 0 ? undefined : lineAt(text, start - 1);

export const lineAfter = (text: string, { end, next }: Line): Line | undefined =>
  next === end ? undefined : lineAt(text, next);

/** The line break that a new line beside this one needs: its own, else the one before it, else `\n`. */
export function lineBreakAt(text: string, { start, end, next }: Line): string {
  if (next > end) return text.slice(end, next);
  if (start === 0) return '\n';
  return text[start - 1] === '\r' ? '\r' : text[start - 2] === '\r' ? '\r\n' : '\n';
}

/** The white space that a line begins with. */
export const indentationOf = (line: string): string => /^\s*/.exec(line)?.[0] ?? '';

/** Whether a line is empty or white space. */
export const isBlank = (line: string): boolean => line.trim() === '';

/** Where a text begins, behind a byte order mark if there is one. */
export const textStart = (text: string): number => (text.startsWith('\uFEFF') ? 1 : 0);

/** The edit that gives a content a line of its own: the line of an offset if that is blank, else one below it. */
export function insertLine(text: string, offset: number, content: string): TextEdit {
  const line = lineAt(text, offset);
  if (!isBlank(text.slice(line.start, line.end))) return insertAt(line.end, `${lineBreakAt(text, line)}${content}`);
  return replace({ start: Math.max(line.start, textStart(text)), end: line.end }, content);
}

/** As `insertLine`, indented like the line of the offset. */
export function ownLine(text: string, offset: number, content: string): TextEdit {
  const line = lineAt(text, offset);
  const source = text.slice(Math.max(line.start, textStart(text)), line.end);
  if (isBlank(source)) return insertAt(line.end, content);
  return insertAt(line.end, `${lineBreakAt(text, line)}${indentationOf(source)}${content}`);
}

function lineFrom(text: string, start: number, limit: number): Line {
  BREAK.lastIndex = start;
  const found = BREAK.exec(text);
  if (!found || found.index >= limit) return { start, end: limit, next: limit };
  return { start, end: found.index, next: found.index + found[0].length };
}
