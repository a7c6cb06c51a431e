import { l10n } from 'vscode';
import type { Inspection } from '../inspection/inspect.ts';
import type { ClaimsVerdict, StructureVerdict } from '../jwt/verdict.ts';
import { issuerOf, keySetOf } from '../kinds/issuers.ts';
import { compactJson, fitOf } from '../kinds/payloadHash.ts';
import { visible } from './markdown.ts';
import { problemWords } from './problems.ts';
import { asSentence, isKeyUnknown, signatureSentence } from './signature.ts';
import { kindLabel } from './summary.ts';
import { relative, timeWords } from './time.ts';

const claimWords: Readonly<Record<ClaimsVerdict, () => string>> = {
  unknown: () => l10n.t('claims not readable'),
  expired: () => l10n.t('expired'),
  'not-yet-valid': () => l10n.t('not yet valid'),
  problems: () => l10n.t('claim problems'),
  ok: () => l10n.t('not expired'),
};

/**
 * The three verdicts in words, each by itself, what people ask first in front: claims and life, signature, structure. Nothing
 * of the token is quoted: the hover has the key's id as a row.
 */
export function verdictLines(inspection: Inspection): readonly string[] {
  const { structure, judgement, token } = inspection;
  return [
    ...standing(inspection),
    signatureSentence(judgement, token, false),
    structureWords(structure),
    ...bodyLines(inspection),
  ];
}

/** The verdict on a token's claims with its life, which says by itself that a token is expired, or is not. */
function standing(inspection: Inspection): readonly string[] {
  const { claims, state, at, now } = inspection;
  const words = claimsWords(claims);
  if (claims === 'unknown') return [words];
  if (state === 'not-yet-valid' && at !== undefined)
    return [l10n.t('{claims} ({time})', { claims: claimsWords(state), time: relative(at, now) })];
  const life = timeWords(inspection);
  return [...(life === undefined ? [] : [life]), ...(life === undefined || claims === 'problems' ? [words] : [])];
}

/** Whether the hash that a webhook's token has fits the body of its request. */
function bodyLines({ innermost, body }: Inspection): readonly string[] {
  const hash = innermost.payload?.value?.payload_hash;
  if (!body || typeof hash !== 'string') return [];
  if ('unresolved' in body)
    return [l10n.t('body not checked: {names} unknown', { names: visible(body.unresolved.join(', ')) })];
  const fit = fitOf(hash, body.body);
  if (!fit) return [l10n.t('hash of another body')];
  const compact = compactJson(body.body);
  if (compact === undefined || compact === body.body) return [l10n.t('hash fits the body')];
  return [
    fit === 'as-sent'
      ? l10n.t('hash fits the body as sent, not as compact JSON')
      : l10n.t('hash fits the body as compact JSON, not as sent'),
  ];
}

/** The verdict on a token's structure in words that stand by themselves. */
export function structureWords(verdict: StructureVerdict): string {
  return verdict === 'malformed' ? l10n.t('malformed') : l10n.t('well-formed');
}

/** The verdict on a token's claims in words that stand by themselves. */
export function claimsWords(verdict: ClaimsVerdict): string {
  return claimWords[verdict]();
}

/**
 * The verdict as a message: on the signature first, in words that nobody can take for more, then what to do about one that
 * nobody here can verify, else what the token is and the first of its problems.
 */
export function verdictMessage(inspection: Inspection): string {
  const { judgement, token, problems, kind, signature } = inspection;
  const about = [kindLabel(inspection), timeWords(inspection)].filter((words) => words !== undefined).join(' · ');
  const [first, ...others] = problems.filter(({ code }) => !saidAlready.has(code));
  return [
    signature === 'valid' && problems.length > 0
      ? l10n.t('{signature}, but the token has problems.', {
          signature: asSentence(signatureSentence(judgement, token)).slice(0, -1),
        })
      : asSentence(signatureSentence(judgement, token)),
    publishedKeys(inspection)?.words ?? asSentence(about),
    ...(first ? [problemWords(first.code, first, kind)] : []),
    ...(others.length > 0 ? [l10n.t('Problems in all: {count}.', { count: others.length + 1 })] : []),
    ...(signature === 'valid' && problems.length === 0 ? [l10n.t('No problems were found.')] : []),
  ].join(' ');
}

/** What the words on signature and life say, too. */
const saidAlready: ReadonlySet<string> = new Set([
  'signature-invalid',
  'signature-missing',
  'expired',
  'expires-soon',
  'not-yet-valid',
  'no-expiry',
]);

/** What to do about a signature whose key nobody here knows: where the issuer publishes its keys, and how they get here. */
export interface PublishedKeys {
  readonly words: string;
  /** A command for a shell; Tokensmith itself fetches nothing. */
  readonly command: string;
}

/** The keys that a well-known issuer publishes, where a signature waits for them; `undefined` where it does not. */
export function publishedKeys(inspection: Inspection): PublishedKeys | undefined {
  if (!isKeyUnknown(inspection)) return undefined;
  const payload = inspection.innermost.payload?.value;
  const address = keySetOf(payload);
  const issuer = issuerOf(payload)?.name;
  return address === undefined || issuer === undefined
    ? undefined
    : {
        words: l10n.t('{issuer} publishes its keys: save its JWK Set in the workspace.', { issuer }),
        command: `curl -o issuer.jwks '${address}'`,
      };
}
