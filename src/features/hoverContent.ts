import { l10n, MarkdownString, type TextDocument } from 'vscode';
import type { Inspection } from '../inspection/inspect.ts';
import { jsonSpanInToken } from '../jwt/decode.ts';
import type { JsonNode } from '../jwt/json.ts';
import { rebaseJson } from '../jwt/rebase.ts';
import { isTime } from '../jwt/time.ts';
import type { JsonPart } from '../jwt/token.ts';
import { type ClaimTables, claimsOf, descriptionOf, holdsTime } from '../kinds/claims.ts';
import { issuerOf } from '../kinds/issuers.ts';
import type { ClaimDescriptions } from '../kinds/kind.ts';
import { lifePicture } from '../messages/life.ts';
import { codeSpan, cut, cutMiddle, plain, table } from '../messages/markdown.ts';
import { isKeyUnknown } from '../messages/signature.ts';
import { kindLabel } from '../messages/summary.ts';
import { localTime, relative } from '../messages/time.ts';
import { verdictLines } from '../messages/verdicts.ts';
import { fitted, isLong, longestAside, longestName, mostClaims, roomBeside, takesPicture } from './hoverRoom.ts';

/** The commands that a hover's links may run. */
const linked = ['tokensmith.decodeToken', 'tokensmith.copyToken', 'tokensmith.verifyToken'] as const;

/** Makes a Markdown link that runs a command on what stands at an offset of the token. */
type Link = (
  title: string,
  command: (typeof linked)[number],
  more?: { readonly offset?: number; readonly as?: string; readonly isSaid?: true },
) => string;

/**
 * A token as its hover shows it: kind and issuer, verdicts and life, its claims and those that an SD-JWT discloses, its
 * header where that says more than is usual, and ways to the whole of it. What comes from the token stands in code spans
 * alone; links carry its place, never its text.
 * @param start where the token stands in the document, as a UTF-16 offset
 */
export function hoverContent(
  inspection: Inspection,
  tables: ClaimTables,
  document: TextDocument,
  start: number,
): MarkdownString {
  const { token, innermost, kind } = inspection;
  const issuer = issuerOf(innermost.payload?.value);
  const link = linkTo(document, start);
  const claims = innermost.payload?.root?.type === 'object' ? innermost.payload : undefined;
  const sections: readonly Section[] = [
    ...(claims ? [claimSection(inspection, claims, claimsOf(tables, kind, claims.value), link)] : []),
    ...(!claims || saysMore(token.header) ? [headerSection(inspection, tables.header, link)] : []),
  ];
  const label = [kindLabel(inspection), issuer?.name]
    .filter((words, i, all) => words !== undefined && all.indexOf(words) === i)
    // A name stays on one line.
    .map((words = '') => words.replaceAll(' ', '\u00a0'));
  const verdicts = verdictLines(inspection).join(' · ');
  const names = sections.flatMap(({ members }) => shownNames(members));
  const nameLength = Math.max(label.join(' · ').length, ...names.map(({ length }) => length));
  const room = roomBeside(nameLength);
  const rows = sections.flatMap((section, i) => [
    ...(i > 0 ? [[`*${plain(l10n.t('Header'))}*`, '']] : []),
    ...memberRows(section, room, inspection.now),
  ]);
  const aside = claims ? (sections.length > 1 ? undefined : token.header) : innermost.payload;
  const said = aside?.text ? [codeSpan(cut(aside.text, longestAside))] : [];
  const ways = [
    ...(isKeyUnknown(inspection) ? [link(l10n.t('How to verify it'), 'tokensmith.verifyToken', { isSaid: true })] : []),
    link(l10n.t('Decode'), 'tokensmith.decodeToken'),
    link(l10n.t('Copy decoded'), 'tokensmith.copyToken', { as: 'decoded' }),
    link(l10n.t('Copy for curl'), 'tokensmith.copyToken', { as: 'curl' }),
  ];
  const picture = lifePicture(inspection) ?? '';
  // Where it makes no line longer than it is.
  const cells = [label.join(' · '), verdicts];
  const home = takesPicture(verdicts, room) ? 1 : takesPicture(cells[0] ?? '', nameLength) ? 0 : undefined;
  const [labelCell = '', verdictCell = ''] = cells.map((words, i) =>
    i === home ? `${plain(words)} ${picture}` : plain(words),
  );
  const head = [`${labelCell}&emsp;`, verdictCell];
  const rest = home === undefined ? ` ${picture}` : '';
  // Below many rows, nobody sees them without scrolling, and how many are in sight depends on the editor's width.
  const markdown = new MarkdownString(
    isLong(rows.length, inspection.problems.length)
      ? table(head, [['', `${ways.join(' · ')}${rest}`], ...rows])
      : `${table(head, rows)}\n\n${[...said, ...ways].join(' · ')}${rest}`,
  );
  markdown.isTrusted = { enabledCommands: linked };
  return markdown;
}

/** Members that are rows of the hover. */
interface Section {
  readonly members: readonly Row[];
  readonly descriptions: ClaimDescriptions;
}

