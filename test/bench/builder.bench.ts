import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build as bundle } from 'esbuild';
import type { Page } from 'playwright-core';
import { linkExtension } from '../../scripts/host/extension.ts';
import { cache, root } from '../../scripts/host/paths.ts';
import { pageOf, whenReady } from '../browser/builderPage.ts';
import { layWorkspace, makeFixtures } from '../workspace.ts';
import type { BuilderFacts } from './builderProbe.ts';
import type { Row } from './measure.ts';
import { runProbe, shippedHost } from './shippedHost.ts';

/** Of Tokensmith's work in the extension host for the Token Builder to open, in milliseconds. */
const budget = 300;
/** How long all may take, in milliseconds. */
const limit = 300_000;

/** The bundle that is shipped, in the Node extension host of a real VS Code. */
export async function rows(): Promise<Row[]> {
  await using host = await shippedHost();
  const { folder } = host;
  const workspace = await layWorkspace(join(folder, 'workspace'), makeFixtures());
  const facts: BuilderFacts = {
    rounds: 9,
    shownFile: join(folder, 'shown'),
    resultFile: join(folder, 'measured.json'),
  };
  const extension = await linkExtension(folder);
  const tests = join(extension, relative(root, await bundleProbe(facts)));
  await using server = await host.startServer();
  await using opened = await host.openPage();
  const { page } = opened;
  const address = server.address(workspace, {
    extensionDevelopmentPath: server.uri(extension),
    extensionTestsPath: server.uri(tests),
    skipWelcome: 'true',
  });
  await Promise.race([runProbe(page, address, limit), tellWhenShown(page, facts.shownFile)]);
  const times: readonly number[] | string = JSON.parse(await readFile(facts.resultFile, 'utf8'));
  if (typeof times === 'string') throw new Error(times);
  const [first = Number.NaN] = times;
  return [row('for the first time', first), row('again', times.toSorted((a, b) => a - b)[1] ?? Number.NaN)];
}

/** Writes a file each time that the page shows its forms and keys. */
async function tellWhenShown(page: Page, file: string): Promise<never> {
  for (;;) {
    await whenReady(page);
    await writeFile(file, '');
    await pageOf(page).getByRole('tablist').waitFor({ state: 'detached' });
  }
}

/** The probe lies in the extension's folder, as VS Code wants it there. */
async function bundleProbe(facts: BuilderFacts): Promise<string> {
  const outfile = join(cache, 'bench', 'builderProbe.js');
  await bundle({
    entryPoints: [join(import.meta.dirname, 'builderProbe.ts')],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    external: ['vscode'],
    define: { builderFacts: JSON.stringify(facts) },
    logLevel: 'warning',
  });
  return outfile;
}

function row(when: string, milliseconds: number): Row {
  return {
    what: `opening the Token Builder ${when}`,
    measured: `work in the host ${milliseconds.toPrecision(3)} ms`,
    beside: `budget ${budget} ms`,
    ratio: milliseconds / budget,
    limit: 1,
  };
}
