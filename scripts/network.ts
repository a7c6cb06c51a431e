/**
 * `npm run test:network`: runs the integration tests in the Node extension host under strace, which sees every socket that
 * a process makes, whatever made it, and fails where an extension host makes one that leaves the machine. Linux only.
 */
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { runInBrowser } from '../test/integration/harness.ts';
import { Failure } from './host/failure.ts';
import { cache } from './host/paths.ts';
import { runScript } from './host/script.ts';
import { runAll, selectRuns } from './integration.ts';
import { socketsIn, traced } from './traces.ts';

const folder = join(cache, 'network');

await runScript(async (stopped) => {
  await promisify(execFile)('strace', ['--version']).catch((cause: unknown) => {
    throw new Failure('This needs strace, which a Linux has in the package of this name.', { cause });
  });
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { suite: { type: 'string' } } });
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const tracer = (suite: string): readonly string[] => {
    // Only the calls that are asked for stop a process.
    const options = ['-ff', '--seccomp-bpf', '-qq', '-s', '4096', '-e', `trace=${traced}`, '-e', 'signal=none'];
    return ['strace', ...options, '-o', join(folder, suite)];
  };
  const runs = await selectRuns({ ...values, files: positionals, host: 'node' }, ['node']);
  const { passed, failures } = await runAll(runs, (run, end) => runInBrowser(run, end, tracer(run.suite)), 1, stopped);
  // Under strace all is slow, too slow for a test or two; what counts here is that the extension was at work.
  console.log(`\n${passed} tests passed, ${failures.length} failed`);

  let isClean = true;
  for (const { suite } of runs) {
    const { extensionHosts, others } = socketsIn(await tracesOf(suite));
    console.log(
      `${suite}: ${extensionHosts.processes} processes of the extension host, ${extensionHosts.internet.length} sockets ` +
        `that leave the machine, ${extensionHosts.local} within it; the server beside it: ${others.internet.length}`,
    );
    for (const call of extensionHosts.internet) console.log(`  ${call}`);
    // The server listens at a port: where that is not seen, nothing is.
    if (extensionHosts.processes === 0 || others.internet.length === 0) throw new Failure('strace saw nothing.');
    isClean &&= extensionHosts.internet.length === 0;
  }
  return passed > 10 * failures.length && isClean ? 0 : 1;
});

async function tracesOf(suite: string): Promise<ReadonlyMap<number, string>> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(`${suite}.`));
  const texts = names.map(
    async (name) => [Number(name.slice(suite.length + 1)), await readFile(join(folder, name), 'utf8')] as const,
  );
  return new Map(await Promise.all(texts));
}
