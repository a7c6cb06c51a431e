import { jsonTokens } from './jsonTokens.ts';
import type { Span } from './span.ts';

/** A JSON object as `JSON.parse` gives it: convenient, but without number literals, duplicates and order of numeric names. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A value of a JSON text (RFC 8259) and where it stands in it. */
export type JsonNode =
  | JsonObjectNode
  | JsonArrayNode
  | JsonStringNode
  | JsonNumberNode
  | JsonBooleanNode
  | JsonNullNode;

/** An object, of which no member is lost. */
export interface JsonObjectNode extends Span {
  readonly type: 'object';
  /** In the order of the text, duplicate names included. */
  readonly members: readonly JsonMember[];
}

/** A member of an object: a name and its value. */
export interface JsonMember {
  /** The name, its escapes resolved. */
  readonly name: string;
  /** Where the name stands, with its quotation marks. */
  readonly nameSpan: Span;
  readonly value: JsonNode;
}

interface JsonArrayNode extends Span {
  readonly type: 'array';
  readonly items: readonly JsonNode[];
}

interface JsonStringNode extends Span {
  readonly type: 'string';
  /** The string, its escapes resolved; may hold lone surrogates. */
  readonly value: string;
}

/** A number, which a double may not hold. */
export interface JsonNumberNode extends Span {
  readonly type: 'number';
  /** The number as written, of any precision. */
  readonly literal: string;
  /** The double next to it. */
  readonly value: number;
}

interface JsonBooleanNode extends Span {
  readonly type: 'boolean';
  readonly value: boolean;
}

interface JsonNullNode extends Span {
  readonly type: 'null';
}

/** Whether a value of JSON is an object, and no list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of a text, as `JSON.parse` gives it; `undefined` for a text that is not JSON. */
export function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The value of a text that is a JSON object, as `JSON.parse` gives it; `undefined` for any other text. */
export function parseObject(text: string | undefined): JsonObject | undefined {
  const value = text === undefined ? undefined : parseValue(text);
  return isObject(value) ? value : undefined;
}

/** The value of a member, by `JSON.parse`; `undefined` where the object has none of its own by this name. */
export function memberValue(object: JsonObject | undefined, name: string): unknown {
  return object && Object.hasOwn(object, name) ? object[name] : undefined;
}

/** The structure of a JSON text with UTF-16 spans; `undefined` where it is not what `JSON.parse` takes. */
export function parseJson(text: string): JsonNode | undefined {
  const root = readJson(text);
  return typeof root === 'number' ? undefined : root;
}

/** Where a text stops being JSON, as a UTF-16 offset; `undefined` where all of it is JSON. */
export function jsonErrorOffset(text: string): number | undefined {
  const root = readJson(text);
  return typeof root === 'number' ? root : undefined;
}

/** Whether a text that stops being JSON at this offset would have gone on there, so that only its end is missing. */
export function isCutOff(text: string, errorOffset: number): boolean {
  const rest = text.slice(errorOffset);
  const isOpenString = rest.startsWith('"') && !rest.includes('"', 1);
  const wouldGoOn = isOpenString || ['true', 'false', 'null'].some((literal) => literal.startsWith(rest));
  return wouldGoOn && parseJson(text.slice(0, errorOffset)) === undefined;
}

/** The member that counts for a name: of duplicates the last, as with `JSON.parse`. */
export function member(node: JsonNode | undefined, name: string): JsonMember | undefined {
  return node?.type === 'object' ? node.members.findLast((candidate) => candidate.name === name) : undefined;
}

/** In every object of a JSON text, the members whose name an earlier member of the same object has. */
export function duplicateMembers(root: JsonNode): JsonMember[] {
  const duplicates: JsonMember[] = [];
  const pending: JsonNode[] = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === 'array') for (const item of node.items) pending.push(item);
    if (node.type !== 'object') continue;
    const names = new Set<string>();
    for (const candidate of node.members) {
      if (names.has(candidate.name)) duplicates.push(candidate);
      names.add(candidate.name);
      pending.push(candidate.value);
    }
  }
  return duplicates.sort((a, b) => a.nameSpan.start - b.nameSpan.start);
}

