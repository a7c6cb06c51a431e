import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { Failure } from './failure.ts';
import { addLanguage } from './language.ts';
import { uriPath } from './paths.ts';
import type { VSCode } from './vscode.ts';

/** How a VS Code server is started. */
export interface ServerOptions {
  readonly vscode: VSCode;
  /** An empty folder for its user data, extensions, home and log; whoever gives it removes it. */
  readonly folder: string;
  /** The port, or 0 for any free one. */
  readonly port?: number;
  /** User settings, added to those that keep VS Code quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The language in which extensions speak, such as `de`; VS Code itself stays English. */
  readonly language?: string;
  /** Whether a folder opens restricted until it is trusted, as VS Code does by default. */
  readonly workspaceTrust?: boolean;
  /**
   * Whether it has its extensions installed. Else the address may name an extension in development, or its tests, and
   * notifications come in the notification centre alone, without popping up.
   */
  readonly installed?: boolean;
  /**
   * Which of VS Code's own extensions that run code it has, by their folders, such as `json-language-features`; all by
   * default. Those that only bring languages, themes and icons are always there.
   */
  readonly ownExtensions?: readonly string[];
  /** Whether it has a home of its own and looks for no extensions outside, so that tests depend on nothing but themselves. */
  readonly isolated?: boolean;
  /** A command that runs the server, such as `strace` with its options. */
  readonly tracer?: readonly string[];
  readonly stopped: AbortSignal;
}

/** A running VS Code server; disposing it ends all its processes. */
export interface Server extends AsyncDisposable {
  /** Such as `http://127.0.0.1:8080`. */
  readonly origin: string;
  /** The URI under which VS Code in the browser knows a file of this machine. */
  uri(file: string): string;
  /** The address that opens a folder, or a workspace file (`.code-workspace`); `payload` are pairs for the workbench, such as `extensionDevelopmentPath`. */
  address(opened: string, payload: Readonly<Record<string, string>>): string;
  /** Aborted when the server ends, with a Failure if nobody asked it to. */
  readonly ended: AbortSignal;
}

const host = '127.0.0.1';
const startLimit = 60_000;

/** User settings that keep VS Code from calling home, asking and tipping. */
export const quietSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  // As on the desktop; in a browser VS Code saves by itself.
  'files.autoSave': 'off',
  'git.openRepositoryInParentFolders': 'never',
  'json.schemaDownload.enable': false,
  'npm.fetchOnlinePackageInfo': false,
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.autoDetectColorScheme': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/**
 * Starts VS Code's server and waits until it listens.
 *
 * @throws Failure if the port is taken or the server does not start, with its last words.
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { vscode, folder, port = 0 } = options;
  if (port !== 0) await refuseTakenPort(port);
  const [userData, extensions, home] = [join(folder, 'user-data'), join(folder, 'extensions'), join(folder, 'home')];
  const tmp = join(folder, 'tmp');
  for (const each of [join(userData, 'User'), extensions, home, tmp]) await mkdir(each, { recursive: true });
  // VS Code leaves its sockets behind; here they go with the folder. Elsewhere this path is too long for a socket.
  const sockets = process.platform === 'linux' ? { TMPDIR: tmp, XDG_RUNTIME_DIR: tmp } : {};
  await writeFile(join(userData, 'User', 'settings.json'), JSON.stringify({ ...quietSettings, ...options.settings }));
  if (options.language) await addLanguage(userData, options.language);
  const { ownExtensions } = options;
  const chosen = ownExtensions && (await chooseOwnExtensions(vscode, join(folder, 'own-extensions'), ownExtensions));
  const logFile = join(folder, 'server.log');
  const [command = vscode.node, ...before] = [...(options.tracer ?? []), vscode.node];
  const child = spawn(
    command,
    [
      ...before,
      // Should this process be killed, the pipe between the two closes, and the server goes as well.
      '--import=data:text/javascript,process.stdin.resume().once("close",()=>process.exit())',
      vscode.serverMain,
      ...['--host', host, '--port', String(port), '--without-connection-token', '--accept-server-license-terms'],
      ...['--server-data-dir', userData, '--user-data-dir', userData, '--extensions-dir', extensions],
      ...['--telemetry-level', 'off'],
      ...(chosen ? ['--builtin-extensions-dir', chosen] : []),
      ...(options.language ? ['--locale', options.language] : []),
      ...(options.installed ? [] : ['--enable-smoke-test-driver']),
      ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
    ],
    {
      env: { ...serverEnvironment(process.env, options.isolated ? home : undefined), ...sockets },
      stdio: 'pipe',
      // A process group of its own, so that one signal reaches the extension hosts too.
      detached: process.platform !== 'win32',
    },
  );
  const log = createWriteStream(logFile);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const ended = new AbortController();
  const ending = new Promise<void>((resolve) => {
    child.once('error', () => resolve()).once('close', () => resolve());
  }).then(() => log.end());
  let stopping = false;
  child.once('close', (code, signal) => {
    const how = signal ?? `code ${code}`;
    ended.abort(stopping ? undefined : new Failure(`VS Code's server ended by itself (${how}).`));
  });
  const stop = async (): Promise<void> => {
    stopping = true;
    await endProcesses(child);
    await ending;
  };
  try {
    const taken = await listeningPort(
      child,
      AbortSignal.any([options.stopped, ended.signal, AbortSignal.timeout(startLimit)]),
    );
    const origin = `http://${host}:${taken}`;
    const uri = (file: string): string => `vscode-remote://${host}:${taken}${uriPath(file)}`;
    return {
      origin,
      uri,
      address: (opened, payload) => {
        const pairs = JSON.stringify(Object.entries(payload));
        const kind = opened.endsWith('.code-workspace') ? 'workspace' : 'folder';
        return `${origin}/?${kind}=${uriPath(opened)}&payload=${encodeURIComponent(pairs)}`;
      },
      ended: ended.signal,
      [Symbol.asyncDispose]: stop,
    };
  } catch (error) {
    await stop();
    options.stopped.throwIfAborted();
    const said = (await readFile(logFile, 'utf8')).trim().split('\n').slice(-15).join('\n');
    throw new Failure(
      `VS Code's server does not start. If its files are broken, delete .cache/vscode-host and run the same command again.\n\nIt said:\n${said}`,
      { cause: error },
    );
  }
}

