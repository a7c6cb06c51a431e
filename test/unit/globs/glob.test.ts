import { describe, expect, test } from 'vitest';
import { areFewEnough, globsOf, mostGlobs } from '../../../src/globs/glob.ts';

/** Globs, and what they match and do not match. */
const rows: readonly (readonly [glob: string, yes: readonly string[], no: readonly string[]])[] = [
  ['**/*.key', ['a.key', 'b/a.key', '/w/b/c/a.key', '.key'], ['a.keys', 'a.key/b', 'a.KEY']],
  ['*.key', ['a.key'], ['b/a.key']],
  ['**/*.{key,pem}', ['a.key', 'b/a.pem'], ['a.der', 'a.{key,pem}']],
  ['**/{test,tests}/**', ['test/a', 'x/tests/a/b', 'test'], ['testing/a', 'a/test.ts']],
  ['**/{a/**,b}', ['a/x/y', 'b', 'q/b'], ['b/x']],
  ['docs/**', ['docs', 'docs/a', 'docs/a/b'], ['docsx', 'x/docs/a']],
  ['**', ['a', 'a/b', ''], []],
  ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b'], ['ab', 'a/xb']],
  ['a?c', ['abc'], ['ac', 'a/c', 'abbc']],
  ['id_[a-c1].*', ['id_a.x', 'id_1.'], ['id_d.x', 'id_a']],
  ['[!a-c]x', ['dx'], ['ax', '/x', 'x']],
  ['[]]x', [']x'], ['x']],
  ['a.b', ['a.b'], ['axb']],
  ['(a|b)+', ['(a|b)+'], ['a', 'b']],
  ['{a,{b,c}}d', ['ad', 'bd', 'cd'], ['abd']],
  ['{a', ['{a'], ['a']],
  ['[a', ['[a'], ['a']],
  ['a**b', ['ab', 'axb'], ['a/b']],
  ['**/**/a', ['a', 'x/y/a'], ['xa']],
  ['ä/*', ['ä/ß'], ['ä/ß/x']],
];

describe.each(rows)('%s', (glob, yes, no) => {
  test.each(yes)('matches %s', (path) => expect(globsOf([glob]).match(path)).toBe(true));
  test.each(no.length > 0 ? no : ['-'])('does not match %s', (path) => {
    if (no.length > 0) expect(globsOf([glob]).match(path)).toBe(false);
  });
});

test('a list matches what one of its globs does', () => {
  const { match } = globsOf(['*.a', '*.b']);
  expect(['x.a', 'x.b', 'x.c'].map(match)).toEqual([true, true, false]);
  expect(globsOf([]).match('x')).toBe(false);
});

test('a list has a limit', () => {
  expect(areFewEnough(['**/*.key'])).toBe(true);
  expect(areFewEnough(Array.from({ length: 100 }, () => '**/*.{key,pem}'))).toBe(true);
  expect(areFewEnough(['a'.repeat(mostGlobs.length + 1)])).toBe(false);
  expect(areFewEnough(['*'.repeat(mostGlobs.wildCards + 1)])).toBe(false);
  expect(areFewEnough(Array.from({ length: mostGlobs.wildCards + 1 }, () => '?'))).toBe(false);
});

describe('no glob takes long for any path', { tags: ['time'] }, () => {
  const hostile: readonly (readonly string[])[] = [
    ['**/*a*a*a*a*a*b'],
    [`${'**/a'.repeat(8)}`],
    [`**/${'*a'.repeat(450)}b`],
    ['**/a/'.repeat(400)],
    Array.from({ length: 240 }, () => '**/*a*b'),
    [`${'{a,'.repeat(400)}${'}'.repeat(400)}`],
    [`${'{a*,b*}'.repeat(200)}`],
    [`${'{a,a}'.repeat(400)}`],
    [`[${'a'.repeat(10_000)}]`.repeat(1)],
    ['{'.repeat(900)],
    ['['.repeat(900)],
  ];
  const paths = ['a'.repeat(255), 'a/'.repeat(200), `${'a'.repeat(250)}/`.repeat(4)];
  test.each(hostile.map((globs) => [globs[0]?.slice(0, 30), globs] as const))('%s…', (_, globs) => {
    expect(areFewEnough(globs)).toBe(true);
    const { match } = globsOf(globs);
    match('');
    const start = process.cpuUsage();
    for (const path of paths) match(path);
    // A few milliseconds each where nobody else has the machine.
    expect(process.cpuUsage(start).user / 1000 / paths.length).toBeLessThan(100);
  });
});
