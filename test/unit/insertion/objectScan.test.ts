import { describe, expect, it } from 'vitest';
import { inserted } from './cursor.ts';

/** Where JavaScript, TypeScript and JSON have an object at the cursor, and which string is a value. */

const A = '"Authorization": "Bearer TOKEN"';
const tsx = (marked: string) => inserted('typescriptreact', '/a.tsx', marked);
const ofLine = (marked: string) => `${marked.replace('‸', '')}\nAuthorization: Bearer TOKEN`;

describe('an object', () => {
  it.each([
    'f(a, { b: 1‸ })',
    'x = a ? { b: 1‸ } : c',
    'x = a || { b: 1‸ }',
    'x = a && { b: 1‸ }',
    'x = [{ b: 1‸ }]',
    'x = [a, { b: 1‸ }]',
    'x = !{ b: 1‸ }',
    'x = a + { b: 1‸ }',
    'x = a ?? { b: 1‸ }',
    '`${{ b: 1‸ }}`',
    '`a${f({ b: 1‸ })}b`',
    '`a${b}c${d({ b: 1‸ })}`',
    'for (const a of { b: 1‸ }) {}',
    'for (const a in { b: 1‸ }) {}',
    'throw { b: 1‸ }',
    'yield { b: 1‸ }',
    'await { b: 1‸ }',
    'typeof { b: 1‸ }',
    'x as { b: 1‸ }',
    'export default { b: 1‸ }',
    '() => ({ b: 1‸ })',
    'x = { a, b‸ }',
    'x = { a = 1‸ } = y',
    'x = { a?: string‸ }',
    'x = { get b() { return 1 }, set c(v) {}‸ }',
    'x = { async a() {}‸ }',
    'x = { async *a() {}‸, b }',
    'x = { *a() {}‸, b }',
    'x = { a<T>() {}‸, b }',
    'x = { async a() { f({ b: 1‸ }) } }',
    'x = { [a]: 1‸, b }',
    'x = { [a.b]() {}‸, b }',
    'x = { ...a‸, b }',
    'x = { #a: 1‸, b }',
    'x = { `a`: 1‸ }',
    'x = { 2: 3‸ }',
    "x = { 'a-b': 1‸ }",
    'x = { a: b ? c : d‸, e }',
    '{ a: 1‸ }',
    '<A b={{ c: 1‸ }} />',
    '<A>{f({ c: 1‸ })}</A>',
    '<A {...{ c: 1‸ }} />',
    'x = { a: (b, c)‸, d }',
    'x = { a: [b, c]‸, d }',
    'x = { a: b[0].c(d)‸, e }',
  ])('%s', (marked) => {
    expect(tsx(marked)).toBe(marked.replace('‸', `, ${A}`));
  });

  it.each([
    ['x = { a: [b‸] }', `x = { a: [b], ${A} }`],
    ['x = { a(‸) {} }', `x = { a() {}, ${A} }`],
    ["x = { '‸y': 1 }", `x = { 'y': 1, ${A} }`],
    ["x = { [‸'y']: 1 }", `x = { ['y']: 1, ${A} }`],
    ['{ "a": { "b": 1‸ ], "c": 2 }', `{ "a": { "b": 1 ], ${A}, "c": 2 }`],
  ])('around what is none: %s', (marked, expected) => {
    expect(tsx(marked)).toBe(expected);
  });
});

describe('no object', () => {
  it.each([
    'x = { a: 1, get b() { return 1 }, set c(v) { ‸ } }',
    'class A { #a = 1; ‸ }',
    'if (a) { b: 1‸ }',
    'type X = { a: string;‸ b: c }',
    'interface X { a: string‸ }',
    'void { b: 1‸ }',
    '() => { b: 1‸ }',
    'x = { a b‸ }',
    'x = { a: 1; ‸ }',
    'x = {{ c: 1‸ }}',
    'x = { 1 + 2‸ }',
    'x = { (a)‸ }',
    '<A b={c‸} />',
    '`a${b}{c: 1‸}`',
    'x = a /{ b: 1‸ }/ c',
    'x = `a${b‸',
    '[‸]',
  ])('%s', (marked) => {
    expect(tsx(marked)).toBe(ofLine(marked));
  });
});

