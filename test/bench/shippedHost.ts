import type { Page } from 'playwright-core';
import { build } from '../../scripts/build.ts';
import { setUpBrowser } from '../../scripts/host/browser.ts';
import { temporaryFolder } from '../../scripts/host/folder.ts';
import { type OpenPage, openPage } from '../../scripts/host/page.ts';
import { type Server, startServer } from '../../scripts/host/server.ts';
import { setUpVSCode } from '../../scripts/host/vscode.ts';

/** The bundle that is shipped, and what it is measured in: a real VS Code, whose folder goes when this is disposed. */
export interface ShippedHost extends AsyncDisposable {
  /** For the workspace and for results. */
  readonly folder: string;
  startServer(settings?: Readonly<Record<string, unknown>>): Promise<Server>;
  openPage(): Promise<OpenPage>;
}

/** Builds the bundle and sets VS Code and a browser up. */
export async function shippedHost(): Promise<ShippedHost> {
  await build({ production: true });
  const stopped = new AbortController().signal;
  const [vscode, browser] = [await setUpVSCode(stopped), await setUpBrowser(stopped)];
  const temporary = await temporaryFolder();
  const folder = temporary.path;
  return {
    folder,
    startServer: (settings = {}) => startServer({ vscode, folder, settings, isolated: true, stopped }),
    openPage: () => openPage({ browser, folder }),
    [Symbol.asyncDispose]: () => temporary[Symbol.asyncDispose](),
  };
}

/**
 * Opens VS Code and waits until its `extensionTestsPath` has done its work.
 *
 * @param limit in milliseconds
 * @throws Error after `limit`
 */
export async function runProbe(page: Page, address: string, limit: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve, reject) => {
    timer = setTimeout(reject, limit, new Error('no measurement came'));
    page.exposeFunction('codeAutomationLog', () => {}).catch(reject);
    page.exposeFunction('codeAutomationExit', () => resolve()).catch(reject);
  });
  try {
    await Promise.all([page.goto(address), over]);
  } finally {
    clearTimeout(timer);
  }
}
