/** Drives a real VS Code in a browser as a person would. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { setUpBrowser } from '../../scripts/host/browser.ts';
import { installExtension, linkExtension } from '../../scripts/host/extension.ts';
import { temporaryFolder } from '../../scripts/host/folder.ts';
import { openPage } from '../../scripts/host/page.ts';
import { cache } from '../../scripts/host/paths.ts';
import { startServer } from '../../scripts/host/server.ts';
import { setUpVSCode } from '../../scripts/host/vscode.ts';
import { type Fixtures, layWorkspace, makeFixtures } from '../workspace.ts';
import { type Theme, themes } from './themes.ts';

/** How long VS Code may take to show its folder, in milliseconds. */
const startLimit = 90_000;

/** The conditions of a browser test; each has a default. */
export interface WorkbenchOptions {
  /** `light` by default. */
  readonly theme?: Theme;
  /** Of the page, in CSS pixels; 1400 × 900 by default. */
  readonly size?: { readonly width: number; readonly height: number };
  /** User settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The extension host; `node` by default. */
  readonly host?: 'node' | 'web';
  /** Whether Tokensmith is installed, as people have it, so that notifications pop up; in the Node host alone. */
  readonly installed?: boolean;
  /** Puts the extension into the folder of a server, where it is to be installed; by default as a link to the repository. */
  readonly install?: (folder: string) => Promise<void>;
  /** The language in which Tokensmith speaks, such as `de`; English by default. */
  readonly language?: string;
  /** Whether the folder opens restricted. */
  readonly workspaceTrust?: boolean;
  /** Lays the workspace into a folder that does not exist yet; by default the one of test/workspace. */
  readonly workspace?: (folder: string, fixtures: Fixtures) => Promise<unknown>;
  /** A file of the workspace that is open from the start. */
  readonly open?: string;
}

/** VS Code in a browser, with Tokensmith in it and a folder open. */
export interface Workbench extends AsyncDisposable {
  readonly page: Page;
  /** The path of the folder that is open; its files may be read and written at any time. */
  readonly folder: string;
  readonly fixtures: Fixtures;
  /** Runs a command from the palette, such as `JWT: Decode Token`. */
  runCommand(title: string): Promise<void>;
  /** Opens a file of the folder by its path and waits until its text is there. */
  openFile(path: string): Promise<void>;
  /** Types into the quick input that is open, which asks or offers a list, and presses Enter. */
  answer(text: string): Promise<void>;
  /** Puts the cursor at the end of the first line that contains `text`. */
  putCursor(text: string): Promise<void>;
  /** A link of a code lens whose title contains `title`. */
  lens(title: string | RegExp): Locator;
  /** The hover that opens with the mouse on the first piece of text in the editor that contains `text`. */
  hover(text: string): Promise<Locator>;
  /** Loads the page again, and waits until the folder is there. */
  reload(): Promise<void>;
  /** Saves a picture as `.cache/screenshots/<name>.png`. */
  screenshot(name: string): Promise<void>;
}

/**
 * Starts VS Code before the tests of a file and stops it after them. Gives a function that gives the workbench, to be
 * called inside tests. A test that fails leaves a screenshot.
 */
export function useWorkbench(options: WorkbenchOptions = {}): () => Workbench {
  let workbench: Workbench | undefined;
  const get = (): Workbench => {
    if (!workbench) throw new Error('VS Code is there only while tests run');
    return workbench;
  };
  beforeAll(async () => {
    workbench = await openWorkbench(options);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await get().screenshot(`failed ${task.name}`);
  });
  afterAll(async () => {
    await workbench?.[Symbol.asyncDispose]();
  });
  return get;
}

