import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build as bundle } from 'esbuild';
import type { Server } from '../../scripts/host/server.ts';
import { makePackage, unpackExtension } from '../../scripts/vsix.ts';
import { type Fixtures, layWorkspace, makeFixtures } from '../workspace.ts';
import { expiredTokens, logText } from './logText.ts';
import { beside, budgeted, type Row, sized } from './measure.ts';
import { peerExtension } from './peer.ts';
import { runProbe, type ShippedHost, shippedHost } from './shippedHost.ts';
import type { LogMeasurements, WaitingFacts, WaitingMeasurements } from './waitingFacts.ts';

const MB = 1_000_000;
/** How long VS Code may take for all that is measured of one, in milliseconds. */
const limit = 900_000;

const logs = [
  { megabytes: 0.1, tokens: 1 },
  // Of larger files, Token X-Ray says nothing.
  { megabytes: 0.9, tokens: 1000 },
  { megabytes: 10, tokens: 1000 },
  { megabytes: 40, tokens: 10_000 },
] as const;
/** The one that is typed in for ten minutes. */
const typed = 2;

/** What people wait for, and what of it came; nothing is said of that where other extensions have no such thing. */
const waits: readonly (readonly [Wait, what: string, given?: keyof LogMeasurements['given']])[] = [
  ['firstLenses', 'from opening to the first lenses', 'lenses'],
  ['allLenses', 'all lenses again', 'lenses'],
  ['problems', 'from a stroke in a token to its problems', 'problems'],
  ['hover', 'a hover', 'hovers'],
  ['renew', 'renewing a token'],
  ['builder', 'the command that opens the Token Builder'],
];
type Wait = 'firstLenses' | 'allLenses' | 'problems' | 'hover' | 'renew' | 'builder';

/** The extension, as it is shipped, in the Node extension host of a real VS Code, and one after the other what is beside it. */
export async function rows(): Promise<Row[]> {
  await using host = await shippedHost();
  const fixtures = makeFixtures();
  // A log of 40 MB opens without a question.
  await using server = await host.startServer({ 'workbench.editorLargeFileConfirmation': 100 });
  const measure = (extension: Contestant) => measureOne(host, server, fixtures, extension);
  const none = await measure({ name: 'no-op' });
  const us = await measure({ name: 'Tokensmith', id: 'tokensmith.tokensmith', isOurs: true });
  const peer = await peerExtension();
  const them = peer && (await measure(peer));
  return [
    ...logs.flatMap((log, i) => rowsOf(log, us.logs[i], none.logs[i], them?.logs[i], peer?.name)),
    ...ourShare('grown by ten minutes of typing, 10 MB with 1,000 tokens', us.growth, none.growth),
    budgeted('the first renewal, more than the next', 'renewToken', [firstOf(us.logs[0]?.renew)], 30),
  ];
}

function rowsOf(
  { megabytes, tokens }: (typeof logs)[number],
  us: LogMeasurements | undefined,
  none: LogMeasurements | undefined,
  them: LogMeasurements | undefined,
  theirName = '',
): readonly Row[] {
  if (!us || !none) throw new Error('a log was not measured');
  const log = `${megabytes} MB with ${tokens.toLocaleString('en')} token${tokens === 1 ? '' : 's'}`;
  return [
    ...waits.flatMap(([wait, what, given]) => {
      const timesOf = (name: string, measured: LogMeasurements) => ({
        name: given ? `${name}, ${amount(measured.given[given], given)}` : name,
        times: measured[wait],
      });
      const row = (name: string, other: LogMeasurements) =>
        beside(`${what}, ${log}`, timesOf('Tokensmith', us), timesOf(name, other));
      return [
        row('no-op', none),
        ...(them && given ? [them.given[given] > 0 ? row(theirName, them) : withoutRatio(row(theirName, them))] : []),
      ];
    }),
    ...ourShare(`left after closing, ${log}`, us.left, none.left),
  ];
}

