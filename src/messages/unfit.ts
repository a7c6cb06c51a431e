import { l10n } from 'vscode';
import type { Reason } from '../jwt/verify.ts';

/** Why a key was not even asked about a token, or what is missing here, in a few words. */
export function unfitWords({ code, data }: Reason): string {
  if (code === 'signature.disclosure') return l10n.t('the issuer did not sign one of its disclosures');
  if (code === 'signature.missing') return l10n.t('no signature');
  if (code === 'signature.audience-only') return l10n.t('only Microsoft Graph can verify it');
  if (code === 'algorithm.unsupported') return l10n.t('{algorithm} not available here', data);
  if (code === 'key.public-for-decrypting') return l10n.t('a public key decrypts nothing');
  if (code === 'key.limited') return l10n.t("the key's own limits don't allow {algorithm}", data);
  return 'algorithm' in data ? l10n.t('wrong key type for {algorithm}', data) : l10n.t('wrong key type');
}
