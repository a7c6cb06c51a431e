import { expect, it } from 'vitest';
import { relative } from '../../../src/messages/time.ts';

const now = 1_700_000_000;

it.each([
  [0, 'in a moment'],
  [59, 'in a moment'],
  [60, 'in 1 minute'],
  [-1, 'just now'],
  [-59, 'just now'],
  [-60, '1 minute ago'],
  [-3 * 3600, '3 hours ago'],
  [-3 * 86_400, '3 days ago'],
])('an instant %d seconds from now is "%s"', (seconds, words) => {
  expect(relative(now + seconds, now * 1000)).toBe(words);
});

it('is never longer than the words for some minutes, so that rows of dates stay on their line', () => {
  const seconds = Array.from({ length: 120 }, (_, i) => i - 60);
  const longest = Math.max(...seconds.map((each) => relative(now + each, now * 1000).length));
  expect(longest).toBeLessThanOrEqual(relative(now - 25 * 60, now * 1000).length);
});
