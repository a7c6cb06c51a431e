import { l10n } from 'vscode';
import { type Key, keyLabel, type SecretDoubt } from '../jwt/key.ts';
import { unlinked } from './markdown.ts';

/** A key reference as people name the key: a file by its path, the rest by the reference. */
export function keyName(reference: string): string {
  return unlinked(reference.replace(/^file:/, ''));
}

/** A key reference without its scheme, where that is said beside it. */
export function bareName(reference: string): string {
  return reference.replace(/^(file|env|secret):/, '');
}

/** What the text of a secret may be instead, as the end of a sentence about the secret. */
const doubts: Readonly<Record<SecretDoubt, () => string>> = {
  path: () => l10n.t("looks like the path of a file that doesn't exist"),
  address: () => l10n.t('looks like an address'),
  placeholder: () => l10n.t('looks like a placeholder'),
  document: () => l10n.t('looks like a whole document'),
  public: () => l10n.t('looks like something public, which anyone may have'),
};

/** What a text may be in place of a secret, as the end of a sentence about the secret. */
export function doubtWords(doubt: SecretDoubt): string {
  return doubts[doubt]();
}

/** What a key is, in lists of keys: what it is called, and what speaks against it. */
export function keyDescription(key: Key): string {
  return [keyLabel(key), ...(key.doubt ? [doubtWords(key.doubt)] : [])].join(' · ');
}
