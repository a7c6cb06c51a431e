import { type Memento, type TextDocument, Uri, workspace } from 'vscode';
import { isHttpFile } from '../insertion/fileTypes.ts';
import type { HttpReading } from '../insertion/httpFile.ts';
import { environmentsOf, type Source } from '../insertion/references.ts';
import { decodeText } from '../keys/text.ts';
import { answered, displayPath, exists, type LinksSeen, readSmallFile } from '../vault/files.ts';
import { activeEnvironment, httpYac } from './httpYac.ts';

/** A file, or a setting in one, beside a file of requests that can hold its tokens. */
export interface RequestSource extends Source {
  readonly uri: Uri;
  /** The file's name, as people know it. */
  readonly name: string;
}

const environmentFiles = ['http-client.private.env.json', 'http-client.env.json'] as const;
/** Where REST Client and httpYac keep environments. */
const settingsOfClients = ['rest-client.environmentVariables', 'httpyac.environmentVariables'] as const;
/** What httpYac reads as JSON, of the files that it looks for its environments in. */
const httpYacConfigs = ['.httpyac.json', 'httpyac.config.json'] as const;
/** The folder in which httpYac looks for more `.env` files. */
const httpYacFolder = 'env';
const chosen = 'environment';

/** How `.http` files are read in this window. */
export const httpReading = (): HttpReading => ({ startsAtMethods: httpYac() !== undefined });

/**
 * The texts that the requests of a document take their tokens from, in the order in which its client asks them; of each the
 * nearest first, from the document's folder up to the workspace folder. None in an untrusted workspace; one that cannot be
 * read is left out.
 */
export async function sourcesOf(document: TextDocument, environment?: string): Promise<readonly RequestSource[]> {
  if (!workspace.isTrusted) return [];
  const folders = foldersOf(document);
  const { languageId, uri } = document;
  const links: LinksSeen = new Map();
  const candidates = isHttpFile(languageId, uri.path)
    ? httpSources(document, folders, environment)
    : uri.path.toLowerCase().endsWith('.bru')
      ? await brunoSources(folders)
      : // What else names a variable of `.env` has it beside itself: Docker Compose, a script.
        named(folders.slice(0, 1), ['.env'], dotenv);
  const read = await Promise.all(candidates.map(([file, form]) => sourceAt(file, links, form)));
  return read.filter((source) => source !== undefined);
}

type Form = Omit<RequestSource, 'uri' | 'name' | 'text'>;
/** A file that may be there, and what it is then. Read by its name, as folders may have any number of files. */
type Candidate = readonly [file: Uri, form: Form];

const dotenv: Form = { form: 'dotenv', isOfVariables: false, isPrivate: true };
const shared = { isOfVariables: true, isPrivate: false } as const;

const named = (folders: readonly Uri[], names: readonly string[], form: Form): readonly Candidate[] =>
  folders.flatMap((folder) => names.map((name): Candidate => [Uri.joinPath(folder, name), form]));

/** Private environments, public ones, `.env`, and what else httpYac or REST Client has. */
function httpSources(
  document: TextDocument,
  folders: readonly Uri[],
  environment: string | undefined,
): readonly Candidate[] {
  const isHttpYac = httpYac() !== undefined;
  const all = isHttpYac ? folders.flatMap((folder) => [Uri.joinPath(folder, httpYacFolder), folder]) : folders;
  const root = workspace.getWorkspaceFolder(document.uri)?.uri;
  const settings = settingsOfClients.filter((name) => hasSetting(name, document));
  return [
    ...environmentFiles.flatMap((name) =>
      named(all, [name], { form: 'environments', isOfVariables: true, isPrivate: name.includes('private') }),
    ),
    ...named(all, dotenvNames(environment), { ...dotenv, isOfVariables: isHttpYac }),
    ...(isHttpYac ? named(folders, httpYacConfigs, { ...shared, form: 'environments', root: ['environments'] }) : []),
    ...(root
      ? settings.flatMap((name) =>
          named([root], ['.vscode/settings.json'], { ...shared, form: 'environments', root: [name] }),
        )
      : []),
  ];
}

/** The folders of Bruno's collection, its environments and itself; `.env` beside `bruno.json`. */
async function brunoSources(folders: readonly Uri[]): Promise<readonly Candidate[]> {
  const roots = await Promise.all(
    folders.map((folder) => exists(Uri.joinPath(folder, 'bruno.json')).catch(() => false)),
  );
  const root = roots.indexOf(true);
  const collection = folders[root];
  if (!collection) return [];
  const environments = Uri.joinPath(collection, 'environments');
  const listed = await answered(environments, workspace.fs.readDirectory(environments)).then(undefined, () => []);
  const names = listed.flatMap(([name]) => (name.endsWith('.bru') ? [name] : []));
  return [
    ...named(folders.slice(0, root), ['folder.bru'], { ...shared, form: 'bru' }),
    ...names.flatMap((name) =>
      named([environments], [name], { ...shared, form: 'bru', environment: name.slice(0, -'.bru'.length) }),
    ),
    ...named([collection], ['collection.bru'], { ...shared, form: 'bru' }),
    ...named([collection], ['.env'], dotenv),
  ];
}

/** A `.env` that is not there yet, where every client of the document looks for it. */
export function newDotenv(document: TextDocument): RequestSource | undefined {
  const folder = workspace.getWorkspaceFolder(document.uri)?.uri ?? foldersOf(document)[0];
  if (!folder) return undefined;
  const uri = Uri.joinPath(folder, '.env');
  return { uri, name: displayPath(uri), text: '', form: 'dotenv', isOfVariables: false, isPrivate: true };
}

/** What a document's requests take their tokens from, and the environment that counts for them, where one is chosen. */
export async function chosenSources(
  memory: Memento,
  document: TextDocument,
): Promise<{ readonly sources: readonly RequestSource[]; readonly environment: string | undefined }> {
  const sources = await sourcesOf(document);
  const environment = environmentOf(memory, document, sources);
  return { sources: environment === undefined ? sources : await sourcesOf(document, environment), environment };
}

/** httpYac's environment where it has one, else the one that was chosen here. */
function environmentOf(memory: Memento, document: TextDocument, sources: readonly Source[]): string | undefined {
  const names = environmentsOf(sources);
  const active = activeEnvironment(document);
  // An environment of httpYac may be one of `.env` files alone.
  return (
    [...active, memory.get<string>(chosen)].find((name) => name !== undefined && names.includes(name)) ?? active[0]
  );
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

async function sourceAt(uri: Uri, links: LinksSeen, form: Form): Promise<RequestSource | undefined> {
  try {
    const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
    const text = open?.getText() ?? decodeText(await readSmallFile(uri, { links }))?.text;
    return text === undefined ? undefined : { ...form, uri, name: displayPath(uri), text };
  } catch {
    return undefined;
  }
}

function hasSetting(name: string, document: TextDocument): boolean {
  const dot = name.indexOf('.');
  return workspace.getConfiguration(name.slice(0, dot), document).get(name.slice(dot + 1)) !== undefined;
}
