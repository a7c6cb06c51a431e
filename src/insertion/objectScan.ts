import type { Span } from '../jwt/span.ts';
import { type CodeToken, codeTokens } from './codeTokens.ts';

/** A member of an object literal, by its spans in the text. */
export interface Member extends Span {
  /** The name, without quotation marks, where it is a literal one. */
  readonly name: string | undefined;
  /** Where the colon stands; `undefined` for a shorthand, a method or a spread. */
  readonly colon: number | undefined;
  /** Where the value starts; it ends with the member. `undefined` as long as none is there. */
  readonly value: number | undefined;
  /** Where the comma behind it stands. */
  readonly comma: number | undefined;
}

/** An object literal; it ends behind its brace, or with the text where nothing closes it. */
export interface ObjectLiteral extends Span {
  readonly isClosed: boolean;
  readonly members: readonly Member[];
}

/** A string or template literal. */
export interface StringLiteral extends Span {
  /** The name that it is given to: `a` for `a: ''`, `'a': ''`, `x.a = ''`, `x['a'] = ''`, `set('a', '')`. */
  readonly name: string | undefined;
}

/** What stands around an offset in JSON, JavaScript or TypeScript. */
export interface Surroundings {
  /** The innermost object literal, if no block of statements stands between it and the offset. */
  readonly object: ObjectLiteral | undefined;
  /** The literal that the offset stands in, between its quotation marks, if a value can stand there. */
  readonly string: StringLiteral | undefined;
}

/** A bracket that is open. */
interface Frame {
  readonly start: number;
  readonly closedBy: string;
  /** `container`: the braces around an expression in JSX. `group`: any other bracket. */
  kind: 'object' | 'block' | 'container' | 'group';
  readonly members: Member[];
  draft: (Mutable<Member> & { readonly nameEnd: number }) | undefined;
}
type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

const CLOSED_BY: Readonly<Record<string, string>> = { '{': '}', '(': ')', '[': ']', '`': '}' };
/** Behind these a brace opens an object literal, and no block. */
const BEFORE_OBJECT = new Set(['(', '[', ',', '=', ':', '?', '&', '|', '!', '.', '+', '`']);
const WORDS_BEFORE_OBJECT = new Set([
  'return',
  'default',
  'yield',
  'await',
  'typeof',
  'in',
  'of',
  'as',
  'throw',
  'new',
]);
const MODIFIERS = new Set(['get', 'set', 'async']);
/** What can stand behind a member's name, beside a colon: a method's parameters, a default, what TypeScript adds. */
const BEHIND_NAME = new Set(['(', '=', '?', '<']);

/**
 * What stands around an offset of JSON, JavaScript or TypeScript. A text that does not parse gives what can be made of
 * it. Takes time linear in the length of the text.
 */
export function surroundingsAt(text: string, offset: number): Surroundings {
  const frames: Frame[] = [];
  /** The last tokens, the latest first. */
  let recent: readonly CodeToken[] = [];
  let string: StringLiteral | undefined;
  for (const token of codeTokens(text)) {
    const frame = frames.at(-1);
    if (token.type !== 'close') {
      if (isInside(text, token, offset)) string = stringLiteral(text, token, frame, recent);
      if (frame?.kind === 'object') readToken(text, frame, token);
      if (token.type === 'open') frames.push(openFrame(text, token, frame, recent));
    } else if (frame && (text[token.start] === frame.closedBy || token.end - token.start > 1)) {
      frames.pop();
      endMember(frame);
      const around = frame.start < offset && offset < token.end;
      if (around && frame.kind !== 'group') return { object: objectLiteral(frame, token.end, true), string };
      const parent = frames.at(-1)?.draft;
      if (parent) parent.end = token.end;
    }
    recent = [token, ...recent.slice(0, 3)];
  }
  const frame = frames.findLast(({ start, kind }) => start < offset && kind !== 'group');
  if (frame) endMember(frame);
  return { object: frame && objectLiteral(frame, text.length, false), string };
}

