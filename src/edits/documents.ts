import { type TextDocument, WorkspaceEdit, window, workspace } from 'vscode';
import { EditError } from '../errors/edits.ts';
import type { TextEdit } from '../insertion/edit.ts';
import { rangeBetween } from '../tokens/tokenIndex.ts';
import { displayPath } from '../vault/files.ts';
import { requireWritable } from './writable.ts';

/** How often an edit is tried that comes too late for a document that is being typed in. */
const mostAttempts = 10;

/**
 * Makes replacements in a document as one step of its undo stack. VS Code is given the version that they were computed
 * for, and takes them for no other; they are then computed anew.
 * @param replacements from the document's present text; it throws, or gives none, where there is nothing to write any more
 * @throws EditError `edit.read-only`, `edit.refused`, and what `replacements` throws; then nothing was changed
 */
export async function editDocument(
  document: TextDocument,
  replacements: () => readonly TextEdit[],
): Promise<readonly TextEdit[]> {
  const file = displayPath(document.uri);
  await requireWritable(document);
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const { version } = document;
    const made = replacements();
    if (made.length === 0) return made;
    // By its answer VS Code has told of all changes that came before.
    if (await apply(document, made)) {
      if (document.version === version && changes(document, made)) throw new EditError('edit.read-only', { file });
      return made;
    }
  }
  throw new EditError('edit.refused', { file });
}

/** Hands replacements to VS Code with the document's present version; `false` where it does not take them. */
async function apply(document: TextDocument, replacements: readonly TextEdit[]): Promise<boolean> {
  const edits = replacements.map(({ start, end, text }) => ({
    range: rangeBetween(document, start, end),
    text,
  }));
  // An editor knows of read-only states that no API tells, and keeps the cursor where people left it.
  const editor = window.visibleTextEditors.find((visible) => visible.document === document);
  const edit = new WorkspaceEdit();
  for (const { range, text } of edits) edit.replace(document.uri, range, text);
  const applied = editor
    ? editor.edit((builder) => {
        for (const { range, text } of edits) builder.replace(range, text);
      })
    : workspace.applyEdit(edit);
  // An editor that was closed meanwhile rejects.
  return applied.then(undefined, () => false);
}

function changes(document: TextDocument, replacements: readonly TextEdit[]): boolean {
  return replacements.some(({ start, end, text }) => document.getText(rangeBetween(document, start, end)) !== text);
}
