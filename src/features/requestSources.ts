import { type Memento, type TextDocument, Uri, workspace } from 'vscode';
import type { HttpReading } from '../insertion/httpFile.ts';
import { environmentsOf, type Source } from '../insertion/references.ts';
import { decodeText } from '../keys/text.ts';
import { displayPath, type LinksSeen, readSmallFile } from '../vault/files.ts';
import { httpYac } from './httpYac.ts';

/** A file, or a setting in one, beside an `.http` file that can hold its tokens. */
export interface RequestSource extends Source {
  readonly uri: Uri;
  /** The file's name, as people know it. */
  readonly name: string;
}

const environmentFiles = ['http-client.private.env.json', 'http-client.env.json'] as const;
/** Where REST Client keeps environments. */
const restClient = 'rest-client.environmentVariables';
const chosen = 'environment';

/** How `.http` files are read in this window. */
export const httpReading = (): HttpReading => ({ startsAtMethods: httpYac() !== undefined });

/**
 * The texts that the requests of a document take their tokens from, in the order in which its clients ask them: private
 * environments, public ones, `.env` and REST Client's settings; of each the nearest first, from the document's folder up to
 * the workspace folder. None in an untrusted workspace; one that cannot be read is left out.
 */
export async function sourcesOf(document: TextDocument, environment?: string): Promise<readonly RequestSource[]> {
  if (!workspace.isTrusted) return [];
  const folders = foldersOf(document);
  // Read by their names, and not listed: their folders may have any number of files.
  const links: LinksSeen = new Map();
  const inFolders = (name: string) => folders.map((folder) => Uri.joinPath(folder, name));
  const dotenvs = folders.flatMap((folder) => dotenvNames(environment).map((name) => Uri.joinPath(folder, name)));
  const settings = workspace.getWorkspaceFolder(document.uri);
  const read = await Promise.all([
    ...environmentFiles.flatMap((name) =>
      inFolders(name).map((uri) =>
        sourceAt(uri, links, { form: 'environments', isOfVariables: true, isPrivate: name.includes('private') }),
      ),
    ),
    ...dotenvs.map((uri) =>
      sourceAt(uri, links, { form: 'dotenv', isOfVariables: httpYac() !== undefined, isPrivate: true }),
    ),
    ...(settings && hasRestClient(document)
      ? [
          sourceAt(Uri.joinPath(settings.uri, '.vscode', 'settings.json'), links, {
            form: 'environments',
            root: [restClient],
            isOfVariables: true,
            isPrivate: false,
          }),
        ]
      : []),
  ]);
  return read.filter((source) => source !== undefined);
}

/** A `.env` that is not there yet, where every client of the document looks for it. */
export function newDotenv(document: TextDocument): RequestSource | undefined {
  const folder = workspace.getWorkspaceFolder(document.uri)?.uri ?? foldersOf(document)[0];
  if (!folder) return undefined;
  const uri = Uri.joinPath(folder, '.env');
  return { uri, name: displayPath(uri), text: '', form: 'dotenv', isOfVariables: false, isPrivate: true };
}

/** The environment that counts: httpYac's where it has one, else the one that was chosen here. */
export function environmentOf(memory: Memento, sources: readonly Source[]): string | undefined {
  const names = environmentsOf(sources);
  const active = httpYac()?.documentStore?.activeEnvironment ?? [];
  return [...active, memory.get<string>(chosen)].find((name) => name !== undefined && names.includes(name));
}

/** Remembers the environment that the person chose for this workspace. */
export async function rememberEnvironment(memory: Memento, name: string): Promise<void> {
  await memory.update(chosen, name);
}

/** The document's folder and those above it, up to its workspace folder; the first workspace folder for one without a file. */
function foldersOf({ uri }: TextDocument): readonly Uri[] {
  const root = workspace.getWorkspaceFolder(uri)?.uri ?? workspace.workspaceFolders?.[0]?.uri;
  if (uri.scheme === 'untitled') return root ? [root] : [];
  const folders = [Uri.joinPath(uri, '..')];
  const isBelow = ({ path }: Uri) => root !== undefined && path.startsWith(`${root.path}/`);
  for (let last = folders.at(-1); last && isBelow(last); last = folders.at(-1)) folders.push(Uri.joinPath(last, '..'));
  return folders;
}

const dotenvNames = (environment: string | undefined): readonly string[] => [
  ...(environment === undefined ? [] : [`.env.${environment}`, `${environment}.env`]),
  '.env',
];

async function sourceAt(
  uri: Uri,
  links: LinksSeen,
  form: Omit<RequestSource, 'uri' | 'name' | 'text'>,
): Promise<RequestSource | undefined> {
  try {
    const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
    const text = open?.getText() ?? decodeText(await readSmallFile(uri, { links }))?.text;
    return text === undefined ? undefined : { ...form, uri, name: displayPath(uri), text };
  } catch {
    return undefined;
  }
}

function hasRestClient(document: TextDocument): boolean {
  return workspace.getConfiguration('rest-client', document).get('environmentVariables') !== undefined;
}
