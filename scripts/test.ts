/**
 * `npm test`: everything that must pass, stage by stage. Its last line is `N passed, N failed`. Where `CI` is set, as all
 * hosted runners set it, that includes what takes as long again, the conformance and browser tests, and ten times the runs of
 * property tests.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runInBrowser } from '../test/integration/harness.ts';
import { isCI } from '../test/runs.ts';
import { type Counts, sum } from './counts.ts';
import { describeFailure } from './host/failure.ts';
import { npmCommand } from './host/npm.ts';
import { cache } from './host/paths.ts';
import { runScript } from './host/script.ts';
import { lanes, runAll, selectRuns, spread } from './integration.ts';

interface Stage {
  readonly name: string;
  run(): Promise<Counts>;
  /** Whether the stages after this one make no sense without it. */
  readonly vital?: boolean;
  /** Whether only CI waits for it. */
  readonly inCI?: boolean;
}

const stages = (stopped: AbortSignal): readonly Stage[] => [
  { name: 'Check', run: () => check('check', stopped) },
  { name: 'Unit tests', run: () => vitest('unit', stopped) },
  { name: 'Conformance tests', run: () => vitest('conformance', stopped), inCI: true },
  { name: 'Build', run: () => check('build', stopped), vital: true },
  setUpMeanwhile(stopped),
  {
    name: 'Integration tests',
    run: async () => runAll(await spread(await selectRuns({}, ['node', 'web']), lanes), runInBrowser, lanes, stopped),
  },
  { name: 'Browser tests', run: () => vitest('browser', stopped), inCI: true },
  { name: 'Packaged', run: () => vitest('packaged', stopped), inCI: true },
];

/** Runs a script of package.json that passes or fails as a whole. */
async function check(script: string, stopped: AbortSignal): Promise<Counts> {
  return asOne(await npmRun([script], stopped));
}

/**
 * Starts to set up VS Code and a browser, most of which is waiting for the network, while the stages before it run. What
 * it prints comes in its own stage.
 */
function setUpMeanwhile(stopped: AbortSignal): Stage {
  const script = join(import.meta.dirname, 'setup.ts');
  const setUp = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'pipe'], signal: stopped });
  const closed = new Promise<number | null>((resolve) => {
    setUp.once('error', () => resolve(null)).once('close', resolve);
  });
  return {
    name: 'VS Code and a browser',
    vital: true,
    run: async () => {
      setUp.stdout.pipe(process.stdout);
      setUp.stderr.pipe(process.stderr);
      return asOne(await closed);
    },
  };
}

/** Runs a project of Vitest. What fails outside any test, such as a file that does not load, counts as one failure. */
async function vitest(project: string, stopped: AbortSignal): Promise<Counts> {
  const outputFile = join(cache, `vitest-${project}.json`);
  await mkdir(cache, { recursive: true });
  await rm(outputFile, { force: true });
  const options = ['--reporter=default', '--reporter=json', `--outputFile.json=${outputFile}`];
  const code = await npmRun([`test:${project}`, '--', ...options], stopped);
  const empty = '{"numPassedTests":0,"numFailedTests":0}';
  const report: { numPassedTests: number; numFailedTests: number } = JSON.parse(
    await readFile(outputFile, 'utf8').catch(() => empty),
  );
  const failed = code !== 0 && report.numFailedTests === 0 ? 1 : report.numFailedTests;
  return { passed: report.numPassedTests, failed };
}

/** What passes or fails as a whole counts as one test. */
function asOne(exitCode: number | null): Counts {
  return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function npmRun(args: readonly string[], stopped: AbortSignal): Promise<number | null> {
  const { command, prefix } = npmCommand(process.env);
  const child = spawn(command, [...prefix, 'run', '--silent', ...args], { stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = await once(child, 'close');
  stopped.throwIfAborted();
  return code;
}

await runScript(async (stopped) => {
  const counts: Counts[] = [];
  for (const { name, run, vital, inCI } of stages(stopped)) {
    if (inCI && !isCI) continue;
    console.log(`\n── ${name} ${'─'.repeat(76 - name.length)}`);
    const started = Date.now();
    const result = await run().catch((error: unknown): Counts => {
      stopped.throwIfAborted();
      console.error(describeFailure(error));
      return { passed: 0, failed: 1 };
    });
    const none = result.passed + result.failed === 0;
    if (none) console.error('This stage ran no test.');
    counts.push(none ? { passed: 0, failed: 1 } : result);
    console.log(
      `\n${name}: ${result.passed} passed, ${result.failed} failed (${((Date.now() - started) / 1000).toFixed(1)} s)`,
    );
    if (vital && result.failed > 0) break;
  }
  const { passed, failed } = sum(counts);
  if (!isCI) console.log('\nThe conformance and browser tests run in CI, and with CI=true npm test.');
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
});
