import { l10n, window } from 'vscode';
import { copyText } from '../flows/clipboard.ts';
import { findPlacedTarget } from '../flows/target.ts';
import type { Command } from './command.ts';

export const copyToken: Command = {
  id: 'copyToken',
  async run(services, argument) {
    const { token } = await findPlacedTarget(services, argument);
    await copyText(token);
    window.setStatusBarMessage(l10n.t('Token copied'), 3000);
    return token;
  },
};
