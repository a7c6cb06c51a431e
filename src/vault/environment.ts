import { Uri, type WorkspaceFolder } from 'vscode';
import { parseObject } from '../jwt/json.ts';
import { parseDotenv } from '../keys/dotenv.ts';
import { asText } from '../keys/text.ts';
import { dotenvFiles, homeConfig, processEnvironment, vonageFiles } from './environmentFiles.ts';
import { unlessUnreadable, VaultError } from './errors.ts';
import { displayPath, foldersFrom, readSmallFile } from './files.ts';
import { requireTrust } from './trust.ts';

/** A value of the environment or of Vonage's configuration, and where it was found. */
export interface FoundValue {
  readonly text: string;
  /** The workspace folder whose file holds it; `undefined`: it is the person's own, of the process or the home folder. */
  readonly folder: WorkspaceFolder | undefined;
}

/**
 * The value of `env:NAME`: from the `.env` files of a workspace folder, the nearest first, else from the process.
 * @throws VaultError `vault.untrusted`, `vault.variable-not-found`, or what reading a file throws where it is not simply absent
 */
export async function environmentValue(name: string, nearest?: WorkspaceFolder): Promise<FoundValue> {
  const stated = await dotenvValue(name, nearest);
  if (stated) return stated;
  const text = Object.hasOwn(processEnvironment, name) ? processEnvironment[name] : undefined;
  if (typeof text !== 'string') throw new VaultError('vault.variable-not-found', { name });
  return { text, folder: undefined };
}

/** The value of a variable of the workspace's `.env` files. @throws VaultError as `environmentValue` */
export async function dotenvValue(name: string, nearest?: WorkspaceFolder): Promise<FoundValue | undefined> {
  requireTrust();
  for (const { uri, folder } of atWorkspaceRoots(dotenvFiles, nearest)) {
    const text = parseDotenv((await readText(uri)) ?? '').get(name);
    if (text !== undefined) return { text, folder };
  }
  return undefined;
}

/** All variables of the workspace's `.env` files by name. What cannot be read is left out: it is said where somebody names a variable. */
export async function dotenvVariables(): Promise<ReadonlyMap<string, FoundValue>> {
  requireTrust();
  const files = await Promise.all(
    atWorkspaceRoots(dotenvFiles).map(async ({ uri, folder }) => {
      const text = await unlessUnreadable(readText(uri), undefined);
      return [...parseDotenv(text ?? '')].map(([name, value]) => [name, { text: value, folder }] as const);
    }),
  );
  return new Map(files.toReversed().flat());
}

/** What Vonage's tools keep, in the spellings of their versions, and by the same pattern the session of a Video client. */
const vonageFields = {
  privateKey: ['privateKey', 'private-key', 'private_key'],
  applicationId: ['appId', 'app-id', 'application_id'],
  apiKey: ['apiKey', 'api-key', 'api_key'],
  sessionId: ['sessionId', 'session-id', 'session_id'],
} as const;

/** A field of a recipe that may be `vonage-config`. */
export type VonageField = keyof typeof vonageFields;

/** Whether Vonage's configuration has a value for a recipe's field. */
export function isVonageField(field: string): field is VonageField {
  return Object.hasOwn(vonageFields, field);
}

/**
 * A value of Vonage's configuration: `.vonagerc` or `vonage_app.json` in a workspace folder, else `.vonage/config.json` in
 * the home folder; as the CLI does it, the first file found has the word, without merging.
 * @throws VaultError `vault.untrusted`, `vault.config-not-found`, `vault.config-not-json`, `vault.config-field-missing`
 */
export async function vonageConfigValue(field: VonageField, nearest?: WorkspaceFolder): Promise<FoundValue> {
  requireTrust();
  const files = [
    ...atWorkspaceRoots(vonageFiles, nearest),
    ...(homeConfig ? [{ uri: Uri.joinPath(homeConfig.folder, homeConfig.name), folder: undefined }] : []),
  ];
  for (const { uri, folder } of files) {
    const text = await readText(uri, folder === undefined);
    if (text === undefined) continue;
    const file = displayPath(uri);
    const config = parseObject(text);
    if (!config) throw new VaultError('vault.config-not-json', { file });
    const names = vonageFields[field];
    const value = names.map((name) => config[name]).find((found) => typeof found === 'string' && found !== '');
    if (typeof value !== 'string') throw new VaultError('vault.config-field-missing', { file, field: names[0] });
    return { text: value, folder };
  }
  throw new VaultError('vault.config-not-found', { home: homeConfig ? '.vonage' : '' });
}

/** Files of these names in each workspace folder, those of the nearest folder first. */
function atWorkspaceRoots(names: readonly string[], nearest?: WorkspaceFolder) {
  return foldersFrom(nearest).flatMap((folder) =>
    names.map((name) => ({ uri: Uri.joinPath(folder.uri, name), folder })),
  );
}

/** The text of a file, of whatever encoding; `undefined` where there is none. */
async function readText(uri: Uri, outside = false): Promise<string | undefined> {
  try {
    const content = await readSmallFile(uri, { outside });
    return asText(content) ?? new TextDecoder().decode(content);
  } catch (error) {
    if (error instanceof VaultError && error.code === 'vault.file-not-found') return undefined;
    throw error;
  }
}
