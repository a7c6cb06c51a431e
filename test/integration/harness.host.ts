/** The half of the harness that runs inside the extension host, Node or web worker: it runs Mocha and reports. */
import 'mocha/mocha.js';
import { commands, Uri, workspace } from 'vscode';
import type { Report, Running, TestResult } from './facts.ts';

/** The time limit of a test that sets none, in milliseconds. */
const timeout = 60_000;

/** How long tests go on before what came of them is written again, in milliseconds; writing much takes time from them. */
const pause = 5000;

/**
 * Runs the test modules that `load` loads, and writes the report as it goes: which test runs at once, what came of the
 * others now and then.
 *
 * @throws Error if a test failed, which gives the run its exit code.
 */
export async function runTests(load: () => void, grep: string | undefined): Promise<void> {
  const mocha = new Mocha({ timeout, reporter: class {} as never, ...(grep === undefined ? {} : { grep }) });
  mocha.ui('bdd');
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  const tests: TestResult[] = [];
  let running: readonly string[] = [];
  let written = performance.now();
  // Written before each test begins, so that the report names the one that never ends.
  mocha.suite.beforeEach(async () => {
    await write('running.json', running);
    if (performance.now() < written + pause) return;
    await write('report.json', { tests, complete: false });
    written = performance.now();
  });
  load();
  // Its list of files would be drawn anew after every change.
  await commands.executeCommand('workbench.action.closeSidebar');
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    const title = (test: Mocha.Runnable): readonly string[] => test.titlePath();
    runner.on('test', (test) => {
      running = title(test);
    });
    runner.on('pending', (test) => tests.push({ title: title(test), state: 'skipped' }));
    runner.on('pass', (test) => tests.push({ title: title(test), state: 'passed', milliseconds: test.duration ?? 0 }));
    runner.on('fail', (test, error) =>
      tests.push({ title: title(test), state: 'failed', milliseconds: test.duration ?? 0, failure: describe(error) }),
    );
  });
  await write('report.json', { tests, complete: true });
  if (tests.some(({ state }) => state === 'failed')) throw new Error('Some tests failed.');
}

function describe(error: Error & { expected?: unknown; actual?: unknown }): string {
  const difference =
    error.expected !== undefined
      ? `\nexpected: ${JSON.stringify(error.expected)}\n  actual: ${JSON.stringify(error.actual)}`
      : '';
  return `${error.stack ?? error.message}${difference}`;
}

async function write(file: 'report.json', content: Report): Promise<void>;
async function write(file: 'running.json', content: Running): Promise<void>;
async function write(file: string, content: unknown): Promise<void> {
  const folder = workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('The tests need an open folder.');
  await workspace.fs.writeFile(Uri.joinPath(folder.uri, '..', file), new TextEncoder().encode(JSON.stringify(content)));
}
