import { l10n } from 'vscode';
import type { Inspection } from '../inspection/inspect.ts';
import { problemSource } from '../inspection/sources.ts';
import { type JsonMember, prettyJson } from '../jwt/json.ts';
import { isTime } from '../jwt/time.ts';
import type { JsonPart } from '../jwt/token.ts';
import type { ClaimsVerdict, SignatureVerdict } from '../jwt/verdict.ts';
import { type ClaimTables, claimsOf, descriptionOf, holdsTime } from '../kinds/claims.ts';
import type { ClaimDescriptions } from '../kinds/kind.ts';
import { cut, visible } from '../messages/markdown.ts';
import { problemWords } from '../messages/problems.ts';
import { signatureSentence } from '../messages/signature.ts';
import { kindLabel } from '../messages/summary.ts';
import { timeWords } from '../messages/time.ts';
import { claimsWords, structureWords } from '../messages/verdicts.ts';
import type { Services } from '../services.ts';
import type { MemberView, PartView, TokenView, Tone } from './protocol.ts';

/** The longest value and text shown whole, in UTF-16 units; "Decode" shows all. */
const longestValue = 10_000;
/** At most this many members of a part are shown. */
const mostMembers = 300;

const signatureTones: Readonly<Record<SignatureVerdict, Tone>> = {
  valid: 'good',
  invalid: 'bad',
  unsigned: 'bad',
  'unknown-key': 'unknown',
  encrypted: 'unknown',
  unsupported: 'unknown',
  'not-checked': 'unknown',
};

const claimsTones: Readonly<Record<ClaimsVerdict, Tone>> = {
  ok: 'good',
  expired: 'bad',
  'not-yet-valid': 'bad',
  problems: 'bad',
  unknown: 'unknown',
};

/** All that is said of a token, once its signature is judged. */
export async function viewToken(
  { tokens, claims }: Pick<Services, 'tokens' | 'claims'>,
  text: string,
): Promise<TokenView> {
  const inspection = await tokens.judge(text);
  const { token, structure, signature = 'unknown-key', judgement, claims: claimsVerdict, problems, kind } = inspection;
  const time = timeWords(inspection);
  const isEmpty = claimsVerdict === 'ok' && Object.keys(inspection.innermost.payload?.value ?? {}).length === 0;
  return {
    text,
    ends: token.parts.map(({ end }) => end),
    kind: kindLabel(inspection),
    bytes: new TextEncoder().encode(text).length,
    ...(time !== undefined && { time }),
    structure: { tone: structure === 'ok' ? 'good' : 'bad', words: structureWords(structure) },
    signature: { tone: signatureTones[signature], words: signatureSentence(judgement, token) },
    claims: isEmpty
      ? { tone: 'unknown', words: l10n.t('no claims') }
      : { tone: claimsTones[claimsVerdict], words: claimsWords(claimsVerdict) },
    problems: problems.map((problem) => {
      const source = problemSource(problem.code);
      const message = problemWords(problem.code, problem, kind);
      return { severity: problem.severity, message, ...(source !== undefined && { source }) };
    }),
    ...viewParts(inspection, await claims()),
  };
}

function viewParts(
  { token: { header }, innermost: { payload }, kind }: Inspection,
  claims: ClaimTables,
): Pick<TokenView, 'header' | 'payload'> {
  return {
    header: viewPart(header, claims.header),
    ...(payload && { payload: viewPart(payload, claimsOf(claims, kind, payload.value)) }),
  };
}

function viewPart({ root, text }: JsonPart, descriptions: ClaimDescriptions): PartView {
  if (text === undefined) return {};
  if (root?.type !== 'object') return { text: show(text) };
  return { members: root.members.slice(0, mostMembers).map((member) => viewMember(text, member, descriptions)) };
}

function viewMember(text: string, { name, nameSpan, value }: JsonMember, descriptions: ClaimDescriptions): MemberView {
  const description = descriptionOf(descriptions, name);
  const isInstant = value.type === 'number' && isTime(value.value) && holdsTime(descriptions, name);
  return {
    name: show(text.slice(nameSpan.start, nameSpan.end)),
    value: show(prettyJson(text.slice(value.start, value.end), '  ')),
    type: value.type,
    ...(description && { meaning: l10n.t(description.meaning) }),
    ...(description?.source !== undefined && { source: description.source }),
    ...(isInstant && { time: value.value }),
  };
}

/** Text of a token as it can be shown: not too long, and with the characters that nobody sees as escapes. */
function show(text: string): string {
  return cut(text, longestValue).split('\n').map(visible).join('\n');
}
