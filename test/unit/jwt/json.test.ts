import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  duplicateMembers,
  type JsonNode,
  jsonErrorOffset,
  member,
  memberValue,
  parseJson,
  parseObject,
  prettyJson,
} from '../../../src/jwt/json.ts';
import { jsonTokens } from '../../../src/jwt/jsonTokens.ts';
import { runs } from '../../runs.ts';
import { jsonText } from './tokens.ts';

const DEPTH = 100_000;
const deep = `${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}`;
const deepObject = `${'{"a":'.repeat(DEPTH)}1${'}'.repeat(DEPTH)}`;
const wide = `{${Array.from({ length: DEPTH }, (_, i) => `"m${i % (DEPTH - 1)}":${i}`).join(',')}}`;

/** The value that a node stands for, as `JSON.parse` gives it. */
function valueAt(node: JsonNode): unknown {
  if (node.type === 'null') return null;
  if (node.type === 'array') return node.items.map(valueAt);
  if (node.type !== 'object') return node.value;
  return JSON.parse(
    `{${node.members.map(({ name, value }) => `${JSON.stringify(name)}:${JSON.stringify(valueAt(value))}`)}}`,
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('parseJson', () => {
  it('gives the value that JSON.parse gives, and spans that hold it', () => {
    fc.assert(
      fc.property(jsonText.value, (text) => {
        const root = parseJson(text);
        expect(root && JSON.stringify(valueAt(root))).toBe(JSON.stringify(JSON.parse(text)));
        if (root?.type !== 'object') return;
        for (const { name, nameSpan, value } of root.members) {
          expect(JSON.parse(text.slice(nameSpan.start, nameSpan.end))).toBe(name);
          const slice = text.slice(value.start, value.end);
          expect(JSON.stringify(JSON.parse(slice))).toBe(JSON.stringify(valueAt(value)));
          if (value.type === 'number') expect(value.literal).toBe(slice);
        }
      }),
      runs(500),
    );
  });

  it('takes exactly the texts that JSON.parse takes', () => {
    const edit = fc.tuple(
      fc.nat(),
      fc.nat(3),
      fc.constantFrom('', ',', '"', '\\', '{', ']', '0', '-', 'e', '.', '/*', '//', '\t', '\ufeff', 'x'),
    );
    fc.assert(
      fc.property(jsonText.value, edit, (text, [place, removed, inserted]) => {
        const start = place % (text.length + 1);
        const edited = text.slice(0, start) + inserted + text.slice(start + removed);
        expect(parseJson(edited) !== undefined).toBe(isJson(edited));
        expect(jsonErrorOffset(edited) === undefined).toBe(isJson(edited));
      }),
      runs(1500),
    );
  });

  const broken: readonly (readonly [text: string, offset: number])[] = [
    ['', 0],
    ['{', 1],
    ['{"a":1,}', 7],
    ['{"a" 1}', 5],
    ['{"a":01}', 6],
    ['[1 2]', 3],
    ['{"a":"b', 5],
    ['{"a":"\n"}', 5],
    ['{"a":1} x', 8],
    ['{a:1}', 1],
    ['[1}', 2],
    ['\ufeff{}', 0],
    ['// no\n{}', 0],
    ['{"a":-}', 5],
    ['NaN', 0],
  ];
  it.each(broken)('says where %j stops being JSON', (text, offset) => {
    expect(jsonErrorOffset(text)).toBe(offset);
    expect(parseJson(text)).toBeUndefined();
  });

  it.each([
    ['arrays in each other', deep],
    ['objects in each other', deepObject],
    ['members', wide],
  ])(`reads 100,000 %s`, (_, text) => {
    const root = parseJson(text);
    expect(root).toMatchObject({ start: 0, end: text.length });
    expect(root && duplicateMembers(root)).toHaveLength(text === wide ? 1 : 0);
    expect(prettyJson(text, ' ').length).toBeGreaterThan(text.length);
  });
});

describe('members', () => {
  const root = parseJson('{"a":1,"__proto__":{"b":1,"b":2},"a":2,"\\u0061":3,"list":[{"c":1,"c":1}]}');
  it('finds the one that counts', () => {
    expect(member(root, 'a')?.value).toMatchObject({ literal: '3' });
    expect(member(member(root, '__proto__')?.value, 'b')?.value).toMatchObject({ literal: '2' });
    expect(member(root, 'constructor')).toBeUndefined();
    expect(member(parseJson('[1]'), '0')).toBeUndefined();
    expect(member(undefined, 'a')).toBeUndefined();
  });

  it('finds every duplicate in the order of the text', () => {
    const found = root && duplicateMembers(root).map(({ name, nameSpan }) => [name, nameSpan.start]);
    expect(found).toEqual([
      ['b', 26],
      ['a', 33],
      ['a', 39],
      ['c', 65],
    ]);
  });

  it('reads an object’s own members alone', () => {
    const object = parseObject('{"__proto__":1}');
    expect(memberValue(object, '__proto__')).toBe(1);
    expect(memberValue(object, 'constructor')).toBeUndefined();
    expect(memberValue(undefined, 'a')).toBeUndefined();
    expect(['[1]', 'null', '"a"', '', '{'].map((text) => parseObject(text))).toEqual(Array(5).fill(undefined));
  });
});

describe('prettyJson', () => {
  it('lays out as JSON.stringify does', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('  ', '\t'), (value, indent) => {
        expect(prettyJson(JSON.stringify(value), indent)).toBe(JSON.stringify(value, null, indent));
      }),
      runs(300),
    );
  });

  it('changes nothing but white space', () => {
    const tokens = (text: string) => [...jsonTokens(text)].map(({ start, end }) => text.slice(start, end));
    fc.assert(
      fc.property(jsonText.value, (text) => {
        expect(tokens(prettyJson(text, '  '))).toEqual(tokens(text));
      }),
      runs(300),
    );
    expect(prettyJson('{"b":12345678901234567890,"a":3.0,"a":1e3,"\\u00fc":"\\ud800"}', ' ')).toBe(
      '{\n "b": 12345678901234567890,\n "a": 3.0,\n "a": 1e3,\n "\\u00fc": "\\ud800"\n}',
    );
  });
});
