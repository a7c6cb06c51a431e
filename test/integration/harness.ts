/** The half of the harness that runs in Node: bundles a suite, runs it in a real VS Code and reads its report. */
import { existsSync, statSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { setUpBrowser } from '../../scripts/host/browser.ts';
import { linkExtension } from '../../scripts/host/extension.ts';
import { describeFailure, Failure } from '../../scripts/host/failure.ts';
import { temporaryFolder } from '../../scripts/host/folder.ts';
import { openPage } from '../../scripts/host/page.ts';
import { cache, root } from '../../scripts/host/paths.ts';
import { startServer } from '../../scripts/host/server.ts';
import { setUpVSCode } from '../../scripts/host/vscode.ts';
import { unpackExtension } from '../../scripts/vsix.ts';
import { layHostileFiles } from '../hostileFiles.ts';
import { layWorkspace, makeFixtures } from '../workspace.ts';
import type { Facts, Report, Running } from './facts.ts';
import { sourceStack } from './harness.stack.ts';

/** The conditions that the tests of one folder under test/integration ask for. */
export interface Suite {
  readonly hosts: readonly Facts['host'][];
  /** Whether workspace trust is on, so that the folder opens restricted. */
  readonly workspaceTrust: boolean;
  /** More workspace folders beside the usual one: names of new empty folders, or URIs. */
  readonly folders?: readonly string[];
  /** Other extensions that are installed, by their folders under test/integration/extensions. */
  readonly beside?: readonly string[];
}

/** A new folder of tests needs a row here. */
export const suites = {
  common: { hosts: ['node', 'web', 'desktop'], workspaceTrust: false },
  // On the desktop, @vscode/test-electron always turns workspace trust off.
  untrusted: { hosts: ['node', 'web'], workspaceTrust: true },
  // The last has a file system that the tests bring.
  multiRoot: {
    hosts: ['node', 'web', 'desktop'],
    workspaceTrust: false,
    folders: ['second', 'tokensmith-test:/virtual'],
  },
  // What starts or sends runs in Node alone.
  clients: { hosts: ['node'], workspaceTrust: false, beside: ['httpYac', 'launcher'] },
  clientsUntrusted: { hosts: ['node'], workspaceTrust: true, beside: ['httpYac'] },
} as const satisfies Record<string, Suite>;

type SuiteName = keyof typeof suites;

/** Which tests of a suite are run, and where. */
export interface Run {
  readonly suite: SuiteName;
  readonly host: Facts['host'];
  /** Only files whose path has one of these texts in it; all of the suite's if there is none. */
  readonly files: readonly string[];
  /** Only tests whose full title has this text in it. */
  readonly grep?: string;
  /** Which part of the suite the files are, from 1 on, where others are run beside it. */
  readonly part?: number;
}

/** User settings that tests go by: files of these names are read-only. */
export const testSettings = { 'files.readonlyInclude': { '**/locked.*': true } };

/**
 * User settings that leave out what nobody looks at in these runs, most of whose time is the workbench's drawing; with
 * them an editor opens in a third of the time. Tests that look have test/browser.
 */
const bareSettings = {
  'breadcrumbs.enabled': false,
  'editor.accessibilitySupport': 'off',
  'editor.bracketPairColorization.enabled': false,
  'editor.colorDecorators': false,
  'editor.cursorBlinking': 'solid',
  'editor.dropIntoEditor.enabled': false,
  'editor.folding': false,
  'editor.glyphMargin': false,
  'editor.guides.indentation': false,
  'editor.hideCursorInOverviewRuler': true,
  'editor.lightbulb.enabled': 'off',
  'editor.lineNumbers': 'off',
  'editor.links': false,
  'editor.matchBrackets': 'never',
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.overviewRulerBorder': false,
  'editor.parameterHints.enabled': false,
  'editor.pasteAs.enabled': false,
  'editor.renderLineHighlight': 'none',
  'editor.renderWhitespace': 'none',
  'editor.scrollbar.horizontal': 'hidden',
  'editor.scrollbar.vertical': 'hidden',
  'editor.selectionHighlight': false,
  'editor.stickyScroll.enabled': false,
  'editor.unicodeHighlight.ambiguousCharacters': false,
  'editor.unicodeHighlight.invisibleCharacters': false,
  'editor.wordBasedSuggestions': 'off',
  'explorer.autoReveal': false,
  'git.enabled': false,
  'problems.decorations.enabled': false,
  'window.commandCenter': false,
  'window.title': 'Tests',
  'workbench.activityBar.location': 'hidden',
  'workbench.editor.editorActionsLocation': 'hidden',
  'workbench.editor.showIcons': false,
  'workbench.editor.showTabs': 'none',
  'workbench.layoutControl.enabled': false,
  'workbench.localHistory.enabled': false,
  'workbench.reduceMotion': 'on',
  'workbench.statusBar.visible': false,
};

/** Runs in the page, which nobody looks at: what would be drawn is laid out ten times a second, and not painted. */
function drawLittle(): void {
  window.requestAnimationFrame = (callback) => window.setTimeout(() => callback(performance.now()), 100);
  window.cancelAnimationFrame = (handle) => window.clearTimeout(handle);
  const style = document.createElement('style');
  style.textContent = 'body { clip-path: inset(100%); }';
  addEventListener('DOMContentLoaded', () => document.head.append(style));
}

/**
 * Runs in the page: the frames of web sockets come as buffers. VS Code takes them as blobs, each of which the browser
 * registers and reads in another process.
 */
function readFramesAtOnce(): void {
  const readBlob = FileReader.prototype.readAsArrayBuffer;
  FileReader.prototype.readAsArrayBuffer = function (data: Blob | ArrayBuffer) {
    if (data instanceof Blob) readBlob.call(this, data);
    else queueMicrotask(() => this.onload?.({ target: { result: data } } as ProgressEvent<FileReader>));
  };
  window.WebSocket = class extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols);
      this.binaryType = 'arraybuffer';
    }
  };
}