/** @throws Failure if `port` cannot be listened on. */
export async function refuseTakenPort(port: number): Promise<void> {
  const probe = createServer();
  try {
    probe.listen(port, host);
    await once(probe, 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const why = code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used (${code})`;
    throw new Failure(`Port ${port} ${why}. Choose another with PORT=<number>, or leave PORT out for any free one.`);
  } finally {
    probe.close();
  }
}

/** Makes `folder`, with links to those of VS Code's own extensions that run no code or are among `wanted`; gives it. */
async function chooseOwnExtensions({ serverMain }: VSCode, folder: string, wanted: readonly string[]): Promise<string> {
  const all = join(dirname(serverMain), '..', 'extensions');
  await mkdir(folder);
  for (const { name } of (await readdir(all, { withFileTypes: true })).filter((entry) => entry.isDirectory())) {
    const { main, browser }: { main?: string; browser?: string } = JSON.parse(
      await readFile(join(all, name, 'package.json'), 'utf8'),
    );
    if ((!main && !browser) || wanted.includes(name)) await symlink(join(all, name), join(folder, name), 'junction');
  }
  return folder;
}

async function listeningPort(child: ChildProcess, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    child.once('error', reject);
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const port = /Extension host agent listening on (\d+)/.exec(text)?.[1];
      if (port) resolve(port);
    });
  });
}

/**
 * The environment for a server: without what npm, Vitest or a VS Code around us left in ours. With a `home` it has that
 * home folder, none of the variables that Vonage's samples use, and no gallery of extensions.
 */
export function serverEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  home?: string,
): Record<string, string | undefined> {
  const foreign = /^(npm_|vscode_|electron_|vitest|node_options$|node_env$)/i;
  const kept = Object.entries(env).filter(([name]) => !foreign.test(name));
  if (home === undefined) return Object.fromEntries(kept);
  const isolated = { HOME: home, USERPROFILE: home, EXTENSIONS_GALLERY: '{}' };
  return { ...Object.fromEntries(kept.filter(([name]) => !/^vonage_/i.test(name))), ...isolated };
}

const graceMilliseconds = 3000;

/** Ends `child` and everything it started, first kindly. */
async function endProcesses(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/t', '/f']);
    return;
  }
  const kill = (signal: NodeJS.Signals | 0): boolean => {
    try {
      return process.kill(-pid, signal);
    } catch {
      return false;
    }
  };
  kill('SIGTERM');
  for (const deadline = Date.now() + graceMilliseconds; Date.now() < deadline && kill(0); )
    await new Promise((resolve) => setTimeout(resolve, 50));
  kill('SIGKILL');
}
