import { l10n } from 'vscode';
import type { Inspection } from '../inspection/inspect.ts';
import { memberValue } from '../jwt/json.ts';
import type { Token } from '../jwt/token.ts';
import type { Judgement } from '../jwt/verify.ts';
import { keyName } from './keys.ts';
import { cutMiddle, visible } from './markdown.ts';
import { unfitWords } from './unfit.ts';

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
      return l10n.t('signature not checked (Restricted Mode)');
  }
}

/** The longest `kid` shown whole, in UTF-16 units. */
const longestId = 40;

/** Whether a key would tell about the signature of a token that nobody here knows. */
export function isKeyUnknown({ judgement }: Pick<Inspection, 'judgement'>): boolean {
  return judgement?.signature === 'unknown-key' && judgement.reason === undefined;
}

/**
 * That nothing here verifies a signature, in words that nobody can take for more.
 * @param namesKey whether the key's id in the header is told
 */
export function unknownKeyWords({ header }: Token, namesKey = true): string {
  const kid = memberValue(header.value, 'kid');
  return namesKey && typeof kid === 'string'
    ? l10n.t('signature not verified: no key in this workspace matches (kid {kid})', {
        kid: visible(cutMiddle(kid, longestId)),
      })
    : l10n.t('signature not verified: no key in this workspace matches');
}

/** Words that stand by themselves, as a sentence. */
export function asSentence(words: string): string {
  return `${capitalized(words)}.`;
}

/** Words that begin a sentence. */
export function capitalized(words: string): string {
  return `${words.charAt(0).toLocaleUpperCase()}${words.slice(1)}`;
}
