import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build as bundle } from 'esbuild';
import type { Page } from 'playwright-core';
import { build } from '../../scripts/build.ts';
import { setUpBrowser } from '../../scripts/host/browser.ts';
import { linkExtension } from '../../scripts/host/extension.ts';
import { temporaryFolder } from '../../scripts/host/folder.ts';
import { openPage } from '../../scripts/host/page.ts';
import { cache, root } from '../../scripts/host/paths.ts';
import { startServer } from '../../scripts/host/server.ts';
import { setUpVSCode } from '../../scripts/host/vscode.ts';
import { pageOf, whenReady } from '../browser/builderPage.ts';
import { layWorkspace, makeFixtures } from '../workspace.ts';
import type { BuilderFacts } from './builderProbe.ts';
import type { Row } from './measure.ts';

/** Of Tokensmith's work in the extension host for the Token Builder to open, in milliseconds. */
const budget = 300;
/** How long all may take, in milliseconds. */
const limit = 300_000;

/** The bundle that is shipped, in the Node extension host of a real VS Code. */
export async function rows(): Promise<Row[]> {
  await build({ production: true });
  const stopped = new AbortController().signal;
  const [vscode, browser] = [await setUpVSCode(stopped), await setUpBrowser(stopped)];
  await using temporary = await temporaryFolder();
  const folder = temporary.path;
  const workspace = await layWorkspace(join(folder, 'workspace'), makeFixtures());
  const facts: BuilderFacts = {
    rounds: 9,
    shownFile: join(folder, 'shown'),
    resultFile: join(folder, 'measured.json'),
  };
  const extension = await linkExtension(folder);
  const tests = join(extension, relative(root, await bundleProbe(facts)));
  await using server = await startServer({ vscode, folder, isolated: true, stopped });
  await using opened = await openPage({ browser, folder });
  const { page } = opened;
  const over = new Promise<void>((resolve, reject) => {
    void page.exposeFunction('codeAutomationLog', () => {});
    void page.exposeFunction('codeAutomationExit', () => resolve());
    setTimeout(reject, limit, new Error('no measurement came')).unref();
  });
  await page.goto(
    server.address(workspace, {
      extensionDevelopmentPath: server.uri(extension),
      extensionTestsPath: server.uri(tests),
      skipWelcome: 'true',
    }),
  );
  await Promise.race([over, tellWhenShown(page, facts.shownFile)]);
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
