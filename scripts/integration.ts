/**
 * `npm run test:integration [-- --suite common] [--host node|web] [--grep text] [part of a file's path …]`: the
 * integration tests in a real VS Code and a browser, each suite in each of its extension hosts.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import type { Report } from '../test/integration/facts.ts';
import { BrokenRun, type Run, runInBrowser, suites, testFiles } from '../test/integration/harness.ts';
import { setUpBrowser } from './host/browser.ts';
import { describeFailure } from './host/failure.ts';
import { runScript } from './host/script.ts';
import { setUpVSCode } from './host/vscode.ts';
import { failure, type Outcome, sum, summary } from './outcome.ts';

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

/** How many runs go on at a time: one more than there are cores, as each waits now and then. */
export const lanes = availableParallelism() + 1;

/** The same tests in as many runs, of several files each, as keep that many lanes busy. */
export async function spread(runs: readonly Run[], lanes: number): Promise<readonly Run[]> {
  const files = await Promise.all(runs.map(testFiles));
  const atOnce = Math.max(6, files.flat().length / (lanes - 1));
  return runs.flatMap((run, index) => {
    const own = files[index] ?? [];
    const parts = Math.ceil(own.length / atOnce);
    if (parts <= 1) return [run];
    return Array.from({ length: parts }, (_, part) => ({
      ...run,
      files: own.filter((_, place) => place % parts === part),
      part: part + 1,
    }));
  });
}

/**
 * Runs tests, some runs at a time, and prints the tests of each run when it is over. A run that breaks off is one failure
 * more.
 */
export async function runAll(
  runs: readonly Run[],
  execute: (run: Run, stopped: AbortSignal) => Promise<Report>,
  atATime: number,
  stopped: AbortSignal,
): Promise<Outcome> {
  const waiting = [...runs];
  const outcomes: Outcome[] = [];
  const lane = async (): Promise<void> => {
    for (let run = waiting.shift(); run; run = waiting.shift()) {
      const started = Date.now();
      const result = await execute(run, stopped).catch((error: unknown) => {
        stopped.throwIfAborted();
        return { broken: error };
      });
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      const part = run.part ? `, part ${run.part}` : '';
      const name = `${run.suite}, ${hostNames[run.host]}${part}`;
      console.log(`\n${name} (${seconds} s)`);
      outcomes.push('broken' in result ? printBroken(name, result.broken) : print(name, result));
    }
  };
  await Promise.all(Array.from({ length: atATime }, lane));
  return sum(outcomes);
}

const hostNames = {
  node: 'in the Node extension host',
  web: 'in the web worker extension host',
  desktop: 'in desktop VS Code',
} as const satisfies Record<Run['host'], string>;

function printBroken(run: string, error: unknown): Outcome {
  const before = error instanceof BrokenRun ? print(run, error.report) : { passed: 0, failures: [] };
  const why = describeFailure(error);
  console.log(`  ✗ ${why}`);
  return sum([before, { passed: 0, failures: [failure(run, why)] }]);
}

function print(run: string, { tests }: Report): Outcome {
  const failures: string[] = [];
  for (const { title, state, milliseconds = 0, failure: why = '' } of tests) {
    const name = title.join(' › ');
    if (state === 'passed') console.log(`  ✓ ${name} (${milliseconds} ms)`);
    if (state === 'skipped') console.log(`  - ${name} (skipped)`);
    if (state !== 'failed') continue;
    console.log(`  ✗ ${name}\n${why.replace(/^/gm, '      ')}`);
    failures.push(failure(`${run}: ${name}`, why));
  }
  return { passed: tests.filter(({ state }) => state === 'passed').length, failures };
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
    const outcome = await runAll(await spread(runs, lanes), runInBrowser, lanes, stopped);
    console.log(`\n${summary(outcome)}`);
    return outcome.passed > 0 && outcome.failures.length === 0 ? 0 : 1;
  });
}
