import { commands, Disposable, window } from 'vscode';
import { isWritableScheme } from '../edits/writable.ts';
import type { Services } from '../services.ts';

/** How long after a change the keys are told anew, in milliseconds. */
const pause = 100;

/**
 * Says that a token was renewed, which completes a step of the walkthrough. VS Code does not see the commands that lenses
 * and fixes run: with arguments, they stay within the extension host.
 */
export function tellRenewed(): void {
  void commands.executeCommand('setContext', 'tokensmith.hasRenewed', true);
}

/**
 * Keeps the context keys that menus go by true of the active editor: `tokensmith.hasTokens`, whether tokens stand in it,
 * and `tokensmith.canRenew`, whether they can be written anew.
 */
export function registerContextKeys({ index }: Services): Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => {
    const document = window.activeTextEditor?.document;
    const hasTokens = document !== undefined && index.count(document) > 0;
    void commands.executeCommand('setContext', 'tokensmith.hasTokens', hasTokens);
    void commands.executeCommand('setContext', 'tokensmith.canRenew', hasTokens && isWritableScheme(document));
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(tell, pause);
  };
  soon();
  return Disposable.from(
    new Disposable(() => clearTimeout(timer)),
    window.onDidChangeActiveTextEditor(soon),
    index.onDidChange(({ document }) => {
      if (document === window.activeTextEditor?.document) soon();
    }),
  );
}
