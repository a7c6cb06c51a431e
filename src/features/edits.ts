import { Range, type TextDocument, WorkspaceEdit, window, workspace } from 'vscode';
import { displayPath } from '../vault/files.ts';
import { UsageError } from './errors.ts';
import { isWritable } from './writable.ts';

/** A replacement in a document's text, in UTF-16 offsets. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Makes replacements in a document as one step of its undo stack, if it is still at the version that they were computed for.
 * @throws UsageError `command.read-only`, `command.token-changed`, `command.edit-refused`; then nothing was changed
 */
export async function applyEdits(
  document: TextDocument,
  version: number,
  replacements: readonly Replacement[],
): Promise<void> {
  const file = displayPath(document.uri);
  if (!(await isWritable(document))) throw new UsageError('command.read-only', { file });
  if (document.version !== version) throw new UsageError('command.token-changed', { file });
  const edits = replacements.map(({ start, end, text }) => ({
    range: new Range(document.positionAt(start), document.positionAt(end)),
    text,
  }));
  const editor = window.visibleTextEditors.find((visible) => visible.document === document);
  // An editor knows of read-only states that no API tells, and keeps the cursor where people left it.
  const done = editor
    ? await editor.edit((builder) => {
        for (const { range, text } of edits) builder.replace(range, text);
      })
    : await workspace.applyEdit(workspaceEdit(document, edits));
  if (!done) throw new UsageError('command.edit-refused', { file });
  if (editor && document.version === version && changes(document, replacements))
    throw new UsageError('command.read-only', { file });
}

function workspaceEdit(
  document: TextDocument,
  edits: readonly { readonly range: Range; readonly text: string }[],
): WorkspaceEdit {
  const edit = new WorkspaceEdit();
  for (const { range, text } of edits) edit.replace(document.uri, range, text);
  return edit;
}

function changes(document: TextDocument, replacements: readonly Replacement[]): boolean {
  return replacements.some(
    ({ start, end, text }) =>
      document.getText(new Range(document.positionAt(start), document.positionAt(end))) !== text,
  );
}
