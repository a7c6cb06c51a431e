import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build as bundle } from 'esbuild';
import { root } from '../../scripts/host/paths.ts';
import { bundleFiles } from '../../scripts/hosts.ts';
import { layWorkspace, makeFixtures } from '../workspace.ts';
import type { Activation } from './activationEntry.ts';
import { budgeted, type Row } from './measure.ts';
import { runProbe, shippedHost } from './shippedHost.ts';

const starts = 5;
/** How long a start may take, in milliseconds. */
const limit = 120_000;

/**
 * The bundle that is shipped, in the Node extension host of a real VS Code that has nothing else to do. What VS Code itself
 * says of a start (`Developer: Show Running Extensions`) counts in what other extensions that start then do in between.
 */
export async function rows(): Promise<Row[]> {
  await using host = await shippedHost();
  const { folder } = host;
  const workspace = await layWorkspace(join(folder, 'workspace'), makeFixtures());
  const resultFile = join(folder, 'measured.json');
  const extension = await layMeasured(join(folder, 'tokensmith'), resultFile);
  await using server = await host.startServer();
  const address = server.address(workspace, {
    extensionDevelopmentPath: server.uri(extension),
    extensionTestsPath: server.uri(join(extension, 'dist', 'activationProbe.js')),
    skipWelcome: 'true',
  });
  const measured: Activation[] = [];
  while (measured.length < starts) {
    await using opened = await host.openPage();
    await runProbe(opened.page, address, limit);
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
    budgeted('activation', 'activate()', calls, 8),
    budgeted('activation, its code loaded', 'activate()', all, 20),
    budgeted('the same without waiting for the processor', 'work', worked, 20),
    budgeted(
      'the first use of a command, more than the next',
      'copyToken',
      measured.map(({ firstUse = Number.NaN, laterUse = 0 }) => firstUse - laterUse),
      30,
    ),
  ];
}

/** Lays the extension with an entry that measures, and so that nothing but the probe starts it. */
async function layMeasured(extension: string, resultFile: string): Promise<string> {
  await mkdir(join(extension, 'dist'), { recursive: true });
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const measured = { ...manifest, main: './dist/activationEntry.js', activationEvents: [] };
  await writeFile(join(extension, 'package.json'), JSON.stringify(measured));
  for (const name of ['package.nls.json', 'language-configuration.json', 'media', 'l10n'])
    await symlink(join(root, name), join(extension, name));
  for (const name of Object.values(bundleFiles)) await cp(join(root, 'dist', name), join(extension, 'dist', name));
  for (const name of ['webview', 'claims.txt']) await symlink(join(root, 'dist', name), join(extension, 'dist', name));
  await bundle({
    entryPoints: ['activationEntry.ts', 'activationProbe.ts'].map((name) => join(import.meta.dirname, name)),
    outdir: join(extension, 'dist'),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    external: ['vscode', './extension.js'],
    define: { resultFile: JSON.stringify(resultFile) },
    logLevel: 'warning',
  });
  return extension;
}
