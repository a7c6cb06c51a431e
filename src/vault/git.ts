import { Uri, workspace } from 'vscode';
import { type IgnoreRules, isIgnored, readRules } from '../globs/ignoreRules.ts';
import { homeFolder } from './environmentFiles.ts';
import { VaultError } from './errors.ts';
import { exists, readSmallFile } from './files.ts';

/** Rules by the paths of their files. */
export type RulesRead = Map<string, Promise<IgnoreRules>>;

/** How far up from a file its repository is looked for, in folders. */
const highest = 40;

/**
 * Whether git would commit a file: it is in a repository, and none of its `.gitignore` files, the repository's own
 * exclude file and the person's ignore file covers it. The git extension's API has no such question, and is not there
 * in a web worker host. What `core.excludesFile` names elsewhere is not known.
 * @param read the rules that were read already; give the same for many files
 * @throws VaultError `vault.untrusted`
 */
export async function wouldBeCommitted(file: Uri, read: RulesRead = new Map()): Promise<boolean> {
  const repository = await repositoryOf(file);
  if (!repository) return false;
  return !isIgnored(pathWithin(repository, file), await rulesFor(repository, file, read));
}

/** The root of the repository that a file is in; `undefined` where it is in none. */
export async function repositoryOf(file: Uri): Promise<Uri | undefined> {
  let folder = Uri.joinPath(file, '..');
  for (let i = 0; i < highest; i++) {
    if (await exists(Uri.joinPath(folder, '.git')).catch(unlessDefect)) return folder;
    const parent = Uri.joinPath(folder, '..');
    if (parent.path === folder.path) return undefined;
    folder = parent;
  }
  return undefined;
}

/** The rules that count for a file, the weakest first. */
async function rulesFor(repository: Uri, file: Uri, read: RulesRead): Promise<readonly IgnoreRules[]> {
  const names = pathWithin(repository, file).split('/').slice(0, -1);
  const folders = ['', ...names.map((_, i) => `${names.slice(0, i + 1).join('/')}/`)];
  const sources = [
    ...(homeFolder ? [{ folder: '', uri: Uri.joinPath(homeFolder, '.config', 'git', 'ignore') }] : []),
    { folder: '', uri: Uri.joinPath(repository, '.git', 'info', 'exclude') },
    ...folders.map((folder) => ({ folder, uri: Uri.joinPath(repository, folder, '.gitignore') })),
  ];
  const rules = sources.map(({ folder, uri }) => {
    const known = read.get(uri.path) ?? textIfThere(uri).then((text) => readRules(folder, text ?? ''));
    read.set(uri.path, known);
    return known;
  });
  return Promise.all(rules);
}

/** Of a file in the workspace; its repository may begin above it, and the person's own rules lie elsewhere. */
async function textIfThere(uri: Uri): Promise<string | undefined> {
  const content = await readSmallFile(uri, { outside: !workspace.getWorkspaceFolder(uri) }).catch(unlessDefect);
  return content && new TextDecoder().decode(content);
}

/** @throws VaultError `vault.untrusted`; what is no VaultError, a defect */
function unlessDefect(error: unknown): undefined {
  if (!(error instanceof VaultError) || error.code === 'vault.untrusted') throw error;
}

/** A file's path from a folder that it is in. */
export function pathWithin(folder: Uri, file: Uri): string {
  return file.path.slice(folder.path.length).replace(/^\//, '');
}
