import { type TextDocument, type Uri, workspace } from 'vscode';
import { EditError } from '../errors/edits.ts';
import { applyEdits, type TextEdit } from '../insertion/edit.ts';
import { VaultError } from '../vault/errors.ts';
import { answered, displayPath, exists, readSmallFile, requireInside } from '../vault/files.ts';
import { type FileText, readText } from './bytes.ts';
import { editDocument } from './documents.ts';
import { openAs } from './openDocument.ts';

/** The largest file that is edited, in bytes. */
export const largestEdited = 4 * 1024 * 1024;

/** Says the edits of a text; none where it is to stay. */
export type EditText = (text: string) => readonly TextEdit[];

/**
 * Edits a file of the workspace, or makes it. Where it is open, it is edited in its document, as one step of the undo stack,
 * and saved; else its other bytes stay: byte order mark, encoding and line ends. Nothing is written from what could not be
 * read whole, nor behind a link that leads out of the workspace.
 * @param edit may be called again where the file changes meanwhile
 * @throws VaultError `vault.untrusted`, `vault.outside-workspace`, `vault.symbolic-link`, `vault.not-a-file`,
 *   `vault.file-too-large`, `vault.file-not-readable`, `vault.no-answer`; EditError `edit.encoding`, `edit.changed`,
 *   `edit.read-only`, `edit.refused`, `edit.not-written`, and `edit.not-saved`, where the edit is in the document
 */
export async function editFile(uri: Uri, edit: EditText): Promise<void> {
  await requireInside(uri);
  const onDisk = await readFile(uri);
  const document = openAs(uri);
  if (document?.isDirty || (document && isSame(document, onDisk))) return editOpen(document, onDisk, edit);
  const edits = edit(onDisk.text);
  if (edits.length > 0) await replaceFile(uri, onDisk, onDisk.encode(edits));
}

/**
 * Writes new files into the workspace, all or none, and none over a file that is there.
 * @throws VaultError `vault.untrusted`, `vault.outside-workspace`, `vault.symbolic-link`, `vault.file-not-readable`,
 *   `vault.no-answer`; EditError `edit.file-exists`, `edit.not-written`
 */
export async function createFiles(files: readonly (readonly [file: Uri, text: string])[]): Promise<void> {
  const written: (readonly [file: Uri, content: Uint8Array])[] = [];
  for (const [uri] of files) await requireFree(uri);
  for (const [uri, text] of files) {
    const content = new TextEncoder().encode(text);
    try {
      await requireFree(uri);
      written.push([uri, content]);
      await answered(uri, workspace.fs.writeFile(uri, content));
    } catch (error) {
      await Promise.allSettled(written.map(([begun, ours]) => removeOurs(begun, ours)));
      if (error instanceof VaultError || error instanceof EditError) throw error;
      throw new EditError('edit.not-written', { file: displayPath(uri) });
    }
  }
}

/** Checks that a file can be made here. @throws as `createFiles` */
export async function requireFree(uri: Uri): Promise<void> {
  await requireInside(uri);
  if (await exists(uri)) throw new EditError('edit.file-exists', { file: displayPath(uri) });
}

/** Removes what was written of a new file; what another program has written there meanwhile stays. */
async function removeOurs(uri: Uri, content: Uint8Array): Promise<void> {
  const there = await readSmallFile(uri);
  if (there.length <= content.length && there.every((byte, i) => byte === content[i])) await workspace.fs.delete(uri);
}

interface OnDisk extends FileText {
  /** `undefined` for a file that is not there. */
  readonly bytes: Uint8Array | undefined;
}

async function readFile(uri: Uri): Promise<OnDisk> {
  const file = displayPath(uri);
  const bytes = await bytesOf(uri);
  const text = readText(bytes ?? new Uint8Array());
  if (!text) throw new EditError('edit.encoding', { file });
  return { ...text, bytes };
}

async function bytesOf(uri: Uri): Promise<Uint8Array | undefined> {
  if (!(await exists(uri))) return undefined;
  const { size } = await answered(uri, workspace.fs.stat(uri));
  const bytes = await readSmallFile(uri, { limit: largestEdited });
  // Some file systems do not know their files' sizes, but none gives less than all of a file.
  if (bytes.length < size) throw new VaultError('vault.file-not-readable', { file: displayPath(uri) });
  return bytes;
}

/** Whether a document has the text of its file, to the last line end, so that saving it changes nothing else. */
function isSame(document: TextDocument, { text, bytes }: OnDisk): boolean {
  return bytes !== undefined && !document.isClosed && document.getText() === text;
}

async function editOpen(document: TextDocument, { isUtf }: OnDisk, edit: EditText): Promise<void> {
  const file = displayPath(document.uri);
  // Opened as UTF-8, its other bytes are lost to the document, and saving would lose them for good.
  if (document.isDirty && !isUtf) throw new EditError('edit.encoding', { file });
  const made = await editDocument(document, () => edit(document.getText()));
  if (made.length > 0) await saveFile(document);
}

/**
 * How a document is saved once edits of its present text are made: only where they are all that is not saved of it. What
 * people have typed is theirs to save.
 */
export function savingOnly(document: TextDocument, edits: readonly TextEdit[]): () => Promise<void> {
  const alone = document.isDirty ? undefined : applyEdits(document.getText(), edits);
  return async () => {
    if (document.getText() === alone) await saveFile(document);
  };
}

/** Saves a document that was edited. @throws EditError `edit.not-saved` */
async function saveFile(document: TextDocument): Promise<void> {
  if (!(await document.save())) throw new EditError('edit.not-saved', { file: displayPath(document.uri) });
}

/** Not every file system says when a file was changed: what is there must be what was read. */
async function replaceFile(uri: Uri, { bytes: before }: OnDisk, content: Uint8Array): Promise<void> {
  const file = displayPath(uri);
  const now = await bytesOf(uri);
  if (now?.length !== before?.length || now?.some((byte, i) => byte !== before?.[i]))
    throw new EditError('edit.changed', { file });
  try {
    await answered(uri, workspace.fs.writeFile(uri, content));
  } catch (error) {
    if (error instanceof VaultError) throw error;
    throw new EditError('edit.not-written', { file });
  }
}
