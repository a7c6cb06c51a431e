import type { Span } from '../jwt/span.ts';
import { bearerIn } from './authorization.ts';
import { insertAt, replace, type TextEdit } from './edit.ts';
import { DOTENV_PATH } from './fileTypes.ts';
import { insertLine, type Line, lineAfter, lineAt, lineBreakAt, textStart } from './lines.ts';
import type { Place } from './place.ts';

const ASSIGNMENT = /^[\s\uFEFF]*(?:export\s+)?([\w.-]+)\s*=/;
const QUOTED = /^\s*(["'`])/;

/** `.env` files: the value of the variable at the cursor, else a new line `TOKEN=…`. A private key is left alone. */
export const dotenv: Place = {
  languages: ['dotenv', 'env'],
  files: DOTENV_PATH,
  slot: ({ text, offset }) => ({
    write: (token) => {
      const value = valueAt(text, offset);
      const content = value && text.slice(value.start, value.end);
      if (content === undefined || content.includes('-----BEGIN '))
        return [insertLine(text, value?.end ?? offset, `TOKEN=${token}`)];
      const scheme = bearerIn(content);
      return [replace(value ?? { start: offset, end: offset }, `${scheme}${token}`)];
    },
  }),
};

/** Where the value of a variable stands in a `.env` text, without quotation marks: the last one counts. */
export function variableSpan(text: string, name: string): Span | undefined {
  let found: Span | undefined;
  for (const variable of variablesIn(text)) if (variable.name === name) found = variable.value;
  return found;
}

/** The edit that gives a variable a value: over the one that it has, else on a new line at the end. */
export function setVariable(text: string, name: string, value: string): TextEdit {
  const span = variableSpan(text, name);
  if (span) return replace(span, value);
  const last = lineAt(text, text.length);
  const lineBreak = lineBreakAt(text, last);
  return insertAt(text.length, `${last.start === last.end ? '' : lineBreak}${name}=${value}${lineBreak}`);
}

/** Where the value stands, without quotation marks, that is assigned on the line of an offset or spans that line. */
function valueAt(text: string, offset: number): Span | undefined {
  for (const { line, value, last } of variablesIn(text)) {
    if (line.start > offset) return undefined;
    if (offset <= last.end) return value;
  }
  return undefined;
}

interface Variable {
  readonly name: string;
  readonly value: Span;
  /** The lines on which it starts and ends. */
  readonly line: Line;
  readonly last: Line;
}

function* variablesIn(text: string): Generator<Variable> {
  /** The quotation marks that nothing closes any more. */
  const unclosed = new Set<string>();
  for (let line: Line | undefined = lineAt(text, textStart(text)); line; ) {
    const found = readVariable(text, line, unclosed);
    const last: Line = found ? lineAt(text, found.value.end) : line;
    if (found) yield { ...found, line, last };
    line = lineAfter(text, last);
  }
}

function readVariable(text: string, line: Line, unclosed: Set<string>): Pick<Variable, 'name' | 'value'> | undefined {
  const source = text.slice(line.start, line.end);
  const found = ASSIGNMENT.exec(source);
  if (!found?.[1]) return undefined;
  const name = found[1];
  const start = found[0].length;
  const assigned = source.slice(start);
  const [lead, quote] = QUOTED.exec(assigned) ?? [];
  if (lead !== undefined && quote !== undefined) {
    const open = line.start + start + lead.length;
    const close = unclosed.has(quote) ? -1 : closingQuote(text, quote, open);
    if (close !== -1) return { name, value: { start: open, end: close } };
    unclosed.add(quote);
  }
  const bare = withoutComment(assigned);
  const space = bare.length - bare.trimStart().length;
  return { name, value: { start: line.start + start + space, end: line.start + start + bare.length } };
}

function closingQuote(text: string, quote: string, start: number): number {
  let at = text.indexOf(quote, start);
  while (at !== -1 && quote === '"' && text[at - 1] === '\\') at = text.indexOf(quote, at + 1);
  return at;
}

/** A value up to a `#` that white space stands before, without the white space at its end. */
function withoutComment(assigned: string): string {
  let hash = assigned.indexOf('#');
  while (hash > 0 && !/\s/.test(assigned.charAt(hash - 1))) hash = assigned.indexOf('#', hash + 1);
  return (hash === -1 ? assigned : assigned.slice(0, hash)).trimEnd();
}
