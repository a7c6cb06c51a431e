import { window } from 'vscode';

/** Says in the status bar what was done, as long as it takes to read a sentence. */
export function sayBriefly(words: string): void {
  window.setStatusBarMessage(words, 5000);
}
