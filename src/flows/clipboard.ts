import { env, UIKind } from 'vscode';
import { setting } from '../settings/settings.ts';

/** Copies a text, and clears it from the clipboard again where the setting `clipboard.clearAfter` says so and it is still there. */
export async function copyText(text: string): Promise<void> {
  await env.clipboard.writeText(text);
  const clearAfter = setting('clipboard.clearAfter');
  // A browser gives its clipboard only to a page that has the focus and was clicked.
  if (clearAfter === 0 || env.uiKind === UIKind.Web) return;
  setTimeout(async () => {
    if ((await env.clipboard.readText()) === text) await env.clipboard.writeText('');
  }, clearAfter * 1000);
}
