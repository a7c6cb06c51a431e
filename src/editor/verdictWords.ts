import { l10n, type TextDocument } from 'vscode';
import { tokenTimes } from '../jwt/time.ts';
import { type ClaimsVerdict, claimsVerdict, type StructureVerdict, structureVerdict } from '../jwt/verdict.ts';
import type { Judgement } from '../jwt/verify.ts';
import { timeRules } from '../kinds/index.ts';
import { unfitWords } from '../words/errors.ts';
import { keyName } from '../words/keys.ts';
import { problemsOf } from './problems.ts';
import type { Reading } from './reading.ts';
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
  const problems = problemsOf(reading, document, judgement?.signature);
  const { byDefault } = tokenTimes(reading.token, timeRules(reading.kind));
  const time = byDefault ? timeSummary(reading, document) : undefined;
  return [
    structureWords(structureVerdict(problems)),
    signatureSentence(judgement),
    claimsWords(claimsVerdict(problems, reading.token)),
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
export function signatureSentence(judgement: Judgement | undefined): string {
  if (!judgement) return l10n.t('signature being checked');
  const { signature, key, reason } = judgement;
  switch (signature) {
    case 'valid':
      return l10n.t('signature valid ({key})', { key: key ? keyName(key.reference) : '' });
    case 'invalid':
      return reason
        ? l10n.t('signature invalid ({reason})', { reason: unfitWords(reason) })
        : l10n.t('signature invalid');
    case 'unsigned':
      return l10n.t('unsigned');
    case 'unknown-key':
      return l10n.t('signed with a key that is not known here');
    case 'encrypted':
      return l10n.t('encrypted');
    case 'unsupported':
      return l10n.t('signature algorithm not available here');
    case 'not-checked':
      return l10n.t('signature not checked (workspace not trusted)');
  }
}
