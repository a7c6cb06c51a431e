import { type TextDocument, type Uri, workspace } from 'vscode';
import { EditError } from '../errors/edits.ts';
import { displayPath } from '../vault/files.ts';

/** Opens a document by its URI, without showing it. @throws EditError `edit.no-document` */
export async function openDocument(uri: Uri): Promise<TextDocument> {
  const known = openAs(uri);
  if (known) return known;
  try {
    // VS Code would open a new document under the name of an untitled one that is closed.
    if (uri.scheme !== 'untitled') return await workspace.openTextDocument(uri);
  } catch {
    // Said below.
  }
  throw new EditError('edit.no-document', { file: displayPath(uri) });
}

/** The document of a URI that is open, shown or not. */
export function openAs(uri: Uri): TextDocument | undefined {
  return workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
}