interface Row {
  /** The name as it is written in JSON. */
  readonly written: string;
  readonly name: string;
  /** The JSON text that the value stands in. */
  readonly text: string;
  readonly value: JsonNode;
  /** Only a disclosure of an SD-JWT says it. */
  readonly isDisclosed?: true;
  /** A link to the whole of it. */
  readonly more: () => string;
}

function claimSection({ token }: Inspection, claims: JsonPart, descriptions: ClaimDescriptions, link: Link): Section {
  // What a JWE holds stands nowhere in its text.
  const offset = (value: JsonNode) => (claims === token.payload ? jsonSpanInToken(claims, value).start : 0);
  const disclosed = (token.disclosures?.items ?? []).map(
    ({ name, text, value, span }): Row => ({
      written: name === undefined ? '…' : JSON.stringify(name).slice(1, -1),
      name: name ?? '',
      text,
      value,
      isDisclosed: true,
      more: () => link(l10n.t('more'), 'tokensmith.decodeToken', { offset: span.start }),
    }),
  );
  return { members: [...rowsOf(claims, offset, link), ...disclosed], descriptions };
}

function headerSection({ token: { header } }: Inspection, descriptions: ClaimDescriptions, link: Link): Section {
  return { members: rowsOf(header, (value) => jsonSpanInToken(header, value).start, link), descriptions };
}

/** Whether a header has more than every token has. */
function saysMore({ root }: JsonPart): boolean {
  return root?.type === 'object' && root.members.some(({ name }) => name !== 'alg' && name !== 'typ');
}

function rowsOf({ root, text = '' }: JsonPart, offset: (value: JsonNode) => number, link: Link): readonly Row[] {
  const members = root?.type === 'object' ? root.members : [];
  return members.map(({ name, nameSpan, value }) => ({
    written: text.slice(nameSpan.start + 1, nameSpan.end - 1),
    name,
    text,
    value,
    more: () => link(l10n.t('more'), 'tokensmith.decodeToken', { offset: offset(value) }),
  }));
}

function linkTo(document: TextDocument, start: number): Link {
  const uri = document.uri.toString();
  return (title, command, { offset = 0, ...more } = {}) => {
    const place = encodeURIComponent(JSON.stringify([{ uri, offset: start + offset, ...more }]));
    // A parenthesis would end the link.
    return `[${plain(title)}](command:${command}?${place.replaceAll('(', '%28').replaceAll(')', '%29')})`;
  };
}

/** Members in the token's order: name; value, and what is known of the claim. */
function memberRows({ members, descriptions }: Section, room: number, now: number): readonly (readonly string[])[] {
  const names = shownNames(members);
  const rows = members
    .slice(0, mostClaims)
    .map((row, i) => [codeSpan(names[i] ?? ''), valueCell(row, claimWords(row, descriptions, now), room)]);
  const rest = members.length - rows.length;
  return rest > 0 ? [...rows, ['', plain(l10n.t('{count} more', { count: rest }))]] : rows;
}

/** What a name begins with that another one may begin with, too: up to its last slash or colon. */
const LONG_PREFIX = /^.{11,}[/:](?=.)/s;

/** The names of members, none longer than a name may be: one that begins as an earlier one does goes without that. */
function shownNames(members: readonly Row[]): readonly string[] {
  const said = new Set<string>();
  return members.map(({ written }) => {
    const [prefix = ''] = LONG_PREFIX.exec(written) ?? [];
    const isSaid = said.has(prefix);
    if (prefix) said.add(prefix);
    return cutMiddle(isSaid ? `…${written.slice(prefix.length)}` : written, longestName);
  });
}

/** A value, cut to leave room for what the claim means, and a way to the whole of it. */
function valueCell(row: Row, known: readonly string[], room: number): string {
  const written = valueText(row);
  const mark = row.isDisclosed ? [l10n.t('disclosed')] : [];
  const sayings = known.map((words) => [words, ...mark].filter(Boolean).join(' · '));
  const { value, words } = fitted(written, sayings, room);
  return [codeSpan(value), value !== written && row.more(), plain(words)].filter(Boolean).join(' ');
}

/** A value as it is written in the token, on one line. */
function valueText({ text, value: { type, start, end } }: Row): string {
  const written = text.slice(start, end);
  return type === 'object' || type === 'array' ? rebaseJson('', written) : written;
}

/** What is known of a claim, at length and in few words: what it means, and when it is. The clock is in milliseconds. */
function claimWords({ name, value }: Row, descriptions: ClaimDescriptions, now: number): readonly string[] {
  const description = descriptionOf(descriptions, name);
  const meaning = description ? l10n.t(description.meaning) : '';
  const [title = ''] = meaning.split(/:|\.$/);
  const isInstant = value.type === 'number' && isTime(value.value) && holdsTime(descriptions, name);
  const date = isInstant ? localTime(value.value) : undefined;
  if (!isInstant || !date) return [meaning, title];
  const instant = `${relative(value.value, now)} · ${date}`;
  return title ? [`${title} · ${instant}`, instant] : [instant];
}
