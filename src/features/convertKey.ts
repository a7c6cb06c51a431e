import { env, l10n, UIKind, window } from 'vscode';
import { conversionCommand, keyErrorWords } from '../messages/errors.ts';
import type { KnownKey } from '../vault/knownKey.ts';

/** Why something that holds a key cannot be read, and the command that converts it. */
export interface Conversion {
  readonly words: string;
  readonly command: string;
}

/** How what a reference leads to is converted; `undefined` where nothing says how, or it is no file. */
export function conversionOf(fault: KnownKey['fault'], reference: string): Conversion | undefined {
  const command = fault && conversionCommand(fault, reference);
  return command === undefined ? undefined : { words: keyErrorWords(fault, reference) ?? '', command };
}

/** Says how a file is converted; the person runs the command, after reading it. */
export async function offerConversion({ words, command }: Conversion): Promise<void> {
  const copy = l10n.t('Copy Command');
  const terminal = l10n.t('Show in Terminal');
  // VS Code for the Web without a server has none.
  const hasTerminal = env.uiKind !== UIKind.Web || env.remoteName !== undefined;
  const ways = hasTerminal ? [copy, terminal] : [copy];
  const answer = await window.showInformationMessage(words, { modal: true }, ...ways);
  if (answer === copy) await env.clipboard.writeText(command);
  if (answer !== terminal) return;
  const opened = window.createTerminal();
  opened.show();
  opened.sendText(command, false);
}
