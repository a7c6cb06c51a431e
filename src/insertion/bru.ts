import { isAuthorization, replaceValue } from './authorization.ts';
import { type BruBlock, type BruPair, bruBlocks, bruPair, bruVariable } from './bruFile.ts';
import { insertAt, replace, type TextEdit } from './edit.ts';
import { BRU_PATH } from './fileTypes.ts';
import { isBlank, type Line, lineAt, lineBreakAt, textStart } from './lines.ts';
import type { Place, Slot } from './place.ts';
import { referenceIn } from './references.ts';

const METHOD = /^(?:get|post|put|delete|patch|head|options|connect|trace|http|graphql|grpc|ws)$/;
const is = (wanted: string) => (name: string) => name === wanted;

/** The settings of a folder or of the collection. */
const SETTINGS = /(?:^|\/)(?:folder|collection)\.bru$/i;
/** The modes that send no credentials of their own. */
const OPEN_MODES = new Set(['none', 'inherit', 'bearer']);

/**
 * A request of Bruno, or the settings of a folder or collection: the mode `bearer` is set where Bruno reads it, and its
 * block filled. A header `Authorization` that Bruno would send keeps its place as long as no mode is set; else it is
 * disabled. In a list of variables, the variable at the cursor.
 */
export const bru: Place = {
  languages: ['bruno', 'bru'],
  files: BRU_PATH,
  slot: ({ path, text, offset }) => {
    const blocks = bruBlocks(text);
    const vars = blocks.find(({ name, open, close }) => name === 'vars' && open.start <= offset && offset <= close.end);
    if (vars) return variableSlot(text, vars, offset);
    const mode = modePair(blocks);
    const variables = { definition: (name: string) => bruVariable(text, name) };
    const present = mode ? text.slice(mode.value.start, mode.value.end) : 'none';
    const header = bruPair(blocks, is('headers'), isAuthorization);
    if (header && present === 'none')
      return {
        write: (credentials) => [replaceValue(text, header.value, `Bearer ${credentials}`)],
        reference: referenceIn(text, header.value),
        variables,
      };
    const isSettings = SETTINGS.test(path) || blocks.some(({ name }) => name === 'auth');
    // Bruno reads no mode of a request without a method.
    if (!isSettings && !blocks.some(({ name }) => METHOD.test(name)))
      return { write: (credentials) => [addHeader(text, blocks, `Authorization: Bearer ${credentials}`)] };
    const token = bruPair(blocks, is('auth:bearer'), is('token'));
    return {
      write: (credentials) => [
        ...(present === 'bearer' ? [] : [setMode(text, blocks, mode)]),
        ...(token ? [replaceValue(text, token.value, credentials)] : [addToken(text, blocks, credentials)]),
        ...(header ? [insertAt(header.line.start + leadOf(text, header.line), '~')] : []),
      ],
      reference: token && present === 'bearer' ? referenceIn(text, token.value, false) : undefined,
      variables,
      replaces: OPEN_MODES.has(present) ? undefined : present,
    };
  },
};

/** A header in the block of them, or in a new one behind what comes before that in Bruno's order. */
function addHeader(text: string, blocks: readonly BruBlock[], header: string): TextEdit {
  const headers = blocks.find(({ name }) => name === 'headers');
  if (headers) return insertAt(headers.close.start, `  ${header}${lineBreakAt(text, headers.open)}`);
  const before = blocks.findLast(({ name }) => /^(?:meta|query|params:\w+)$/.test(name));
  const lineBreak = lineBreakAt(text, lineAt(text, 0));
  if (before || text.trim() === '')
    return insertAt(before?.close.end ?? endOf(text), newBlock(text, 'headers', header));
  return insertAt(textStart(text), `${newBlock('', 'headers', header)}${lineBreak.repeat(2)}`);
}

/** The variable of an environment on the line of the cursor, else a new one. */
function variableSlot(text: string, vars: BruBlock, offset: number): Slot {
  const pair = vars.pairs.find(({ line, value }) => line.start <= offset && offset <= Math.max(line.end, value.end));
  const line = lineAt(text, offset);
  const isFree = line.start > vars.open.start && isBlank(text.slice(line.start, line.end));
  const added = (credentials: string) =>
    isFree
      ? replace(line, `  token: ${credentials}`)
      : insertAt(vars.close.start, `  token: ${credentials}${lineBreakAt(text, vars.open)}`);
  return {
    write: (credentials) => [pair ? replaceValue(text, pair.value, credentials) : added(credentials)],
    reference: pair && referenceIn(text, pair.value, false),
  };
}

/** Where Bruno reads the mode: of a request in the block of its method, of a folder or collection in a block of its own. */
function modePair(blocks: readonly BruBlock[]): BruPair | undefined {
  const method = blocks.find(({ name }) => METHOD.test(name));
  return method ? bruPair([method], is(method.name), is('auth')) : bruPair(blocks, is('auth'), is('mode'));
}

function setMode(text: string, blocks: readonly BruBlock[], mode: BruPair | undefined): TextEdit {
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
function addToken(text: string, blocks: readonly BruBlock[], token: string): TextEdit {
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
