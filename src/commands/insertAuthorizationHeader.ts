import { l10n } from 'vscode';
import type { Command } from './command.ts';
import { createAndDeliver } from './createToken.ts';

/** Makes a token and writes it as an Authorization header at the cursor. */
export const insertAuthorizationHeader: Command = {
  run: (services, argument) => createAndDeliver(services, argument, 'header', l10n.t('Insert Authorization Header')),
};
