import { env, UIKind, window } from 'vscode';
import { setting } from '../settings/settings.ts';

/**
 * Copies a text, and clears it from the clipboard again where the setting `clipboard.clearAfter` says so and it is still
 * there.
 * @param copied what the status bar then says; absent: the caller says it
 */
export async function copyText(text: string, copied?: string): Promise<void> {
  await env.clipboard.writeText(text);
  if (copied !== undefined) window.setStatusBarMessage(copied, 3000);
  const clearAfter = setting('clipboard.clearAfter');
  // A browser gives its clipboard only to a page that has the focus and was clicked.
  if (clearAfter === 0 || env.uiKind === UIKind.Web) return;
  setTimeout(async () => {
    if ((await env.clipboard.readText()) === text) await env.clipboard.writeText('');
  }, clearAfter * 1000);
}
