import { l10n, type TextEditor, window, workspace } from 'vscode';
import { editDocument } from '../edits/documents.ts';
import { UsageError } from '../features/errors.ts';
import { inOrder } from '../insertion/edit.ts';
import { destinationOf, shifted } from '../insertion/index.ts';
import { type InsertAs, planInsertion } from '../insertion/plan.ts';
import { displayPath } from '../vault/files.ts';
import { copyText } from './clipboard.ts';

/**
 * Puts a token where the text at the cursor of the active editor takes it from; without an editor, copies the header and
 * says so.
 * @param recipe the name of the recipe that it was made from, where it has one
 * @throws UsageError `insert.…` where the token cannot go there, and what writing throws
 */
export async function insertHeader(token: string, recipe?: string): Promise<void> {
  const editor = window.activeTextEditor;
  if (!editor) {
    await copyText(`Authorization: Bearer ${token}`);
    void window.showInformationMessage(
      l10n.t('No editor is open, so the Authorization header was copied to the clipboard.'),
    );
    return;
  }
  await insertInto(editor, token, recipe);
}

async function insertInto(editor: TextEditor, token: string, recipe: string | undefined): Promise<void> {
  const { document } = editor;
  const insertAs = workspace.getConfiguration('tokensmith', document).get<InsertAs>('http.insertAs', 'header');
  await editDocument(document, () => {
    const { active, start, end } = editor.selection;
    const found = destinationOf({
      languageId: document.languageId,
      path: document.uri.path,
      text: document.getText(),
      offset: document.offsetAt(active),
      selection: { start: document.offsetAt(start), end: document.offsetAt(end) },
    });
    if (found === 'script') throw new UsageError('insert.no-request', { file: displayPath(document.uri) });
    const options = { insertAs, sources: [], environment: undefined, recipe, replaces: false };
    const plan = planInsertion(found.text, found.slot, token, options);
    if (plan.form !== 'plan')
      throw new UsageError('insert.reference', { reference: plan.form === 'reference' ? plan.reference : '' });
    return inOrder(shifted(plan.here, found.start));
  });
}
