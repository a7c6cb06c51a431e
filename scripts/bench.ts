/**
 * Measures the budgets and prints them beside peers: each `test/bench/*.bench.ts` exports `rows()`. With arguments only
 * the topics of these names. Fails where a row is over its limit.
 */
import { glob } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Row } from '../test/bench/measure.ts';

const chosen = process.argv.slice(2);
let isOver = false;

for await (const file of glob('test/bench/*.bench.ts')) {
  const topic = basename(file, '.bench.ts');
  if (chosen.length > 0 && !chosen.includes(topic)) continue;
  const { rows } = (await import(resolve(file))) as { readonly rows: () => Promise<readonly Row[]> };
  const measured = await rows();
  isOver ||= measured.some(isOverLimit);
  console.log(`\n${topic}`);
  console.log(table(measured));
}
process.exitCode = isOver ? 1 : 0;

function isOverLimit({ ratio, limit = Number.POSITIVE_INFINITY }: Row): boolean {
  return !(ratio <= limit);
}

function table(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.what,
    row.measured,
    row.beside,
    `${row.ratio.toFixed(2)} ×`,
    row.limit === undefined ? '' : `at most ${row.limit} ×`,
    isOverLimit(row) ? 'OVER' : row.limit === undefined ? '' : 'ok',
  ]);
  const widths = cells.reduce((all, line) => line.map((cell, i) => Math.max(all[i] ?? 0, cell.length)), [] as number[]);
  return cells
    .map((line) =>
      line
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
