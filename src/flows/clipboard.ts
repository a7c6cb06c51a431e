import { env, UIKind, workspace } from 'vscode';
import { parseDuration } from '../jwt/time.ts';

/** Copies a text, and clears it from the clipboard again where the setting `clipboard.clearAfter` says so and it is still there. */
export async function copyText(text: string): Promise<void> {
  await env.clipboard.writeText(text);
  const clearAfter = parseDuration(workspace.getConfiguration('tokensmith').get('clipboard.clearAfter', 'off'));
  // A browser gives its clipboard only to a page that has the focus and was clicked.
  if (clearAfter === undefined || env.uiKind === UIKind.Web) return;
  setTimeout(async () => {
    if ((await env.clipboard.readText()) === text) await env.clipboard.writeText('');
  }, clearAfter * 1000);
}
