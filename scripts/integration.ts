/**
 * `npm run test:integration [-- --suite common] [--host node|web] [--grep text] [part of a file's path …]`: the
 * integration tests in a real VS Code and a browser, each suite in each of its extension hosts.
 */
import { parseArgs } from 'node:util';
import type { Report } from '../test/integration/facts.ts';
import { BrokenRun, type Run, runInBrowser, suites, testFiles } from '../test/integration/harness.ts';
import { type Counts, sum } from './counts.ts';
import { setUpBrowser } from './host/browser.ts';
import { describeFailure } from './host/failure.ts';
import { runScript } from './host/script.ts';
import { setUpVSCode } from './host/vscode.ts';

/** Which runs are wanted; each that is left out means all. */
export interface Selection {
  readonly suite?: string | undefined;
  readonly host?: string | undefined;
  readonly grep?: string | undefined;
  readonly files?: readonly string[];
}

/** The runs that a selection stands for, of those in the given hosts. */
export async function selectRuns(selection: Selection, hosts: readonly Run['host'][]): Promise<readonly Run[]> {
  const { files = [], grep } = selection;
  const runs = Object.entries(suites).flatMap(([suite, conditions]) =>
    conditions.hosts
      .filter((host) => hosts.includes(host))
      .map((host) => ({ suite: suite as Run['suite'], host, files })),
  );
  const wanted = runs.filter(
    ({ suite, host }) => suite === (selection.suite ?? suite) && host === (selection.host ?? host),
  );
  const counts = await Promise.all(wanted.map(async (run) => (await testFiles(run)).length));
  return wanted.filter((_, index) => counts[index]).map((run) => (grep === undefined ? run : { ...run, grep }));
}

/** Runs tests, one run after the other, and prints each test. A run that breaks off counts as one failure more. */
export async function runAll(
  runs: readonly Run[],
  execute: (run: Run, stopped: AbortSignal) => Promise<Report>,
  stopped: AbortSignal,
): Promise<Counts> {
  const counts: Counts[] = [];
  for (const run of runs) {
    stopped.throwIfAborted();
    const started = Date.now();
    console.log(`\n${run.suite}, ${hostNames[run.host]}`);
    try {
      counts.push(print(await execute(run, stopped)));
    } catch (error) {
      stopped.throwIfAborted();
      if (error instanceof BrokenRun) counts.push(print(error.report));
      console.log(`  ✗ ${describeFailure(error)}`);
      counts.push({ passed: 0, failed: 1 });
    }
    console.log(`  ${((Date.now() - started) / 1000).toFixed(1)} s`);
  }
  return sum(counts);
}

const hostNames = {
  node: 'in the Node extension host',
  web: 'in the web worker extension host',
  desktop: 'in desktop VS Code',
} as const satisfies Record<Run['host'], string>;

function print({ tests }: Report): Counts {
  for (const { title, state, milliseconds = 0, failure } of tests) {
    const name = title.join(' › ');
    if (state === 'passed') console.log(`  ✓ ${name} (${milliseconds} ms)`);
    if (state === 'skipped') console.log(`  - ${name} (skipped)`);
    if (state === 'failed') console.log(`  ✗ ${name}\n${failure?.replace(/^/gm, '      ')}`);
  }
  const count = (wanted: string): number => tests.filter(({ state }) => state === wanted).length;
  return { passed: count('passed'), failed: count('failed') };
}

if (import.meta.main) {
  await runScript(async (stopped) => {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { suite: { type: 'string' }, host: { type: 'string' }, grep: { type: 'string' } },
    });
    const runs = await selectRuns({ ...values, files: positionals }, ['node', 'web']);
    await setUpVSCode(stopped);
    await setUpBrowser(stopped);
    const { passed, failed } = await runAll(runs, runInBrowser, stopped);
    console.log(`\n${passed} passed, ${failed} failed`);
    return passed > 0 && failed === 0 ? 0 : 1;
  });
}
