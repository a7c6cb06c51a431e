import type { Span } from '../jwt/span.ts';
import { stringEnd } from './codeTokens.ts';

/** How a shell quotes. */
export interface Shell {
  /** Outside of quotes: takes the meaning from the next character, continues the line at its end. */
  readonly escapeMark: string;
  /** The quotation marks, each with what escapes inside. */
  readonly quotes: Readonly<Record<string, string | undefined>>;
  /** The quotation mark to write with. */
  readonly quote: string;
  /** What stands for a variable, with its name. */
  readonly variable: RegExp;
  /** What leads to the value of a variable that a line sets, with its name. */
  readonly assignment: RegExp;
  /** A value that is assigned, in its quotation marks. */
  readonly value: RegExp;
  /** What goes on behind a value without being a part of it. */
  readonly behind: RegExp;
}

/** A value in pieces, of which a substitution of a command is one. */
const PIECES = /(?:"(?:[^"\\]|\\.)*"|'[^']*'|\$\([^()]*\)|\\.|[^\s;&|()"'`\\])*/y;

/** POSIX shells, bash and zsh. */
export const shell: Shell = {
  escapeMark: '\\',
  quotes: { "'": '', '"': '\\' },
  quote: "'",
  variable: /^\$(?:\{(\w+)\}|(\w+))$/,
  // At the start of a command, and behind words that declare.
  assignment: /(?:^|[;&|({]|\b(?:then|do|else|export|readonly|local|typeset|declare)(?:[ \t]+-\w+)*[ \t])[ \t]*(\w+)=/,
  value: PIECES,
  behind: /^(?:[\s;#&|)]|$)/,
};

/** The fish shell. */
export const fish: Shell = {
  ...shell,
  variable: /^\$(?:\{(\w+)\}|(\w+))$/,
  assignment: /(?:^|[;&|])[ \t]*set(?:[ \t]+-{1,2}[\w-]+)*[ \t]+(\w+)[ \t]+/,
};

/** The command prompt of Windows. */
export const commandPrompt: Shell = {
  escapeMark: '^',
  quotes: { '"': '\\' },
  quote: '"',
  variable: /^%(\w+)%$/,
  assignment: /(?:^|[&|(])[ \t]*@?(?:set[ \t]+"?(\w+)=|setx[ \t]+(\w+)[ \t]+)/,
  value: /[^"&|\r\n]*/y,
  behind: /^/,
};

/** PowerShell. */
export const powerShell: Shell = {
  escapeMark: '`',
  quotes: { "'": '', '"': '`' },
  quote: "'",
  variable: /^\$(?:\{(?:env:)?(\w+)\}|(?:env:)?(\w+))$/i,
  assignment: /(?:^|[;{])[ \t]*\$(?:\w+:)?(\w+)[ \t]*=[ \t]*/,
  value: /(?:"(?:[^"`]|`.)*"|'[^']*'|[^\s;&|()@{"'`]+|)/y,
  // What else goes on is an expression.
  behind: /^\s*(?:[;#}]|$)/,
};

/** A variable that a line sets. */
export interface Assignment {
  readonly name: string;
  /** Where its name and all that leads to it stands. */
  readonly lead: Span;
  /** With its quotation marks. */
  readonly value: Span;
}

const NEXT = /[ \t]+(\w+)=/y;

/** The variables that a line sets, in order, by their offsets in the line. */
export function assignmentsIn(line: string, { assignment, value, behind, escapeMark }: Shell): readonly Assignment[] {
  const found: Assignment[] = [];
  for (const match of line.matchAll(new RegExp(assignment.source, 'gi'))) {
    if (match.index < (found.at(-1)?.value.end ?? 0)) continue;
    let [start, name] = [match.index, match[1] ?? match[2] ?? ''];
    for (let at = start + match[0].length; ; ) {
      value.lastIndex = at;
      const end = at + (value.exec(line)?.[0].trimEnd().length ?? 0);
      if (behind.test(line.slice(end))) found.push({ name, lead: { start, end: at }, value: { start: at, end } });
      NEXT.lastIndex = end;
      const next = escapeMark === '\\' ? NEXT.exec(line) : null;
      if (!next) break;
      [start, name, at] = [end, next[1] ?? '', NEXT.lastIndex];
    }
  }
  return found;
}

/** What ends a command, outside of quotes and parentheses. */
const END = new Set(['\n', '\r', ';', '|', '&', ')']);
const SPACE = new Set([' ', '\t', '<', '>']);

/**
 * The words of the command that starts at an offset, as they are written, and where it ends: at the end of its line
 * (continued lines count as one), at an operator, or at `limit`. Takes time linear in the length of the command.
 */
export function readCommand(
  text: string,
  start: number,
  limit: number,
  { escapeMark, quotes }: Shell,
): { readonly words: readonly Span[]; readonly end: number } {
  const words: Span[] = [];
  let word: number | undefined;
  let depth = 0;
  let at = start;
  const endWord = () => {
    if (word !== undefined) words.push({ start: word, end: at });
    word = undefined;
  };
  while (at < limit) {
    const char = text.charAt(at);
    const lineBreak = char === escapeMark ? lineBreakLength(text, at + 1) : 0;
    if (lineBreak > 0) {
      endWord();
      at += 1 + lineBreak;
      continue;
    }
    if (depth === 0 && (END.has(char) || (char === '#' && word === undefined))) break;
    if (depth === 0 && SPACE.has(char)) {
      endWord();
      at++;
      continue;
    }
    word ??= at;
    const inside = quotes[char];
    if (inside !== undefined) at = skipQuoted(text, at, limit, text[at - 1] === '$' ? '\\' : inside);
    else if (char === escapeMark) at += 2;
    else {
      if (char === '(') depth++;
      else if (char === ')') depth--;
      at++;
    }
  }
  at = Math.min(at, limit);
  endWord();
  return { words, end: at };
}

/** The offset behind a quoted stretch; the limit if nothing closes it. */
export function skipQuoted(text: string, open: number, limit: number, escapeMark: string): number {
  const quote = text.charAt(open);
  return stringEnd(text, open, { open: quote, close: quote, escapedBy: escapeMark, spansLines: true }, limit);
}

function lineBreakLength(text: string, offset: number): number {
  if (text[offset] === '\n') return 1;
  if (text[offset] !== '\r') return 0;
  return text[offset + 1] === '\n' ? 2 : 1;
}
