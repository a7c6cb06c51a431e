import { Uri, workspace } from 'vscode';
import { parseObject } from '../jwt/json.ts';
import { parseDotenv } from '../keys/dotenv.ts';
import { textOf } from '../keys/text.ts';
import { VaultError } from './errors.ts';
import { displayPath, readSmallFile } from './files.ts';
import { requireTrust } from './trust.ts';

/** The process of the Node host; a web worker host has none. */
const processEnvironment: Readonly<Record<string, unknown>> =
  (globalThis as { readonly process?: { readonly env?: Readonly<Record<string, unknown>> } }).process?.env ?? {};

/** The folder of the person's own files on the machine of the extension host; `undefined` in a web worker host. */
export const homeFolder: Uri | undefined = [processEnvironment.HOME, processEnvironment.USERPROFILE]
  .filter((path) => typeof path === 'string' && path !== '')
  .map((path) => Uri.file(String(path)))[0];

/** The files at the roots of the workspace that hold values. */
export const environmentFiles = ['.env', '.vonagerc'] as const;

/**
 * The value of `env:NAME`: from the `.env` of the first workspace folder that names it, else from the process.
 * @throws VaultError `vault.untrusted`, `vault.variable-not-found`, or what reading the `.env` throws where it is not simply absent
 */
export async function environmentValue(name: string): Promise<string> {
  requireTrust();
  const stated = (await environmentVariables()).get(name);
  if (stated !== undefined) return stated;
  const value = Object.hasOwn(processEnvironment, name) ? processEnvironment[name] : undefined;
  if (typeof value !== 'string') throw new VaultError('vault.variable-not-found', { name });
  return value;
}

/** The variables of the workspace's `.env` files, the first folder's before the others'. @throws VaultError `vault.untrusted`, or what reading them throws */
export async function environmentVariables(): Promise<ReadonlyMap<string, string>> {
  requireTrust();
  return new Map((await dotenvs()).toReversed().flatMap((variables) => [...variables]));
}

async function dotenvs(): Promise<readonly ReadonlyMap<string, string>[]> {
  const texts = await Promise.all(atWorkspaceRoots('.env').map(readText));
  return texts.map((text) => parseDotenv(text ?? ''));
}

/** What Vonage's CLI keeps, in the two spellings of its versions, and by the same pattern the session of a Video client. */
const vonageFields = {
  privateKey: ['privateKey', 'private-key'],
  applicationId: ['appId', 'app-id'],
  sessionId: ['sessionId', 'session-id'],
} as const;

export type VonageField = keyof typeof vonageFields;

/** Whether Vonage's configuration has a value for a recipe's field. */
export function isVonageField(field: string): field is VonageField {
  return Object.hasOwn(vonageFields, field);
}

/** Where the home folder's Vonage configuration lies. */
export const homeConfig = homeFolder && { folder: Uri.joinPath(homeFolder, '.vonage'), name: 'config.json' };

/**
 * A value of Vonage's configuration: `.vonagerc` in a workspace folder, else `.vonage/config.json` in the home folder;
 * as the CLI does it, the first file found has the word, without merging.
 * @throws VaultError `vault.untrusted`, `vault.config-not-found`, `vault.config-not-json`, `vault.config-field-missing`
 */
export async function vonageConfigValue(field: VonageField): Promise<string> {
  requireTrust();
  const files = [
    ...atWorkspaceRoots('.vonagerc'),
    ...(homeConfig ? [Uri.joinPath(homeConfig.folder, homeConfig.name)] : []),
  ];
  for (const uri of files) {
    const text = await readText(uri);
    if (text === undefined) continue;
    const file = displayPath(uri);
    const config = parseObject(text);
    if (!config) throw new VaultError('vault.config-not-json', { file });
    const names = vonageFields[field];
    const value = names.map((name) => config[name]).find((found) => typeof found === 'string' && found !== '');
    if (typeof value !== 'string') throw new VaultError('vault.config-field-missing', { file, field: names[0] });
    return value;
  }
  throw new VaultError('vault.config-not-found', {});
}

function atWorkspaceRoots(name: (typeof environmentFiles)[number]): readonly Uri[] {
  return (workspace.workspaceFolders ?? []).map(({ uri }) => Uri.joinPath(uri, name));
}

/** The text of a file, of whatever encoding; `undefined` where there is none. */
async function readText(uri: Uri): Promise<string | undefined> {
  try {
    const content = await readSmallFile(uri);
    return textOf(content) ?? new TextDecoder().decode(content);
  } catch (error) {
    if (error instanceof VaultError && error.code === 'vault.file-not-found') return undefined;
    throw error;
  }
}
