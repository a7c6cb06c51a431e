import type { Span } from '../jwt/span.ts';
import { isAuthorization, replaceValue } from './authorization.ts';
import { insertAt, replace, type TextEdit } from './edit.ts';
import type { HttpHeader } from './httpRequest.ts';
import { indentationOf, lineAt, lineBreakAt } from './lines.ts';
import { readCommand, type Shell, skipQuoted } from './shellWords.ts';

/** An option that sets a header: the word that it starts with, and the header as it is quoted. */
interface CurlHeader {
  readonly option: Span;
  readonly argument: Span;
}

/** A curl command, by its spans in the text. */
export interface CurlCommand {
  readonly span: Span;
  /** `curl` itself. */
  readonly name: Span;
  /** What follows it. */
  readonly words: readonly Span[];
  readonly headers: readonly CurlHeader[];
  /** The token of `--oauth2-bearer`, as it is quoted. */
  readonly bearer: Span | undefined;
  readonly shell: Shell;
}

const NAME = /(?<![\w.-])curl(?:\.exe)?(?=[ \t\\^`])/g;
const NAME_HERE = new RegExp(NAME.source, 'y');
/** What a first argument can look like: prose about curl has none. */
const ARGUMENT = /^['"]?(?:-|[a-z]+:\/\/|\$|\{\{|%|localhost|\[|[\w-]+[.:/][\w{$])/i;
/** An option, alone or behind ones that take no argument, that sets a header. */
const HEADER_OPTION = /^(?:--header|-[#0346ABGIJLMNOSafgijklnpqsv]*H)$/;
/** The same with the header attached. */
const ATTACHED = /^(?:--header=|-[#0346ABGIJLMNOSafgijklnpqsv]*H)(?=.)/s;
const BEARER_OPTION = '--oauth2-bearer';
const NAME_AND_COLON = /^(\s*)([^\s:]+)\s*:\s*/;

/** The curl command around an offset or on its line, the nearest one. */
export function curlAround(text: string, offset: number, shell: Shell): CurlCommand | undefined {
  const before = nameBefore(text, offset);
  const here = before === undefined ? undefined : curlIn(text, { start: before, end: text.length }, shell);
  if (here && here.span.start === before && lineAt(text, here.span.end).end >= offset) return here;
  const { end } = lineAt(text, offset);
  return curlIn(text, { start: offset, end }, shell, text.length);
}

/** The first curl command that starts in a span; it may end behind it, up to `limit`. */
export function curlIn(text: string, { start, end }: Span, shell: Shell, limit = end): CurlCommand | undefined {
  NAME.lastIndex = start;
  const found = NAME.exec(text);
  if (!found || found.index >= end) return undefined;
  const name = { start: found.index, end: found.index + found[0].length };
  const command = readCommand(text, name.end, limit, shell);
  const [first] = command.words;
  if (!first || !ARGUMENT.test(text.slice(first.start, first.start + 300))) return undefined;
  return {
    span: { start: name.start, end: command.end },
    name,
    words: command.words,
    ...readOptions(text, command.words),
    shell,
  };
}

/** The headers of a command that are quoted as a whole or not at all, by the spans of their names and values. */
export function plainHeaders(text: string, { headers, shell }: CurlCommand): HttpHeader[] {
  return headers.flatMap(({ argument }) => {
    const content = plainContent(text, argument, shell);
    const found = content && NAME_AND_COLON.exec(text.slice(content.start, content.end));
    if (!content || !found?.[2]) return [];
    const name = content.start + (found[1] ?? '').length;
    return [
      {
        name: { start: name, end: name + found[2].length },
        value: { start: content.start + found[0].length, end: content.end },
      },
    ];
  });
}

/**
 * The edit that makes a curl command send `Authorization: Bearer …`: the value of the option that sets it already is
 * replaced (`-H`, `--header`, `--oauth2-bearer`), else an option is added behind the last header, or behind `curl`.
 */
export function authorizeCurl(text: string, command: CurlCommand, credentials: string): TextEdit {
  const { bearer, headers, shell } = command;
  const plain = plainAuthorization(text, command);
  if (plain) return replaceValue(text, plain.value, `Bearer ${credentials}`);
  const { quote } = shell;
  for (const { argument } of headers) {
    const name = NAME_AND_COLON.exec(text.slice(argument.start, argument.end).replace(/['"\\$]/g, ''))?.[2];
    if (name && isAuthorization(name)) return replace(argument, `${quote}${name}: Bearer ${credentials}${quote}`);
  }
  if (bearer) return replace(plainContent(text, bearer, shell) ?? bearer, credentials);
  return addOption(text, command, `-H ${quote}Authorization: Bearer ${credentials}${quote}`);
}

/** The header that is quoted as a whole or not at all. */
export const plainAuthorization = (text: string, command: CurlCommand): HttpHeader | undefined =>
  plainHeaders(text, command).find(({ name }) => isAuthorization(text.slice(name.start, name.end)));

/** On a line of its own where the option before it, or the one behind `curl`, stands on one. */
function addOption(text: string, { headers, name, words, shell }: CurlCommand, option: string): TextEdit {
  const last = headers.at(-1);
  const end = last?.argument.end ?? name.end;
  const neighbour = last?.option ?? words[0];
  const line = lineAt(text, neighbour?.start ?? end);
  const indentation = indentationOf(text.slice(line.start, line.end));
  const ownLine =
    neighbour !== undefined && line.start > name.end && line.start + indentation.length === neighbour.start;
  const separator = ownLine ? ` ${shell.escapeMark}${lineBreakAt(text, line)}${indentation}` : ' ';
  return insertAt(end, `${separator}${option}`);
}

function nameBefore(text: string, offset: number): number | undefined {
  for (let at = text.lastIndexOf('curl', offset); at !== -1; at = at === 0 ? -1 : text.lastIndexOf('curl', at - 1)) {
    NAME_HERE.lastIndex = at;
    if (NAME_HERE.test(text)) return at;
  }
  return undefined;
}

function readOptions(text: string, words: readonly Span[]): Pick<CurlCommand, 'headers' | 'bearer'> {
  const headers: CurlHeader[] = [];
  let bearer: Span | undefined;
  const rest = words.values();
  for (const word of rest) {
    const source = text.slice(word.start, word.end);
    const attached = ATTACHED.exec(source)?.[0];
    if (attached) headers.push({ option: word, argument: { start: word.start + attached.length, end: word.end } });
    else if (source === BEARER_OPTION) bearer = rest.next().value;
    else if (HEADER_OPTION.test(source)) {
      const argument = rest.next().value;
      if (argument) headers.push({ option: word, argument });
    }
  }
  return { headers, bearer };
}

/** What stands inside of a word's quotation marks; `undefined` where it takes more than that to read it. */
export function plainContent(text: string, word: Span, { quotes }: Shell): Span | undefined {
  const escapeMark = quotes[text.charAt(word.start)];
  if (escapeMark === undefined) return /['"\\`^$]/.test(text.slice(word.start, word.end)) ? undefined : word;
  const end = skipQuoted(text, word.start, word.end, escapeMark);
  return end === word.end && end - word.start > 1 && text[end - 1] === text[word.start]
    ? { start: word.start + 1, end: end - 1 }
    : undefined;
}
