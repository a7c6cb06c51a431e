/**
 * `npm run mutate [-- folder or file of src …]`: changes the source in small ways (mutants), one at a time, and runs the unit
 * tests that reach each: what no test notices survives. Prints the survivors, and the score of each folder beside its aim.
 * `--sample 10` tries every tenth mutant. `--tests jwt` (a folder or file of `test/unit`, may be repeated) runs those tests alone:
 * sooner done, and the score is at most too low.
 * `stryker.config.mjs` says how; what is in `.cache/mutation/results.json` is not tried again until it or its tests change.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { cache } from './host/paths.ts';
import { layers } from './layers.ts';

type Results = Awaited<ReturnType<Stryker['runMutationTest']>>;

const { values, positionals } = parseArgs({
  options: {
    concurrency: { type: 'string' },
    sample: { type: 'string' },
    tests: { type: 'string', multiple: true },
  },
  allowPositionals: true,
});

await mkdir(join(cache, 'mutation'), { recursive: true });
const results = await new Stryker({
  ...(positionals.length > 0 && { mutate: [...positionals.map(filesOf), '!src/builder/webview/**'] }),
  ...(values.tests && { testFiles: values.tests.map(testsOf) }),
  ...(values.concurrency && { concurrency: Number(values.concurrency) }),
  ...(values.sample && sampleOf(Number(values.sample))),
}).runMutationTest();
for (const row of scores(results)) console.log(row);

/** All files of a folder of `src`, or the one file. */
function filesOf(path: string): string {
  return path.endsWith('.ts') ? `src/${path}` : `src/${path}/**/*.ts`;
}

/** All tests of a folder of `test/unit`, or those of the one file. */
function testsOf(path: string): string {
  return path.endsWith('.ts') ? `test/unit/${path}` : `test/unit/${path}/**/*.test.ts`;
}

/** What is found of a sample is kept apart: of the other mutants it says nothing. */
function sampleOf(sample: number) {
  return {
    sample,
    checkers: ['sample'],
    appendPlugins: [join(import.meta.dirname, 'mutationSample.ts')],
    incrementalFile: join(cache, 'mutation', `sample-${sample}.json`),
  };
}

/** Of each folder: its score, and the aim of the pure core or of the rest. */
function scores(all: Results): readonly string[] {
  return layers.flatMap(({ path, isPure }) => {
    const own = all.filter(({ fileName }) => fileName.replaceAll('\\', '/').includes(`/src/${path}`));
    const noticed = own.filter(({ status }) => status === 'Killed' || status === 'Timeout').length;
    const missed = own.filter(({ status }) => status === 'Survived' || status === 'NoCoverage').length;
    if (noticed + missed === 0) return [];
    const score = ((100 * noticed) / (noticed + missed)).toFixed(1);
    return [`${path}: ${score} % of ${noticed + missed} mutants noticed (aim: ${isPure ? 85 : 75} %)`];
  });
}
