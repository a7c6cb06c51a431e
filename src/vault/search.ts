import { FileType, languages, RelativePattern, type TextDocument, Uri, type WorkspaceFolder, workspace } from 'vscode';

/** Folders that are not looked into. */
const excluded = ['.git', 'node_modules'];
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
  const search = (glob: string, limit: number) =>
    workspace.findFiles(new RelativePattern(folder, glob), `**/{${excluded.join(',')}}/**`, limit);
  const found = (await Promise.all(globs.map((glob) => search(glob, most)))).flat();
  if (found.length > 0) return distinct(found);
  // A file system without a search provider finds nothing, whatever there is.
  return (await search('**/*', 1)).length > 0 ? [] : walk(folder, globs, most);
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
