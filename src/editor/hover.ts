import { type Disposable, Hover, l10n, languages, MarkdownString, type TextDocument } from 'vscode';
import type { FoundToken } from '../jwt/find.ts';
import type { JsonMember } from '../jwt/json.ts';
import { isTime } from '../jwt/time.ts';
import type { JsonPart } from '../jwt/token.ts';
import type { ClaimDescription } from '../kinds/kind.ts';
import { headerParameters, registeredClaims } from '../kinds/registered.ts';
import type { Services } from '../services.ts';
import { codeSpan, cut, plain } from '../words/markdown.ts';
import { localTime, relative, utcTime } from '../words/time.ts';
import { type Reading, readFound } from './reading.ts';
import { isEnabled } from './settings.ts';
import { kindLabel } from './summary.ts';
import { rangeOf } from './tokenIndex.ts';
import { verdictLines } from './verdictWords.ts';

/** How long a hover waits for a signature, in milliseconds; then it shows what is known. */
const patience = 100;
/** The longest value shown whole, in characters. */
const longestValue = 120;
/** At most this many claims are shown. */
const mostClaims = 50;

/** What a token says, whose it is, whether it is in time, and which key signed it. */
export function registerHover(services: Services): Disposable {
  return languages.registerHoverProvider('*', {
    async provideHover(document, position) {
      if (!isEnabled('hover', document)) return undefined;
      const found = services.index.tokenAt(document, document.offsetAt(position));
      if (!found) return undefined;
      const reading = readFound(document, found);
      await Promise.race([
        services.signatures.check(reading.token),
        new Promise((resolve) => setTimeout(resolve, patience)),
      ]);
      return new Hover(hoverContent(services, document, found, reading), rangeOf(document, found));
    },
  });
}

function hoverContent(services: Services, document: TextDocument, found: FoundToken, reading: Reading): MarkdownString {
  const { token, kind } = reading;
  const markdown = new MarkdownString(undefined, true);
  markdown.isTrusted = { enabledCommands: ['tokensmith.decodeToken'] };
  const verdicts = verdictLines(reading, services.signatures.known(token), document);
  markdown.appendMarkdown(`**${plain(kindLabel(reading))}** — ${verdicts.map(plain).join(' · ')}\n\n`);

  const part = token.payload?.root ? token.payload : token.header;
  const descriptions = part.name === 'header' ? headerParameters : { ...registeredClaims, ...kind.claims };
  if (part === token.payload && token.header.text !== undefined) {
    markdown.appendMarkdown(`${plain(l10n.t('Header'))}: ${codeSpan(cut(token.header.text, longestValue))}\n\n`);
  }
  markdown.appendMarkdown(claimTable(part, descriptions));

  const where = encodeURIComponent(JSON.stringify([{ uri: document.uri.toString(), offset: found.start }]));
  markdown.appendMarkdown(`\n[${plain(l10n.t('Show all as JSON'))}](command:tokensmith.decodeToken?${where})`);
  return markdown;
}

/** The members of a part in the token's order: name, value, and what is known of the claim. */
function claimTable(part: JsonPart, descriptions: Readonly<Record<string, ClaimDescription>>): string {
  const { root, text } = part;
  if (text === undefined) return '';
  if (root?.type !== 'object') return `${codeSpan(cut(text, longestValue))}\n`;
  const rows = root.members.slice(0, mostClaims).map((member) => claimRow(text, member, descriptions));
  const rest = root.members.length - rows.length;
  if (rest > 0) rows.push(`| | ${plain(l10n.t('{count} more', { count: rest }))} | |`);
  const head = part.name === 'header' ? l10n.t('Header') : l10n.t('Claim');
  return [`| ${plain(head)} | ${plain(l10n.t('Value'))} | |`, '| :-- | :-- | :-- |', ...rows, ''].join('\n');
}

function claimRow(
  text: string,
  { name, value }: JsonMember,
  descriptions: Readonly<Record<string, ClaimDescription>>,
): string {
  const description = Object.hasOwn(descriptions, name) ? descriptions[name] : undefined;
  const raw = text.slice(value.start, value.end);
  const isDate =
    value.type === 'number' && isTime(value.value) && (description?.type === 'time' || /(_at|_time)$/.test(name));
  const meaning = description ? plain(l10n.t(description.meaning)) : '';
  const date = isDate ? dateWords(value.value) : undefined;
  const cells = [
    codeSpan(cut(name, longestValue)),
    codeSpan(cut(raw, longestValue)),
    [date && plain(date), meaning].filter(Boolean).join(' — '),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** An instant as local time, UTC and distance; `undefined` for what no calendar holds. */
function dateWords(instant: number): string | undefined {
  const local = localTime(instant);
  const utc = utcTime(instant);
  return local && utc && `${relative(instant, Date.now())}: ${local} (${utc})`;
}
