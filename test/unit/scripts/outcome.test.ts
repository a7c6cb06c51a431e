import { expect, it } from 'vitest';
import { failure, sum, summary } from '../../../scripts/outcome.ts';

it('tells what failed, and why in its first lines, above the count, which comes last', () => {
  const why = ['Error: one', '', '  at two', 'three', 'four', 'five'].join('\n');
  const outcome = sum([
    { passed: 3, failures: [] },
    { passed: 1, failures: [failure('a › b', why), failure('c')] },
  ]);
  expect(summary(outcome).split('\n')).toEqual([
    '✗ a › b',
    '    Error: one',
    '    at two',
    '    three',
    '    four',
    '✗ c',
    '4 passed, 2 failed',
  ]);
});
