import { Uri, workspace } from 'vscode';
import { parseDotenv } from '../keys/dotenv.ts';
import { VaultError } from './errors.ts';
import { displayPath, readSmallFile } from './files.ts';

/** The process of the Node host; a web worker host has none. */
const processEnvironment: Readonly<Record<string, string | undefined>> =
  (globalThis as { readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> } }).process?.env ??
  {};

/** The files beside the workspace's folders that hold values: watched, so that a change counts at once. */
export const environmentGlob = '{.env,.vonagerc}';

/**
 * The value of `env:NAME`: from the `.env` of the first workspace folder that names it, else from the process.
 * @throws VaultError `vault.variable-not-found`, or what reading the `.env` throws where it is not simply absent
 */
export async function environmentValue(name: string): Promise<string> {
  for (const file of atWorkspaceRoots('.env')) {
    const text = await readText(file);
    const value = text === undefined ? undefined : parseDotenv(text).get(name);
    if (value !== undefined) return value;
  }
  const value = processEnvironment[name];
  if (value === undefined) throw new VaultError('vault.variable-not-found', { name });
  return value;
}

/** What Vonage's CLI keeps, in the two spellings of its versions. */
const vonageFields = {
  privateKey: ['privateKey', 'private-key'],
  applicationId: ['appId', 'app-id'],
} as const;

/**
 * A value of Vonage's configuration: `.vonagerc` in a workspace folder, else `.vonage/config.json` in the home folder;
 * as the CLI does it, the first file found has the word, without merging.
 * @throws VaultError `vault.config-not-found`, `vault.config-not-json`, `vault.config-field-missing`
 */
export async function vonageConfigValue(field: keyof typeof vonageFields): Promise<string> {
  const home = processEnvironment.HOME ?? processEnvironment.USERPROFILE;
  const files = [
    ...atWorkspaceRoots('.vonagerc'),
    ...(home ? [Uri.joinPath(Uri.file(home), '.vonage', 'config.json')] : []),
  ];
  for (const uri of files) {
    const text = await readText(uri);
    if (text === undefined) continue;
    const file = displayPath(uri);
    const config = parseObject(text);
    if (!config) throw new VaultError('vault.config-not-json', { file });
    const value = vonageFields[field]
      .map((name) => config[name])
      .find((found) => typeof found === 'string' && found !== '');
    if (typeof value !== 'string')
      throw new VaultError('vault.config-field-missing', { file, field: vonageFields[field][0] });
    return value;
  }
  throw new VaultError('vault.config-not-found', {});
}

function atWorkspaceRoots(name: string): readonly Uri[] {
  return (workspace.workspaceFolders ?? []).map(({ uri }) => Uri.joinPath(uri, name));
}

async function readText(uri: Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await readSmallFile(uri));
  } catch (error) {
    if (error instanceof VaultError && error.code === 'vault.file-not-found') return undefined;
    throw error;
  }
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
