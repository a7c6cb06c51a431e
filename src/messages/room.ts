import { l10n } from 'vscode';

/** So much of a message without a button is shown, in characters: VS Code cuts it off behind its first line. */
const oneLine = 60;

/** The buttons of a message: one that only closes it where it has none and would be cut off before its advice. */
export function withRoom(message: string, buttons: readonly string[]): readonly string[] {
  return buttons.length > 0 || message.length <= oneLine ? buttons : [l10n.t('OK')];
}
