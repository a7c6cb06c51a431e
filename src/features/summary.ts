import { l10n, type TextDocument } from 'vscode';
import { timeState, tokenTimes } from '../jwt/time.ts';
import type { Token } from '../jwt/token.ts';
import type { Judgement } from '../jwt/verify.ts';
import { keyName } from '../messages/keys.ts';
import { timeWords } from '../messages/time.ts';
import { unfitWords } from '../messages/unfit.ts';
import { variantNote } from '../messages/variants.ts';
import { type Reading, readClaims } from '../tokens/reading.ts';
import { checkContext } from '../tokens/settings.ts';
import type { KnownJudgement } from '../tokens/signatures.ts';

/** What a token is for, as lenses and lists name it. */
export function kindLabel({ token, kind }: Reading): string {
  return token.form === 'jwe' ? l10n.t('Encrypted JWT') : l10n.t(kind.label);
}

/** One line about a token: `<kind> · <time> · <signature>`; what cannot be known is left out. */
export function summary(reading: Reading, judgement: KnownJudgement | undefined, document?: TextDocument): string {
  const words = [
    kindLabel(reading),
    timeSummary(readClaims(reading, judgement), document),
    judgement?.decryption && l10n.t('decrypted with {key}', { key: keyName(judgement.decryption.key.reference) }),
    judgement && signatureWords(judgement, reading.token),
    variantNote(judgement?.variant),
  ];
  return words.filter((word) => word !== undefined).join(' · ');
}

/** A token's state in time in a few words; `undefined` for a JWE whose claims are encrypted. */
export function timeSummary({ token, kind }: Reading, document?: TextDocument): string | undefined {
  if (!token.payload) return undefined;
  const context = checkContext(document, kind);
  return timeWords(timeState(token, context), tokenTimes(token, context).byDefault, context.now);
}

/** What is known of a signature in a few words; `undefined` where nobody can tell. */
export function signatureWords({ signature, key, reason, decryption }: Judgement, { form }: Token): string | undefined {
  const isUndecrypted = form === 'jwe' && !decryption;
  switch (signature) {
    case 'valid':
      return `✓ ${key ? keyName(key.reference) : ''}`;
    case 'invalid':
      return `✗ ${reason ? unfitWords(reason) : isUndecrypted ? l10n.t('does not decrypt') : l10n.t('signature does not match')}`;
    case 'unsigned':
      return l10n.t('unsigned');
    case 'unsupported':
      return reason ? unfitWords(reason) : l10n.t('algorithm not available here');
    default:
      return undefined;
  }
}
