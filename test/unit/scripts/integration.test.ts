import { expect, it } from 'vitest';
import { selectRuns, spread } from '../../../scripts/integration.ts';
import { testFiles } from '../../integration/harness.ts';

it.each([1, 2, 3, 4, 8, 64])('spreads the runs over %i lanes, each test file once in each host', async (lanes) => {
  const runs = await selectRuns({}, ['node', 'web']);
  const parts = await spread(runs, lanes);
  for (const run of runs) {
    const own = parts.filter(({ suite, host }) => suite === run.suite && host === run.host);
    const files = await Promise.all(own.map(testFiles));
    expect(files.flat().sort()).toEqual(await testFiles(run));
  }
});

it('leaves a suite in one run on two lanes, and parts the large one on eight', async () => {
  const runs = await selectRuns({}, ['node', 'web']);
  expect(await spread(runs, 2)).toEqual(runs);
  expect((await spread(runs, 8)).filter(({ suite }) => suite === 'common').length).toBeGreaterThan(4);
});
