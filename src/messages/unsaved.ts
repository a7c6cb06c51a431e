import { l10n, type TextDocument, workspace } from 'vscode';
import { displayPath } from '../vault/files.ts';

/** Words on what was written into a document, with the fact that its file still has what it had. */
export function withUnsaved(words: string, document: TextDocument): string {
  const isSaved = !document.isDirty || document.isUntitled;
  const savesItself = workspace.getConfiguration('files', document).get('autoSave') !== 'off';
  return isSaved || savesItself
    ? words
    : `${words} ${l10n.t('{file} has unsaved changes.', { file: displayPath(document.uri) })}`;
}
