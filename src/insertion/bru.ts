import type { Span } from '../jwt/span.ts';
import { isAuthorization, replaceValue } from './authorization.ts';
import { insertAt, type TextEdit } from './edit.ts';
import { insertLine, type Line, lineBreakAt, linesIn } from './lines.ts';
import type { Place } from './place.ts';

/** A block of a `.bru` file: `name {`, indented lines, `}`. */
interface Block {
  readonly name: string;
  readonly lines: readonly Line[];
  /** The line of the closing brace. */
  readonly close: Line;
}

const OPEN = /^([\w:-]+)\s*\{\s*$/;
const CLOSE = /^\}\s*$/;
const PAIR = /^\s*([^\s:]+)\s*:[ \t]*/;
const METHOD = /^(?:get|post|put|delete|patch|head|options|connect|trace|http|graphql|grpc|ws)$/;

/**
 * A request of Bruno: the token of its `auth:bearer` block where it has one, since Bruno sends that; else the header
 * `Authorization` in its `headers` block, which is added below the method where there is none.
 */
export const bru: Place = {
  languages: ['bruno', 'bru'],
  files: /\.bru$/i,
  slot: ({ text, offset }) => {
    const blocks = blocksIn(text);
    const bearer = blocks.find(({ name }) => name === 'auth:bearer');
    const bearerToken = bearer && pairValue(text, bearer, (name) => name === 'token');
    if (bearerToken) return { write: (credentials) => [replaceValue(text, bearerToken, credentials)] };
    return {
      write: (credentials) => [
        editHeaders(text, blocks, `Bearer ${credentials}`) ??
          insertLine(text, offset, `headers {\n  Authorization: Bearer ${credentials}\n}`),
      ],
    };
  },
};

function editHeaders(text: string, blocks: readonly Block[], value: string): TextEdit | undefined {
  const headers = blocks.find(({ name }) => name === 'headers');
  if (headers) {
    const found = pairValue(text, headers, isAuthorization);
    if (found) return replaceValue(text, found, value);
    const { close } = headers;
    return insertAt(
      close.start,
      `  Authorization: ${value}${lineBreakAt(text, { start: close.start, end: close.start, next: close.start })}`,
    );
  }
  const method = blocks.find(({ name }) => METHOD.test(name));
  if (!method) return undefined;
  const lines = ['', '', 'headers {', `  Authorization: ${value}`, '}'];
  return insertAt(method.close.end, lines.join(lineBreakAt(text, method.close)));
}

/** Where the value of a pair in a block stands; disabled ones (`~name`) are none. */
function pairValue(text: string, { lines }: Block, matches: (name: string) => boolean): Span | undefined {
  for (const { start, end } of lines) {
    const source = text.slice(start, end);
    const found = PAIR.exec(source);
    if (found?.[1] && matches(found[1])) {
      return { start: start + found[0].length, end: start + Math.max(found[0].length, source.trimEnd().length) };
    }
  }
  return undefined;
}

function blocksIn(text: string): Block[] {
  const blocks: Block[] = [];
  let name: string | undefined;
  let lines: Line[] = [];
  for (const line of linesIn(text, { start: 0, end: text.length })) {
    const source = text.slice(line.start, line.end);
    const opened = name === undefined ? OPEN.exec(source.replace(/^\uFEFF/, ''))?.[1] : undefined;
    if (opened !== undefined) [name, lines] = [opened, []];
    else if (name !== undefined && CLOSE.test(source)) {
      blocks.push({ name, lines, close: line });
      name = undefined;
    } else lines.push(line);
  }
  return blocks;
}
