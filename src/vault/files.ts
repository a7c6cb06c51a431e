import { FileSystemError, FileType, Uri, type WorkspaceFolder, workspace } from 'vscode';
import type { Origin } from '../recipes/reference.ts';
import { VaultError } from './errors.ts';
import { requireTrust } from './trust.ts';

/** The largest file that is read, in bytes. */
export const largestFile = 64 * 1024;
/** How long a file system may take for one answer, in milliseconds: a share that is gone, or a FIFO that took a file's place, gives none. */
const patience = 5000;

/** What is a link, by path, for as long as one pass over many files takes: what lies above them is asked for once. */
export type LinksSeen = Map<string, Promise<'link' | 'none' | 'absent'>>;

/** How a file may be read. */
export interface FileOptions {
  readonly links?: LinksSeen | undefined;
  /** Whether it may lie outside of the workspace: only what the person alone names. No link leads there from inside, whoever names it. */
  readonly outside?: boolean | undefined;
  /** The largest size, in bytes. */
  readonly limit?: number;
}

/**
 * Reads a file that a path leads to: one in the workspace that no link leads out of, a regular one, of limited size, in
 * limited time. All that a workspace, a recipe or a setting names is read by this.
 * @throws VaultError `vault.untrusted`, `vault.outside-workspace`, `vault.symbolic-link`, `vault.file-not-found`,
 *   `vault.not-a-file`, `vault.file-too-large`, `vault.file-not-readable`, `vault.no-answer`
 */
export async function readSmallFile(
  uri: Uri,
  { outside = false, limit = largestFile, links }: FileOptions = {},
): Promise<Uint8Array> {
  requireTrust();
  const file = displayPath(uri);
  if (!outside || workspace.getWorkspaceFolder(uri)) await requireInside(uri, links);
  try {
    // A FIFO or a device must not be opened: reading it would never end.
    const { type, size } = await answered(uri, workspace.fs.stat(uri));
    if ((type & FileType.File) === 0) throw new VaultError('vault.not-a-file', { file });
    if (size > limit) throw new VaultError('vault.file-too-large', { file, limit });
    const content = await answered(uri, workspace.fs.readFile(uri));
    if (content.length > limit) throw new VaultError('vault.file-too-large', { file, limit });
    return content;
  } catch (error) {
    throw fileError(error, file);
  }
}

/**
 * Checks that a path does not lead out of the workspace: it lies in a workspace folder, and neither it nor a folder
 * between is a symbolic link, as the file system API does not tell where one leads to. What is not there yet is no link.
 * @throws VaultError `vault.untrusted`, `vault.outside-workspace`, `vault.symbolic-link`, `vault.file-not-readable`,
 *   `vault.no-answer`
 */
export async function requireInside(uri: Uri, links?: LinksSeen): Promise<void> {
  requireTrust();
  await requireUnlinked(uri, links);
}

/** As `requireInside`, in any workspace: for what is written at the person's word alone, and tells nothing. */
export async function requireUnlinked(uri: Uri, links: LinksSeen = new Map()): Promise<void> {
  const file = displayPath(uri);
  const base = workspace.getWorkspaceFolder(uri)?.uri;
  // A folder of the workspace is told by its path's beginning alone, which `..` leads out of again; on Windows behind `\\`, too.
  if (!base || /(^|[/\\])\.\.?([/\\]|$)/.test(uri.path)) throw new VaultError('vault.outside-workspace', { file });
  const segments = uri.path.slice(base.path.length).split('/').filter(Boolean);
  for (const i of segments.keys()) {
    const step = Uri.joinPath(base, ...segments.slice(0, i + 1));
    const seen = links.get(step.path) ?? lookAt(step);
    links.set(step.path, seen);
    const found = await seen.catch((error: unknown) => {
      throw fileError(error, file);
    });
    if (found === 'link') throw new VaultError('vault.symbolic-link', { file });
    if (found === 'absent') return;
  }
}

async function lookAt(uri: Uri): Promise<'link' | 'none' | 'absent'> {
  try {
    const { type } = await answered(uri, workspace.fs.stat(uri));
    return (type & FileType.SymbolicLink) === 0 ? 'none' : 'link';
  } catch (error) {
    if (isNotFound(error)) return 'absent';
    throw error;
  }
}

/** The workspace folder in which alone a reference is named, if it is there still. */
export function folderOf(origin: Origin): WorkspaceFolder | undefined {
  if (origin.by === 'person') return undefined;
  return workspace.workspaceFolders?.find(({ uri }) => uri.toString() === origin.folder);
}

