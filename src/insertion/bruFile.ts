import type { Span } from '../jwt/span.ts';
import { type Line, linesIn } from './lines.ts';

/** A block of a `.bru` file: `name {`, indented lines, `}`. */
export interface BruBlock {
  readonly name: string;
  readonly pairs: readonly BruPair[];
  readonly open: Line;
  /** The line of the closing brace. */
  readonly close: Line;
}

/** A line `name: value` of a block; a disabled one is called `~name`. */
export interface BruPair {
  readonly name: string;
  readonly line: Line;
  /** With the quotes and lines of a text between `'''`. */
  readonly value: Span;
}

const OPEN = /^([\w:-]+)\s*\{\s*$/;
const CLOSE = /^\}\s*$/;
const PAIR = /^\s*("(?:[^"\\]|\\.)*"|[^\s:]+)\s*:[ \t]*/;
const TEXT = "'''";
/** What holds text of another language, in which nothing is a pair. */
const OTHER_TEXT = /^(?:body|script|tests|docs|example)\b/;

/** The blocks of a `.bru` file, in order. Takes time linear in its length. */
export function bruBlocks(text: string): readonly BruBlock[] {
  const blocks: BruBlock[] = [];
  let open: { readonly name: string; readonly line: Line; readonly pairs: BruPair[] } | undefined;
  let textEnd = 0;
  for (const line of linesIn(text, { start: 0, end: text.length })) {
    if (line.start < textEnd) continue;
    const source = text.slice(line.start, line.end);
    const name = open ? undefined : OPEN.exec(source.replace(/^\uFEFF/, ''))?.[1];
    if (name !== undefined) open = { name, line, pairs: [] };
    else if (open && CLOSE.test(source)) {
      blocks.push({ name: open.name, pairs: open.pairs, open: open.line, close: line });
      open = undefined;
    } else if (open && !OTHER_TEXT.test(open.name)) {
      const pair = readPair(text, line);
      if (!pair) continue;
      open.pairs.push(pair);
      textEnd = pair.value.end;
    }
  }
  return blocks;
}

/** The pair of a name in the first block of one of some names. */
export function bruPair(
  blocks: readonly BruBlock[],
  isBlock: (name: string) => boolean,
  isPair: (name: string) => boolean,
): BruPair | undefined {
  return blocks.find(({ name }) => isBlock(name))?.pairs.find(({ name }) => isPair(name));
}

/** The variable of a request, folder, collection or environment; the last of a name counts. */
export function bruVariable(text: string, name: string): BruPair | undefined {
  return bruBlocks(text)
    .flatMap((block) => (block.name === 'vars' || block.name === 'vars:pre-request' ? block.pairs : []))
    .findLast((pair) => pair.name === name);
}

function readPair(text: string, line: Line): BruPair | undefined {
  const source = text.slice(line.start, line.end);
  const [lead, written] = PAIR.exec(source) ?? [];
  if (lead === undefined || written === undefined) return undefined;
  const start = line.start + lead.length;
  const close = text.startsWith(TEXT, start) ? text.indexOf(TEXT, start + TEXT.length) : -1;
  const end = close === -1 ? Math.max(start, line.start + source.trimEnd().length) : close + TEXT.length;
  return { name: written.replace(/^"(.*)"$/, '$1'), line, value: { start, end } };
}