/** In VS Code's words, where an extension runs in each host. */
const extensionKinds = { node: 'workspace', web: 'web', desktop: 'ui' } as const satisfies Record<Run['host'], string>;

/** How long a run may bring no news of a test, from the opening of the page on, in milliseconds. */
const quietLimit = 90_000;

/** The test files of a run, relative to test/integration. */
export async function testFiles({ suite, files }: Pick<Run, 'suite' | 'files'>): Promise<readonly string[]> {
  const found = await readdir(join(import.meta.dirname, suite), { recursive: true });
  const all = found.map((file) => `${suite}/${file.replaceAll('\\', '/')}`).filter((file) => file.endsWith('.test.ts'));
  return all.filter((file) => files.length === 0 || files.some((text) => file.includes(text))).sort();
}

/**
 * Runs tests in VS Code's server and a browser and gives their report. After a failure, a screenshot, the logs and the
 * report are in `.cache/failed/<suite>-<host>`.
 *
 * @param tracer a command that runs VS Code's server
 * @throws BrokenRun if the run did not come to its end: a hang, a crash.
 */
export async function runInBrowser(run: Run, stopped: AbortSignal, tracer?: readonly string[]): Promise<Report> {
  const { workspaceTrust } = suites[run.suite];
  const settings = {
    ...testSettings,
    ...bareSettings,
    'remote.extensionKind': { 'tokensmith.tokensmith': [extensionKinds[run.host]] },
  };
  const [vscode, browser] = [await setUpVSCode(stopped), await setUpBrowser(stopped)];
  await using temporary = await temporaryFolder();
  const folder = temporary.path;
  await using prepared = await prepare(run, folder);
  await using server = await startServer({
    ...{ vscode, folder, settings, workspaceTrust, isolated: true, stopped },
    ownExtensions: ['ipynb', 'json-language-features'],
    ...(tracer && { tracer }),
  });
  await using opened = await openPage({ browser, folder, size: { width: 800, height: 500 } });
  for (const script of [drawLittle, readFramesAtOnce]) await opened.page.addInitScript(script);
  const address = server.address(prepared.workspace, {
    extensionDevelopmentPath: server.uri(prepared.extension),
    extensionTestsPath: server.uri(prepared.tests),
    skipWelcome: 'true',
  });
  const ending = AbortSignal.any([stopped, server.ended, opened.crashed]);
  let failure: unknown;
  try {
    await runPage(opened.page, address, join(folder, 'running.json'), ending);
  } catch (error) {
    stopped.throwIfAborted();
    failure = error;
  }
  const report = await prepared.report();
  if (report.complete && report.tests.every(({ state }) => state !== 'failed')) return report;
  const evidence = await keepEvidence(run, folder, opened.page);
  if (!report.complete) throw new BrokenRun(report, failure, evidence);
  return report;
}

