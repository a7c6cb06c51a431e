import { TabInputText, TabInputTextDiff, type Uri, window } from 'vscode';

/** The documents that a tab shows: one, or the two that it compares. */
export function urisOf(input: unknown): readonly Uri[] {
  if (input instanceof TabInputText) return [input.uri];
  return input instanceof TabInputTextDiff ? [input.original, input.modified] : [];
}

/** The URIs of all documents that a tab shows, as texts. */
export function shownUris(): ReadonlySet<string> {
  const inputs = window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
  return new Set(inputs.flatMap((input) => urisOf(input).map(String)));
}