/** Starts VS Code and opens it in a browser; disposing the workbench ends both and removes the folder. */
async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const stopped = new AbortController().signal;
  const [vscode, browser] = [await setUpVSCode(stopped), await setUpBrowser(stopped)];
  await using held = new AsyncDisposableStack();
  const temporary = held.use(await temporaryFolder()).path;
  const fixtures = makeFixtures();
  const folder = join(temporary, 'workspace');
  await (options.workspace ?? layWorkspace)(folder, fixtures);
  const settings = {
    // What moves by itself is drawn without end, which slows all else.
    'editor.cursorBlinking': 'solid',
    'workbench.reduceMotion': 'on',
    'workbench.colorTheme': themes[options.theme ?? 'light'].name,
    ...(options.host === 'web' ? { 'remote.extensionKind': { 'tokensmith.tokensmith': ['web'] } } : {}),
    ...options.settings,
  };
  const { workspaceTrust = false, installed = false, install = installExtension, language, size } = options;
  if (installed) await install(temporary);
  const server = held.use(
    await startServer({
      vscode,
      folder: temporary,
      settings,
      workspaceTrust,
      isolated: true,
      installed,
      ...(language && { language }),
      stopped,
    }),
  );
  const { page } = held.use(await openPage({ browser, folder: temporary, ...(size && { size }) }));
  await page.goto(
    server.address(folder, {
      ...(!installed && { extensionDevelopmentPath: server.uri(await linkExtension(temporary)) }),
      skipWelcome: 'true',
      ...(options.open && { openFile: server.uri(join(folder, options.open)) }),
    }),
  );
  await folderShown(page);
  const disposables = held.move();
  return { ...driver(page), folder, fixtures, [Symbol.asyncDispose]: () => disposables.disposeAsync() };
}

/** Opens what a window shows in another one, with an extension host of its own. */
export async function openSecondWindow(first: Page): Promise<Page> {
  const page = await first.context().newPage();
  await page.goto(first.url());
  await folderShown(page);
  return page;
}

/** Waits until VS Code shows its folder. */
export async function folderShown(page: Page): Promise<void> {
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: startLimit });
}

/** What a person does, in a page that shows VS Code. */
export function driver(page: Page): Omit<Workbench, 'folder' | 'fixtures' | typeof Symbol.asyncDispose> {
  const quickInput = page.locator('.quick-input-widget:visible');
  // Again where VS Code, while it starts, moves the focus elsewhere and so closes the quick input, or does not know all
  // commands yet: a list that is open is never read anew for the same text.
  const choose = (key: string, text: string, row: RegExp): Promise<void> =>
    vi.waitFor(
      async () => {
        if (await quickInput.isVisible()) await page.keyboard.press('Escape');
        await page.keyboard.press(key);
        await quickInput.locator('input').first().fill(text, { timeout: 3000 });
        await quickInput.getByRole('option', { name: row }).first().click({ timeout: 10_000 });
      },
      { timeout: 60_000 },
    );
  const editorText = page.locator('.editor-group-container.active .monaco-editor .view-line');
  const exactly = (text: string): string => text.replaceAll(/[^\w\s]/g, '\\$&');
  return {
    page,
    runCommand: (title) => choose('F1', `>${title}`, new RegExp(`^${exactly(title)}(,|$)`)),
    openFile: async (path) => {
      const name = path.slice(path.lastIndexOf('/') + 1);
      await choose('ControlOrMeta+P', path, new RegExp(`^${exactly(name)}(,| |$)`));
      await page.locator(`.editor-group-container.active .tab.active[data-resource-name="${name}"]`).waitFor();
      await editorText.first().waitFor();
    },
    answer: async (text) => {
      await quickInput.locator('input').first().fill(text);
      await page.keyboard.press('Enter');
    },
    putCursor: async (text) => {
      await editorText.filter({ hasText: text }).first().click();
      await page.keyboard.press('End');
    },
    lens: (title) => page.locator('.codelens-decoration a').filter({ hasText: title }),
    hover: async (text) => {
      const hover = page.locator('.monaco-hover:visible');
      const come = async () => {
        await editorText.locator('span > span').filter({ hasText: text }).first().hover();
        await hover.waitFor({ timeout: 10_000 });
      };
      // A line that moves, as when a lens comes above it, takes its hover away: the mouse comes once more then.
      await come().catch(() => page.mouse.move(0, 0).then(come));
      return hover;
    },
    reload: async () => {
      await page.reload();
      await folderShown(page);
    },
    screenshot: async (name) => {
      const folder = join(cache, 'screenshots');
      await mkdir(folder, { recursive: true });
      await page.screenshot({ path: join(folder, `${name.replaceAll(/[^\w-]+/g, '-')}.png`) });
    },
  };
}
