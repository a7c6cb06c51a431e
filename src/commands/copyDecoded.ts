import { l10n, window } from 'vscode';
import { copyText } from '../flows/clipboard.ts';
import { findTarget } from '../flows/target.ts';
import type { Command } from './command.ts';
import { decodedText } from './decodeToken.ts';

/** Copies what a token says, as JSON. */
export const copyDecoded: Command = {
  id: 'copyDecoded',
  async run(services, argument) {
    const { token } = await findTarget(services, argument);
    const text = await decodedText(services, token);
    await copyText(text);
    window.setStatusBarMessage(l10n.t('Decoded token copied'), 3000);
    return text;
  },
};
