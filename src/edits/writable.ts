import { FilePermission, type TextDocument, workspace } from 'vscode';
import { EditError } from '../errors/edits.ts';
import { areFewEnough } from '../globs/glob.ts';
import { isMatched } from '../settings/paths.ts';
import { displayPath } from '../vault/files.ts';

/** Documents that are edited without a file system behind them. */
const writableSchemes = new Set(['untitled', 'vscode-notebook-cell', 'vscode-interactive-input']);

/** Whether a document's scheme can be written at all: not `git:`, `output:` and the like. */
export function isWritableScheme({ uri }: TextDocument): boolean {
  return writableSchemes.has(uri.scheme) || workspace.fs.isWritableFileSystem(uri.scheme) === true;
}

/** Whether VS Code lets people edit a document, as far as extensions can tell. */
export async function isWritable(document: TextDocument): Promise<boolean> {
  if (!isWritableScheme(document)) return false;
  if (writableSchemes.has(document.uri.scheme)) return true;
  if (listed(document, 'readonlyInclude') && !listed(document, 'readonlyExclude')) return false;
  try {
    const { permissions } = await workspace.fs.stat(document.uri);
    const readonly = ((permissions ?? 0) & FilePermission.Readonly) !== 0;
    return (
      !readonly ||
      (isOnDisk(document) && !workspace.getConfiguration('files', document).get('readonlyFromPermissions', false))
    );
  } catch {
    // A file that was deleted meanwhile: its document can be edited still.
    return true;
  }
}

/** Checks that a document can be edited. @throws EditError `edit.read-only` */
export async function requireWritable(document: TextDocument): Promise<void> {
  if (!(await isWritable(document))) throw new EditError('edit.read-only', { file: displayPath(document.uri) });
}

/** On disk VS Code goes by the permissions only where a setting says so. */
function isOnDisk({ uri }: TextDocument): boolean {
  return uri.scheme === 'file' || uri.scheme === 'vscode-remote';
}

function listed(document: TextDocument, setting: 'readonlyInclude' | 'readonlyExclude'): boolean {
  const globs = workspace.getConfiguration('files', document).get<Readonly<Record<string, boolean>>>(setting, {});
  const listing = Object.entries(globs).flatMap(([glob, on]) => (on ? [glob] : []));
  return listing.length > 0 && areFewEnough(listing) && isMatched(document.uri, listing);
}
