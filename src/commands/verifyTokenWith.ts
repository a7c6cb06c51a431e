import { CancellationError, l10n, type QuickPickItem } from 'vscode';
import { askPick, back } from '../flows/steps.ts';
import { findTarget } from '../flows/target.ts';
import { algorithmNamed, fits, ownAlgorithm } from '../jwt/algorithms.ts';
import { decodeToken } from '../jwt/decode.ts';
import { keyLabel } from '../jwt/key.ts';
import { keyName } from '../messages/keys.ts';
import { cut, visible } from '../messages/markdown.ts';
import { referenceText } from '../recipes/reference.ts';
import { isLocked, type KnownKey } from '../vault/knownKey.ts';
import { requireTrust } from '../vault/trust.ts';
import type { Command } from './command.ts';
import { verify } from './verifyToken.ts';

/** The longest `alg` shown whole, in UTF-16 units. */
const longestAlgorithm = 40;

type Item = QuickPickItem & { readonly reference?: string };

/** Verifies a token with a key that the person picks among those that could have signed it; runs from a quick fix alone. */
export const verifyTokenWith: Command = {
  async run(services, argument) {
    const target = await findTarget(services, argument);
    requireTrust();
    const algorithm = ownAlgorithm(decodeToken(target.token));
    const items = (await services.keys.all()).flatMap((listed) => keyItem(listed, algorithm));
    const none: Item = {
      label: l10n.t('No key in this workspace works with {algorithm}', {
        algorithm: visible(cut(algorithm, longestAlgorithm)),
      }),
    };
    const picked = await askPick<Item>(
      items.length > 0 ? items : [none],
      { title: l10n.t('Verify with…'), step: 1, steps: 1 },
      { placeholder: l10n.t('Select the key to verify with') },
    );
    if (picked === back || picked.reference === undefined) throw new CancellationError();
    return verify(services, target, picked.reference, true);
  },
};

function keyItem({ source, reference, keys, fault }: KnownKey, algorithm: string): readonly Item[] {
  const key = keys.find((candidate) => fits(candidate, algorithm, 'verify') === undefined);
  // What is encrypted is no secret.
  if (!key && (!isLocked(fault) || algorithmNamed(algorithm)?.type === 'oct')) return [];
  return [
    {
      label: `$(${source === 'secrets' ? 'lock' : 'key'}) ${keyName(referenceText(reference))}`,
      description: key ? keyLabel(key) : l10n.t('encrypted'),
      reference: referenceText(reference),
    },
  ];
}
