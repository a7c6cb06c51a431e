import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Failure } from './failure.ts';
import { npm } from './npm.ts';
import { once } from './once.ts';
import { cache } from './paths.ts';

/** A Chromium on this machine, ready for Playwright's `launch`. */
export interface Browser {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What a machine tells about the browsers on it. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  exists(file: string): boolean;
}

/** Which browser to take: a file on the machine, or the headless Chromium that npm has. */
export type Choice = { readonly file: string } | { readonly npm: string };

/** The npm package that carries a headless Chromium for Linux x64. */
const pinned = '153.0.0';

/** The environment variable that names a browser: the path of a Chrome, Chromium or Edge, or `npm`. */
const browserVariable = 'TOKENSMITH_BROWSER';

const linuxNames = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
] as const;

const macApplications = ['Google Chrome', 'Chromium', 'Microsoft Edge'] as const;

const windowsPrograms = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
] as const;

/** Where browsers usually are, best first. */
function usualPlaces({ platform, env }: Machine): readonly string[] {
  const { PATH = '', HOME, PROGRAMFILES, 'PROGRAMFILES(X86)': programs86, LOCALAPPDATA } = env;
  if (platform === 'win32') {
    const folders = [PROGRAMFILES, programs86, LOCALAPPDATA].filter((folder) => folder !== undefined);
    return folders.flatMap((folder) => windowsPrograms.map((program) => `${folder}\\${program}`));
  }
  if (platform === 'darwin') {
    const folders = ['/Applications', `${HOME}/Applications`];
    return folders.flatMap((folder) => macApplications.map((name) => `${folder}/${name}.app/Contents/MacOS/${name}`));
  }
  return linuxNames.flatMap((name) => PATH.split(':').map((folder) => `${folder}/${name}`));
}

/**
 * Chooses the browser: what TOKENSMITH_BROWSER says, else one that is installed, else npm's.
 *
 * @throws Failure if there is none, with the ways to get one.
 */
export function chooseBrowser(machine: Machine): Choice {
  const wish = machine.env[browserVariable];
  if (wish && wish !== 'npm') {
    if (machine.exists(wish)) return { file: wish };
    throw new Failure(
      `${browserVariable} names ${wish}, which is not there. Name a Chrome, Chromium or Edge, or leave it out.`,
    );
  }
  const found = wish ? undefined : usualPlaces(machine).find(machine.exists);
  if (found) return { file: found };
  if (machine.platform === 'linux' && machine.arch === 'x64') return { npm: pinned };
  throw new Failure(
    `No Chrome, Chromium or Edge is installed here, and npm has one for Linux x64 only. Install one, or name it in ${browserVariable}.`,
  );
}

/** Makes sure that there is a browser, and installs npm's into `.cache` if there is none. */
export async function setUpBrowser(stopped: AbortSignal): Promise<Browser> {
  const choice = chooseBrowser({ ...process, exists: existsSync });
  return 'file' in choice ? { executablePath: choice.file, env: {} } : npmBrowser(choice.npm, stopped);
}

async function npmBrowser(version: string, stopped: AbortSignal): Promise<Browser> {
  const folder = join(cache, 'chromium', version);
  await once(folder, async (unfinished) => {
    console.log('No browser is installed here; setting up one in .cache, once (about 300 MB on disk):');
    await writeFile(join(unfinished, 'package.json'), '{"private":true}\n');
    await npm('Chromium', ['install', `@sparticuz/chromium@${version}`, '--ignore-scripts'], {
      folder: unfinished,
      stopped,
    });
    // The package unpacks itself into the temporary folder, and its libraries only where it believes to be on AWS.
    await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', 'import c from "@sparticuz/chromium"; await c.executablePath();'],
      { cwd: unfinished, env: { ...process.env, TMPDIR: unfinished, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' } },
    );
    await writeFile(join(unfinished, 'fonts.conf'), fontsConfiguration);
  });
  return {
    executablePath: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  };
}

const fontsConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
</fontconfig>
`;
