import type { Span } from '../jwt/span.ts';

/** How a shell quotes. */
export interface Shell {
  /** Outside of quotes: takes the meaning from the next character, continues the line at its end. */
  readonly escapeMark: string;
  /** The quotation marks, each with what escapes inside. */
  readonly quotes: Readonly<Record<string, string | undefined>>;
  /** The quotation mark to write with. */
  readonly quote: string;
}

export const shell: Shell = { escapeMark: '\\', quotes: { "'": '', '"': '\\' }, quote: "'" };
export const commandPrompt: Shell = { escapeMark: '^', quotes: { '"': '\\' }, quote: '"' };
export const powerShell: Shell = { escapeMark: '`', quotes: { "'": '', '"': '`' }, quote: "'" };

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
  for (let at = open + 1; at < limit; at++) {
    const char = text[at];
    if (char === quote) return at + 1;
    if (char === escapeMark) at++;
  }
  return limit;
}

function lineBreakLength(text: string, offset: number): number {
  if (text[offset] === '\n') return 1;
  if (text[offset] !== '\r') return 0;
  return text[offset + 1] === '\n' ? 2 : 1;
}
