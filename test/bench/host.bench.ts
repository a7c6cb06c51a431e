import { createPrivateKey, sign } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build as bundle } from 'esbuild';
import type { Page } from 'playwright-core';
import { linkExtension } from '../../scripts/host/extension.ts';
import { cache, root } from '../../scripts/host/paths.ts';
import type { Server } from '../../scripts/host/server.ts';
import { layWorkspace, makeFixtures } from '../workspace.ts';
import type { Held, HostFacts, HostMeasurements } from './hostFacts.ts';
import { logText } from './logText.ts';
import { beside, budgeted, type Row, typical } from './measure.ts';
import { runProbe, shippedHost } from './shippedHost.ts';

const MB = 1_000_000;
/** How long VS Code may take for one thing, in milliseconds. */
const limit = 600_000;

/** What a graphics card would draw, the processor draws here, while it is measured. */
const drawsLess = {
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
  'workbench.reduceMotion': 'on',
};

/** The bundle that is shipped, in the Node extension host of a real VS Code. */
export async function rows(): Promise<Row[]> {
  await using host = await shippedHost();
  const { folder } = host;
  const { workspace, facts } = await layLogs(folder);
  const extension = await linkExtension(folder);
  await using server = await host.startServer(drawsLess);
  await using opened = await host.openPage();
  const { page } = opened;
  const development = { extensionDevelopmentPath: server.uri(extension), skipWelcome: 'true' };

  const measured = await probe(page, server, workspace, development, extension, facts);
  const { tokensOfLog } = facts;
  const log = `10 MB with ${tokensOfLog} tokens`;
  const type = { name: 'Tokensmith', times: measured.typedToProblems };
  return [
    budgeted(`from opening to the first lenses, ${log}`, 'lenses', measured.firstLenses, 1000),
    beside(
      'the same beside a provider of one lens that does not look',
      { name: 'Tokensmith', times: measured.firstLenses },
      { name: 'bare', times: measured.bareLenses },
    ),
    budgeted(`a typed character, ${log}`, 'work', measured.keystroke, 16),
    besideStroke('one of its tokens being edited', measured.besideEdited, measured.besideNone, 1),
    besideStroke('30 documents of its tokens closed', measured.besideClosed, measured.besideNone, 0.5),
    budgeted(`a character typed into a token, ${log}`, 'work', measured.keystrokeInToken, 16),
    ...sizeRows(`held for ${log}`, measured.memory, 10 * MB),
    ...largeLogs.flatMap(({ megabytes, tokens }, i) => {
      const {
        memory = { ours: Number.NaN, theirs: Number.NaN },
        keystroke = [],
        keystrokeInToken = [],
      } = measured.large[i] ?? {};
      const large = `${megabytes} MB with ${tokens.toLocaleString('en')} tokens`;
      return [
        budgeted(`a typed character, ${large}`, 'work', keystroke, 16),
        budgeted(`a character typed into a token, ${large}`, 'work', keystrokeInToken, 16),
        ...sizeRows(`held for ${large}`, memory, 20 * MB),
      ];
    }),
    budgeted('from a typed character to its problems, small file', type.name, type.times, 100),
    beside('the same beside a no-op', type, { name: 'no-op', times: measured.typedToNoOp }),
  ];
}

const largeLogs = [
  { megabytes: 10, tokens: 10_000 },
  { megabytes: 40, tokens: 10_000 },
] as const;

/** Lays a workspace with a key and logs of expired tokens that it has signed. */
async function layLogs(folder: string): Promise<{ readonly workspace: string; readonly facts: HostFacts }> {
  const fixtures = makeFixtures();
  const workspace = await layWorkspace(join(folder, 'workspace'), fixtures);
  const key = createPrivateKey(fixtures.keys.rsa);
  const encode = (text: string) => Buffer.from(text).toString('base64url');
  const token = (n: number): string => {
    const times = { iat: 1_700_000_000, exp: 1_700_000_900 };
    const payload = { application_id: fixtures.applicationId, ...times, jti: `00000000-0000-4000-8000-${n}` };
    const input = `${encode('{"alg":"RS256","typ":"JWT"}')}.${encode(JSON.stringify(payload))}`;
    return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`;
  };
  const tokensOfLog = 1000;
  const text = logText(
    10 * MB,
    Array.from({ length: tokensOfLog }, (_, n) => token(n)),
  );
  const logs = [1, 2, 3].map((n) => ({ ours: `log${n}.log`, bare: `bare${n}.log` }));
  const heldLog = 'held.log';
  const names = [...logs.flatMap(({ ours, bare }) => [ours, bare]), heldLog];
  for (const name of names) await writeFile(join(workspace, name), text);
  const large = largeLogs.map(({ megabytes, tokens }) => ({ path: `large${megabytes}.log`, megabytes, tokens }));
  for (const { path, megabytes, tokens } of large)
    await writeFile(
      join(workspace, path),
      logText(
        megabytes * MB,
        Array.from({ length: tokens }, (_, n) => token(n)),
      ),
    );
  return {
    workspace,
    facts: {
      largeLogs: large,
      resultFile: join(folder, 'measured.json'),
      logs,
      heldLog,
      tokensOfLog,
      token: token(0),
    },
  };
}

/** Runs the half that runs in the extension host. It lies in the extension's folder, as VS Code wants it there. */
async function probe(
  page: Page,
  server: Server,
  workspace: string,
  development: Readonly<Record<string, string>>,
  extension: string,
  facts: HostFacts,
): Promise<HostMeasurements> {
  const outfile = join(cache, 'bench', 'hostProbe.js');
  await bundle({
    entryPoints: [join(import.meta.dirname, 'hostProbe.ts')],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    external: ['vscode'],
    define: { hostFacts: JSON.stringify(facts) },
    logLevel: 'warning',
  });
  const tests = server.uri(join(extension, relative(root, outfile)));
  await runProbe(page, server.address(workspace, { ...development, extensionTestsPath: tests }), limit);
  const result: HostMeasurements | { readonly failure: string } = JSON.parse(await readFile(facts.resultFile, 'utf8'));
  if ('failure' in result) throw new Error(result.failure);
  return result;
}

/** What documents add to a stroke of a key, in milliseconds. */
function besideStroke(what: string, times: readonly number[], alone: readonly number[], budget: number): Row {
  const added = Math.max(0, typical(times) - typical(alone));
  return budgeted(`added to that: ${what}`, 'work', [added], budget);
}

function sizeRows(what: string, { ours, theirs }: Held, budget: number): readonly Row[] {
  const size = (count: number) => `${(count / MB).toFixed(1)} MB`;
  const measured = size(ours);
  return [
    { what, measured, beside: `budget ${size(budget)}`, ratio: ours / budget, limit: 1 },
    { what: 'the same beside what VS Code holds for it', measured, beside: size(theirs), ratio: ours / theirs },
  ];
}
