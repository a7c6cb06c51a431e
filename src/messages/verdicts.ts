import { l10n } from 'vscode';
import type { Inspection } from '../inspection/inspect.ts';
import type { Token } from '../jwt/token.ts';
import type { ClaimsVerdict, StructureVerdict } from '../jwt/verdict.ts';
import type { Judgement } from '../jwt/verify.ts';
import { compactJson, fitOf } from '../kinds/payloadHash.ts';
import { keyName } from './keys.ts';
import { visible } from './markdown.ts';
import { relative, timeWords } from './time.ts';
import { unfitWords } from './unfit.ts';

const claimWords: Readonly<Record<ClaimsVerdict, () => string>> = {
  unknown: () => l10n.t('claims not readable'),
  expired: () => l10n.t('claims expired'),
  'not-yet-valid': () => l10n.t('claims not yet valid'),
  problems: () => l10n.t('claims have problems'),
  ok: () => l10n.t('claims ok'),
};

/** The three verdicts in words, each by itself, what people ask first in front: claims and life, signature, structure. */
export function verdictLines(inspection: Inspection): readonly string[] {
  const { structure, judgement, claims, token } = inspection;
  const time = claims === 'unknown' ? undefined : lifeWords(inspection);
  const words = claimsWords(claims);
  return [
    time === undefined ? words : l10n.t('{claims} ({time})', { claims: words, time }),
    signatureSentence(judgement, token),
    structureWords(structure),
    ...bodyLines(inspection),
  ];
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

/** A token's life beside the verdict on its claims, which says already that it is expired. */
function lifeWords(inspection: Inspection): string | undefined {
  const { state, at, times, now } = inspection;
  const isSaid = state === 'not-yet-valid' || (state === 'expired' && times.origin === 'claim');
  return isSaid && at !== undefined ? relative(at, now) : timeWords(inspection);
}

/** The verdict on a token's structure in words that stand by themselves. */
export function structureWords(verdict: StructureVerdict): string {
  return verdict === 'malformed' ? l10n.t('structure malformed') : l10n.t('structure ok');
}

/** The verdict on a token's claims in words that stand by themselves. */
export function claimsWords(verdict: ClaimsVerdict): string {
  return claimWords[verdict]();
}

/** What is known of a signature, in words that stand by themselves. */
export function signatureSentence(judgement: Judgement | undefined, { form }: Token): string {
  if (!judgement) return form === 'jwe' ? l10n.t('being decrypted') : l10n.t('signature being checked');
  const { signature, key, reason, decryption } = judgement;
  if (decryption) {
    const decrypted = l10n.t('decrypted ({key})', { key: keyName(decryption.key.reference) });
    const { nested } = decryption;
    return nested ? `${decrypted}, ${signatureSentence(nested.judgement, nested.token)}` : decrypted;
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
        : l10n.t('signature not verified: unknown key');
    case 'encrypted':
      return l10n.t('encrypted');
    case 'unsupported':
      return reason ? unfitWords(reason) : l10n.t('signature algorithm not available here');
    case 'not-checked':
      return l10n.t('signature not checked (workspace not trusted)');
  }
}
