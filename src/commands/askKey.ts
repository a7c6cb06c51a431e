import { l10n, type QuickPickItem, QuickPickItemKind, workspace } from 'vscode';
import { UsageError } from '../editor/errors.ts';
import { algorithmsFor } from '../jwt/algorithms.ts';
import { type Key, keyLabel } from '../jwt/key.ts';
import type { WritableKind } from '../kinds/kind.ts';
import type { Services } from '../services.ts';
import { VaultError } from '../vault/errors.ts';
import { askPick, back, type Progress } from './steps.ts';

type KeyItem = QuickPickItem & { readonly reference?: string };

/**
 * Lets the person pick the key that signs, among those that can; answers with its reference.
 * @throws VaultError `vault.untrusted`; UsageError `command.no-keys`; CancellationError
 */
export async function askKey(
  services: Services,
  kind: WritableKind,
  last: unknown,
  progress: Progress,
): Promise<string | typeof back> {
  if (!workspace.isTrusted) throw new VaultError('vault.untrusted', {});
  const items = await keyItems(services, kind);
  if (!items.some(({ reference }) => reference)) throw new UsageError('command.no-keys', {});
  const picked = await askPick(items, progress, {
    placeholder: l10n.t('The key that signs'),
    active: items.find(({ reference }) => reference !== undefined && reference === last),
  });
  return picked === back ? back : (picked.reference ?? askKey(services, kind, last, progress));
}

async function keyItems({ vault }: Services, kind: WritableKind): Promise<readonly KeyItem[]> {
  const files = await vault.files.all();
  const usable = files.flatMap(({ reference, keys, fault }): KeyItem[] => {
    const key = keys.find((candidate) => signs(candidate, kind));
    const locked = fault?.code === 'key.passphrase-needed';
    if (!key && !locked) return [];
    return [
      {
        label: `$(key) ${reference.replace(/^file:/, '')}`,
        description: key ? keyLabel(key) : l10n.t('encrypted'),
        reference,
      },
    ];
  });
  const secrets = takesSecrets(kind)
    ? vault.secrets.names().map(
        (name): KeyItem => ({
          label: `$(lock) ${name}`,
          description: l10n.t('stored secret'),
          reference: `secret:${name}`,
        }),
      )
    : [];
  return [...section(l10n.t('found in workspace'), usable), ...section(l10n.t('stored secrets'), secrets)];
}

function section(label: string, items: readonly KeyItem[]): readonly KeyItem[] {
  return items.length === 0 ? [] : [{ label, kind: QuickPickItemKind.Separator }, ...items];
}

function signs(key: Key, { writing }: WritableKind): boolean {
  const able = algorithmsFor(key);
  return writing.algorithms ? writing.algorithms.some((algorithm) => able.includes(algorithm)) : able.length > 0;
}

function takesSecrets({ writing }: WritableKind): boolean {
  return writing.algorithms === undefined || writing.algorithms.some((algorithm) => algorithm.startsWith('HS'));
}
