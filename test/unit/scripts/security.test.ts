import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../../scripts/host/paths.ts';

const [, table = ''] = readFileSync(join(root, 'SECURITY.md'), 'utf8').split('## Attacks');
const attacks = table.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| ---'));
const rows = attacks.slice(1).map((line) => {
  const [, attack = '', , tests = ''] = line.split(' | ').length === 3 ? ['', ...line.split(' | ')] : [];
  return { attack: attack.replace('| ', ''), tests: [...tests.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)] };
});

it('lists attacks', () => {
  expect(rows.length).toBeGreaterThan(20);
});

it.each(rows)('has the tests that it names: $attack', ({ tests }) => {
  expect(tests.length).toBeGreaterThan(0);
  for (const [, title = '', file = ''] of tests) expect(readFileSync(join(root, file), 'utf8')).toContain(title);
});
