import { CancellationError, l10n, window } from 'vscode';
import { leadOn } from '../features/offerWaysOut.ts';
import { askKeyFile } from '../flows/otherKey.ts';
import { back } from '../flows/steps.ts';
import { keyLabel } from '../jwt/key.ts';
import { keyName } from '../messages/keys.ts';
import { requireTrust } from '../vault/trust.ts';
import type { Command } from './command.ts';

/** Lets the person choose a key file, wherever it is, and says what it is; returns its reference. */
export const addKeyFile: Command = {
  async run(services) {
    requireTrust();
    const reference = await askKeyFile(services);
    if (reference === back) throw new CancellationError();
    void offerToken(keyName(reference), (await services.keys.find(reference))?.keys.map(keyLabel)[0]);
    return reference;
  },
};

async function offerToken(file: string, key: string | undefined): Promise<void> {
  const create = l10n.t('Create Token…');
  const words =
    key === undefined
      ? l10n.t('{file} is encrypted; you are asked for its passphrase when it signs.', { file })
      : l10n.t('{file} can sign tokens now ({key}).', { file, key });
  if ((await window.showInformationMessage(words, create)) === create) await leadOn('tokensmith.createToken');
}