type Expected = 'value' | 'value or end' | 'name' | 'name or end' | ':' | ', or end' | 'end of text';

type Container =
  | { type: 'object'; start: number; end: number; members: JsonMember[] }
  | { type: 'array'; start: number; end: number; items: JsonNode[] };

/** A container that is still open, and of an object the name whose value comes next. */
interface Frame {
  readonly node: Container;
  readonly closer: '}' | ']';
  name: string;
  nameSpan: Span;
}

const MAY_CLOSE: ReadonlySet<Expected> = new Set(['value or end', 'name or end', ', or end']);
const NOWHERE: Span = { start: 0, end: 0 };

/** Reads a text by the grammar of RFC 8259, without recursion; gives the offset of the first error instead of a node. */
function readJson(text: string): JsonNode | number {
  const open: Frame[] = [];
  let expected: Expected = 'value';
  let root: JsonNode | undefined;

  const place = (node: JsonNode): Expected => {
    const parent = open.at(-1);
    if (parent?.node.type === 'object') {
      parent.node.members.push({ name: parent.name, nameSpan: parent.nameSpan, value: node });
    } else if (parent) parent.node.items.push(node);
    else root = node;
    return parent ? ', or end' : 'end of text';
  };

  for (const { start, end, string, isBroken } of jsonTokens(text)) {
    if (isBroken) return start;
    const first = text.charAt(start);
    const frame = open.at(-1);

    if (expected === 'value' || expected === 'value or end') {
      if (first === '{') {
        open.push({ node: { type: 'object', start, end, members: [] }, closer: '}', name: '', nameSpan: NOWHERE });
        expected = 'name or end';
        continue;
      }
      if (first === '[') {
        open.push({ node: { type: 'array', start, end, items: [] }, closer: ']', name: '', nameSpan: NOWHERE });
        expected = 'value or end';
        continue;
      }
      const scalar = first === '"' ? { type: 'string' as const, start, end, value: string } : literal(text, start, end);
      if (scalar) {
        expected = place(scalar);
        continue;
      }
    }
    if (frame && (expected === 'name' || expected === 'name or end') && first === '"') {
      frame.name = string;
      frame.nameSpan = { start, end };
      expected = ':';
    } else if (expected === ':' && first === ':') {
      expected = 'value';
    } else if (expected === ', or end' && first === ',') {
      expected = frame?.node.type === 'object' ? 'name' : 'value';
    } else if (frame && MAY_CLOSE.has(expected) && first === frame.closer) {
      open.pop();
      frame.node.end = end;
      expected = place(frame.node);
    } else return start;
  }
  return expected === 'end of text' && root ? root : text.length;
}

/** A number, `true`, `false` or `null`; `undefined` where the text between the offsets is none of these. */
function literal(text: string, start: number, end: number): JsonNode | undefined {
  const slice = text.slice(start, end);
  if (slice === 'null') return { type: 'null', start, end };
  if (slice === 'true' || slice === 'false') return { type: 'boolean', start, end, value: slice === 'true' };
  return /^-?\d/.test(slice) ? { type: 'number', start, end, literal: slice, value: Number(slice) } : undefined;
}

/** Below this depth prettyJson indents no further, so that its output stays linear in its input. */
const DEEPEST_INDENT = 64;

/**
 * Lays a JSON text out as `JSON.stringify` would with this indent, but keeps what it lays out as it is written: number
 * literals, the order of names, duplicates and escapes.
 */
export function prettyJson(text: string, indent: string): string {
  const out: string[] = [];
  let depth = 0;
  const newLine = () => `\n${indent.repeat(Math.min(depth, DEEPEST_INDENT))}`;
  const tokens = [...jsonTokens(text)];
  for (const [index, { start, end }] of tokens.entries()) {
    const first = text.charAt(start);
    const previous = text.charAt(tokens[index - 1]?.start ?? text.length);
    const closes = first === '}' || first === ']';
    if (closes) depth--;
    if (previous === ',' || (closes ? !isOpener(previous) : isOpener(previous))) out.push(newLine());
    if (isOpener(first)) depth++;
    out.push(text.slice(start, end), first === ':' ? ' ' : '');
  }
  return out.join('');
}

function isOpener(character: string): boolean {
  return character === '{' || character === '[';
}
