import { l10n } from 'vscode';
import { signingAlgorithms } from '../kinds/index.ts';
import type { WritableKind } from '../kinds/kind.ts';
import { parseReference } from '../recipes/reference.ts';
import type { Services } from '../services.ts';
import { askPick, type back, type Progress } from './steps.ts';

/**
 * Lets the person pick the algorithm, of those that the kind takes and the key that was picked can sign with; asks
 * nothing where there is but one.
 * @param last the one to begin with, where it is among them
 * @throws CancellationError; VaultError, KeyReferenceError where the key cannot be had
 */
export async function askAlgorithm(
  { vault, keys, person }: Services,
  { writing }: WritableKind,
  { key: reference }: Readonly<Record<string, unknown>>,
  progress: Progress,
  last: unknown,
): Promise<string | undefined | typeof back> {
  const known = typeof reference === 'string' ? await keys.find(reference) : undefined;
  const parsed = known?.reference ?? (typeof reference === 'string' ? parseReference(reference) : undefined);
  if (!parsed) return undefined;
  const [{ key }] = await vault.keys(parsed, { person });
  const able = signingAlgorithms(key, writing);
  if (able.length < 2) return undefined;
  const items = able.map((label, i) => ({ label, description: i === 0 ? l10n.t('default') : '' }));
  const active = items.find(({ label }) => label === last);
  const picked = await askPick(items, progress, { placeholder: l10n.t('The algorithm that signs'), active });
  return typeof picked === 'symbol' ? picked : picked.label;
}
