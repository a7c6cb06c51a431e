import { l10n, window } from 'vscode';
import { copyText } from '../flows/clipboard.ts';
import { findTarget } from '../flows/target.ts';
import type { Command } from './command.ts';

/** Copies a token as the option of a curl command: `-H 'Authorization: Bearer …'`. */
export const copyAsCurlHeader: Command = {
  id: 'copyAsCurlHeader',
  async run(services, argument) {
    const { token } = await findTarget(services, argument);
    const text = `-H 'Authorization: Bearer ${token.replaceAll("'", String.raw`'\''`)}'`;
    await copyText(text);
    window.setStatusBarMessage(l10n.t('Header for curl copied'), 3000);
    return text;
  },
};
