import {
  type CancellationToken,
  CancellationTokenSource,
  FileType,
  languages,
  RelativePattern,
  type TextDocument,
  Uri,
  type WorkspaceFolder,
  workspace,
} from 'vscode';

/** Folders that are not looked into. */
const excluded = ['.git', 'node_modules'];
/** The schemes of file systems that VS Code searches itself. */
const searched = new Set(['file', 'vscode-remote']);
/** How long another file system may take to find anything, in milliseconds. */
const patience = 1000;
/** Where no search is at hand, at most this many folders are listed. */
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
  if (searched.has(folder.uri.scheme)) return search(folder, globs, most).catch(() => walk(folder, globs, most));
  // A search in a file system that has none never ends.
  const stopped = new CancellationTokenSource();
  const timer = setTimeout(() => stopped.cancel(), patience);
  const over = new Promise<readonly Uri[]>((resolve) => stopped.token.onCancellationRequested(() => resolve([])));
  const found = await Promise.race([search(folder, globs, most, stopped.token), over]);
  clearTimeout(timer);
  stopped.dispose();
  return found.length > 0 ? found : walk(folder, globs, most);
}

async function search(
  folder: WorkspaceFolder,
  globs: readonly string[],
  most: number,
  token?: CancellationToken,
): Promise<readonly Uri[]> {
  const found = globs.map((glob) =>
    workspace.findFiles(new RelativePattern(folder, glob), `**/{${excluded.join(',')}}/**`, most, token),
  );
  return distinct((await Promise.all(found)).flat());
}

/** Whether a glob, as in VS Code's settings, matches a file. */
export function matchesGlob(folder: WorkspaceFolder | undefined, glob: string, uri: Uri): boolean {
  const pattern = folder ? new RelativePattern(folder, glob) : glob;
  // By a pattern alone nothing else of the document is looked at, and a file that nobody has opened has none.
  return languages.match({ pattern }, { uri, languageId: '' } as TextDocument) > 0;
}

/** A text as a glob that matches it alone. */
export function escapeGlob(text: string): string {
  return text.replace(/[[\]{}*?]/g, '[$&]');
}

async function walk(folder: WorkspaceFolder, globs: readonly string[], most: number): Promise<readonly Uri[]> {
  const hidden = Object.entries(
    workspace.getConfiguration('files', folder).get<Readonly<Record<string, unknown>>>('exclude', {}),
  ).flatMap(([glob, on]) => (on === true ? [glob] : []));
  const found: Uri[] = [];
  const folders = [folder.uri];
  for (let listed = 0; listed < mostFolders; listed++) {
    const next = folders.shift();
    if (!next || found.length >= most) break;
    for (const [name, type] of await list(next)) {
      const uri = Uri.joinPath(next, name);
      if (excluded.includes(name) || hidden.some((glob) => matchesGlob(folder, glob, uri))) continue;
      // Links are followed nowhere: they may lead out, or in circles.
      if (type === FileType.Directory) folders.push(uri);
      else if (globs.some((glob) => matchesGlob(folder, glob, uri))) found.push(uri);
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
