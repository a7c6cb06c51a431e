import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ignoreLine, isIgnored, newLine, readRules } from '../../../src/globs/ignoreRules.ts';
import { randomOf } from '../../fuzz/random.ts';
import { runs } from '../../runs.ts';

const root = mkdtempSync(join(tmpdir(), 'tokensmith-ignore-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The folder, `''` for the root, and the text of each `.gitignore`, the weakest first; the files, and whether they are ignored. */
type Row = readonly [files: Readonly<Record<string, string>>, paths: Readonly<Record<string, boolean>>];

const rows: readonly Row[] = [
  [{}, { 'private.key': false }],
  [{ '': '*.key\n' }, { 'private.key': true, 'a/b/private.key': true, 'private.keys': false, 'private.KEY': false }],
  [{ '': '/private.key\n' }, { 'private.key': true, 'a/private.key': false }],
  [{ '': 'a/*.key' }, { 'a/x.key': true, 'b/a/x.key': false, 'a/b/x.key': false }],
  [{ '': 'a/**/x.key' }, { 'a/x.key': true, 'a/b/c/x.key': true, 'x.key': false }],
  [{ '': '*.key\n!public.key\n' }, { 'private.key': true, 'public.key': false }],
  [{ '': '!x.key\n*.key\n' }, { 'x.key': true }],
  [{ '': 'keys/\n!keys/x.key\n' }, { 'keys/x.key': true, 'a/keys/x.key': true }],
  [{ '': 'keys/*\n!keys/x.key\n' }, { 'keys/x.key': false, 'keys/y.key': true }],
  [
    { '': '*.key\n', 'a/': '!*.key\n' },
    { 'a/x.key': false, 'x.key': true, 'a/b/x.key': false },
  ],
  [
    { '': '*.key\n', 'a/': '!*.key\n', 'a/b/': 'x.key\n' },
    { 'a/b/x.key': true, 'a/x.key': false },
  ],
  [{ '': 'a/\n', 'a/': '!x.key\n' }, { 'a/x.key': true }],
  [
    { '': 'b/\n', 'a/': '!b/\n' },
    { 'a/b/x.key': false, 'c/b/x.key': true },
  ],
  [{ 'a/': '/x.key' }, { 'a/x.key': true, 'a/b/x.key': false, 'x.key': false }],
  [{ '': '# x.key\n\n\\#x.key\n' }, { 'x.key': false, '#x.key': true }],
  [{ '': '*.key\r\n' }, { 'x.key': true }],
  [{ '': 'x[12].key' }, { 'x1.key': true, 'x3.key': false }],
];

/** What git itself says. */
function gitIgnores(folder: string, path: string): boolean {
  return (
    spawnSync('git', ['-c', 'core.excludesFile=', 'check-ignore', '-q', '--no-index', path], { cwd: folder }).status ===
    0
  );
}

describe('a file is ignored as git ignores it', () => {
  for (const [i, [files, paths]] of rows.entries()) {
    const folder = join(root, String(i));
    mkdirSync(folder);
    execFileSync('git', ['init', '-q'], { cwd: folder });
    for (const [where, text] of Object.entries(files)) {
      mkdirSync(join(folder, where), { recursive: true });
      writeFileSync(join(folder, where, '.gitignore'), text);
    }
    const rules = Object.entries(files).map(([where, text]) => readRules(where, text));
    for (const [path, ignored] of Object.entries(paths))
      test(`${path} under ${JSON.stringify(files)}`, () => {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        expect(gitIgnores(folder, path)).toBe(ignored);
        expect(isIgnored(path, rules)).toBe(ignored);
      });
  }
});

test('the line for a file covers it and nothing else, whatever its name', () => {
  const names = [
    'private.key',
    'a b.key',
    '#x.key',
    '!x.key',
    'x*.key',
    'x[1].key',
    'a\\b.key',
    'end ',
    'a b ',
    'ä?.key',
  ];
  for (const name of names) {
    const folder = join(root, `line-${names.indexOf(name)}`);
    mkdirSync(join(folder, 'sub'), { recursive: true });
    execFileSync('git', ['init', '-q'], { cwd: folder });
    const text = newLine('', ignoreLine(`sub/${name}`));
    writeFileSync(join(folder, '.gitignore'), text);
    const rules = [readRules('', text)];
    for (const path of [`sub/${name}`, name, 'sub/x1.key', 'sub/b.key']) {
      expect(gitIgnores(folder, path), path).toBe(path === `sub/${name}`);
      expect(isIgnored(path, rules), path).toBe(path === `sub/${name}`);
    }
  }
});

describe('a line is added', () => {
  const texts: readonly (readonly [string, string])[] = [
    ['', '/x.key\n'],
    ['a\n', 'a\n/x.key\n'],
    ['a', 'a\n/x.key\n'],
    ['a\r\nb', 'a\r\nb\r\n/x.key\r\n'],
  ];
  for (const [before, after] of texts)
    test(`to ${JSON.stringify(before)}`, () => {
      expect(before + newLine(before, '/x.key')).toBe(after);
    });
});

describe('a hostile rule is passed over in no time, and those beside it count', () => {
  const pieces = ['a*', '**/', '**a', '[a-z]*', '(', '{', '?', '\\', '!', '*.', '[', 'a/'];
  test.each(pieces.flatMap((piece) => [900, 60_000].map((length) => ({ piece, length }))))(
    '$piece × $length',
    { tags: ['time'] },
    ({ piece, length }) => {
      const start = process.cpuUsage();
      const rules = [readRules('', `*.pem\n${piece.repeat(length / piece.length)}\n!b.pem`)];
      expect(isIgnored(`${'a'.repeat(60)}/a.pem`, rules)).toBe(true);
      expect(isIgnored('b.pem', rules)).toBe(false);
      isIgnored(`${'a/'.repeat(30)}${'a'.repeat(100)}.key`, rules);
      expect(process.cpuUsage(start).user / 1000).toBeLessThan(1000);
    },
  );
});

test('a file of rules has a limit, beyond which rules are passed over', () => {
  const read = (text: string) => [readRules('', text)];
  const long = 'a'.repeat(1000);
  expect(isIgnored(long, read(long))).toBe(true);
  expect(isIgnored(`${long}a`, read(`${long}a`))).toBe(false);
  const wild = 'x*y\n'.repeat(999);
  expect(isIgnored('a.key', read(`${wild}*.key`))).toBe(true);
  expect(isIgnored('a.key', read(`${wild}z*\n*.key`))).toBe(false);
  expect(isIgnored('a.key', read(`${wild}z*\n*.key\na.key`))).toBe(true);
});

/** Rules and paths of the pieces that git treats in ways of its own. */
const rulePieces = [
  'a',
  'b',
  'ä',
  '*',
  '**',
  '/',
  '/',
  '**/',
  '/**',
  '?',
  '[ab]',
  '[!a]',
  '[^b]',
  '[a-c]',
  '[]a]',
  '[[:alpha:]]',
  '\\a',
  '\\*',
  '\\',
  '[',
  '!',
  '#',
  ' ',
  '\\ ',
  '.',
];
const pathPieces = ['a', 'b', 'c', 'ab', 'ba', 'ä', 'a b', '*', '.', ']'];

test('any rules say of any path what git says', () => {
  const { below, of: pick } = randomOf(7, 0);
  const many = (most: number) => 1 + below(most);
  const folder = join(root, 'random');
  mkdirSync(folder);
  execFileSync('git', ['init', '-q'], { cwd: folder });
  let ignored = 0;
  for (let round = 0; round < runs(300).numRuns; round++) {
    const text = Array.from({ length: many(4) }, () =>
      Array.from({ length: many(5) }, () => pick(rulePieces)).join(''),
    ).join('\n');
    writeFileSync(join(folder, '.gitignore'), text);
    const paths = Array.from({ length: 40 }, () =>
      Array.from({ length: many(4) }, () => Array.from({ length: many(2) }, () => pick(pathPieces)).join('')).join('/'),
    ).filter((path) => !/(^|\/)\.{1,2}(\/|$)/.test(path));
    const { stdout } = spawnSync('git', ['-c', 'core.excludesFile=', 'check-ignore', '-z', '--stdin', '--no-index'], {
      cwd: folder,
      input: paths.join('\0'),
      encoding: 'utf8',
    });
    const byGit = new Set(stdout.split('\0').filter(Boolean));
    ignored += byGit.size;
    const rules = [readRules('', text)];
    for (const path of paths) expect([text, path, isIgnored(path, rules)]).toEqual([text, path, byGit.has(path)]);
  }
  expect(ignored).toBeGreaterThan(50);
});
