import type { Span } from '../jwt/span.ts';
import { replace } from './edit.ts';
import { insertLine, type Line, lineAt, textStart } from './lines.ts';
import type { Place } from './place.ts';

const ASSIGNMENT = /^\s*(?:export\s+)?[\w.-]+\s*=/;
const QUOTED = /^\s*(["'`])/;

/** `.env` files: the value of the variable at the cursor, else a new line `TOKEN=…`. A private key is left alone. */
export const dotenv: Place = {
  languages: ['dotenv', 'env'],
  files: /(?:^|\/)(?:\.env(?:\.[^/]*)?|[^/]*\.env)$/i,
  insert: ({ text, offset, token }) => {
    const value = valueAt(text, offset);
    if (!value) return [insertLine(text, offset, `TOKEN=${token}`)];
    const content = text.slice(value.start, value.end);
    if (content.includes('-----BEGIN ')) return [insertLine(text, value.end, `TOKEN=${token}`)];
    const scheme = /^Bearer\s+/i.exec(content)?.[0] ?? '';
    return [replace(value, `${scheme}${token}`)];
  },
};

/** Where the value stands, without quotation marks, that is assigned on the line of an offset or spans that line. */
function valueAt(text: string, offset: number): Span | undefined {
  /** The quotation marks that nothing closes any more. */
  const unclosed = new Set<string>();
  for (let line = lineAt(text, textStart(text)); line.start <= offset; ) {
    const value = readValue(text, line, unclosed);
    const last = value ? lineAt(text, value.end) : line;
    if (offset <= last.end || last.next === last.end) return value;
    line = lineAt(text, last.next);
  }
  return undefined;
}

function readValue(text: string, line: Line, unclosed: Set<string>): Span | undefined {
  const source = text.slice(line.start, line.end);
  const start = ASSIGNMENT.exec(source)?.[0].length;
  if (start === undefined) return undefined;
  const assigned = source.slice(start);
  const [lead, quote] = QUOTED.exec(assigned) ?? [];
  if (lead !== undefined && quote !== undefined) {
    const open = line.start + start + lead.length;
    const close = unclosed.has(quote) ? -1 : closingQuote(text, quote, open);
    if (close !== -1) return { start: open, end: close };
    unclosed.add(quote);
  }
  const bare = withoutComment(assigned);
  const space = bare.length - bare.trimStart().length;
  return { start: line.start + start + space, end: line.start + start + bare.length };
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
