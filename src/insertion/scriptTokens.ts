import type { Span } from '../jwt/span.ts';

/** A token of JSON, JavaScript or TypeScript. Comments and white space are none. */
export interface ScriptToken extends Span {
  /**
   * `string`: with its quotation marks; a template without substitutions is one. `word`: an identifier, keyword or
   * number. `open`, `close`: brackets, and the first and last piece of a template with substitutions. `mark`: any other
   * character, and the pieces between.
   */
  readonly type: 'string' | 'word' | 'regex' | 'open' | 'close' | 'mark';
}

const SPACE = /\s/;
const WORD = /[\w$\u0080-\uffff]+/y;
const OPEN = new Set(['{', '(', '[']);
const CLOSE = new Set(['}', ')', ']']);
/** Words that an expression follows, and no operator. */
const BEFORE_EXPRESSION = new Set([
  'return',
  'typeof',
  'case',
  'in',
  'of',
  'default',
  'yield',
  'await',
  'void',
  'delete',
  'throw',
  'else',
  'do',
]);

/** The tokens of a text, in order. Takes time linear in its length, and never fails: what makes no sense is a `mark`. */
export function* scriptTokens(text: string): Generator<ScriptToken> {
  /** For each brace that is open, whether it is that of a substitution. */
  const braces: boolean[] = [];
  let previous: ScriptToken | undefined;
  /** The end of a line on which a slash was found to start no regular expression. */
  let divided = 0;
  for (let at = 0; at < text.length; ) {
    const char = text.charAt(at);
    if (SPACE.test(char)) {
      at++;
      continue;
    }
    const comment = char === '/' ? commentEnd(text, at) : undefined;
    if (comment !== undefined) {
      at = comment;
      continue;
    }
    let type: ScriptToken['type'] = OPEN.has(char) ? 'open' : CLOSE.has(char) ? 'close' : 'mark';
    let end = at + 1;
    if (char === '"' || char === "'") {
      type = 'string';
      end = stringEnd(text, at);
    } else if (char === '{') {
      braces.push(false);
    } else if (char === '`' || (char === '}' && braces.pop())) {
      end = templateEnd(text, at + 1);
      const substitutes = text.charAt(end - 1) === '{' && end - 1 > at;
      if (substitutes) braces.push(true);
      if (char === '`') type = substitutes ? 'open' : 'string';
      else if (substitutes) type = 'mark';
    } else if (char === '/' && at >= divided && startsExpression(text, previous)) {
      const regex = regexEnd(text, at);
      if (regex === undefined) divided = lineEnd(text, at);
      else [type, end] = ['regex', regex];
    } else if (isWordAt(text, at)) {
      type = 'word';
      end = WORD.lastIndex;
    }
    previous = { type, start: at, end };
    yield previous;
    at = end;
  }
}

/** Whether an expression, and no operator, can stand behind a token. */
function startsExpression(text: string, previous: ScriptToken | undefined): boolean {
  if (!previous || previous.type === 'open') return true;
  if (previous.type === 'mark') return text[previous.start] !== '<';
  return previous.type === 'word' && BEFORE_EXPRESSION.has(text.slice(previous.start, previous.end));
}

function isWordAt(text: string, at: number): boolean {
  WORD.lastIndex = at;
  return WORD.test(text);
}

function commentEnd(text: string, at: number): number | undefined {
  if (text[at + 1] === '/') return lineEnd(text, at);
  if (text[at + 1] !== '*') return undefined;
  const end = text.indexOf('*/', at + 2);
  return end === -1 ? text.length : end + 2;
}

/** Behind the closing quotation mark, or the end of the line where there is none. */
export function stringEnd(text: string, open: number): number {
  const quote = text[open];
  for (let at = open + 1; at < text.length; at++) {
    const char = text[at];
    if (char === quote) return at + 1;
    if (char === '\n' || char === '\r') return at;
    if (char === '\\') at++;
  }
  return text.length;
}

/** Behind the back quote or the `${` that ends a stretch of template text. */
function templateEnd(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (char === '`') return at + 1;
    if (char === '$' && text[at + 1] === '{') return at + 2;
    if (char === '\\') at++;
  }
  return text.length;
}

/** Behind a regular expression; `undefined` where the line ends before it does. */
function regexEnd(text: string, open: number): number | undefined {
  let isClass = false;
  for (let at = open + 1; at < text.length; at++) {
    const char = text[at];
    if (char === '\n' || char === '\r') return undefined;
    if (char === '\\') at++;
    else if (char === '[') isClass = true;
    else if (char === ']') isClass = false;
    else if (char === '/' && !isClass) return at + 1;
  }
  return undefined;
}

function lineEnd(text: string, at: number): number {
  const end = text.slice(at).search(/[\r\n]/);
  return end === -1 ? text.length : at + end;
}
