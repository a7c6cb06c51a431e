import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Failure } from './failure.ts';

/** How one call of npm is made: where, with what in the environment besides ours, and what ends it early. */
export interface NpmOptions {
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stopped: AbortSignal;
}

const seconds = 1000;

/**
 * Runs npm and says what it is doing for as long as it takes: `doing` is printed at once, then the time every ten
 * seconds. npm's own words are shown only if it fails.
 *
 * @throws Failure with the cause and the way out: registry out of reach, no disk space, anything else with npm's words.
 */
export async function npm(doing: string, args: readonly string[], options: NpmOptions): Promise<void> {
  console.log(`  ${doing} …`);
  const started = Date.now();
  const progress = setInterval(() => {
    console.log(`  … ${Math.round((Date.now() - started) / seconds)} s`);
  }, 10 * seconds);
  try {
    const { command, prefix } = npmCommand(process.env);
    const child = spawn(
      command,
      [...prefix, ...args, '--loglevel=notice', '--no-audit', '--no-fund', '--fetch-retries=1'],
      {
        cwd: options.folder,
        env: { ...process.env, ...options.env },
        stdio: ['ignore', 'pipe', 'pipe'],
        signal: options.stopped,
        shell: prefix.length === 0 && process.platform === 'win32',
      },
    );
    let output = '';
    const keep = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const [code] = await once(child, 'close');
    if (code !== 0) throw npmFailure(doing, output);
  } finally {
    clearInterval(progress);
  }
}

/** The npm that runs this script, else the one on the PATH. */
export function npmCommand(env: Readonly<Record<string, string | undefined>>): {
  readonly command: string;
  readonly prefix: readonly string[];
} {
  const { npm_execpath: running } = env;
  return running?.endsWith('npm-cli.js')
    ? { command: process.execPath, prefix: [running] }
    : { command: 'npm', prefix: [] };
}

const causes: readonly { readonly sign: RegExp; readonly cause: string }[] = [
  {
    sign: /\bE(NOTFOUND|CONNREFUSED|CONNRESET|TIMEDOUT|AI_AGAIN|HOSTUNREACH|NETUNREACH|SOCKETTIMEDOUT)\b|ERR_SOCKET_TIMEOUT/,
    cause:
      'The npm registry is out of reach. Check the network and the proxy settings (`npm ping`, `npm config list`), then run the same command again.',
  },
  { sign: /\bENOSPC\b/, cause: 'The disk is full. Free about 2 GB, then run the same command again.' },
  {
    sign: /\b(E404|ETARGET|ENOVERSIONS)\b/,
    cause:
      'The npm registry does not have that version. Check TOKENSMITH_VSCODE if it is set, and the registry that npm uses (`npm config list`).',
  },
  {
    sign: /\b(EACCES|EPERM|EROFS)\b/,
    cause:
      'A folder cannot be written. Check who owns `.cache` in the project and the cache of npm (`npm config get cache`).',
  },
];

/** The failure that stands for a failed npm call, told from what npm printed. */
export function npmFailure(doing: string, output: string): Failure {
  const known = causes.find(({ sign }) => sign.test(output));
  const said = output.trim().split('\n').slice(-15).join('\n');
  return new Failure(`Failed: ${doing}\n${known?.cause ?? 'npm could not do it.'}\n\nnpm said:\n${said}`);
}
