/**
 * `npm start`: builds, makes the sample workspace and opens it in a real VS Code in the browser, until Ctrl-C. `PORT`
 * chooses the port. `npm start -- --desktop` opens it in the VS Code that is installed.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, relative } from 'node:path';
import { build } from './build.ts';
import { openOnDesktop } from './desktop.ts';
import { installExtension } from './host/extension.ts';
import { Failure } from './host/failure.ts';
import { temporaryFolder } from './host/folder.ts';
import { cache, root } from './host/paths.ts';
import { runScript } from './host/script.ts';
import { refuseTakenPort, startServer } from './host/server.ts';
import { setUpVSCode } from './host/vscode.ts';
import { makeSample } from './sample.ts';

const openers: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

await runScript(async (stopped) => {
  const port = await chosenPort();
  console.log('Building Tokensmith …');
  await build();
  const sample = join(cache, 'sample');
  await makeSample(sample);
  if (process.argv.includes('--desktop')) await openDesktop(sample);
  else await serve(sample, port, stopped);
  return 0;
});

async function chosenPort(): Promise<number> {
  const { PORT = '0' } = process.env;
  const port = Number(PORT);
  if (!/^\d+$/.test(PORT) || port > 65_535) throw new Failure(`PORT is to be a number up to 65535, not “${PORT}”.`);
  if (port !== 0) await refuseTakenPort(port);
  return port;
}

async function serve(sample: string, port: number, stopped: AbortSignal): Promise<void> {
  const vscode = await setUpVSCode(stopped);
  await using temporary = await temporaryFolder();
  const folder = temporary.path;
  await installExtension(folder);
  await using server = await startServer({ vscode, folder, port, installed: true, stopped });
  const address = server.address(sample, {
    openFile: server.uri(join(sample, 'requests.http')),
    skipWelcome: 'true',
  });
  console.log(
    `\nVS Code ${vscode.version} with Tokensmith and the workspace ${relative(root, sample)}:\n\n${address}\n`,
  );
  console.log(
    'Open it in a browser on this machine. After a change, `npm run build` and reload the page. Ctrl-C ends it.',
  );
  openBrowser(address);
  const end = AbortSignal.any([stopped, server.ended]);
  if (!end.aborted) await once(end, 'abort');
  if (!stopped.aborted) throw server.ended.reason;
}

/** Opens the desktop's own browser, where there is a desktop; the address is printed for all others. */
function openBrowser(address: string): void {
  const { CI, DISPLAY, WAYLAND_DISPLAY } = process.env;
  const opener = openers[process.platform] ?? (DISPLAY || WAYLAND_DISPLAY ? ['xdg-open'] : undefined);
  const [command, ...args] = opener ?? [];
  if (command === undefined || CI) return;
  spawn(command, [...args, address], { stdio: 'ignore', detached: true })
    .on('error', () => console.log(`(${command} did not open it.)`))
    .unref();
}

async function openDesktop(sample: string): Promise<void> {
  const { command, args, shell } = openOnDesktop(sample, process.platform);
  const child = spawn(command, args, { stdio: 'inherit', shell });
  const missing = new Failure(
    "There is no `code` on the PATH. In VS Code, run “Shell Command: Install 'code' command in PATH” from the palette; or leave out --desktop to have VS Code in the browser.",
  );
  const code = await once(child, 'close').then(
    ([exitCode]) => exitCode,
    () => {
      throw missing;
    },
  );
  if (code !== 0) throw shell ? missing : new Failure(`\`code\` ended with ${code}.`);
  console.log(`Tokensmith and the workspace ${relative(root, sample)} are open in VS Code.`);
}
