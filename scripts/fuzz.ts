/**
 * `npm run fuzz`: gives Tokensmith mutated tokens and documents, 1,000,000 unless `--count` says otherwise, and prints
 * what that took. `--seed` chooses others, `--from` a number goes on from there; what fails says its own.
 * `--mix 100000` takes so many steps of typing, renewing, editing and saving among other programs, 2,000 for each seed.
 */
import { parseArgs } from 'node:util';
import { runScript } from './host/script.ts';
import './host/wordsWithoutVSCode.ts';

await runScript(async (stopped) => {
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '1000000' },
      seed: { type: 'string', default: '1' },
      from: { type: 'string', default: '0' },
      mix: { type: 'string' },
    },
  });
  if (values.mix !== undefined) {
    await mixAll(Number(values.seed), Number(values.mix), stopped);
    return 0;
  }
  const cases = { seed: Number(values.seed), from: Number(values.from), count: Number(values.count) };
  const { fuzz } = await import('../test/fuzz/fuzz.ts');
  const started = Date.now();
  const tell = (done: number): void => {
    if (process.stdout.isTTY) process.stdout.write(`\r${done} of ${cases.count}`);
  };
  const { cases: done, slowest, heap, peak } = await fuzz(cases, tell, stopped);
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
  console.log(`\n${done} mutations in ${((Date.now() - started) / 1000).toFixed(0)} s, seed ${cases.seed}`);
  console.log(
    `slowest: ${slowest.milliseconds.toFixed(1)} ms for ${slowest.length} UTF-16 units (case ${slowest.number})`,
  );
  console.log(
    `memory: peak ${megabytes(peak)}; heap ${megabytes(heap.early)} after a tenth, ${megabytes(heap.late)} at the end`,
  );
  if (done < cases.count) console.log(`to go on: npm run fuzz -- --seed ${cases.seed} --from ${cases.from + done}`);
  return 0;
});

async function mixAll(seed: number, steps: number, stopped: AbortSignal): Promise<void> {
  const { mix } = await import('../test/fuzz/mix.ts');
  const [each, started] = [2000, Date.now()];
  let changed = 0;
  for (let done = 0; done < steps && !stopped.aborted; done += each) {
    const counts = await mix(seed + done / each, Math.min(each, steps - done));
    changed += counts.changed ?? 0;
    console.log(
      `${Math.min(done + each, steps)} steps, ${changed} edits by Tokensmith, ${Math.round((Date.now() - started) / 1000)} s`,
    );
  }
}
