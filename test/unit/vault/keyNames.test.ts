import { expect, test } from 'vitest';
import { publicName } from '../../../src/vault/keyNames.ts';

const names: readonly (readonly [string, string])[] = [
  ['private.key', 'public.key'],
  ['private2.key', 'public2.key'],
  ['keys/my-Private.pem', 'keys/my-Public.pem'],
  ['PRIVATE.PEM', 'PUBLIC.PEM'],
  ['private/es256.pem', 'private/es256.public.pem'],
  ['es256.pem', 'es256.public.pem'],
  ['a.b.key', 'a.b.public.key'],
  ['key', 'key.public'],
  ['.key', '.key.public'],
];

for (const [path, expected] of names)
  test(`the public half of ${path} is ${expected}`, () => {
    expect(publicName(path)).toBe(expected);
  });
