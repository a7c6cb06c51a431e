import { l10n, MarkdownString, type TextDocument } from 'vscode';
import type { Inspection } from '../inspection/inspect.ts';
import { jsonSpanInToken } from '../jwt/decode.ts';
import type { JsonMember } from '../jwt/json.ts';
import { rebaseJson } from '../jwt/rebase.ts';
import { isTime } from '../jwt/time.ts';
import type { JsonPart } from '../jwt/token.ts';
import type { ClaimDescription, ClaimDescriptions } from '../kinds/kind.ts';
import { headerParameters, registeredClaims } from '../kinds/registered.ts';
import { codeSpan, cut, plain, table } from '../messages/markdown.ts';
import { kindLabel } from '../messages/summary.ts';
import { localTime, relative } from '../messages/time.ts';
import { verdictLines } from '../messages/verdicts.ts';
import { lifePicture } from './life.ts';

/**
 * How many characters of code fit on a line of VS Code's hover, which is 750 pixels wide, at its usual size. It is 250
 * high as well: a row that wraps pushes another out of sight.
 */
const lineLength = 80;
/** The width of a character of words, and of bold ones, beside that of one of code. */
const wordWidth = 0.84;
const boldWidth = 0.97;
/** The longest name and value shown whole, in characters, and the room that a long value always has. */
const longestName = 32;
const longestValue = 56;
const shortestCut = 24;
/** The room for the way to the whole. */
const moreLength = 6;
/** The longest part shown beside the links. */
const longestAside = 32;
const pictureLength = 7;
/** At most this many claims are shown. */
const mostClaims = 50;

/** The commands that a hover's links may run. */
const linked = ['tokensmith.decodeToken', 'tokensmith.copyToken'] as const;

/** Makes a Markdown link that runs a command on what stands at an offset of the token. */
type Link = (
  title: string,
  command: (typeof linked)[number],
  more?: { readonly offset?: number; readonly as?: string },
) => string;

/**
 * A token as its hover shows it: kind, verdicts and life, its claims, its header, and ways to the whole of it. What comes
 * from the token stands in code spans alone; links carry its place, never its text.
 * @param start where the token stands in the document, as a UTF-16 offset
 */
export function hoverContent(inspection: Inspection, document: TextDocument, start: number): MarkdownString {
  const { token, innermost, kind } = inspection;
  const link = linkTo(document, start);
  const claims = innermost.payload?.root?.type === 'object' ? innermost.payload : undefined;
  const part = claims ?? token.header;
  // What a JWE holds stands nowhere in its text.
  const toMember: Link = claims === token.payload ? link : (title, command) => link(title, command);
  const label = kindLabel(inspection);
  const verdicts = verdictLines(inspection).join(' · ');
  const names = memberNames(part);
  const nameLength = Math.max(label.length, ...names.map(({ length }) => length));
  const room = lineLength - nameLength;
  const rows = memberRows(
    part,
    names,
    room,
    claims ? { ...registeredClaims, ...kind.claims } : headerParameters,
    toMember,
  );
  const aside = claims ? token.header : innermost.payload;
  const ways = [
    ...(aside?.text ? [codeSpan(cut(aside.text, longestAside))] : []),
    link(l10n.t('Show all as JSON'), 'tokensmith.decodeToken'),
    link(l10n.t('Copy decoded'), 'tokensmith.copyToken', { as: 'decoded' }),
    link(l10n.t('Copy for curl'), 'tokensmith.copyToken', { as: 'curl' }),
  ];
  const picture = lifePicture(inspection) ?? '';
  const takesPicture = (words: string, width: number) => words.length * boldWidth + pictureLength <= width;
  // Where it makes no line longer than it is.
  const home = takesPicture(verdicts, room) ? 1 : takesPicture(label, nameLength) ? 0 : undefined;
  const [labelCell = '', verdictCell = ''] = [label, verdicts].map((words, i) =>
    i === home ? `${plain(words)} ${picture}` : plain(words),
  );
  const markdown = new MarkdownString(
    `${table([`${labelCell}&emsp;`, verdictCell], rows)}\n\n${ways.join(' · ')}${home === undefined ? ` ${picture}` : ''}`,
  );
  markdown.isTrusted = { enabledCommands: linked };
  return markdown;
}

function linkTo(document: TextDocument, start: number): Link {
  const uri = document.uri.toString();
  return (title, command, { offset = 0, as } = {}) => {
    const place = encodeURIComponent(JSON.stringify([{ uri, offset: start + offset, ...(as && { as }) }]));
    // A parenthesis would end the link.
    return `[${plain(title)}](command:${command}?${place.replaceAll('(', '%28').replaceAll(')', '%29')})`;
  };
}

/** The names of a part's members as they are written in the token. */
function memberNames({ root, text = '' }: JsonPart): readonly string[] {
  if (root?.type !== 'object') return [];
  const written = root.members
    .slice(0, mostClaims)
    .map(({ nameSpan: { start, end } }) => text.slice(start + 1, end - 1));
  return written.map((name) => cut(name, longestName));
}

/** The members of a part in the token's order: name; value, and what is known of the claim. */
function memberRows(
  part: JsonPart,
  names: readonly string[],
  room: number,
  descriptions: ClaimDescriptions,
  link: Link,
): readonly (readonly string[])[] {
  const { root, text = '' } = part;
  const members = root?.type === 'object' ? root.members : [];
  const rows = names.flatMap((name, i) => {
    const member = members[i];
    if (!member) return [];
    const description = Object.hasOwn(descriptions, member.name) ? descriptions[member.name] : undefined;
    const more = () =>
      link(l10n.t('more'), 'tokensmith.decodeToken', {
        offset: jsonSpanInToken(part, member.value).start,
      });
    return [[codeSpan(name), valueCell(valueText(text, member), member, description, room, more)]];
  });
  const rest = members.length - rows.length;
  return rest > 0 ? [...rows, ['', plain(l10n.t('{count} more', { count: rest }))]] : rows;
}

/** A value, cut to leave room for what the claim means, and a way to the whole of it. */
function valueCell(
  written: string,
  member: JsonMember,
  description: ClaimDescription | undefined,
  room: number,
  more: () => string,
): string {
  const sayings = claimWords(member, description);
  const fits = (words: string) => written.length + words.length * wordWidth <= room;
  const words = sayings.find(fits) ?? sayings.at(-1) ?? '';
  const left = Math.floor(room - words.length * wordWidth) - moreLength;
  const shown = cut(written, fits(words) ? longestValue : Math.min(longestValue, Math.max(shortestCut, left)));
  return [codeSpan(shown), shown !== written && more(), plain(words)].filter(Boolean).join(' ');
}

/** A value as it is written in the token, on one line. */
function valueText(text: string, { value: { type, start, end } }: JsonMember): string {
  const written = text.slice(start, end);
  return type === 'object' || type === 'array' ? rebaseJson('', written) : written;
}

/** What is known of a claim, at length and in few words: what it means, and when it is. */
function claimWords({ name, value }: JsonMember, description: ClaimDescription | undefined): readonly string[] {
  const meaning = description ? l10n.t(description.meaning) : '';
  const [title = ''] = meaning.split(/:|\.$/);
  const isInstant =
    value.type === 'number' && isTime(value.value) && (description?.type === 'time' || /(_at|_time)$/.test(name));
  const date = isInstant ? localTime(value.value) : undefined;
  if (!isInstant || !date) return [meaning, title];
  const instant = `${relative(value.value, Date.now())} · ${date}`;
  return title ? [`${title} · ${instant}`, instant] : [instant];
}
