import type { Span } from '../jwt/span.ts';
import { isAuthorization, replaceValue } from './authorization.ts';
import { insertAt, type TextEdit } from './edit.ts';
import { type Line, lineAt, lineBreakAt, linesIn } from './lines.ts';
import type { Place, Slot } from './place.ts';
import { referenceIn } from './references.ts';

/** A block of a `.bru` file: `name {`, indented lines, `}`. */
interface Block {
  readonly name: string;
  readonly pairs: readonly Pair[];
  readonly open: Line;
  /** The line of the closing brace. */
  readonly close: Line;
}

/** A line `name: value` of a block; a disabled one is called `~name`. */
interface Pair {
  readonly name: string;
  readonly line: Line;
  readonly value: Span;
}

const OPEN = /^([\w:-]+)\s*\{\s*$/;
const CLOSE = /^\}\s*$/;
const PAIR = /^\s*("(?:[^"\\]|\\.)*"|[^\s:]+)\s*:[ \t]*/;
const METHOD = /^(?:get|post|put|delete|patch|head|options|connect|trace|http|graphql|grpc|ws)$/;
/** The modes that send no credentials of their own. */
const OPEN_MODES = new Set(['none', 'inherit', 'bearer']);

/**
 * A request of Bruno, or the settings of a folder or collection: the mode `bearer` is set where Bruno reads it, and its
 * block filled. A header `Authorization` that Bruno would send keeps its place as long as no mode is set; else it is
 * disabled. In a list of variables, the variable at the cursor.
 */
export const bru: Place = {
  languages: ['bruno', 'bru'],
  files: /\.bru$/i,
  slot: ({ text, offset }) => {
    const blocks = blocksIn(text);
    const vars = blocks.find(({ name, open, close }) => name === 'vars' && open.start <= offset && offset <= close.end);
    if (vars) return variableSlot(text, vars, offset);
    const mode = modePair(blocks);
    const present = mode ? text.slice(mode.value.start, mode.value.end) : 'none';
    const header = pairOf(blocks, 'headers', isAuthorization);
    if (header && present === 'none')
      return {
        write: (credentials) => [replaceValue(text, header.value, `Bearer ${credentials}`)],
        reference: referenceIn(text, header.value),
      };
    const token = pairOf(blocks, 'auth:bearer', (name) => name === 'token');
    return {
      write: (credentials) => [
        ...(present === 'bearer' ? [] : [setMode(text, blocks, mode)]),
        ...(token ? [replaceValue(text, token.value, credentials)] : [addToken(text, blocks, credentials)]),
        ...(header ? [insertAt(header.line.start + leadOf(text, header.line), '~')] : []),
      ],
      reference: token && present === 'bearer' ? referenceIn(text, token.value, false) : undefined,
      replaces: OPEN_MODES.has(present) ? undefined : present,
    };
  },
};

/** The variable of an environment on the line of the cursor, else a new one. */
function variableSlot(text: string, vars: Block, offset: number): Slot {
  const pair = vars.pairs.find(({ line }) => line.start <= offset && offset <= line.end);
  return {
    write: (credentials) => [
      pair
        ? replaceValue(text, pair.value, credentials)
        : insertAt(vars.close.start, `  token: ${credentials}${lineBreakAt(text, vars.open)}`),
    ],
  };
}

/** Where Bruno reads the mode: of a request in the block of its method, of a folder or collection in a block of its own. */
function modePair(blocks: readonly Block[]): Pair | undefined {
  const method = blocks.find(({ name }) => METHOD.test(name));
  return method ? pairIn(method, (name) => name === 'auth') : pairOf(blocks, 'auth', (name) => name === 'mode');
}

function setMode(text: string, blocks: readonly Block[], mode: Pair | undefined): TextEdit {
  if (mode) return replaceValue(text, mode.value, 'bearer');
  const method = blocks.find(({ name }) => METHOD.test(name));
  const block = method ?? blocks.find(({ name }) => name === 'auth');
  const lineBreak = lineBreakAt(text, block?.open ?? lineAt(text, 0));
  return block
    ? insertAt(block.close.start, `  ${method ? 'auth' : 'mode'}: bearer${lineBreak}`)
    : insertAt(
        endOf(text),
        `${newBlock(text, 'auth', 'mode: bearer')}${text.trim() === '' ? lineBreak.repeat(2) : ''}`,
      );
}

/** A pair in the block of the token, or that block, which goes behind the last one that comes before it in Bruno's order. */
function addToken(text: string, blocks: readonly Block[], token: string): TextEdit {
  const bearer = blocks.find(({ name }) => name === 'auth:bearer');
  if (bearer) return insertAt(bearer.close.start, `  token: ${token}${lineBreakAt(text, bearer.open)}`);
  const before = blocks.findLast(
    ({ name }) => METHOD.test(name) || /^(?:meta|auth|query|params:\w+|headers|auth:[\w:]+)$/.test(name),
  );
  const content = newBlock(text, 'auth:bearer', `token: ${token}`);
  return before ? insertAt(before.close.end, content) : insertAt(endOf(text), content);
}

/** A block with a blank line before it. */
function newBlock(text: string, name: string, pair: string): string {
  const lines = [...(text.trim() === '' ? [] : ['', '']), `${name} {`, `  ${pair}`, '}'];
  return lines.join(lineBreakAt(text, lineAt(text, 0)));
}

const endOf = (text: string): number => Math.max(text.trimEnd().length, text.startsWith('\uFEFF') ? 1 : 0);

const leadOf = (text: string, { start, end }: Line): number => /^\s*/.exec(text.slice(start, end))?.[0].length ?? 0;

const pairIn = ({ pairs }: Block, matches: (name: string) => boolean): Pair | undefined =>
  pairs.find(({ name }) => matches(name));

function pairOf(blocks: readonly Block[], block: string, matches: (name: string) => boolean): Pair | undefined {
  const found = blocks.find(({ name }) => name === block);
  return found && pairIn(found, matches);
}

function blocksIn(text: string): Block[] {
  const blocks: Block[] = [];
  let open: { readonly name: string; readonly line: Line; readonly pairs: Pair[] } | undefined;
  for (const line of linesIn(text, { start: 0, end: text.length })) {
    const source = text.slice(line.start, line.end);
    const name = open ? undefined : OPEN.exec(source.replace(/^\uFEFF/, ''))?.[1];
    if (name !== undefined) open = { name, line, pairs: [] };
    else if (open && CLOSE.test(source)) {
      blocks.push({ name: open.name, pairs: open.pairs, open: open.line, close: line });
      open = undefined;
    } else if (open) {
      const [lead, written] = PAIR.exec(source) ?? [];
      if (lead === undefined || written === undefined) continue;
      const start = line.start + lead.length;
      const value = { start, end: Math.max(start, line.start + source.trimEnd().length) };
      open.pairs.push({ name: written.replace(/^"(.*)"$/, '$1'), line, value });
    }
  }
  return blocks;
}
