import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { layers } from '../../../scripts/layers.ts';

test('the table of imports names every folder and file of src', async () => {
  const found = (await readdir('src')).filter((name) => name !== 'package.json');
  expect(layers.map(({ path }) => path).sort()).toEqual(found.sort());
});

test('what a folder imports stands above it in the table, so that there are no cycles', () => {
  for (const [i, { imports }] of layers.entries()) {
    const above = layers.slice(0, i).map(({ path }) => path);
    expect(imports.filter((path) => !above.includes(path))).toEqual([]);
  }
});
