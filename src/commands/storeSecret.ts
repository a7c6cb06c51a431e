import { CancellationError } from 'vscode';
import { textArgument } from '../flows/arguments.ts';
import { newSecret } from '../flows/newSecret.ts';
import { back } from '../flows/steps.ts';
import { VaultError } from '../vault/errors.ts';
import { isSecretName } from '../vault/secrets.ts';
import type { Command } from './command.ts';

/** Stores a secret or a key in VS Code's SecretStorage. The value is always asked for, hidden, and comes from no argument. */
export const storeSecret: Command = {
  async run({ vault }, argument) {
    const name = textArgument(argument, 'name');
    if (name !== undefined && !isSecretName(name)) throw new VaultError('vault.bad-secret-name', {});
    if ((await newSecret(vault.secrets, name, false)) === back) throw new CancellationError();
  },
};
