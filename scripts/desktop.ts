/** How desktop VS Code is called. */
import { join } from 'node:path';
import { root } from './host/paths.ts';

/** A call of a program; on Windows `code` is a script of the shell, which wants what has a space in quotation marks. */
export interface Call {
  readonly command: string;
  readonly args: readonly string[];
  readonly shell: boolean;
}

/** Opens a folder in the VS Code on the PATH, with the repository as an extension in development. */
export function openOnDesktop(folder: string, platform: NodeJS.Platform): Call {
  const args = [`--extensionDevelopmentPath=${root}`, folder];
  const shell = platform === 'win32';
  return { command: 'code', args: shell ? args.map((arg) => `"${arg}"`) : args, shell };
}

/** Folders of a run of tests alone, below the one that it may write. */
export function desktopFolders(folder: string): Readonly<Record<'userData' | 'extensions' | 'home', string>> {
  return {
    userData: join(folder, 'user-data'),
    extensions: join(folder, 'extensions'),
    home: join(folder, 'home'),
  };
}

/** What desktop VS Code is started with for a run of tests: nothing of the person's own is read or written. */
export function desktopArguments(workspace: string, folder: string): readonly string[] {
  const { userData, extensions } = desktopFolders(folder);
  return [workspace, `--user-data-dir=${userData}`, `--extensions-dir=${extensions}`, '--disable-extensions'];
}
