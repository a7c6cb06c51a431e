import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cli } from 'httpyac';
import { beforeAll, expect, it } from 'vitest';
import { type InsertAs, insertAsForms } from '../../src/insertion/insertAs.ts';
import type { Source } from '../../src/insertion/references.ts';
import { insertedAt, token } from '../unit/insertion/cursor.ts';
import { readBru, readBruEnvironment } from './bruno.ts';
import { httpYacRegions, type ReadRegion } from './httpYacParser.ts';
import { type ReadRequest, restClientRequests } from './restClient.ts';

/**
 * Inserts a token at every line of every file of a folder, in each mode, and has the clients judge: exactly the request
 * under the cursor gets exactly one header, nothing else changes, and twice is once. `HTTP_FILES=folder` chooses a
 * folder; the repository's own files have each rule of the clients.
 */
const own = fileURLToPath(new URL('../corpus/', import.meta.url));
const folder = process.env.HTTP_FILES ?? own;
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(?:http|rest|bru)$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .sort();

const dotenv: Source = { form: 'dotenv', text: '', isOfVariables: false, isPrivate: true };
/** What each mode writes behind `Bearer`. */
const credentials: Readonly<Record<InsertAs, RegExp>> = {
  header: new RegExp(`^Bearer ${token}$`),
  variable: /^Bearer \{\{token\d*\}\}$/,
  environment: /^Bearer \{\{\$dotenv TOKEN\}\}$/,
  send: /^Bearer \{\{\$jwt api\}\}$/,
};

beforeAll(() => cli.initFileProvider());

/** What came of all insertions, for whoever runs it on a folder. */
const counts = { files: 0, insertions: 0, written: 0, references: 0, scripts: 0, unsound: 0, faults: 0 };
/** Of a file, at most as many as help. */
const mostFaults = 3;

it.each(files.map((path) => ({ path, name: relative(folder, path) })))('$name', async ({ path }) => {
  const text = readFileSync(path, 'utf8');
  counts.files++;
  const faults = await (path.endsWith('.bru') ? faultsOfBru(text, path) : faultsOfHttp(text));
  counts.faults += faults.length;
  expect({ path, faults: [...new Set(faults)].slice(0, mostFaults) }).toEqual({ path, faults: [] });
});

it('says what came of it', () => {
  if (process.env.HTTP_FILES) console.log(counts);
  expect(counts.files).toBeGreaterThan(0);
});

