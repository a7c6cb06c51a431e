import { type TextDocument, type Uri, workspace } from 'vscode';
import { displayPath } from '../vault/files.ts';
import { UsageError } from './errors.ts';

/** Opens a document by its URI, without showing it. @throws UsageError `command.no-document` */
export async function openDocument(uri: Uri): Promise<TextDocument> {
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) return open;
  try {
    // VS Code would open a new document under the name of an untitled one that is closed.
    if (uri.scheme !== 'untitled') return await workspace.openTextDocument(uri);
  } catch {
    // Said below.
  }
  throw new UsageError('command.no-document', { file: displayPath(uri) });
}
