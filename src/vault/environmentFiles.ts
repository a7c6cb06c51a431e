import { Uri } from 'vscode';

/** The process of the Node host; a web worker host has none. */
export const processEnvironment: Readonly<Record<string, unknown>> =
  (globalThis as { readonly process?: { readonly env?: Readonly<Record<string, unknown>> } }).process?.env ?? {};

/** The folder of the person's own files on the machine of the extension host; `undefined` in a web worker host. */
export const homeFolder: Uri | undefined = [processEnvironment.HOME, processEnvironment.USERPROFILE]
  .filter((path) => typeof path === 'string' && path !== '')
  .map((path) => Uri.file(String(path)))[0];

/** The files at the roots of the workspace that hold variables, those that have the word first. */
export const dotenvFiles = ['.env', '.env.local', '.env.development'] as const;
/** The files at the roots of the workspace that hold Vonage's configuration, the one that has the word first. */
export const vonageFiles = ['.vonagerc', 'vonage_app.json'] as const;
/** The files at the roots of the workspace that hold values. */
export const environmentFiles = [...dotenvFiles, ...vonageFiles];

/** Where the home folder's Vonage configuration lies. */
export const homeConfig = homeFolder && { folder: Uri.joinPath(homeFolder, '.vonage'), name: 'config.json' };
