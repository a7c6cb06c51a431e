import type { Span } from './span.ts';

/** A token of a JSON text: a punctuation mark, string, number or literal. */
export interface JsonToken extends Span {
  /** What a string token stands for, its escapes resolved. */
  readonly string: string;
  /** Whether it is none of these, or of a wrong form. */
  readonly isBroken: boolean;
}

const PUNCTUATION: ReadonlySet<string> = new Set('{}[],:');
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERALS: ReadonlySet<string> = new Set(['true', 'false', 'null']);
/** What comes next in a string after characters that stand for themselves. */
const STRING_STOP = /["\\]|[^ -\uffff]/g;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y;
const WORD = /[^ \t\n\r{}[\],:"]+/y;

/** The tokens of a JSON text (RFC 8259): all that is not white space. */
export function* jsonTokens(text: string): Generator<JsonToken> {
  const notWhiteSpace = /[^ \t\n\r]/g;
  while (notWhiteSpace.test(text)) {
    const token = tokenAt(text, notWhiteSpace.lastIndex - 1);
    yield token;
    notWhiteSpace.lastIndex = token.end;
  }
}

function tokenAt(text: string, start: number): JsonToken {
  const first = text.charAt(start);
  if (PUNCTUATION.has(first)) return { start, end: start + 1, string: '', isBroken: false };
  if (first === '"') return stringAt(text, start);
  const number = endOf(NUMBER, text, start);
  const end = number ?? endOf(WORD, text, start) ?? start + 1;
  return { start, end, string: '', isBroken: number === undefined && !LITERALS.has(text.slice(start, end)) };
}

function stringAt(text: string, start: number): JsonToken {
  let hasEscapes = false;
  for (let stop = endOf(STRING_STOP, text, start + 1); stop !== undefined; stop = endOf(STRING_STOP, text, stop)) {
    if (text.charAt(stop - 1) === '"') {
      const string = hasEscapes ? (JSON.parse(text.slice(start, stop)) as string) : text.slice(start + 1, stop - 1);
      return { start, end: stop, string, isBroken: false };
    }
    const escaped = endOf(ESCAPE, text, stop - 1);
    if (escaped === undefined) return { start, end: stop, string: '', isBroken: true };
    hasEscapes = true;
    stop = escaped;
  }
  return { start, end: text.length, string: '', isBroken: true };
}

/** Where a match of an expression ends that begins at an offset, or behind it; `undefined` where there is none. */
function endOf(expression: RegExp, text: string, start: number): number | undefined {
  expression.lastIndex = start;
  return expression.test(text) ? expression.lastIndex : undefined;
}
