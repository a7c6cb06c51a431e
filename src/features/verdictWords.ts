import { l10n, type TextDocument } from 'vscode';
import { tokenTimes } from '../jwt/time.ts';
import type { Token } from '../jwt/token.ts';
import { type ClaimsVerdict, claimsVerdict, type StructureVerdict, structureVerdict } from '../jwt/verdict.ts';
import type { Judgement } from '../jwt/verify.ts';
import { timeRules } from '../kinds/index.ts';
import { keyName } from '../messages/keys.ts';
import { unfitWords } from '../messages/unfit.ts';
import { allProblems } from '../tokens/problems.ts';
import { type Reading, readClaims } from '../tokens/reading.ts';
import { timeSummary } from './summary.ts';

const claimWords: Readonly<Record<ClaimsVerdict, () => string>> = {
  unknown: () => l10n.t('claims not readable'),
  expired: () => l10n.t('claims expired'),
  'not-yet-valid': () => l10n.t('claims not yet valid'),
  problems: () => l10n.t('claims have problems'),
  ok: () => l10n.t('claims ok'),
};

/** The three verdicts in words, each by itself: structure, signature, claims; then the time, where no claim states it. */
export function verdictLines(
  reading: Reading,
  judgement: Judgement | undefined,
  document: TextDocument,
): readonly string[] {
  const problems = allProblems(reading, judgement, document);
  const claims = readClaims(reading, judgement);
  const { byDefault } = tokenTimes(claims.token, timeRules(claims.kind));
  const time = byDefault ? timeSummary(claims, document) : undefined;
  return [
    structureWords(structureVerdict(problems)),
    signatureSentence(judgement, reading.token),
    claimsWords(claimsVerdict(problems, claims.token)),
    ...(time === undefined ? [] : [time]),
  ];
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
      return l10n.t('signature not verified: unknown key');
    case 'encrypted':
      return l10n.t('encrypted');
    case 'unsupported':
      return reason ? unfitWords(reason) : l10n.t('signature algorithm not available here');
    case 'not-checked':
      return l10n.t('signature not checked (workspace not trusted)');
  }
}
