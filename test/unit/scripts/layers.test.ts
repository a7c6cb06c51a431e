import { readdir, readFile } from 'node:fs/promises';
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

test('mutation testing in CI goes through every folder', async () => {
  const workflow = await readFile('.github/workflows/mutation.yml', 'utf8');
  const named = [...workflow.matchAll(/^ {10}- ([a-z ]+)$/gm)].flatMap(([, folders = '']) => folders.split(' '));
  expect(named.sort()).toEqual(layers.flatMap(({ path }) => (path.endsWith('.ts') ? [] : [path])).sort());
});
