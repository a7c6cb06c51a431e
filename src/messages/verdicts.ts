import { l10n } from 'vscode';
import type { Inspection } from '../inspection/inspect.ts';
import type { Token } from '../jwt/token.ts';
import type { ClaimsVerdict, StructureVerdict } from '../jwt/verdict.ts';
import type { Judgement } from '../jwt/verify.ts';
import { issuerOf, keySetOf } from '../kinds/issuers.ts';
import { compactJson, fitOf } from '../kinds/payloadHash.ts';
import { keyName } from './keys.ts';
import { visible } from './markdown.ts';
import { problemWords } from './problems.ts';
import { asSentence, isKeyUnknown, kindLabel, unknownKeyWords } from './summary.ts';
import { relative, timeWords } from './time.ts';
import { unfitWords } from './unfit.ts';

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
 * What is known of a signature, in words that stand by themselves.
 * @param namesKey whether the id of a key that nobody here knows is told
 */
export function signatureSentence(judgement: Judgement | undefined, token: Token, namesKey = true): string {
  const { form } = token;
  if (!judgement) return form === 'jwe' ? l10n.t('being decrypted') : l10n.t('signature being checked');
  const { signature, key, reason, decryption } = judgement;
  if (decryption) {
    const decrypted = l10n.t('decrypted ({key})', { key: keyName(decryption.key.reference) });
    const { nested } = decryption;
    return nested ? `${decrypted}, ${signatureSentence(nested.judgement, nested.token, namesKey)}` : decrypted;
  }
  switch (signature) {
    case 'valid':
      return l10n.t('signature valid ({key})', { key: key ? keyName(key.reference) : '' });
    case 'invalid':
      if (form === 'jwe')
        return reason ? l10n.t('not decrypted ({reason})', { reason: unfitWords(reason) }) : l10n.t('does not decrypt');
      return reason
        ? l10n.t('signature invalid ({reason})', { reason: unfitWords(reason) })
        : l10n.t('signature invalid');
    case 'unsigned':
      return l10n.t('unsigned');
    case 'unknown-key':
      return reason
        ? l10n.t('signature not verified: {reason}', { reason: unfitWords(reason) })
        : unknownKeyWords(token, namesKey);
    case 'encrypted':
      return l10n.t('encrypted');
    case 'unsupported':
      return reason ? unfitWords(reason) : l10n.t('signature algorithm not available here');
    case 'not-checked':
      return l10n.t('signature not checked (workspace not trusted)');
  }
}

/**
 * The verdict as a message: on the signature first, in words that nobody can take for more, then what to do about one that
 * nobody here can verify, else what the token is and the first of its problems.
 */
export function verdictMessage(inspection: Inspection): string {
  const { judgement, token, problems, kind } = inspection;
  const about = [kindLabel(inspection), timeWords(inspection)].filter((words) => words !== undefined).join(' · ');
  const [first, ...others] = problems.filter(({ code }) => !saidAlready.has(code));
  return [
    asSentence(signatureSentence(judgement, token)),
    publishedKeys(inspection)?.words ?? asSentence(about),
    ...(first ? [problemWords(first.code, first, kind)] : []),
    ...(others.length > 0 ? [l10n.t('Problems in all: {count}.', { count: others.length + 1 })] : []),
    ...(judgement?.signature === 'valid' && problems.length === 0 ? [l10n.t('No problems were found.')] : []),
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
