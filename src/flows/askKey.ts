import { CancellationError, l10n, QuickPickItemKind } from 'vscode';
import { offerConversion } from '../features/convertKey.ts';
import type { WritableKind } from '../kinds/kind.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../vault/trust.ts';
import { askVariable } from './askVariable.ts';
import { type KeyItem, unusableKeys, usableKeys } from './keyItems.ts';
import { askNewKey } from './newKey.ts';
import { askSecret } from './newSecret.ts';
import { askKeyFile, askPastedKey } from './otherKey.ts';
import { askPick, back, type Progress } from './steps.ts';

/** The ways to a key that is not in the list; each answers with its reference. */
const ways = {
  browse: askKeyFile,
  paste: askPastedKey,
  variable: askVariable,
  generate: askNewKey,
  secret: askSecret,
} as const satisfies Record<string, (services: Services, kind: WritableKind) => Promise<string | typeof back>>;

type Item = KeyItem & { readonly way?: keyof typeof ways };

/**
 * Lets the person pick the key that signs, among those that can, or name, store or generate one; answers with its
 * reference. A file that holds no such key is shown with the reason.
 * @param wanted the references to begin with, the first that is there
 * @throws VaultError `vault.untrusted`; CancellationError
 */
export async function askKey(
  services: Services,
  kind: WritableKind,
  wanted: readonly unknown[],
  progress: Progress,
): Promise<string | typeof back> {
  requireTrust();
  for (;;) {
    const listed = await services.keys.all();
    const items: readonly Item[] = [
      ...usableKeys(listed, kind),
      { label: '', kind: QuickPickItemKind.Separator },
      { label: `$(folder-opened) ${l10n.t('Browse for Key File…')}`, way: 'browse' },
      { label: `$(clippy) ${l10n.t('Paste a Key…')}`, way: 'paste' },
      { label: `$(symbol-variable) ${l10n.t('Environment Variable…')}`, way: 'variable' },
      { label: `$(add) ${l10n.t('Generate Key…')}`, way: 'generate' },
      { label: `$(lock) ${l10n.t('Store Secret…')}`, way: 'secret' },
      ...unusableKeys(listed, kind),
    ];
    const picked = await askPick(items, progress, {
      placeholder: l10n.t('Select the key to sign with'),
      active: wanted
        .map((each) => items.find(({ reference }) => reference !== undefined && reference === each))
        .find(Boolean),
      isDisabled: ({ reference, way, remedy }) => [reference, way, remedy].every((each) => each === undefined),
    });
    if (picked === back) return back;
    if (picked.remedy) {
      await offerConversion(picked.remedy);
      throw new CancellationError();
    }
    const reference = picked.way ? await ways[picked.way](services, kind) : picked.reference;
    if (reference !== undefined && reference !== back) return reference;
  }
}
