/** The half of the harness that runs inside the extension host, Node or web worker: it runs Mocha and reports. */
import 'mocha/mocha.js';
import { commands, Uri, workspace } from 'vscode';
import type { Report, TestResult } from './facts.ts';

/** The time limit of a test that sets none, in milliseconds. */
const timeout = 30_000;

/**
 * Runs the test modules that `load` loads, and writes the report as it goes.
 *
 * @throws Error if a test failed, which gives the run its exit code.
 */
export async function runTests(load: () => void, grep: string | undefined): Promise<void> {
  const mocha = new Mocha({ timeout, reporter: class {} as never, ...(grep === undefined ? {} : { grep }) });
  mocha.ui('bdd');
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  const tests: TestResult[] = [];
  const report = (test: TestResult): void => {
    const last = tests.at(-1);
    if (last?.state === 'running' && last.title.join() === test.title.join()) tests.pop();
    tests.push(test);
  };
  // Written before each test begins, so that the report names the one that never ends.
  mocha.suite.beforeEach(() => write({ tests, complete: false }));
  load();
  // Its list of files would be drawn anew after every change.
  await commands.executeCommand('workbench.action.closeSidebar');
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    const title = (test: Mocha.Runnable): readonly string[] => test.titlePath();
    runner.on('test', (test) => report({ title: title(test), state: 'running' }));
    runner.on('pending', (test) => report({ title: title(test), state: 'skipped' }));
    runner.on('pass', (test) => report({ title: title(test), state: 'passed', milliseconds: test.duration ?? 0 }));
    runner.on('fail', (test, error) =>
      report({ title: title(test), state: 'failed', milliseconds: test.duration ?? 0, failure: describe(error) }),
    );
  });
  await write({ tests, complete: true });
  if (tests.some(({ state }) => state === 'failed')) throw new Error('Some tests failed.');
}

function describe(error: Error & { expected?: unknown; actual?: unknown }): string {
  const difference =
    error.expected !== undefined
      ? `\nexpected: ${JSON.stringify(error.expected)}\n  actual: ${JSON.stringify(error.actual)}`
      : '';
  return `${error.stack ?? error.message}${difference}`;
}

async function write(report: Report): Promise<void> {
  const folder = workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('The tests need an open folder.');
  await workspace.fs.writeFile(
    Uri.joinPath(folder.uri, '..', 'report.json'),
    new TextEncoder().encode(JSON.stringify(report)),
  );
}
