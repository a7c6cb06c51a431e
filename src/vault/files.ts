import { FileSystemError, FileType, Uri, type WorkspaceFolder, workspace } from 'vscode';
import { VaultError } from './errors.ts';

/** The largest file that is read for a key, in bytes. */
export const largestKeyFile = 64 * 1024;

/**
 * Reads a file of limited size.
 * @throws VaultError `vault.file-not-found`, `vault.not-a-file`, `vault.file-too-large`, `vault.file-not-readable`
 */
export async function readSmallFile(uri: Uri, limit = largestKeyFile): Promise<Uint8Array> {
  const file = displayPath(uri);
  try {
    // A FIFO or a device must not be opened: reading it would never end.
    const { type, size } = await workspace.fs.stat(uri);
    if ((type & FileType.File) === 0) throw new VaultError('vault.not-a-file', { file });
    if (size > limit) throw new VaultError('vault.file-too-large', { file, limit });
    const content = await workspace.fs.readFile(uri);
    if (content.length > limit) throw new VaultError('vault.file-too-large', { file, limit });
    return content;
  } catch (error) {
    if (error instanceof VaultError) throw error;
    const missing = error instanceof FileSystemError && error.code === 'FileNotFound';
    throw new VaultError(missing ? 'vault.file-not-found' : 'vault.file-not-readable', { file });
  }
}

/** A file's path as people know it: relative to its workspace folder, with the folder's name where there are several. */
export function displayPath(uri: Uri): string {
  return workspace.asRelativePath(uri);
}

/** The key reference of a file in the workspace. */
export function fileReference(uri: Uri): string {
  return `file:${displayPath(uri)}`;
}

/**
 * Finds the file that a `file:` path means: in a workspace folder of that name where there are several, else in the first
 * folder that has it.
 * @param outside whether the path may lead out of the workspace (only where the user's own settings name it)
 * @throws VaultError `vault.no-workspace`, `vault.outside-workspace`, `vault.file-not-found`
 */
export async function resolvePath(path: string, outside = false): Promise<Uri> {
  const folders = workspace.workspaceFolders ?? [];
  const first = folders[0];
  if (isAbsolute(path)) {
    const uri = first ? first.uri.with({ path: toUriPath(path) }) : Uri.file(path);
    if (!outside && !workspace.getWorkspaceFolder(uri)) throw new VaultError('vault.outside-workspace', { file: path });
    return uri;
  }
  if (!first) throw new VaultError('vault.no-workspace', {});
  for (const { base, rest } of places(path, folders)) {
    const uri = Uri.joinPath(base, rest);
    if (!outside && !isInside(uri, base)) throw new VaultError('vault.outside-workspace', { file: path });
    if (!(await exists(uri))) continue;
    if (!outside && (await passesLink(uri, base))) throw new VaultError('vault.outside-workspace', { file: path });
    return uri;
  }
  throw new VaultError('vault.file-not-found', { file: path });
}

function places(path: string, folders: readonly WorkspaceFolder[]): readonly { base: Uri; rest: string }[] {
  const named = folders.filter(({ name }) => folders.length > 1 && path.startsWith(`${name}/`));
  return [
    ...named.map(({ uri, name }) => ({ base: uri, rest: path.slice(name.length + 1) })),
    ...folders.map(({ uri }) => ({ base: uri, rest: path })),
  ];
}

/** A symbolic link inside the workspace may point out of it, and the file system API does not tell where. */
async function passesLink(uri: Uri, base: Uri): Promise<boolean> {
  const segments = uri.path.slice(base.path.length).split('/').filter(Boolean);
  for (let i = 1; i <= segments.length; i++) {
    const { type } = await workspace.fs.stat(Uri.joinPath(base, ...segments.slice(0, i)));
    if ((type & FileType.SymbolicLink) !== 0) return true;
  }
  return false;
}

async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

function isInside(uri: Uri, base: Uri): boolean {
  return uri.path.startsWith(base.path.endsWith('/') ? base.path : `${base.path}/`);
}

function isAbsolute(path: string): boolean {
  return /^([/\\]|[A-Za-z]:[/\\])/.test(path);
}

function toUriPath(path: string): string {
  const slashed = path.replaceAll('\\', '/');
  return slashed.startsWith('/') ? slashed : `/${slashed}`;
}