/** What a file system rejects with, as one of our own. */
function fileError(error: unknown, file: string): VaultError {
  if (error instanceof VaultError) return error;
  return new VaultError(isNotFound(error) ? 'vault.file-not-found' : 'vault.file-not-readable', { file });
}

/** Waits for a file system. @throws VaultError `vault.no-answer`; what the file system rejects with */
export async function answered<T>(uri: Uri, answer: Thenable<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new VaultError('vault.no-answer', { file: displayPath(uri) })), patience);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
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

/** How a `file:` path is to be understood. */
export interface PathOptions {
  /** Whether the path may lead out of the workspace: only where the user's own settings or hand name it. */
  readonly outside?: boolean | undefined;
  /** The workspace folder whose settings name the path: it is looked into first. */
  readonly folder?: WorkspaceFolder | undefined;
}

/**
 * Finds the file that a `file:` path means: in a workspace folder of that name where there are several, else in the first
 * folder that has it.
 * @throws VaultError `vault.untrusted`, `vault.no-workspace`, `vault.outside-workspace`, `vault.file-not-found`,
 *   `vault.file-not-readable`, `vault.no-answer`
 */
export async function resolvePath(path: string, { outside = false, folder }: PathOptions = {}): Promise<Uri> {
  requireTrust();
  for (const uri of possibleFiles(path, outside, folder)) if (await exists(uri)) return uri;
  throw new VaultError('vault.file-not-found', { file: path });
}

/**
 * The file that a `file:` path names that may not be there yet.
 * @throws VaultError `vault.untrusted`, `vault.no-workspace`, `vault.outside-workspace`
 */
export function newFile(path: string): Uri {
  requireTrust();
  const [uri] = possibleFiles(path, false, undefined);
  if (!uri) throw new VaultError('vault.no-workspace', {});
  return uri;
}

/** Whether a file, folder or link of this name is there. @throws VaultError `vault.untrusted`, `vault.file-not-readable`, `vault.no-answer` */
export async function exists(uri: Uri): Promise<boolean> {
  requireTrust();
  try {
    await answered(uri, workspace.fs.stat(uri));
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw fileError(error, displayPath(uri));
  }
}

/** The workspace folders, the nearest first where one is given. */
export function foldersFrom(nearest: WorkspaceFolder | undefined): readonly WorkspaceFolder[] {
  return [...new Set([...(nearest ? [nearest] : []), ...(workspace.workspaceFolders ?? [])])];
}

/** The files that a path may mean, the first choice first. */
function possibleFiles(path: string, outside: boolean, nearest: WorkspaceFolder | undefined): readonly Uri[] {
  const folders = workspace.workspaceFolders ?? [];
  const [first] = folders;
  if (isAbsolute(path)) {
    const uri = absoluteUri(path);
    if (!outside && !workspace.getWorkspaceFolder(uri)) throw new VaultError('vault.outside-workspace', { file: path });
    return [uri];
  }
  if (!first) throw new VaultError('vault.no-workspace', {});
  const named = folders.filter(({ name }) => folders.length > 1 && path.startsWith(`${name}/`));
  return [
    ...named.map((folder) => inside(folder, path.slice(folder.name.length + 1), path, outside)),
    ...foldersFrom(nearest).map((folder) => inside(folder, path, path, outside)),
  ];
}

/** @throws VaultError `vault.outside-workspace` */
function inside({ uri: base }: WorkspaceFolder, rest: string, path: string, outside: boolean): Uri {
  const uri = Uri.joinPath(base, rest.replaceAll('\\', '/'));
  const root = base.path.endsWith('/') ? base.path : `${base.path}/`;
  if (!outside && !uri.path.startsWith(root)) throw new VaultError('vault.outside-workspace', { file: path });
  return uri;
}

function isNotFound(error: unknown): boolean {
  return error instanceof FileSystemError && (error.code === 'FileNotFound' || error.code === 'FileNotADirectory');
}

/** Whether a path does not depend on a workspace folder. */
export function isAbsolute(path: string): boolean {
  return /^([/\\]|[A-Za-z]:[/\\])/.test(path);
}

/** The file of an absolute path, on the file system that the workspace is on. */
export function absoluteUri(path: string): Uri {
  const slashed = path.replaceAll('\\', '/');
  const root = workspace.workspaceFolders?.[0]?.uri ?? Uri.file('/');
  // `joinPath` takes out what `..` would climb over.
  return Uri.joinPath(root.with({ path: '/' }), slashed);
}
