import { TabInputText, TabInputTextDiff, window } from 'vscode';
import { scheme } from '../features/jwtScheme.ts';
import type { DocumentStore } from './store.ts';

/**
 * Closes the editors of `jwt:` documents of an earlier session, which a reload of the window leaves behind without their
 * tokens. One with unsaved changes stays: its text can still be copied, and saving it says what happened.
 */
export function closeStaleEditors(documents: DocumentStore): void {
  const stale = window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input, isDirty }) => {
      const uris =
        input instanceof TabInputText
          ? [input.uri]
          : input instanceof TabInputTextDiff
            ? [input.original, input.modified]
            : [];
      return !isDirty && uris.some((uri) => uri.scheme === scheme && !uri.authority && !documents.get(uri));
    });
  void window.tabGroups.close(stale, true);
}