/** What a run needs on disk besides VS Code: disposing it removes what is inside the repository. */
interface Prepared extends AsyncDisposable {
  /** The folder to open, or the workspace file. */
  readonly workspace: string;
  readonly extension: string;
  /** The bundled tests. They lie in the extension's folder: that is how VS Code knows which host to run them in. */
  readonly tests: string;
  /** What the tests have written beside the workspace; an empty report if they never began. */
  report(): Promise<Report>;
}

/** The environment variable that names a package, whose extension is tested in place of the repository's. */
export const vsixVariable = 'TOKENSMITH_VSIX';

/** Bundles the tests of `run` and lays a new workspace for them into `folder`. */
export async function prepare(run: Run, folder: string): Promise<Prepared> {
  const fixtures = makeFixtures();
  const workspace = await layFolders(run, await layWorkspace(join(folder, 'workspace'), fixtures));
  await layHostileFiles(join(folder, 'hostile'), fixtures.keys.otherRsa);
  const vsix = process.env[vsixVariable];
  const extension = vsix ? join(folder, 'tokensmith') : await linkExtension(folder);
  if (vsix) await unpackExtension(vsix, extension);
  const { beside = [] }: Suite = suites[run.suite];
  for (const name of beside) await installBeside(name, join(folder, 'extensions', name));
  const bundles = vsix ? join(extension, 'tests') : join(cache, 'integration');
  await mkdir(bundles, { recursive: true });
  const bundle = await mkdtemp(join(bundles, `${run.suite}-${run.host}-`));
  await bundleTests(run, { host: run.host, suite: run.suite, ...fixtures }, join(bundle, 'tests.js'));
  return {
    workspace,
    extension,
    tests: join(extension, relative(vsix ? extension : root, bundle), 'tests.js'),
    report: async () => readReport(folder, await readFile(join(bundle, 'tests.js.map'), 'utf8')),
    [Symbol.asyncDispose]: () => rm(bundle, { recursive: true, force: true }),
  };
}

/** Builds an extension of test/integration/extensions into a folder of installed ones; or links one that is built already. */
async function installBeside(name: string, folder: string): Promise<void> {
  const source = join(import.meta.dirname, 'extensions', name);
  const built = process.env[`TOKENSMITH_${name.toUpperCase()}`];
  await mkdir(dirname(folder), { recursive: true });
  if (built) return symlink(built, folder, 'junction');
  await mkdir(folder);
  await cp(join(source, 'package.json'), join(folder, 'package.json'));
  const entry = join(source, 'extension.ts');
  if (!existsSync(entry)) return;
  await build({
    entryPoints: [entry],
    outfile: join(folder, 'dist', 'extension.js'),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    external: ['vscode'],
    logLevel: 'error',
  });
}

/** Adds the suite's further folders; gives what is to be opened. */
async function layFolders({ suite }: Run, workspace: string): Promise<string> {
  const { folders = [] }: Suite = suites[suite];
  if (folders.length === 0) return workspace;
  const around = dirname(workspace);
  const isUri = (name: string): boolean => name.includes(':');
  for (const name of folders.filter((name) => !isUri(name))) await mkdir(join(around, name));
  const file = join(around, 'tests.code-workspace');
  const more = folders.map((name) => (isUri(name) ? { uri: name } : { path: name }));
  await writeFile(file, JSON.stringify({ folders: [{ path: basename(workspace) }, ...more] }));
  return file;
}

