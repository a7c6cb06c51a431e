/** What a run of VS Code leaves behind, outside the folders that it had open: to be searched for what must not be there. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Page } from 'playwright-core';

/** What was left at a place: in a file, or in a store of the browser. */
export interface Left {
  readonly place: string;
  readonly content: Buffer;
}

/**
 * The files under a folder (settings, logs, state databases, histories, whatever their form) and all that the browser
 * keeps for the page: localStorage, sessionStorage, cookies, IndexedDB and caches.
 * @param except names of folders directly under `folder` that are left out
 */
export async function leftBehind(page: Page, folder: string, except: readonly string[]): Promise<readonly Left[]> {
  const stored = await page.evaluate(readStores);
  return [
    ...(await filesUnder(folder, except)),
    ...stored.map(([place, text]) => ({ place, content: Buffer.from(text) })),
  ];
}

/** The places in which one of the texts stands, in UTF-8 or UTF-16, with what stands there; by names, never the texts. */
export function placesOf(texts: Readonly<Record<string, string>>, left: readonly Left[]): readonly string[] {
  const needles = Object.entries(texts).flatMap(([name, text]) =>
    (['utf8', 'utf16le'] as const).map((encoding) => ({ name, bytes: Buffer.from(text, encoding) })),
  );
  return left.flatMap(({ place, content }) =>
    needles.filter(({ bytes }) => content.includes(bytes)).map(({ name }) => `${name} in ${place}`),
  );
}

async function filesUnder(folder: string, except: readonly string[]): Promise<readonly Left[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const kept = files.filter((file) => !except.includes(relative(folder, file).split(/[/\\]/)[0] ?? ''));
  const read = await Promise.all(
    kept.map(async (file) => ({ place: relative(folder, file), content: await readFile(file).catch(unlessGone) })),
  );
  return read.flatMap(({ place, content }) => (content ? [{ place, content }] : []));
}

/** VS Code, which still runs, may have removed a file meanwhile. */
function unlessGone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

/** Runs in the page. Bytes are read as Latin-1, in which UTF-8 and ASCII stay what they are. */
async function readStores(): Promise<readonly (readonly [place: string, text: string])[]> {
  const read = (value: unknown): string => {
    if (typeof value === 'string') return value;
    const bytes = ArrayBuffer.isView(value) ? value.buffer : value;
    if (bytes instanceof ArrayBuffer) return new TextDecoder('latin1').decode(bytes);
    if (typeof value !== 'object' || value === null) return String(value);
    return Object.entries(value)
      .map(([name, member]) => `${name}: ${read(member)}`)
      .join('\n');
  };
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const found: [string, string][] = [
    ['cookies', document.cookie],
    ['localStorage', read({ ...localStorage })],
    ['sessionStorage', read({ ...sessionStorage })],
  ];
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const content = database.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([done(content.getAllKeys()), done(content.getAll())]);
      found.push([`IndexedDB ${name} ${store}`, keys.map((key, i) => `${read(key)}: ${read(values[i])}`).join('\n')]);
    }
    database.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const response = await cache.match(request);
      found.push([`cache ${name}`, `${request.url}\n${await response?.text()}`]);
    }
  }
  return found;
}
