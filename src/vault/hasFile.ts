import { FileType, Uri, type WorkspaceFolder, workspace } from 'vscode';
import { answered, foldersFrom, isAbsolute } from './files.ts';

/**
 * Whether the workspace, if it is trusted, has a file of this path. A text that may be a secret is asked about: no file
 * system is told more of it than the names of folders that are there.
 */
export async function hasFile(path: string, nearest: WorkspaceFolder | undefined): Promise<boolean> {
  if (!workspace.isTrusted || isAbsolute(path)) return false;
  const folders = foldersFrom(nearest);
  const names = path.split(/[\\/]/);
  for (const { uri, name } of folders) {
    if (await holds(uri, names)) return true;
    if (folders.length > 1 && names[0] === name && (await holds(uri, names.slice(1)))) return true;
  }
  return false;
}

async function holds(folder: Uri, [name = '', ...rest]: readonly string[]): Promise<boolean> {
  try {
    const entries = await answered(folder, workspace.fs.readDirectory(folder));
    const [, type = FileType.Unknown] = entries.find(([each]) => each === name) ?? [];
    if (rest.length === 0) return (type & FileType.File) !== 0;
    return (type & FileType.Directory) !== 0 && (await holds(Uri.joinPath(folder, name), rest));
  } catch {
    return false;
  }
}
