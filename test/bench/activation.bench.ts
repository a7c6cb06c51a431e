import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build as bundle } from 'esbuild';
import type { Page } from 'playwright-core';
import { build } from '../../scripts/build.ts';
import { setUpBrowser } from '../../scripts/host/browser.ts';
import { temporaryFolder } from '../../scripts/host/folder.ts';
import { openPage } from '../../scripts/host/page.ts';
import { root } from '../../scripts/host/paths.ts';
import { startServer } from '../../scripts/host/server.ts';
import { setUpVSCode } from '../../scripts/host/vscode.ts';
import { layWorkspace, makeFixtures } from '../workspace.ts';
import type { Activation } from './activationEntry.ts';
import { budgeted, type Row } from './measure.ts';

const starts = 5;
/** How long a start may take, in milliseconds. */
const limit = 120_000;

/**
 * The bundle that is shipped, in the Node extension host of a real VS Code that has nothing else to do. What VS Code itself
 * says of a start (`Developer: Show Running Extensions`) counts in what other extensions that start then do in between.
 */
export async function rows(): Promise<Row[]> {
  await build({ production: true });
  const stopped = new AbortController().signal;
  const [vscode, browser] = [await setUpVSCode(stopped), await setUpBrowser(stopped)];
  await using temporary = await temporaryFolder();
  const folder = temporary.path;
  const workspace = await layWorkspace(join(folder, 'workspace'), makeFixtures());
  const resultFile = join(folder, 'measured.json');
  const extension = await layMeasured(join(folder, 'tokensmith'), resultFile);
  await using server = await startServer({ vscode, folder, isolated: true, stopped });
  const address = server.address(workspace, {
    extensionDevelopmentPath: server.uri(extension),
    extensionTestsPath: server.uri(join(extension, 'dist', 'activationProbe.js')),
    skipWelcome: 'true',
  });
  const measured: Activation[] = [];
  while (measured.length < starts) {
    await using opened = await openPage({ browser, folder });
    await start(opened.page, address);
    const result: Activation | string = JSON.parse(await readFile(resultFile, 'utf8'));
    if (typeof result === 'string') throw new Error(result);
    measured.push(result);
  }
  const [calls, all, worked] = [
    measured.map(({ call }) => call),
    measured.map(({ load, call }) => load + call),
    measured.map(({ work }) => work),
  ];
  return [
    budgeted('activation', 'activate()', calls, 10),
    budgeted('activation, the bundle loaded', 'activate()', all, 40),
    budgeted('the same without waiting for the processor', 'work', worked, 40),
  ];
}

/** Opens VS Code and waits until the probe has done its work. */
async function start(page: Page, address: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(reject, limit, new Error('no measurement came'));
  });
  const over = new Promise<void>((resolve) => {
    void page.exposeFunction('codeAutomationLog', () => {});
    void page.exposeFunction('codeAutomationExit', () => resolve());
  });
  await page.goto(address);
  await Promise.race([over, late]);
  clearTimeout(timer);
}

/** Lays the extension with an entry that measures, and so that nothing but the probe starts it. */
async function layMeasured(extension: string, resultFile: string): Promise<string> {
  await mkdir(join(extension, 'dist'), { recursive: true });
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const measured = { ...manifest, main: './dist/activationEntry.js', activationEvents: [] };
  await writeFile(join(extension, 'package.json'), JSON.stringify(measured));
  for (const name of ['package.nls.json', 'language-configuration.json', 'media', 'l10n'])
    await symlink(join(root, name), join(extension, name));
  await cp(join(root, 'dist', 'extension.js'), join(extension, 'dist', 'extension.js'));
  await bundle({
    entryPoints: ['activationEntry.ts', 'activationProbe.ts'].map((name) => join(import.meta.dirname, name)),
    outdir: join(extension, 'dist'),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    external: ['vscode'],
    define: { resultFile: JSON.stringify(resultFile) },
    logLevel: 'warning',
  });
  return extension;
}
