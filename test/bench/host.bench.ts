import { createPrivateKey, sign } from 'node:crypto';
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
import { type Server, startServer } from '../../scripts/host/server.ts';
import { setUpVSCode } from '../../scripts/host/vscode.ts';
import { layWorkspace, makeFixtures } from '../workspace.ts';
import type { HostFacts, HostMeasurements } from './hostFacts.ts';
import { logText } from './logText.ts';
import { beside, budgeted, type Row } from './measure.ts';

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
  await build({ production: true });
  const stopped = new AbortController().signal;
  const [vscode, browser] = [await setUpVSCode(stopped), await setUpBrowser(stopped)];
  await using temporary = await temporaryFolder();
  const folder = temporary.path;
  const { workspace, facts } = await layLogs(folder);
  const extension = await linkExtension(folder);
  await using server = await startServer({ vscode, folder, isolated: true, settings: drawsLess, stopped });
  await using opened = await openPage({ browser, folder });
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
    budgeted(`a character typed into a token, ${log}`, 'work', measured.keystrokeInToken, 16),
    sizeRow(`held for ${log}`, measured.memory, 10 * MB),
    budgeted('from a typed character to its problems, small file', type.name, type.times, 100),
    beside('the same beside a no-op', type, { name: 'no-op', times: measured.typedToNoOp }),
  ];
}

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
  return {
    workspace,
    facts: { resultFile: join(folder, 'measured.json'), logs, heldLog, tokensOfLog, token: token(0) },
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
  const over = new Promise<void>((resolve) => {
    void page.exposeFunction('codeAutomationLog', () => {});
    void page.exposeFunction('codeAutomationExit', () => resolve());
  });
  const tests = server.uri(join(extension, relative(root, outfile)));
  await page.goto(server.address(workspace, { ...development, extensionTestsPath: tests }));
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([over, new Promise<void>((resolve) => (timer = setTimeout(resolve, limit)))]);
  clearTimeout(timer);
  const result: HostMeasurements | { readonly failure: string } = JSON.parse(await readFile(facts.resultFile, 'utf8'));
  if ('failure' in result) throw new Error(result.failure);
  return result;
}

function sizeRow(what: string, bytes: number, budget: number): Row {
  const size = (count: number) => `${(count / MB).toFixed(1)} MB`;
  return { what, measured: size(bytes), beside: `budget ${size(budget)}`, ratio: bytes / budget, limit: 1 };
}