async function bundleTests(run: Run, facts: Facts, outfile: string): Promise<void> {
  const files = await testFiles(run);
  if (files.length === 0)
    throw new Failure(`No test file of test/integration/${run.suite} fits ${run.files.join(', ')}.`);
  // An entry in CommonJS, because Mocha's browser build would overwrite the exports of one in ECMAScript.
  const entry = [
    `const { runTests } = require('./harness.host.ts');`,
    `const load = () => { ${files.map((file) => `require(${JSON.stringify(`./${file}`)});`).join(' ')} };`,
    `module.exports = { run: () => runTests(load, ${JSON.stringify(run.grep)}) };`,
  ];
  await build({
    stdin: { contents: entry.join('\n'), resolveDir: import.meta.dirname, sourcefile: 'tests.js', loader: 'js' },
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'browser',
    target: 'es2023',
    external: ['vscode', ...(suites[run.suite].hosts.every((host) => host === 'node') ? ['node:*'] : [])],
    define: { tokensmithFacts: JSON.stringify(facts) },
    sourcemap: 'external',
    logLevel: 'warning',
  });
}

/** Opens VS Code and waits until it says that the tests are over; not longer than there is news of them. */
async function runPage(page: Page, address: string, runningFile: string, ending: AbortSignal): Promise<void> {
  let watch: NodeJS.Timeout | undefined;
  let news = Date.now();
  const over = new Promise<void>((resolve, reject) => {
    ending.addEventListener('abort', () => reject(ending.reason), { once: true });
    watch = setInterval(() => {
      news = Math.max(news, statSync(runningFile, { throwIfNoEntry: false })?.mtimeMs ?? 0);
      if (Date.now() - news > quietLimit) reject(new Failure(`no news of a test for ${quietLimit / 1000} s.`));
    }, 1000);
    page.exposeFunction('codeAutomationLog', () => {}).catch(reject);
    page.exposeFunction('codeAutomationExit', () => resolve()).catch(reject);
  });
  try {
    await Promise.race([page.goto(address, { waitUntil: 'commit', timeout: quietLimit }), over]);
    await over;
  } finally {
    clearInterval(watch);
  }
}

async function readReport(folder: string, sourceMap: string): Promise<Report> {
  const read = async (file: string): Promise<unknown> =>
    JSON.parse(await readFile(join(folder, file), 'utf8').catch(() => 'null'));
  const { tests, complete } = ((await read('report.json')) as Report | null) ?? { tests: [], complete: false };
  const title = (await read('running.json')) as Running | null;
  const finished = tests.map((test) =>
    test.failure === undefined ? test : { ...test, failure: sourceStack(test.failure, sourceMap) },
  );
  return { tests: complete || !title ? finished : [...finished, { title, state: 'running' }], complete };
}

async function keepEvidence(run: Run, folder: string, page: Page): Promise<string> {
  const evidence = join(cache, 'failed', [run.suite, run.host, ...(run.part ? [run.part] : [])].join('-'));
  await rm(evidence, { recursive: true, force: true });
  await mkdir(evidence, { recursive: true });
  const style = 'body { clip-path: none !important; }';
  await page.screenshot({ path: join(evidence, 'screenshot.png'), style, timeout: 5000 }).catch(() => undefined);
  for (const name of ['console.log', 'server.log', 'report.json', 'running.json'])
    await cp(join(folder, name), join(evidence, name)).catch(() => undefined);
  return relative(root, evidence);
}

/** A run that did not come to its end, with the report as far as it came. */
export class BrokenRun extends Failure {
  readonly report: Report;

  constructor(report: Report, cause: unknown, evidence: string) {
    const running = report.tests.find(({ state }) => state === 'running');
    const where = running ? `in “${running.title.join(' › ')}”` : `after ${report.tests.length} tests`;
    super(`The run broke off ${where}: ${describeCause(cause)}\nA screenshot and the logs are in ${evidence}.`, {
      cause,
    });
    this.report = report;
  }
}

function describeCause(cause: unknown): string {
  return cause === undefined ? 'VS Code ended it early.' : describeFailure(cause);
}
