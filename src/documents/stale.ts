import { window } from 'vscode';
import { scheme } from './scheme.ts';
import { urisOf } from './tabs.ts';

/**
 * Closes the editors of `jwt:` documents of an earlier session, which a reload of the window leaves behind without their
 * tokens. One with unsaved changes stays: its text can still be copied, and saving it says what happened.
 */
export function closeStaleEditors(): void {
  const stale = window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input, isDirty }) => {
      return !isDirty && urisOf(input).some((uri) => uri.scheme === scheme && !uri.authority);
    });
  if (stale.length > 0) void window.tabGroups.close(stale, true);
}