const nouns = { lenses: 'lens', problems: 'problem', hovers: 'hover' } as const;

function amount(count: number, kind: keyof LogMeasurements['given']): string {
  return `${count.toLocaleString('en')} ${count === 1 ? nouns[kind] : kind}`;
}

/** A row beside somebody who gives nothing there: times are nothing to compare. */
function withoutRatio({ ratio: _, ...row }: Row): Row {
  return row;
}

/** What is held, in bytes: VS Code's own share is what a no-op holds. */
function ourShare(what: string, us = Number.NaN, none = Number.NaN): readonly Row[] {
  return [sized(`${what}, more than a no-op`, us - none, MB), sized(`${what}, with a no-op`, none)];
}

/** How much longer the first took than the others do. */
function firstOf([first = Number.NaN, ...others]: readonly number[] = []): number {
  return first - Math.min(...others);
}

interface Contestant {
  readonly name: string;
  readonly id?: string;
  /** Where it lies, built; ours is packaged, and without one there is no extension at all. */
  readonly folder?: string;
  readonly isOurs?: true;
}

async function measureOne(
  host: ShippedHost,
  server: Server,
  fixtures: Fixtures,
  { name, id, folder, isOurs }: Contestant,
): Promise<WaitingMeasurements> {
  const own = join(host.folder, name.replaceAll(/\W/g, '-'));
  const workspace = await layWorkspace(join(own, 'workspace'), fixtures);
  const files = await writeLogs(workspace, fixtures);
  const extension = join(own, 'extension');
  await mkdir(extension);
  if (isOurs) {
    await makePackage(join(own, 'tokensmith.vsix'));
    await unpackExtension(join(own, 'tokensmith.vsix'), extension);
  } else if (folder) {
    await cp(folder, extension, {
      recursive: true,
      filter: (file) => !/[\\/](node_modules|\.git)([\\/]|$)/.test(file),
    });
  } else {
    const manifest = { name: 'no-op', publisher: 'tokensmith', version: '0.0.0', engines: { vscode: '*' } };
    await writeFile(join(extension, 'package.json'), JSON.stringify(manifest));
  }
  const facts: WaitingFacts = {
    resultFile: join(own, 'measured.json'),
    ...(id && { extension: id }),
    hasAll: isOurs === true,
    logs: files,
    // How others grow is not asked: ten minutes of typing take some of them hours.
    ...(folder === undefined && { typed: files[typed]?.path }),
  };
  const probe = join(extension, 'waitingProbe.js');
  await bundle({
    entryPoints: [join(import.meta.dirname, 'waitingProbe.ts')],
    outfile: probe,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    external: ['vscode'],
    define: { facts: JSON.stringify(facts) },
    logLevel: 'warning',
  });
  await using opened = await host.openPage();
  const address = server.address(workspace, {
    extensionDevelopmentPath: server.uri(extension),
    extensionTestsPath: server.uri(probe),
    skipWelcome: 'true',
  });
  await runProbe(opened.page, address, limit);
  // JSON has null in place of NaN.
  const result: WaitingMeasurements | { readonly failure: string } = JSON.parse(
    await readFile(facts.resultFile, 'utf8'),
    (_, value) => value ?? Number.NaN,
  );
  if ('failure' in result) throw new Error(`${name}: ${result.failure}`);
  return result;
}

/** Writes each log twice, with expired tokens that a key of the workspace has signed. */
async function writeLogs(workspace: string, fixtures: Fixtures): Promise<WaitingFacts['logs']> {
  const files = logs.map(({ megabytes }) => ({ path: `log${megabytes}.log`, copy: `copy${megabytes}.log` }));
  for (const [i, { path, copy }] of files.entries()) {
    const { megabytes = 0, tokens = 0 } = logs[i] ?? {};
    const text = logText(megabytes * MB, expiredTokens(fixtures, tokens));
    for (const name of [path, copy]) await writeFile(join(workspace, name), text);
  }
  return files;
}
