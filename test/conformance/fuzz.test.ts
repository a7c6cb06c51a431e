import { expect, it } from 'vitest';
import { fuzz } from '../fuzz/fuzz.ts';

it('takes 50,000 mutated tokens and documents: nothing throws, takes long or keeps memory', {
  timeout: 600_000,
}, async () => {
  const { cases } = await fuzz({ seed: 1, from: 0, count: 50_000 }, () => {});
  expect(cases).toBe(50_000);
});
