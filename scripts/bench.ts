/**
 * `npm run bench`: measures the budgets and prints them beside peers: each `test/bench/*.bench.ts` exports `rows()`. Writes
 * them into docs/benchmarks.md, too; with arguments it measures only the topics of these names, and writes nothing. Fails
 * where a row is over its limit.
 */
import { glob, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { basename, resolve } from 'node:path';
import type { Row } from '../test/bench/measure.ts';
import { peerExtension } from '../test/bench/peer.ts';

/** What is measured beside us, by the names of the packages. */
const peers = ['@vonage/jwt', 'fast-jwt', 'jose', 'jsonwebtoken', 'jwt-decode'] as const;

const head = ['what', 'measured', 'beside', 'ratio', 'limit', ''];
const chosen = process.argv.slice(2);
const results: { readonly topic: string; readonly rows: readonly Row[] }[] = [];

const files: string[] = [];
for await (const file of glob('test/bench/*.bench.ts')) files.push(file);

for (const file of files.sort()) {
  const topic = basename(file, '.bench.ts');
  if (chosen.length > 0 && !chosen.includes(topic)) continue;
  const { rows } = (await import(resolve(file))) as { readonly rows: () => Promise<readonly Row[]> };
  const measured = await rows();
  results.push({ topic, rows: measured });
  console.log(`\n${topic}`);
  console.log(aligned(measured.map(cells)));
}
if (chosen.length === 0) await writeFile('docs/benchmarks.md', await page());
process.exitCode = results.some(({ rows }) => rows.some(isOverLimit)) ? 1 : 0;

function isOverLimit({ ratio, limit = Number.POSITIVE_INFINITY }: Row): boolean {
  return ratio !== undefined && !(ratio <= limit);
}

function cells(row: Row): readonly string[] {
  return [
    row.what,
    row.measured,
    row.beside,
    row.ratio === undefined ? '' : `${row.ratio.toFixed(2)} ×`,
    row.limit === undefined ? '' : `at most ${row.limit} ×`,
    isOverLimit(row) ? 'OVER' : row.limit === undefined ? '' : 'ok',
  ];
}

function aligned(lines: readonly (readonly string[])[]): string {
  const widths = lines.reduce((all, line) => line.map((cell, i) => Math.max(all[i] ?? 0, cell.length)), [] as number[]);
  const pad = (line: readonly string[]) => line.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ');
  return lines.map((line) => pad(line).trimEnd()).join('\n');
}

async function page(): Promise<string> {
  const versions = await Promise.all(
    peers.map(
      async (name) => `${name} ${JSON.parse(await readFile(`node_modules/${name}/package.json`, 'utf8')).version}`,
    ),
  );
  const other = await peerExtension();
  if (other) versions.push(`${other.name} ${other.version}`);
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const line = (row: readonly string[]) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [
    '# Benchmarks',
    'Written by `npm run bench`. Each row holds something against a peer, a bare loop or a budget, in turns in the same run; its ratio says more than its times, which are those of one machine.',
    [
      `- Machine: ${cpus()[0]?.model.trim() ?? 'unknown'}, ${availableParallelism()} cores, ${gigabytes} GB, ${type()} ${release()}`,
      `- Node ${process.versions.node}, V8 ${process.versions.v8}`,
      `- Peers: ${versions.join(', ')}`,
    ].join('\n'),
    ...results.flatMap(({ topic, rows }) => [
      `## ${topic}`,
      [line(head), line(head.map(() => '---')), ...rows.map((row) => line(cells(row)))].join('\n'),
    ]),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}
