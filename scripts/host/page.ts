import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { type Browser as Chromium, chromium, type Page } from 'playwright-core';
import type { Browser } from './browser.ts';
import { Failure } from './failure.ts';

/** How a page is opened. */
export interface PageOptions {
  readonly browser: Browser;
  /** The console of the page goes into `console.log` in this folder. */
  readonly folder: string;
  /** In CSS pixels; 1400 × 900 by default. */
  readonly size?: { readonly width: number; readonly height: number };
}

/** An empty page in a browser of its own; disposing it closes the browser. */
export interface OpenPage extends AsyncDisposable {
  readonly page: Page;
  /** Aborted, with a Failure, when the page or the browser crashes. */
  readonly crashed: AbortSignal;
}

/** Keep the browser from calling home, and let it run where there is no sandbox and no graphics card. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const;

/** Starts a browser without a window and opens an empty page that may use the clipboard. */
export async function openPage({
  browser,
  folder,
  size = { width: 1400, height: 900 },
}: PageOptions): Promise<OpenPage> {
  const chromium = await launch(browser);
  const context = await chromium.newContext({
    viewport: size,
    locale: 'en-US',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  const console = createWriteStream(join(folder, 'console.log'));
  page.on('console', (message) => console.write(`${message.type()}: ${message.text()}\n`));
  page.on('pageerror', (error) => console.write(`uncaught: ${error.stack ?? error.message}\n`));
  const crashed = new AbortController();
  page.on('crash', () => crashed.abort(new Failure('The page crashed.')));
  chromium.on('disconnected', () => crashed.abort(new Failure('The browser crashed.')));
  return {
    page,
    crashed: crashed.signal,
    [Symbol.asyncDispose]: async () => {
      await chromium.close();
      console.end();
    },
  };
}

async function launch({ executablePath, env }: Browser): Promise<Chromium> {
  try {
    return await chromium.launch({ executablePath, args: [...flags], env: { ...process.env, ...env } });
  } catch (error) {
    const said = error instanceof Error ? error.message.split('\n') : [];
    const why = said.filter((line, index) => index === 0 || line.includes('[err]')).join('\n');
    throw new Failure(
      `The browser ${executablePath} does not start. Name another in TOKENSMITH_BROWSER (a path, or npm on Linux x64).\n\n${why}`,
      { cause: error },
    );
  }
}
