/** VS Code for the Web without a server, as vscode.dev runs it, with the packaged extension. */
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import { setUpBrowser } from '../../scripts/host/browser.ts';
import { temporaryFolder } from '../../scripts/host/folder.ts';
import { openPage } from '../../scripts/host/page.ts';
import { serveWebBuild, setUpWebBuild } from '../../scripts/host/webBuild.ts';
import { unpackExtension } from '../../scripts/vsix.ts';
import { makeFixtures } from '../workspace.ts';
import { driver, folderShown } from './harness.ts';
import { type LoopWorkbench, layLoop } from './packagedLoop.ts';

/**
 * Starts VS Code for the Web before the tests of a file and stops it after them; gives what gives the workbench. What is
 * written into its folder is gone after a reload, what VS Code stores is there.
 *
 * @param options.isAlone whether its pages are isolated from other origins
 */
export function useWebWorkbench(options: { readonly isAlone: boolean }): () => LoopWorkbench {
  let workbench: LoopWorkbench | undefined;
  beforeAll(async () => {
    workbench = await openWebWorkbench(options);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await workbench?.screenshot(`failed ${task.name}`);
  });
  afterAll(async () => {
    await workbench?.[Symbol.asyncDispose]();
  });
  return () => {
    if (!workbench) throw new Error('VS Code is there only while tests run');
    return workbench;
  };
}

async function openWebWorkbench({ isAlone }: { readonly isAlone: boolean }): Promise<LoopWorkbench> {
  const stopped = new AbortController().signal;
  const [build, browser] = [await setUpWebBuild(stopped), await setUpBrowser(stopped)];
  await using held = new AsyncDisposableStack();
  const temporary = held.use(await temporaryFolder()).path;
  const fixtures = makeFixtures();
  const folder = await layLoop(join(temporary, 'workspace'), fixtures);
  const extension = join(temporary, 'extension');
  await unpackExtension(inject('vsix'), extension);
  const server = held.use(await serveWebBuild({ build, folder, extension, isAlone }));
  const { page } = held.use(await openPage({ browser, folder: temporary }));
  await page.goto(server.address);
  await folderShown(page);
  const disposables = held.move();
  // VS Code finds no files by name here: for that it wants a server.
  const openFile = async (path: string) => {
    await page.locator('.explorer-folders-view').getByText(path, { exact: true }).dblclick();
    await page.locator(`.editor-group-container.active .tab.active[data-resource-name="${path}"]`).waitFor();
  };
  return { ...driver(page), openFile, fixtures, [Symbol.asyncDispose]: () => disposables.disposeAsync() };
}
