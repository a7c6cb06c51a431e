import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, readFile, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describeFailure, Failure } from './failure.ts';
import { type NpmOptions, npm } from './npm.ts';
import { once } from './once.ts';
import { cache } from './paths.ts';

/** A VS Code server on this machine, and the Node it wants. */
export interface VSCode {
  /** VS Code's own version, such as `1.139.0`. */
  readonly version: string;
  readonly node: string;
  readonly serverMain: string;
}

/** The npm package `code-server` carries VS Code's server and web workbench; its 4.139 is VS Code 1.139. */
export const pinned = '4.139.1';

/** The environment variable that asks for another version of `code-server`, such as `4.100.3`. */
export const versionVariable = 'TOKENSMITH_VSCODE';

const neededBytes = 1.5e9;

/**
 * Makes sure that VS Code is there, in `.cache/vscode-host/<version>`, and says what it is doing while that takes time.
 *
 * @throws Failure with the way out: a version that is none, no disk space, registry out of reach.
 */
export async function setUpVSCode(stopped: AbortSignal): Promise<VSCode> {
  const version = process.env[versionVariable] ?? pinned;
  if (!/^\d+\.\d+\.\d+$/.test(version)) {
    throw new Failure(`${versionVariable} is to be a full version of the npm package code-server, such as ${pinned}.`);
  }
  const folder = join(cache, 'vscode-host', version);
  await once(folder, (unfinished) => install(version, unfinished, stopped));
  const server = join(folder, ...serverFolder);
  const product: { version: string } = JSON.parse(await readFile(join(server, 'package.json'), 'utf8'));
  return {
    version: product.version,
    node: join(nodePackage(folder), nodeBinary),
    serverMain: join(server, 'out', 'server-main.js'),
  };
}

const serverFolder = ['node_modules', 'code-server', 'lib', 'vscode'] as const;
const nodeBinary = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';

async function install(version: string, folder: string, stopped: AbortSignal): Promise<void> {
  console.log(`Setting up VS Code in .cache, once (code-server ${version}, about 800 MB on disk):`);
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < neededBytes) {
    const free = Math.round((bavail * bsize) / 1e6);
    throw new Failure(
      `VS Code needs about ${neededBytes / 1e6} MB in ${cache}, and ${free} MB are free. Free some space, then run the same command again.`,
    );
  }
  await writeFile(join(folder, 'package.json'), '{"private":true}\n');
  const nodeOf = (wanted: string): string => `${nodePackageName}@${wanted}`;
  const options = { folder, stopped };
  const packages = [`code-server@${version}`, nodeOf(process.versions.node)];
  await npm('VS Code and a Node for it', ['install', ...packages, '--ignore-scripts'], options);
  const wanted = await wantedNode(folder);
  if (!process.versions.node.startsWith(`${wanted}.`)) {
    await npm(`Node ${wanted}, which it asks for`, ['install', nodeOf(wanted), '--ignore-scripts'], options);
  }
  const server = { folder: join(folder, ...serverFolder), stopped };
  await npm('its dependencies', ['install', '--omit=dev', '--ignore-scripts'], server);
  await supplyRipgrep(folder, options);
  await compileNativeModules(server, nodePackage(folder));
}

/**
 * VS Code finds files with ripgrep. Newer versions have it in an npm package; older ones download it from elsewhere
 * while they are installed, and get it from that same package here.
 */
async function supplyRipgrep(folder: string, options: NpmOptions): Promise<void> {
  const older = join(folder, ...serverFolder, 'node_modules', '@vscode', 'ripgrep');
  if (!existsSync(older)) return;
  await npm('ripgrep', ['install', '@vscode/ripgrep-universal@1.18.0', '--ignore-scripts'], options);
  const bin = join(
    folder,
    'node_modules',
    '@vscode',
    'ripgrep-universal',
    'bin',
    `${process.platform}-${process.arch}`,
  );
  await cp(bin, join(older, 'bin'), { recursive: true });
}

/**
 * Compiles the modules that VS Code keeps its logs, its terminal and an eye on processes with. It does without them, so
 * that nothing here is a failure.
 */
async function compileNativeModules(server: NpmOptions, nodedir: string): Promise<void> {
  const without = 'its terminal and log files may stay off, all else works';
  if (!(await hasCompiler())) {
    console.log(`  no python3, make and g++ here: ${without}`);
    return;
  }
  const modules = ['@vscode/spdlog', '@vscode/native-watchdog', 'node-pty'];
  // Built soon rather than to run fast.
  const env = { npm_config_nodedir: nodedir, JOBS: 'max', CXXFLAGS: '-O0' };
  try {
    await npm('its native modules, compiled here', ['rebuild', ...modules, '--ignore-scripts=false'], {
      ...server,
      env,
    });
  } catch (error) {
    server.stopped.throwIfAborted();
    const [, cause] = describeFailure(error).split('\n');
    console.log(`  not all could be compiled: ${without} (${cause})`);
  }
}

/** The major version of Node that this code-server is made for. */
async function wantedNode(folder: string): Promise<string> {
  const manifest: { engines: { node: string } } = JSON.parse(
    await readFile(join(folder, 'node_modules', 'code-server', 'package.json'), 'utf8'),
  );
  return manifest.engines.node;
}

/** Node's own npm package for this platform: the binary, and the headers to build native modules against. */
const nodePackageName = [
  process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node',
  process.platform === 'win32' ? 'win' : process.platform,
  process.arch,
].join('-');

function nodePackage(folder: string): string {
  return join(folder, 'node_modules', nodePackageName);
}

async function hasCompiler(): Promise<boolean> {
  const run = promisify(execFile);
  const tools = ['python3', 'make', 'g++'].map((tool) => run(tool, ['--version']));
  return (await Promise.allSettled(tools)).every(({ status }) => status === 'fulfilled');
}
