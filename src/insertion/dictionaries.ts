import type { Span } from '../jwt/span.ts';
import { isAuthorization } from './authorization.ts';
import { aroundOffset, contentOf, PAIR } from './codeBrackets.ts';
import { codeTokens, joinedEnd } from './codeTokens.ts';
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
  const { string, frame } = aroundOffset(language, text, offset);
  if (string) {
    const { start, end } = string.literal;
    const joined = { start: end, end: joinedEnd(text, end, language.syntax) };
    return stringSlot(text, string.content, nameBefore(text, start), selection, false, joined);
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
      const isFlat = language.isFlat === true && pair === language.pair;
      const found = pairs.findIndex(({ start, end }, index) => {
        const source = text.slice(start, end);
        if (isFlat && index % 2 === 1) return false;
        return (
          AUTHORIZATION.test(source) || ALONE.test(source) || isAuthorization(HEADER_STRING.exec(source)?.[2] ?? '')
        );
      });
      const member = pairs[found];
      const written = (sample && like(language, text, sample, value)) ?? pair.replace('$', () => value);
      if (!member) return addPair(language, text, frame, isFlat ? behindPair(pairs, offset) : offset, written);
      const [next] = isFlat ? pairs.slice(found + 1) : [];
      if (!next && isNameAlone(text, member)) return [replace(member, written)];
      return [replacePair(language, text, member, next, value, pair)];
    },
  };
}

/** The name of what a string is given to that starts at an offset; of `authorizationHeader` without the last word. */
export function nameBefore(text: string, start: number): string | undefined {
  return NAME_BEFORE.exec(text.slice(Math.max(0, start - 200), start))?.[1]?.replace(/header$/i, '');
}

/** The strings of a pair, with their quotation marks. */
function stringsIn({ syntax }: Language, text: string, { start, end }: Span): readonly Span[] {
  return [...codeTokens(text.slice(start, end), syntax)]
    .filter(({ type }) => type === 'string')
    .map((token) => ({ start: start + token.start, end: start + token.end }));
}

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

/** Whether an element is the name of the header without a value. */
const isNameAlone = (text: string, { start, end }: Span): boolean => ALONE.test(text.slice(start, end));

/** The offset; where names and values are arguments in turn, and it stands between two that belong together, behind them. */
function behindPair(args: readonly Member[], offset: number): number {
  const index = args.findLastIndex(({ start }) => start < offset);
  const value = index % 2 === 0 ? args[index + 1] : undefined;
  return value ? value.start + 1 : offset;
}

/** The edit that gives the pair of `Authorization` another value; where the name is an argument, the value is the next one. */
function replacePair(
  language: Language,
  text: string,
  member: Span,
  next: Span | undefined,
  value: string,
  form: string,
): TextEdit {
  const source = text.slice(member.start, member.end);
  const [, quote, name, colon] = HEADER_STRING.exec(source) ?? [];
  if (quote && isAuthorization(name ?? '')) return replace(member, `${quote}${name}${colon}${value}${quote}`);
  const lead = AUTHORIZATION.exec(source)?.[0] ?? '';
  const isAlone = next !== undefined && isNameAlone(text, member);
  const held = isAlone ? next : { start: member.start + lead.length, end: member.end };
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
    // Where a header has a list of values, one alone is a list.
    (/\{"\$"\}$/.exec(form)?.[0] ?? '"$"').replace('$', () => value),
  );
}

/** How long the brackets are at the end of a value that close what is open before it, with the blanks before them. */
function closersOf(lead: string, value: string): number {
  const count = (form: RegExp) => lead.match(form)?.length ?? 0;
  let open = count(/[({[]/g) - count(/[)}\]]/g);
  let at = value.length;
  while (open > 0 && /[\s)}\]]/.test(value.charAt(at - 1))) {
    at--;
    if (value.charAt(at).trim() !== '') open--;
  }
  if (at < value.length) at = value.slice(0, at).trimEnd().length;
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
  const { separator = ',', syntax } = language;
  if (separator === ',') return edits;
  // At the end of a line nothing separates pairs; on one line, a semicolon does.
  const lineEnd = new RegExp(`^[ \\t]*(?:${syntax.lineComments[0]}.*)?(?:[\\r\\n}]|$)`);
  const between = (behind: string) => (lineEnd.test(behind) ? '' : separator);
  return edits
    .map((edit) => {
      const behind = text.slice(edit.end);
      const written = edit.text.replace(/,(?= ?$)/, () => between(behind));
      return { ...edit, text: written.replace(/^,/, () => between(written.slice(1) + behind)) };
    })
    .filter(({ text: written, start, end }) => written !== '' || start !== end);
}