function objectLiteral({ kind, start, members }: Frame, end: number, isClosed: boolean): ObjectLiteral | undefined {
  return kind === 'object' ? { start, end, isClosed, members } : undefined;
}

function openFrame(text: string, token: CodeToken, around: Frame | undefined, recent: readonly CodeToken[]): Frame {
  const char = text.charAt(token.start);
  return {
    start: token.start,
    closedBy: CLOSED_BY[char] ?? '',
    kind: char === '{' ? braceKind(text, token, around, recent) : 'group',
    members: [],
    draft: undefined,
  };
}

function braceKind(
  text: string,
  { start }: Span,
  around: Frame | undefined,
  [last, before]: readonly CodeToken[],
): Frame['kind'] {
  if (!last || around?.kind === 'container') return 'object';
  if (last.type === 'word') return WORDS_BEFORE_OBJECT.has(text.slice(last.start, last.end)) ? 'object' : 'block';
  if (last.type === 'close' || !BEFORE_OBJECT.has(text.charAt(last.start))) return 'block';
  const isAttribute = text[start - 1] === '=' && before?.type === 'word' && before.end === last.start;
  return isAttribute ? 'container' : 'object';
}

/** Takes a token that stands in an object literal, and in no bracket inside of it. */
function readToken(text: string, frame: Frame, token: CodeToken): void {
  const { draft } = frame;
  const char = token.type === 'mark' || token.type === 'open' ? text.charAt(token.start) : '';
  if (char === ',') endMember(frame, token.start);
  else if (!draft) startMember(text, frame, token, char);
  else if (char === ':' && draft.colon === undefined) [draft.colon, draft.end] = [token.start, token.end];
  else {
    if (char === ';' || (draft.colon === undefined && !canFollowName(text, draft, char))) frame.kind = 'block';
    if (draft.colon !== undefined) draft.value ??= token.start;
    draft.end = token.end;
  }
}

function startMember(text: string, frame: Frame, { type, start, end }: CodeToken, char: string): void {
  if (type !== 'string' && type !== 'word' && !['[', '.', '*', '#', '`'].includes(char)) frame.kind = 'block';
  const name =
    type === 'word' ? text.slice(start, end) : type === 'string' ? text.slice(start + 1, end - 1) : undefined;
  frame.draft = { start, end, nameEnd: end, name, colon: undefined, value: undefined, comma: undefined };
}

function canFollowName(
  text: string,
  { start, end, nameEnd, name }: NonNullable<Frame['draft']>,
  char: string,
): boolean {
  return name === undefined || end > nameEnd || BEHIND_NAME.has(char) || MODIFIERS.has(text.slice(start, nameEnd));
}

function endMember(frame: Frame, comma?: number): void {
  if (!frame.draft) return;
  const { nameEnd, ...member } = frame.draft;
  frame.members.push({ ...member, comma });
  frame.draft = undefined;
}

const isInside = (text: string, { type, start, end }: CodeToken, offset: number): boolean =>
  type === 'string' && start < offset && (offset < end || (offset === end && text[end - 1] !== text[start]));

function stringLiteral(
  text: string,
  { start, end }: Span,
  frame: Frame | undefined,
  recent: readonly CodeToken[],
): StringLiteral | undefined {
  if (frame?.kind !== 'object') return { start, end, name: assignedName(text, recent) };
  const { draft } = frame;
  return draft?.colon !== undefined && draft.value === undefined ? { start, end, name: draft.name } : undefined;
}

/** The name of what a value is assigned to, or the argument before it. */
function assignedName(text: string, [last, second, third]: readonly CodeToken[]): string | undefined {
  const mark = last?.type === 'mark' ? text[last.start] : undefined;
  const named = mark === '=' && second?.type === 'close' ? third : second;
  if ((mark !== '=' && mark !== ',') || !named) return undefined;
  if (named.type === 'word' && mark === '=') return text.slice(named.start, named.end);
  return named.type === 'string' ? text.slice(named.start + 1, named.end - 1) : undefined;
}
