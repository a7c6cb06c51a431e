/**
 * `npm test`: everything that must pass, stage by stage. At its end are the tests that failed and, as its last line,
 * `N passed, N failed`. Where `CI` is set, as all hosted runners set it, that includes what takes as long again, the
 * conformance and browser tests, and ten times the runs of property tests.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { runInBrowser } from '../test/integration/harness.ts';
import { isCI } from '../test/runs.ts';
import { describeFailure } from './host/failure.ts';
import { npmCommand } from './host/npm.ts';
import { cache, root } from './host/paths.ts';
import { runScript } from './host/script.ts';
import { lanes, runAll, selectRuns, spread } from './integration.ts';
import { failure, type Outcome, sum, summary } from './outcome.ts';

interface Stage {
  readonly name: string;
  run(): Promise<Outcome>;
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
async function check(script: string, stopped: AbortSignal): Promise<Outcome> {
  return asOne(`npm run ${script}`, await npmRun([script], stopped));
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
      return asOne('npm run setup', await closed);
    },
  };
}

/** What of Vitest's report in JSON is read. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[] | null;
    }[];
  }[];
}

/** Runs a project of Vitest. What fails outside any test, such as a file that does not load, is one failure. */
async function vitest(project: string, stopped: AbortSignal): Promise<Outcome> {
  const outputFile = join(cache, `vitest-${project}.json`);
  await mkdir(cache, { recursive: true });
  await rm(outputFile, { force: true });
  const options = ['--reporter=default', '--reporter=json', `--outputFile.json=${outputFile}`];
  const code = await npmRun([`test:${project}`, '--', ...options], stopped);
  const { numPassedTests, testResults }: VitestReport = JSON.parse(
    await readFile(outputFile, 'utf8').catch(() => '{"numPassedTests":0,"testResults":[]}'),
  );
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name).replaceAll('\\', '/');
    const failed = assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) =>
        failure(`${file}: ${test.fullName}`, stripVTControlCharacters(test.failureMessages?.join('\n') ?? '')),
      );
    return failed.length === 0 && status === 'failed' ? [failure(file, stripVTControlCharacters(message))] : failed;
  });
  if (code !== 0 && failures.length === 0) failures.push(failure(`npm run test:${project}`));
  return { passed: numPassedTests, failures };
}

/** What passes or fails as a whole counts as one test. */
function asOne(name: string, exitCode: number | null): Outcome {
  return exitCode === 0 ? { passed: 1, failures: [] } : { passed: 0, failures: [failure(name)] };
}

async function npmRun(args: readonly string[], stopped: AbortSignal): Promise<number | null> {
  const { command, prefix } = npmCommand(process.env);
  const child = spawn(command, [...prefix, 'run', '--silent', ...args], { stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = await once(child, 'close');
  stopped.throwIfAborted();
  return code;
}

await runScript(async (stopped) => {
  const outcomes: Outcome[] = [];
  for (const { name, run, vital, inCI } of stages(stopped)) {
    if (inCI && !isCI) continue;
    console.log(`\n── ${name} ${'─'.repeat(76 - name.length)}`);
    const started = Date.now();
    const told = await run().catch((error: unknown): Outcome => {
      stopped.throwIfAborted();
      const why = describeFailure(error);
      console.error(why);
      return { passed: 0, failures: [failure(name, why)] };
    });
    const none = told.passed + told.failures.length === 0;
    const outcome = none ? { passed: 0, failures: [failure(name, 'This stage ran no test.')] } : told;
    outcomes.push(outcome);
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`\n${name}: ${outcome.passed} passed, ${outcome.failures.length} failed (${seconds} s)`);
    if (vital && outcome.failures.length > 0) break;
  }
  const all = sum(outcomes);
  if (!isCI) console.log('\nThe conformance and browser tests run in CI, and with CI=true npm test.');
  console.log(`\n${summary(all)}`);
  return all.failures.length === 0 ? 0 : 1;
});
