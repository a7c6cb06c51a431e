import type { Span } from '../jwt/span.ts';
import { type CodeToken, codeTokens, type StringForm, type Syntax } from './codeTokens.ts';
import { replace, type TextEdit } from './edit.ts';
import { addMember } from './objectMember.ts';
import type { Member, ObjectLiteral } from './objectScan.ts';
import type { Place, Slot } from './place.ts';
import { stringSlot } from './strings.ts';

/** How a language writes dictionaries whose pairs are headers. */
export interface Language {
  readonly syntax: Syntax;
  readonly ids: readonly string[];
  readonly files: RegExp;
  /** What stands before the bracket of a dictionary, with the bracket. */
  readonly opening: RegExp;
  /** A pair, with `$` for `Bearer …`. */
  readonly pair: string;
  /** A pair where what stands before the bracket is as this says. */
  readonly otherwise?: readonly (readonly [RegExp, pair: string])[];
  /** Whether the last pair has a comma, where the bracket closes on a line of its own. */
  readonly needsComma?: true;
  /** What separates pairs on one line, where that is no comma; on lines of their own nothing does. */
  readonly separator?: ';';
  /** A statement that gives a dictionary of strings a name, with `$` for its pairs. */
  readonly named: string;
}

const form = (open: string, escapedBy = '\\', close = open): StringForm => ({ open, close, escapedBy });
const long = (open: string, escapedBy = '\\'): StringForm => ({ ...form(open, escapedBy), spansLines: true });
const C_COMMENTS = { lineComments: ['//'], blockComment: ['/*', '*/'] } as const;
/** What an expression stands behind. */
const EXPRESSION = String.raw`(?:[=(,:\[?]|=>|\breturn|\byield|\*\*)\s*`;

