import { expect, test, vi } from 'vitest';
import { instantWords } from '../../../../src/builder/webview/time.ts';
import { relative } from '../../../../src/messages/time.ts';

// What asks for the language of the page.
vi.stubGlobal('document', { documentElement: { lang: 'en' } });

const now = 1_800_000_000;
const distance = (seconds: number) => /\((.*)\)$/.exec(instantWords(now + seconds, now * 1000))?.[1];

test.each([60, 899.4, 900, 3599, 3600, 5400, 86_399, 172_800, 40 * 86_400, 800 * 86_400])(
  'an instant is as far off as a lens has it: %d seconds',
  (seconds) => {
    const words = (text: string) => text.replace('1 day', 'tomorrow');
    expect(distance(seconds)).toBe(relative(now + seconds, now * 1000));
    expect(words(distance(-seconds) ?? '')).toBe(words(relative(now - seconds, now * 1000)));
  },
);

test('what is nearer than a minute is now', () => {
  expect([0, 1, 59.4, -1, -59].map(distance)).toEqual(['now', 'now', 'now', 'now', 'now']);
});
