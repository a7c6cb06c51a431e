import type { Span } from '../jwt/span.ts';

/** How a language writes comments and strings. */
export interface Syntax {
  readonly lineComments: readonly string[];
  readonly blockComment?: readonly [open: string, close: string];
  /** The longest opening first. */
  readonly strings: readonly StringForm[];
  /** A character in quotation marks, where `'` begins no string. */
  readonly hasCharacters?: true;
  /** Templates and regular expressions, as in JavaScript. */
  readonly isScript?: true;
}

/** How a string of a language is written. */
export interface StringForm {
  readonly open: string;
  readonly close: string;
  /** What takes the meaning from the next character; `''`: nothing does. */
  readonly escapedBy: string;
  readonly spansLines?: true;
}

const quoted = (mark: string, escapedBy = '\\'): StringForm => ({ open: mark, close: mark, escapedBy });

/** JSON, JavaScript and TypeScript. */
export const script: Syntax = {
  lineComments: ['//'],
  blockComment: ['/*', '*/'],
  strings: [quoted('"'), quoted("'")],
  isScript: true,
};

/** A token of code. Comments and white space are none. */
export interface CodeToken extends Span {
  /**
   * `string`: with its quotation marks; a template without substitutions is one. `word`: an identifier, keyword or
   * number. `open`, `close`: brackets, and the first and last piece of a template with substitutions. `mark`: any other
   * character, and the pieces between.
   */
  readonly type: 'string' | 'word' | 'regex' | 'open' | 'close' | 'mark';
}

const SPACE = /\s/;
const CHARACTER = /'(?:\\.[^'\n]{0,8}|[^\\'\n])'/y;
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
export function* codeTokens(text: string, syntax: Syntax = script): Generator<CodeToken> {
  /** For each brace that is open, whether it is that of a substitution. */
  const braces: boolean[] = [];
  let previous: CodeToken | undefined;
  /** The end of a line on which a slash was found to start no regular expression. */
  let divided = 0;
  for (let at = 0; at < text.length; ) {
    const char = text.charAt(at);
    if (SPACE.test(char)) {
      at++;
      continue;
    }
    const comment = commentEnd(text, at, syntax);
    if (comment !== undefined) {
      at = comment;
      continue;
    }
    let type: CodeToken['type'] = OPEN.has(char) ? 'open' : CLOSE.has(char) ? 'close' : 'mark';
    let end = at + 1;
    const string = syntax.strings.find(({ open }) => text.startsWith(open, at));
    if (string) {
      type = 'string';
      end = stringEnd(text, at, string);
    } else if (syntax.hasCharacters && char === "'") {
      CHARACTER.lastIndex = at;
      end = CHARACTER.test(text) ? CHARACTER.lastIndex : at + 1;
    } else if (syntax.isScript && char === '{') {
      braces.push(false);
    } else if (syntax.isScript && (char === '`' || (char === '}' && braces.pop()))) {
      end = templateEnd(text, at + 1);
      const substitutes = text.charAt(end - 1) === '{' && end - 1 > at;
      if (substitutes) braces.push(true);
      if (char === '`') type = substitutes ? 'open' : 'string';
      else if (substitutes) type = 'mark';
    } else if (syntax.isScript && char === '/' && at >= divided && startsExpression(text, previous)) {
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
function startsExpression(text: string, previous: CodeToken | undefined): boolean {
  if (!previous || previous.type === 'open') return true;
  if (previous.type === 'mark') return text[previous.start] !== '<';
  return previous.type === 'word' && BEFORE_EXPRESSION.has(text.slice(previous.start, previous.end));
}

function isWordAt(text: string, at: number): boolean {
  WORD.lastIndex = at;
  return WORD.test(text);
}

function commentEnd(text: string, at: number, { lineComments, blockComment }: Syntax): number | undefined {
  if (blockComment && text.startsWith(blockComment[0], at)) {
    const end = text.indexOf(blockComment[1], at + blockComment[0].length);
    return end === -1 ? text.length : end + blockComment[1].length;
  }
  return lineComments.some((mark) => text.startsWith(mark, at)) ? lineEnd(text, at) : undefined;
}

/** Behind the closing quotation mark; the end of the line, or the limit, where there is none. */
export function stringEnd(
  text: string,
  start: number,
  form: StringForm = quoted(text.charAt(start)),
  limit = text.length,
): number {
  const { open, close, escapedBy, spansLines } = form;
  for (let at = start + open.length; at < limit; at++) {
    const char = text.charAt(at);
    if (text.startsWith(close, at)) {
      // A doubled mark stands for itself.
      if (escapedBy !== close || !text.startsWith(close, at + close.length)) return at + close.length;
      at += close.length;
    } else if (!spansLines && (char === '\n' || char === '\r')) return at;
    else if (char === escapedBy) at++;
  }
  return limit;
}

/** An operator that joins what follows to a string: `+`, PHP's `.`, `&` of Visual Basic. */
const JOINS = /^\s*(?:\+(?![+=])|\.(?=\s|\$)|&(?=\s))/;
/** In UTF-16 units: what is joined is no longer. */
const longestJoined = 2000;

/** The end of what a program joins to the string that ends at an offset; the offset itself where it joins nothing. */
export function joinedEnd(text: string, offset: number, syntax: Syntax = script): number {
  const rest = text.slice(offset, offset + longestJoined);
  if (!JOINS.test(rest)) return offset;
  let [depth, end, isOperator] = [0, 0, false];
  for (const token of codeTokens(rest, syntax)) {
    const char = rest.charAt(token.start);
    const goesOn = isOperator || (token.type === 'mark' && !/[,;]/.test(char));
    if (depth === 0 && end > 0 && !goesOn && /[\r\n]/.test(rest.slice(end, token.start))) break;
    if (depth === 0 && (token.type === 'close' || (token.type === 'mark' && /[,;]/.test(char)))) break;
    if (token.type === 'open') depth++;
    else if (token.type === 'close') depth--;
    isOperator = token.type === 'mark';
    end = token.end;
  }
  return offset + end;
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