export const languages: readonly Language[] = [
  {
    ids: ['python'],
    named: 'broken_tokens = {$}',
    files: /\.pyw?$/i,
    syntax: { lineComments: ['#'], strings: [long('"""'), long("'''"), form('"'), form("'")] },
    opening: /\{$/,
    pair: '"Authorization": "$"',
  },
  {
    ids: ['ruby'],
    named: 'broken_tokens = {$}',
    files: /\.rb$/i,
    syntax: { lineComments: ['#'], blockComment: ['=begin', '=end'], strings: [form('"'), form("'")] },
    opening: new RegExp(`${EXPRESSION}\\{$`),
    pair: '"Authorization" => "$"',
  },
  {
    ids: ['php'],
    named: '$brokenTokens = [$];',
    files: /\.php$/i,
    syntax: { lineComments: ['//', '#'], blockComment: ['/*', '*/'], strings: [long('"'), long("'")] },
    opening: new RegExp(`${EXPRESSION}\\[$|\\barray\\s*\\($`),
    pair: "'Authorization' => '$'",
    otherwise: [[/HTTPHEADER\b[^\n]*$/, "'Authorization: $'"]],
  },
  {
    ids: ['powershell'],
    named: '$brokenTokens = @{$}',
    files: /\.ps[dm]?1$/i,
    syntax: { lineComments: ['#'], blockComment: ['<#', '#>'], strings: [long('"', '`'), long("'", "'")] },
    opening: /@\{$/,
    pair: "Authorization = '$'",
    separator: ';',
  },
  {
    ids: ['go'],
    named: 'var brokenTokens = map[string]string{$}',
    files: /\.go$/i,
    syntax: { ...C_COMMENTS, strings: [form('"'), long('`', '')], hasCharacters: true },
    opening: /(?:map\[string\](?:\[\]string|string|any|interface\{\})|\bhttp\.Header)\s*\{$/,
    pair: '"Authorization": "$"',
    otherwise: [[/(?:\[\]string|http\.Header)\s*\{$/, '"Authorization": {"$"}']],
    needsComma: true,
  },
  {
    ids: ['csharp'],
    named: 'var brokenTokens = new Dictionary<string, string> {$};',
    files: /\.cs$/i,
    syntax: {
      ...C_COMMENTS,
      strings: [long('"""', ''), { ...long('@"', '"'), close: '"' }, form('"')],
      hasCharacters: true,
    },
    opening: /(?:\bDictionary<[^<>{}]*>|\bnew|\bNameValueCollection)\s*(?:\([^(){}]*\))?\s*\{$/,
    pair: '{ "Authorization", "$" }',
  },
  {
    ids: ['java'],
    named: 'var brokenTokens = Map.of($);',
    files: /\.java$/i,
    syntax: { ...C_COMMENTS, strings: [long('"""'), form('"')], hasCharacters: true },
    opening: /\bMap\.of(?:Entries)?\s*\($/,
    pair: '"Authorization", "$"',
    otherwise: [[/\bofEntries\s*\($/, 'Map.entry("Authorization", "$")']],
  },
  {
    ids: ['kotlin'],
    named: 'val brokenTokens = mapOf($)',
    files: /\.kts?$/i,
    syntax: { ...C_COMMENTS, strings: [long('"""', ''), form('"')], hasCharacters: true },
    opening: /\b(?:mutable|hash|linked)?[mM]apOf\s*(?:<[^<>]*>)?\s*\($/,
    pair: '"Authorization" to "$"',
  },
  {
    ids: ['rust'],
    named: 'let broken_tokens = HashMap::from([$]);',
    files: /\.rs$/i,
    syntax: { ...C_COMMENTS, strings: [{ ...long('r#"', ''), close: '"#' }, long('"')], hasCharacters: true },
    opening: /\b(?:HashMap|BTreeMap|IndexMap)\s*(?:::<[^<>]*>)?::from\s*\(\s*\[$/,
    pair: '("Authorization", "$")',
  },
  {
    ids: ['dart'],
    named: 'final brokenTokens = {$};',
    files: /\.dart$/i,
    syntax: { ...C_COMMENTS, strings: [long('"""'), long("'''"), form('"'), form("'")] },
    opening: new RegExp(`(?:${EXPRESSION}|>\\s*)\\{$`),
    pair: "'Authorization': '$'",
  },
];

/** The name of a header in a pair, in whatever quotation marks, and what leads to its value. */
const AUTHORIZATION =
  /^[\s{[(]*(?:Map\.entry\s*\(\s*)?["'`:]*authorization["'`]*[\])]?[^\S\r\n]*(?:=>|=|:|,|\bto\b)\s*/i;
/** The name alone, as an argument. */
const ALONE = /^["']authorization["']$/i;
/** What a string is given to: `a: ''`, `'a' => ''`, `x['a'] = ''`, `set('a', '')`. */
const NAME_BEFORE = /["'`]?([\w-]+)["'`]?\s*[\])]?\s*(?:=>|:=|=|:|,|\bto\b)\s*[\w@$#{]{0,3}$/;

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
    return stringSlot(text, string.content, name, selection);
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
        return AUTHORIZATION.test(source) || ALONE.test(source);
      });
      const member = pairs[found];
      if (member) return [replaceValue(language, text, member, pairs[found + 1], value)];
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

/** Whether an element of brackets is a pair of a dictionary. */
function isPair(language: Language, text: string, member: Span): boolean {
  const source = text.slice(member.start, member.end);
  // In Java, names and values are arguments in turn.
  if (language.ids.includes('java')) return true;
  return (
    /^[\s{[(]*(?:["'`:][^"'`\n]*["'`]?|[\w-]+)\s*\]?(?:\.\w+\(\))?\s*(?:=>|=|:|,|\bto\b)/.test(source) ||
    HEADER_STRING.test(source)
  );
}

/** A header as one string. */
const HEADER_STRING = /^["'][\w-]+\s*:/;

/** A pair written as another one is: its name and value in place of that one's. */
function like(language: Language, text: string, sample: Span, value: string): string | undefined {
  const strings = stringsIn(language, text, sample);
  const [name, held] = strings;
  if (!name || language.ids.includes('java')) return undefined;
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

/** The edit that gives the pair of `Authorization` another value; in Java the value is the next argument. */
function replaceValue(language: Language, text: string, member: Span, next: Span | undefined, value: string): TextEdit {
  const source = text.slice(member.start, member.end);
  const lead = AUTHORIZATION.exec(source)?.[0].length ?? 0;
  const isAlone = ALONE.test(source);
  const held = isAlone && next ? next : { start: member.start + lead, end: member.end };
  const strings = stringsIn(language, text, held);
  const [only] = strings;
  if (only && strings.length === 1) {
    const found = language.syntax.strings.find(({ open }) => text.startsWith(open, only.start));
    if (found) return replace(contentOf(text, only, found), value);
  }
  const closers = /[\s})\]]*$/.exec(text.slice(held.start, held.end))?.[0] ?? '';
  const isWrapped = /^[\s{[(]/.test(source) && !isAlone;
  return replace({ start: held.start, end: held.end - (isWrapped ? closers.length : 0) }, `"${value}"`);
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
  const edits = addMember(text, frame, offset, needsComma ? `${pair},` : pair, true);
  if (!language.separator) return edits;
  // On lines of their own, nothing separates pairs; on one line, a semicolon does.
  return edits
    .map((edit) => ({ ...edit, text: edit.text.replace(/^,|,$/, spansLines ? '' : ';') }))
    .filter(({ text: written, start, end }) => written !== '' || start !== end);
}
