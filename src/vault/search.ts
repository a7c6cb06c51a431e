import {
  type CancellationToken,
  CancellationTokenSource,
  FileType,
  RelativePattern,
  Uri,
  type WorkspaceFolder,
  workspace,
} from 'vscode';
import { areFewEnough, globsOf } from '../globs/glob.ts';

/** Folders that are not looked into. */
const excluded = ['.git', 'node_modules'];
/** The schemes of file systems that VS Code searches itself. */
const searched = new Set(['file', 'vscode-remote']);
/**
 * How long VS Code's search may take, in milliseconds, and that of another file system: one that has none never ends. VS
 * Code follows links, of which one may lead to all that the machine has.
 */
const patience = { searched: 15_000, others: 1000 };
/** Where no search came to its end, at most this many folders are listed. */
const mostFolders = 500;

/**
 * The files of a workspace folder that match one of the globs; what `files.exclude`, `.git` and `node_modules` hold left out.
 * @param most at most this many files a glob
 */
export async function findFiles(
  folder: WorkspaceFolder,
  globs: readonly string[],
  most: number,
): Promise<readonly Uri[]> {
  const isSearched = searched.has(folder.uri.scheme);
  const stopped = new CancellationTokenSource();
  const timer = setTimeout(() => stopped.cancel(), isSearched ? patience.searched : patience.others);
  const over = new Promise<undefined>((resolve) => stopped.token.onCancellationRequested(() => resolve(undefined)));
  const found = await Promise.race([search(folder, globs, most, stopped.token).catch(() => undefined), over]);
  clearTimeout(timer);
  stopped.dispose();
  // Where there is no search, nothing is found.
  return found && (isSearched || found.length > 0) ? found : walk(folder, globs, most);
}

async function search(
  folder: WorkspaceFolder,
  globs: readonly string[],
  most: number,
  token: CancellationToken,
): Promise<readonly Uri[]> {
  const found = globs.map((glob) =>
    workspace.findFiles(new RelativePattern(folder, glob), `**/{${excluded.join(',')}}/**`, most, token),
  );
  return distinct((await Promise.all(found)).flat());
}

/** The path of a file from a workspace folder; empty where it is not in it. */
export function pathIn({ uri }: WorkspaceFolder, file: Uri): string {
  const base = uri.path.endsWith('/') ? uri.path : `${uri.path}/`;
  return file.path.startsWith(base) ? file.path.slice(base.length) : '';
}

/** A text as a glob that matches it alone. */
export function escapeGlob(text: string): string {
  return text.replace(/[[\]{}*?]/g, '[$&]');
}

async function walk(folder: WorkspaceFolder, globs: readonly string[], most: number): Promise<readonly Uri[]> {
  const hiding = Object.entries(
    workspace.getConfiguration('files', folder).get<Readonly<Record<string, unknown>>>('exclude', {}),
  ).flatMap(([glob, on]) => (on === true ? [glob] : []));
  const hidden = globsOf(areFewEnough(hiding) ? hiding : []);
  const wanted = globsOf(globs);
  const found: Uri[] = [];
  const folders = [folder.uri];
  for (let listed = 0; listed < mostFolders; listed++) {
    const next = folders.shift();
    if (!next || found.length >= most) break;
    for (const [name, type] of await list(next)) {
      const uri = Uri.joinPath(next, name);
      if (excluded.includes(name) || hidden.match(pathIn(folder, uri))) continue;
      // Links are followed nowhere: they may lead out, or in circles.
      if (type === FileType.Directory) folders.push(uri);
      else if (wanted.match(pathIn(folder, uri))) found.push(uri);
    }
  }
  return found.slice(0, most);
}

/** What a folder holds; nothing where it cannot be read. */
async function list(folder: Uri): Promise<readonly [string, FileType][]> {
  try {
    return await workspace.fs.readDirectory(folder);
  } catch {
    return [];
  }
}

function distinct(uris: readonly Uri[]): readonly Uri[] {
  return [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
}
