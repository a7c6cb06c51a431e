import type { Span } from '../jwt/span.ts';
import { isAuthorization } from './authorization.ts';
import { type CodeToken, codeTokens, joinedEnd, type StringForm, type Syntax } from './codeTokens.ts';
import { replace, type TextEdit } from './edit.ts';
import { type Language, languages } from './languages.ts';
import { addMember } from './objectMember.ts';
import type { Member, ObjectLiteral } from './objectScan.ts';
import type { Place, Slot } from './place.ts';
import { stringSlot } from './strings.ts';

/** The name of the header, as a string or a constant: `"Authorization"`, `HttpHeaders.AUTHORIZATION`, `authorizationHeader`. */
const NAME = String.raw`(?:["'\`:]*|(?:\w+(?:\.|::))+)authorization(?:header)?["'\`]*`;
/** That in a pair, and what leads to its value. */
const AUTHORIZATION = new RegExp(
  String.raw`^[\s{[(]*(?:Map\.entry\s*\(\s*)?${NAME}\s*[\])]?(?:\.\w+\(\))?[^\S\r\n]*(?:=>|=|:|,|\bto\b)\s*`,
  'i',
);
/** The name alone, as an argument. */
const ALONE = new RegExp(`^${NAME}$`, 'i');
/** The header as one string, as far as its value. */
const HEADER_STRING = /^(["'])([\w-]+)(\s*:\s*)/;
/** What a string is given to: `a: ''`, `'a' => ''`, `x['a'] = ''`, `set('a', '')`, `set(A, from(''))`. */
const NAME_BEFORE = /["'`]?([\w-]+)["'`]?\s*[\])]?\s*(?:=>|:=|=|:|,|\bto\b)\s*(?:[\w.:!]+\(\s*){0,3}[\w@$#{]{0,4}$/;
/** What may stand around the only string of a value: brackets, calls and marks that go with it. */
const AROUND = [/^(?:[\w.:![\]]*[({]\s*)*[\w@$#]{0,4}$/, /^[\s)}\]]*(?:\.\w+\(\))*[\s)}\]]*$/] as const;

/**
 * Code: inside a string literal the value alone; in a dictionary the pair, as the pair beside it is written, or in the
 * language's own form.
 */
export const dictionaries: readonly Place[] = languages.map((language) => ({
  languages: language.ids,
  files: language.files,
  slot: ({ text, offset, selection = { start: offset, end: offset } }) => slotIn(language, text, offset, selection),
}));

function slotIn(language: Language, text: string, offset: number, selection: Span): Slot | undefined {
  const { string, frame } = aroundOffset(language.syntax, text, offset);
  if (string) {
    const name = NAME_BEFORE.exec(text.slice(Math.max(0, string.literal.start - 200), string.literal.start))?.[1];
    const { end } = string.literal;
    const joined = { start: end, end: joinedEnd(text, end, language.syntax) };
    return stringSlot(text, string.content, name?.replace(/header$/i, ''), selection, false, joined);
  }
  if (selection.start !== selection.end || !frame) return undefined;
  const opening = text.slice(Math.max(0, frame.start - 300), frame.start + 1);
  const pairs = frame.members;
  const sample = pairs.find((member) => isPair(language, text, member));
  if (!language.opening.test(opening) || (pairs.length > 0 && !sample)) return undefined;
  const [, pair] = language.otherwise?.find(([pattern]) => pattern.test(opening)) ?? ['', language.pair];
  return {
    write: (credentials) => {
      const value = `Bearer ${credentials}`;
      const found = pairs.findIndex(({ start, end }) => {
        const source = text.slice(start, end);
        return (
          AUTHORIZATION.test(source) || ALONE.test(source) || isAuthorization(HEADER_STRING.exec(source)?.[2] ?? '')
        );
      });
      const member = pairs[found];
      if (member) return [replacePair(language, text, member, pairs[found + 1], value)];
      const written = (sample && like(language, text, sample, value)) ?? pair.replace('$', () => value);
      return addPair(language, text, frame, offset, written);
    },
  };
}

interface Around {
  readonly string: { readonly literal: Span; readonly content: Span } | undefined;
  readonly frame: ObjectLiteral | undefined;
}

/** The string literal and the innermost brackets around an offset. Takes time linear in the length of the text. */
function aroundOffset(syntax: Syntax, text: string, offset: number): Around {
  const frames: { start: number; members: Member[]; first: number | undefined; end: number }[] = [];
  const close = (frame: (typeof frames)[number], comma?: number) => {
    if (frame.first === undefined) return;
    const { first: start, end } = frame;
    frame.members.push({ start, end, name: undefined, colon: undefined, value: undefined, comma });
    frame.first = undefined;
  };
  for (const token of codeTokens(text, syntax)) {
    if (token.type === 'string' && token.start < offset && offset <= token.end) {
      const found = syntax.strings.find(({ open }) => text.startsWith(open, token.start));
      const content = found && contentOf(text, token, found);
      if (content && content.start <= offset && offset <= content.end)
        return { string: { literal: token, content }, frame: undefined };
    }
    const frame = frames.at(-1);
    if (token.type === 'close' && frame) {
      close(frame);
      frames.pop();
      if (frame.start < offset && offset < token.end)
        return {
          string: undefined,
          frame: { start: frame.start, end: token.end, isClosed: true, members: frame.members },
        };
      const parent = frames.at(-1);
      if (parent) parent.end = token.end;
      continue;
    }
    if (frame) {
      if (isSeparator(text, token)) close(frame, token.start);
      else {
        frame.first ??= token.start;
        frame.end = token.end;
      }
    }
    if (token.type === 'open') frames.push({ start: token.start, members: [], first: undefined, end: token.end });
  }
  return { string: undefined, frame: undefined };
}

const isSeparator = (text: string, { type, start }: CodeToken): boolean =>
  type === 'mark' && (text[start] === ',' || text[start] === ';');

function contentOf(text: string, { start, end }: Span, string: StringForm): Span {
  const isClosed =
    end - start >= string.open.length + string.close.length && text.startsWith(string.close, end - string.close.length);
  return { start: start + string.open.length, end: isClosed ? end - string.close.length : end };
}

/** The strings of a pair, with their quotation marks. */
function stringsIn({ syntax }: Language, text: string, { start, end }: Span): readonly Span[] {
  return [...codeTokens(text.slice(start, end), syntax)]
    .filter(({ type }) => type === 'string')
    .map((token) => ({ start: start + token.start, end: start + token.end }));
}

const PAIR = /^[\s{[(]*(?:["'`:][^"'`\n]*["'`]?|\w[\w.:-]*)\s*\]?(?:\.\w+\(\))?\s*(?:=>|=|:|,|\bto\b)/;

/** Whether an element of brackets is a pair of a dictionary. */
function isPair({ isFlat, noPair }: Language, text: string, member: Span): boolean {
  const source = text.slice(member.start, member.end);
  return isFlat === true || ((PAIR.test(source) || HEADER_STRING.test(source)) && !noPair?.test(source));
}

/** A pair written as another one is: its name and value in place of that one's. */
function like(language: Language, text: string, sample: Span, value: string): string | undefined {
  const strings = stringsIn(language, text, sample);
  const [name, held] = strings;
  if (!name || language.isFlat) return undefined;
  const source = text.slice(sample.start, sample.end);
  if (strings.length === 1 && HEADER_STRING.test(source)) {
    const quote = source.charAt(0);
    return `${quote}Authorization: ${value}${quote}`;
  }
  if (strings.length !== 2 || !held || /[\r\n]/.test(source)) return undefined;
  const quoteOf = ({ start }: Span) => text.charAt(start);
  return (
    text.slice(sample.start, name.start) +
    `${quoteOf(name)}Authorization${quoteOf(name)}` +
    text.slice(name.end, held.start) +
    `${quoteOf(held)}${value}${quoteOf(held)}` +
    text.slice(held.end, sample.end)
  );
}

/** The edit that gives the pair of `Authorization` another value; where the name is an argument, the value is the next one. */
function replacePair(language: Language, text: string, member: Span, next: Span | undefined, value: string): TextEdit {
  const source = text.slice(member.start, member.end);
  const [, quote, name, colon] = HEADER_STRING.exec(source) ?? [];
  if (quote && isAuthorization(name ?? '')) return replace(member, `${quote}${name}${colon}${value}${quote}`);
  const lead = AUTHORIZATION.exec(source)?.[0] ?? '';
  const isAlone = ALONE.test(source);
  const held = isAlone && next ? next : { start: member.start + lead.length, end: member.end };
  const strings = stringsIn(language, text, held);
  const [only] = strings;
  const [before, behind] = AROUND;
  if (
    only &&
    strings.length === 1 &&
    before.test(text.slice(held.start, only.start)) &&
    behind.test(text.slice(only.end, held.end))
  ) {
    const found = language.syntax.strings.find(({ open }) => text.startsWith(open, only.start));
    if (found) return replace(contentOf(text, only, found), value);
  }
  return replace(
    { start: held.start, end: held.end - (isAlone ? 0 : closersOf(lead, text.slice(held.start, held.end))) },
    `"${value}"`,
  );
}

/** How long the brackets are at the end of a value that close what is open before it. */
function closersOf(lead: string, value: string): number {
  const count = (form: RegExp) => lead.match(form)?.length ?? 0;
  let open = count(/[({[]/g) - count(/[)}\]]/g);
  let at = value.length;
  while (open > 0 && /[\s)}\]]/.test(value.charAt(at - 1))) {
    at--;
    if (value.charAt(at).trim() !== '') open--;
  }
  return value.length - at;
}

function addPair(
  language: Language,
  text: string,
  frame: ObjectLiteral,
  offset: number,
  pair: string,
): readonly TextEdit[] {
  const inner = text.slice(frame.start + 1, frame.end - 1);
  const spansLines = /[\r\n]/.test(inner);
  const needsComma = language.needsComma && spansLines && frame.members.length === 0;
  const edits = addMember(text, frame, offset, needsComma ? `${pair},` : pair, {
    endsWithComma: true,
    lineComments: language.syntax.lineComments,
    indentation: language.indentation,
  });
  if (!language.separator) return edits;
  // On lines of their own, nothing separates pairs; on one line, a semicolon does.
  return edits
    .map((edit) => ({ ...edit, text: edit.text.replace(/^,|,$/, spansLines ? '' : ';') }))
    .filter(({ text: written, start, end }) => written !== '' || start !== end);
}
