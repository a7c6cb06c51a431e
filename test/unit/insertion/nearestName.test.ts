import { expect, test } from 'vitest';
import { nearestName } from '../../../src/insertion/nearestName.ts';

test.each<[name: string, names: readonly string[], nearest: string | undefined]>([
  ['vonag', ['forum', 'vonage'], 'vonage'],
  ['vonaeg', ['vonage-video', 'vonage'], 'vonage'],
  ['FORUM', ['vonage', 'forum'], 'forum'],
  ['xforum', ['forums', 'forum'], 'forum'],
  ['fo', ['forum'], undefined],
  ['abcd', ['abxy'], 'abxy'],
  ['api', ['forum', 'vonage'], undefined],
  ['a', [], undefined],
])('the name that is meant by %s, of %j: %s', (name, names, nearest) => {
  expect(nearestName(name, names)).toBe(nearest);
});
