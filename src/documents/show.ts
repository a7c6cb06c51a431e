import { TabInputText, type TextEditor, type Uri, ViewColumn, window, workspace } from 'vscode';
import { scheme } from './store.ts';

/** Shows a `jwt:` document: where it is shown already, else where others of its scheme are, else beside the active editor. */
export async function showDocument(uri: Uri, { preview }: { readonly preview: boolean }): Promise<TextEditor> {
  const document = await workspace.openTextDocument(uri);
  return window.showTextDocument(document, { viewColumn: columnFor(uri), preview });
}

/** The column that a `jwt:` document belongs in. */
export function columnFor(uri?: Uri): ViewColumn {
  const tabs = window.tabGroups.all.flatMap(({ tabs }) => tabs);
  const shows = (test: (shown: Uri) => boolean) =>
    tabs.find(({ input }) => input instanceof TabInputText && test(input.uri));
  const shown = uri && shows((other) => other.toString() === uri.toString());
  const other = shown ?? shows(({ scheme: theirs }) => theirs === scheme);
  if (other) return other.group.viewColumn;
  return window.activeTextEditor ? ViewColumn.Beside : ViewColumn.Active;
}
