import { Uri, workspace } from 'vscode';
import { type IgnoreRules, isIgnored, readRules } from '../globs/ignoreRules.ts';
import { homeFolder } from './environmentFiles.ts';
import { VaultError } from './errors.ts';
import { exists, type LinksSeen, readSmallFile } from './files.ts';

/** What was seen of folders, links and rules, by path, for as long as one pass over many files takes. */
export interface GitSeen {
  readonly repositories: Map<string, Promise<boolean>>;
  readonly rules: Map<string, Promise<IgnoreRules>>;
  readonly links: LinksSeen;
}

/** What a pass begins with. */
export const nothingSeen = (): GitSeen => ({ repositories: new Map(), rules: new Map(), links: new Map() });

/** How far up from a file its repository is looked for, in folders. */
const highest = 40;

/**
 * Whether git would commit a file: it is in a repository, and none of its `.gitignore` files, the repository's own
 * exclude file and the person's ignore file covers it. The git extension's API has no such question, and is not there
 * in a web worker host. What `core.excludesFile` names elsewhere is not known.
 * @param seen what was seen already; give the same for many files
 * @throws VaultError `vault.untrusted`
 */
export async function wouldBeCommitted(file: Uri, seen = nothingSeen()): Promise<boolean> {
  const repository = await repositoryOf(file, seen);
  if (!repository) return false;
  return !isIgnored(pathWithin(repository, file), await rulesFor(repository, file, seen));
}

/** The root of the repository that a file is in; `undefined` where it is in none. */
export async function repositoryOf(file: Uri, { repositories } = nothingSeen()): Promise<Uri | undefined> {
  let folder = Uri.joinPath(file, '..');
  for (let i = 0; i < highest; i++) {
    const known = repositories.get(folder.path) ?? isRepository(folder);
    repositories.set(folder.path, known);
    if (await known) return folder;
    const parent = Uri.joinPath(folder, '..');
    if (parent.path === folder.path) return undefined;
    folder = parent;
  }
  return undefined;
}

async function isRepository(folder: Uri): Promise<boolean> {
  return (await exists(Uri.joinPath(folder, '.git')).catch(nothingIfTrusted)) ?? false;
}

/** The rules that count for a file, the weakest first. */
async function rulesFor(repository: Uri, file: Uri, { rules: read, links }: GitSeen): Promise<readonly IgnoreRules[]> {
  const names = pathWithin(repository, file).split('/').slice(0, -1);
  const folders = ['', ...names.map((_, i) => `${names.slice(0, i + 1).join('/')}/`)];
  const sources = [
    ...(homeFolder ? [{ folder: '', uri: Uri.joinPath(homeFolder, '.config', 'git', 'ignore') }] : []),
    { folder: '', uri: Uri.joinPath(repository, '.git', 'info', 'exclude') },
    ...folders.map((folder) => ({ folder, uri: Uri.joinPath(repository, folder, '.gitignore') })),
  ];
  const rules = sources.map(({ folder, uri }) => {
    const known = read.get(uri.path) ?? textIfThere(uri, links).then((text) => readRules(folder, text ?? ''));
    read.set(uri.path, known);
    return known;
  });
  return Promise.all(rules);
}

/** Of a file in the workspace; its repository may begin above it, and the person's own rules lie elsewhere. */
async function textIfThere(uri: Uri, links: LinksSeen): Promise<string | undefined> {
  const outside = !workspace.getWorkspaceFolder(uri);
  const content = await readSmallFile(uri, { outside, links }).catch(nothingIfTrusted);
  return content && new TextDecoder().decode(content);
}

/** Nothing, of what is not there or cannot be read. @throws VaultError `vault.untrusted`; what is no VaultError, a defect */
function nothingIfTrusted(error: unknown): undefined {
  if (!(error instanceof VaultError) || error.code === 'vault.untrusted') throw error;
}

/** A file's path from a folder that it is in. */
export function pathWithin(folder: Uri, file: Uri): string {
  return file.path.slice(folder.path.length).replace(/^\//, '');
}
