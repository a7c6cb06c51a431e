import { l10n } from 'vscode';
import type { Variant } from '../recipes/variant.ts';

/** What a variant is called in a list, and how it is broken. */
export const variantWords: Readonly<Record<Variant, () => { readonly label: string; readonly detail: string }>> = {
  expired: () => ({ label: l10n.t('Expired'), detail: l10n.t('one hour ago, valid signature') }),
  'not-yet-valid': () => ({ label: l10n.t('Not yet valid'), detail: l10n.t('starts in one hour, valid signature') }),
  'wrong-key': () => ({ label: l10n.t('Wrong key'), detail: l10n.t('signed with a random key of the same type') }),
  'tampered-payload': () => ({
    label: l10n.t('Tampered payload'),
    detail: l10n.t('adds a claim without re-signing'),
  }),
  'alg-none': () => ({ label: l10n.t('Algorithm none'), detail: l10n.t('unsigned: alg is none') }),
  'missing-claim': () => ({
    label: l10n.t('Missing claim'),
    detail: l10n.t('a required claim removed, valid signature'),
  }),
  'wrong-audience': () => ({ label: l10n.t('Wrong audience'), detail: l10n.t('another aud, valid signature') }),
};

/** Variants of which neither time nor signature tells: the lens says them in so many words. */
const silent: ReadonlySet<Variant> = new Set(['missing-claim', 'wrong-audience']);

/** What the lens of a variant adds to what can be seen; `undefined` where that is enough. */
export function variantNote(variant: Variant | undefined): string | undefined {
  return variant && silent.has(variant) ? variantWords[variant]().label.toLowerCase() : undefined;
}