async function faultsOfHttp(text: string): Promise<readonly string[]> {
  const faults: string[] = [];
  const regions = await httpYacRegions(text);
  const requests = restClientRequests(text);
  const judged = new Map<string, readonly ReadRequest[]>();
  for (const insertAs of insertAsForms)
    for (const { line, offset } of linesOf(text)) {
      for (const startsAtMethods of [true, false]) {
        counts.insertions++;
        const result = insert(text, offset, insertAs, startsAtMethods);
        const fault = (what: string) =>
          faults.push(`${startsAtMethods ? 'httpYac' : 'REST Client'}, ${insertAs}: ${what}, line ${line + 1}`);
        if (result === 'script') {
          counts.scripts++;
          const here = regions.find(({ last }) => last >= line);
          if (startsAtMethods && !(here?.hasScript && !here.request)) fault('this is no script alone');
          continue;
        }
        const meant = startsAtMethods ? meantRegion(regions, line) : meantRequest(requests, line);
        if (meant && !isSound(meant)) {
          counts.unsound++;
          continue;
        }
        if ('form' in result) {
          counts.references++;
          if (result.form !== 'reference' || !/\{\{|\$\{/.test(meant?.authorization.join() ?? '')) fault(result.form);
          continue;
        }
        counts.written++;
        if (!meant) continue;
        const key = `${startsAtMethods} ${result.text}`;
        const after =
          judged.get(key) ?? (startsAtMethods ? await sentByHttpYac(result.text) : restClientRequests(result.text));
        const isNew = !judged.has(key);
        judged.set(key, after);
        const before = startsAtMethods ? requestsOf(regions) : requests;
        judge({ before, after, meant, insertAs, isSame: result.text === text }, fault);
        if (isNew && !isOnce(result, offset, insertAs, startsAtMethods)) fault('twice is not once');
      }
    }
  return faults;
}

const requestsOf = (regions: readonly ReadRegion[]) => regions.flatMap(({ request }) => request ?? []);
const sentByHttpYac = async (text: string) => requestsOf(await httpYacRegions(text));

/** Whether a second insertion, with the cursor where the first one left it, changes nothing more. */
function isOnce({ text, edits }: Inserted, offset: number, insertAs: InsertAs, startsAtMethods: boolean): boolean {
  const at = edits.reduce(
    (sum, { start, end, text: { length } }) => sum + (start < offset ? length - (end - start) : 0),
    offset,
  );
  const twice = insert(text, Math.max(0, at), insertAs, startsAtMethods);
  if (typeof twice !== 'object') return false;
  // What is made when it is sent, or held elsewhere, is a reference from then on.
  return 'text' in twice ? twice.text === text : insertAs === 'send' || insertAs === 'environment';
}

type Inserted = Extract<ReturnType<typeof insert>, { readonly edits: unknown }>;

function insert(text: string, offset: number, insertAs: InsertAs, startsAtMethods: boolean) {
  const target = { languageId: 'http', path: '/a.http', text, offset };
  return insertedAt(target, { insertAs, startsAtMethods, sources: [dotenv], recipe: 'api' });
}

/** The request that httpYac would send for a line, else the one that follows, else the one before. */
function meantRegion(regions: readonly ReadRegion[], line: number): ReadRequest | undefined {
  const here = regions.findIndex(({ last }) => last >= line);
  return (
    regions.slice(here).find(({ request }) => request)?.request ??
    regions.slice(0, here).findLast(({ request }) => request)?.request
  );
}

function meantRequest(requests: readonly ReadRequest[], line: number): ReadRequest | undefined {
  return (
    requests.find(({ first, last }) => first <= line && line <= last) ??
    requests.find(({ first }) => first > line) ??
    requests.findLast(({ last }) => last < line)
  );
}

/** Whether a client reads a request for what it is: what only other clients know, it takes for something else. */
const isSound = ({ line, headers, body }: ReadRequest): boolean =>
  !/\?\?|^\/\*|\s</.test(line) &&
  // A header that goes on over lines is one to JetBrains alone.
  !/^[ \t]+[^\s{[<]/.test(body) &&
  /^(?:[A-Z][A-Z-]*\s+)?(?:\w+:\/\/|\{\{|\/|localhost|\[|[\w-]+[.:])/i.test(line) &&
  headers.every((header) => /^[^\s:]+: /.test(header));

interface Judged {
  readonly before: readonly ReadRequest[];
  readonly after: readonly ReadRequest[];
  readonly meant: ReadRequest;
  readonly insertAs: InsertAs;
  readonly isSame: boolean;
}

function judge({ before, after, meant, insertAs, isSame }: Judged, fault: (what: string) => void): void {
  const bare = (requests: readonly ReadRequest[]) =>
    JSON.stringify(requests.filter(isSound).map(({ line, headers, body }) => ({ line, headers, body })));
  if (bare(after) !== bare(before)) {
    fault('more than one header changes');
    return;
  }
  const index = before.indexOf(meant);
  const others = after.some(
    ({ authorization }, at) => at !== index && `${authorization}` !== `${before[at]?.authorization}`,
  );
  if (others) fault('another request changes');
  // Where the request names a variable that the file defines, that alone changes.
  if (isSame || meant.authorization.some((value) => /\{\{|\$\{/.test(value))) return;
  const sent = after[index]?.authorization ?? [];
  if (sent.length !== Math.max(1, meant.authorization.length)) fault(`${sent.length} headers`);
  if (!sent.some((value) => credentials[insertAs].test(value))) fault('the header is not there');
}

/** In Bruno, what stands before other credentials is not written over; all else sends the token alone. */
function faultsOfBru(text: string, path: string): readonly string[] {
  if (/[\\/]environments[\\/]/.test(path)) return faultsOfEnvironment(text);
  const before = readable(text, (each) => readBru(each, path));
  if (!before) {
    counts.unsound++;
    return [];
  }
  const results = new Set(linesOf(text).map(({ offset }) => JSON.stringify(insertedBru(text, offset, path))));
  return [...results].flatMap((each) => {
    const result = JSON.parse(each) as ReturnType<typeof insertedBru>;
    if (result === 'script' || 'form' in result) {
      counts.references++;
      return /^(?:none|inherit|bearer)$/.test(before.mode) && !JSON.stringify(text).includes('{{')
        ? [`left: ${each}`]
        : [];
    }
    counts.written++;
    const after = readBru(result.text, path);
    return [
      ...(JSON.stringify(after.rest) === JSON.stringify(before.rest) ? [] : ['more than the header changes']),
      ...(`${after.authorization}` === `Bearer ${token}` ? [] : [`sent: ${after.authorization}`]),
    ];
  });
}

/** Of an environment of Bruno, one variable gets the token. */
function faultsOfEnvironment(text: string): readonly string[] {
  const before = readable(text, readBruEnvironment);
  // Without variables, there is nothing that a cursor can mean.
  if (!before || !/^vars\s*\{/m.test(text)) {
    counts.unsound++;
    return [];
  }
  const isInVars = ({ offset }: { readonly offset: number }) =>
    /^vars\s*\{[^}]*$/m.test(text.slice(0, offset)) && !/^\}/m.test(text.slice(text.search(/^vars\s*\{/m), offset));
  return linesOf(text)
    .filter(isInVars)
    .flatMap(({ offset, line }) => {
      const result = insertedBru(text, offset);
      if (result === 'script' || 'form' in result) {
        counts.references++;
        return text.includes('{{') ? [] : [`left, line ${line + 1}`];
      }
      counts.written++;
      const after = readBruEnvironment(result.text);
      const names = new Set([...Object.keys(before), ...Object.keys(after)]);
      const changed = [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
      return changed.length <= 1 && changed.every((name) => after[name] === token)
        ? []
        : [`${changed}, line ${line + 1}`];
    });
}

function readable<T>(text: string, read: (text: string) => T): T | undefined {
  try {
    return read(text);
  } catch {
    return undefined;
  }
}

function insertedBru(text: string, offset: number, path = '/a.bru') {
  counts.insertions++;
  return insertedAt({ languageId: 'bruno', path, text, offset });
}

function linesOf(text: string): readonly { readonly line: number; readonly offset: number }[] {
  const offsets = [0, ...[...text.matchAll(/\r?\n/g)].map(({ index, 0: found }) => index + found.length)];
  return offsets.map((offset, line) => ({ line, offset }));
}
