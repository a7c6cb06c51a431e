import { l10n } from 'vscode';
import type { Variant } from '../recipes/variant.ts';

/** What a variant is called in a list, and how it is broken. */
export const variantWords: Readonly<Record<Variant, () => { readonly label: string; readonly detail: string }>> = {
  expired: () => ({ label: l10n.t('Expired'), detail: l10n.t('expired an hour ago, well signed') }),
  'not-yet-valid': () => ({ label: l10n.t('Not yet valid'), detail: l10n.t('valid in an hour, well signed') }),
  'wrong-key': () => ({ label: l10n.t('Wrong key'), detail: l10n.t('signed with a throw-away key of the same type') }),
  'tampered-payload': () => ({
    label: l10n.t('Tampered payload'),
    detail: l10n.t('a claim was added after signing'),
  }),
  'alg-none': () => ({ label: l10n.t('Algorithm none'), detail: l10n.t('unsigned: `alg` is `none`') }),
  'missing-claim': () => ({ label: l10n.t('Missing claim'), detail: l10n.t('without a required claim, well signed') }),
  'wrong-audience': () => ({ label: l10n.t('Wrong audience'), detail: l10n.t('for somebody else, well signed') }),
};

/** Variants of which neither time nor signature tells: the lens says them in so many words. */
const silent: ReadonlySet<Variant> = new Set(['missing-claim', 'wrong-audience']);

/** What the lens of a variant adds to what can be seen; `undefined` where that is enough. */
export function variantNote(variant: Variant | undefined): string | undefined {
  return variant && silent.has(variant) ? variantWords[variant]().label.toLowerCase() : undefined;
}