describe('a string that is the value of the header', () => {
  it.each([
    "x['Authorization'] = '‸y'",
    'x.authorization = "‸y"',
    "let authorization = '‸y'",
    "x.set('authorization', '‸y')",
    "x['a']['authorization'] = '‸y'",
    "x[authorization] = '‸y'",
    "x = { authorization: '‸y' }",
    "x = { 'Authorization': '‸y', b }",
  ])('%s', (marked) => {
    expect(tsx(marked)).toBe(marked.replace('‸y', 'Bearer TOKEN'));
  });

  it.each([
    "x.set(authorization, '‸y')",
    "f(g('authorization'), '‸y')",
    "authorization == '‸y'",
    "f(['authorization'], '‸y')",
    "x = { a: '‸y' }",
    "x = { ['‸y']: 1 }",
    "x = { a: authorization, b: '‸y' }",
  ])('is none: %s', (marked) => {
    expect(tsx(marked)).toBe(marked.replace('‸', 'TOKEN '));
  });

  it.each([
    ["x = { authorization: 'a' + '‸y' }", 'x = { authorization: "Bearer TOKEN" }'],
    ["x = 'a‸\ny = 1", "x = 'a TOKEN\ny = 1"],
    ["x = 'a‸\ry = 1", "x = 'a TOKEN\ry = 1"],
    ["x = 'a\\\\‸'", "x = 'a\\\\ TOKEN'"],
  ])('of another form: %j', (marked, expected) => {
    expect(tsx(marked)).toBe(expected);
  });
});

it.each([
  ["x = 'Bearer ‸' + a\ny = 1", "x = 'Bearer TOKEN'\ny = 1"],
  ["x = 'Bearer ‸' +\n a\ny = 1", "x = 'Bearer TOKEN'\ny = 1"],
  ["x = 'Bearer ‸'\n + a\ny = 1", "x = 'Bearer TOKEN'\ny = 1"],
  ["x = 'Bearer ‸' + a(\n1,\n2)\ny = 1", "x = 'Bearer TOKEN'\ny = 1"],
  ["x = 'Bearer ‸' + a(\nb\nc)\ny = 1", "x = 'Bearer TOKEN'\ny = 1"],
  ["x = 'Bearer ‸' + a + \n b\n c", "x = 'Bearer TOKEN'\n c"],
  ["x = 'Bearer ‸' + a.b\n.c()\ny", "x = 'Bearer TOKEN'\ny"],
  ["x = 'Bearer ‸' + a /* c */\n// d\ny", "x = 'Bearer TOKEN' /* c */\n// d\ny"],
  ["x = 'Bearer ‸' + [1, 2] + b; c", "x = 'Bearer TOKEN'; c"],
  ["f('Bearer ‸' + a, b)", "f('Bearer TOKEN', b)"],
  ["f('Bearer ‸' + (a))", "f('Bearer TOKEN')"],
  ["x = 'Bearer ‸' += a", "x = 'Bearer TOKEN' += a"],
  ["x = 'Bearer ‸' ++a", "x = 'Bearer TOKEN' ++a"],
  ["x = 'Bearer ‸' - a", "x = 'Bearer TOKEN' - a"],
])('what is joined to a string goes with its value: %j', (marked, expected) => {
  expect(tsx(marked)).toBe(expected);
});

describe('behind a slash, a template or a comment', () => {
  it.each([
    'x = a / b / c;',
    'x = (a) / 2;',
    'x = /[/{]/;',
    'x = /\\/{/;',
    'x = /[\\]{]/;',
    'x = /{\n;',
    'x = /{\r;',
    'x = <b>/{</b>;',
    "x = /'/.test(a) ? /{/ : b;",
    'if (a) return /{/.test(a);',
    'switch (a) { case /{/: }',
    'x = a\n/{/.test(b);',
    'x = [/{/, /{/];',
    'x = a ? /{/ : b;',
    'x = `a\\`{`;',
    'x = `${`${a}{`}{`;',
    'x = `${{ a: `{` }.a}{`;',
    'x = `$a{`;',
    'x = `{ $`;',
    'x = `$`;',
    'x = ``;',
    "x = '{\\'{';",
    'x = "{";',
    '// {\n',
    '/* { */',
    '/* // */',
    'x = 1 // {\r',
  ])('%s', (before) => {
    expect(tsx(`${before} h = { a: 1‸ }`)).toBe(`${before} h = { a: 1, ${A} }`);
  });
});
