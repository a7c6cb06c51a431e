import { commands, Disposable, window } from 'vscode';
import { isWritableScheme } from '../edits/writable.ts';
import type { Services } from '../services.ts';
import { warmUp } from './warmUp.ts';

/** Where what made tokens here is kept, in the workspace's state. */
export const made = 'made';

/** How long after a change the keys are told, in milliseconds. */
const pause = 100;

/**
 * Says that a token was renewed, which completes a step of the walkthrough. VS Code does not see the commands that lenses
 * and fixes run: with arguments, they stay within the extension host.
 */
export function tellRenewed(): void {
  void commands.executeCommand('setContext', 'tokensmith.hasRenewed', true);
}

/** Says that a token was made by hand, which completes a step of the walkthrough, in a later session too. */
export function tellMade(): void {
  void commands.executeCommand('setContext', 'tokensmith.hasMade', true);
}

/**
 * Keeps the context keys that menus go by true of the active editor: `tokensmith.hasTokens`, whether tokens stand in it,
 * `tokensmith.onToken`, whether the cursor is on one, and `tokensmith.canRenew`, whether they can be written again.
 * @param likely loads what people then ask for first, while they look
 */
export function registerContextKeys(
  { tokens: { index }, tokens, memory }: Services,
  likely: () => Promise<unknown>,
): Disposable {
  let warming: Disposable | undefined;
  if (memory.get(made) !== undefined) tellMade();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const told = new Map<string, boolean>();
  const set = (key: string, value: boolean) => {
    if (told.get(key) === value) return;
    told.set(key, value);
    void commands.executeCommand('setContext', `tokensmith.${key}`, value);
  };
  const tell = () => {
    const editor = window.activeTextEditor;
    const document = editor?.document;
    const hasTokens = document !== undefined && index.count(document) > 0;
    set('hasTokens', hasTokens);
    if (hasTokens) warming ??= warmUp(likely);
    const isOn = () =>
      editor !== undefined &&
      index.tokenAt(editor.document, editor.document.offsetAt(editor.selection.active)) !== undefined;
    set('onToken', hasTokens && isOn());
    set('canRenew', hasTokens && isWritableScheme(document));
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(tell, pause);
  };
  soon();
  return Disposable.from(
    new Disposable(() => {
      clearTimeout(timer);
      warming?.dispose();
    }),
    window.onDidChangeActiveTextEditor(soon),
    window.onDidChangeTextEditorSelection(soon),
    tokens.onDidChange(({ document, reason }) => {
      if (reason === 'text' && document === window.activeTextEditor?.document) soon();
    }),
  );
}
