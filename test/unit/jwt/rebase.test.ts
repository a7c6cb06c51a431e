import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prettyJson } from '../../../src/jwt/json.ts';
import { jsonTokens } from '../../../src/jwt/jsonTokens.ts';
import { rebaseJson } from '../../../src/jwt/rebase.ts';

const tokensOf = (text: string) => [...jsonTokens(text)].map(({ start, end }) => text.slice(start, end));

/** A JSON text with white space of its own between its tokens. */
const written = fc
  .tuple(fc.jsonValue(), fc.array(fc.constantFrom('', ' ', '\n', '\t', '\r\n  ')))
  .map(([value, spaces]) =>
    tokensOf(JSON.stringify(value))
      .map((token, i) => token + (spaces[i % Math.max(1, spaces.length)] ?? ''))
      .join(''),
  );

describe('rebaseJson', () => {
  const rows: readonly (readonly [what: string, original: string, edited: string, result: string])[] = [
    ['nothing', '{ "a" : 1e3 , "b":[ ] }', '{\n  "a": 1e3,\n  "b": []\n}', '{ "a" : 1e3 , "b":[ ] }'],
    ['one value', '{ "a" : 1 , "b" : 2 }', '{"a":1,"b":3}', '{ "a" : 1 , "b" : 3 }'],
    ['values far apart', '{ "a" : 1 , "b" : 2 , "c" : 3 }', '{"a":9,"b":2,"c":8}', '{ "a" : 9 , "b" : 2 , "c" : 8 }'],
    ['a member more at the end', '{\n "a": 1\n}', '{"a":1,"b":2}', '{\n "a": 1,"b":2\n}'],
    ['a member more in front', '{\n "b": 1\n}', '{"a":2,"b":1}', '{"a":2,\n "b": 1\n}'],
    ['a member less', '{\n "a": 1,\n "b": 2\n}', '{"a":1}', '{\n "a": 1\n}'],
    ['a literal written otherwise', '{"n":3.0}', '{"n": 3}', '{"n":3}'],
    ['a duplicate less', '{"a":1,"a":1}', '{"a":1}', '{"a":1}'],
    ['all of it', ' [1] ', '{"a":2}', ' {"a":2} '],
  ];
  it.each(rows)('keeps what an edit of %s left alone', (_, original, edited, result) => {
    expect(rebaseJson(original, edited)).toBe(result);
  });

  it('gives the original where only white space differs', () => {
    fc.assert(
      fc.property(written, (text) => {
        expect(rebaseJson(text, prettyJson(text, '  '))).toBe(text);
      }),
    );
  });

  it('always says what the edited text says', () => {
    fc.assert(
      fc.property(written, written, (original, edited) => {
        expect(tokensOf(rebaseJson(original, edited))).toEqual(tokensOf(edited));
      }),
    );
  });

  it('takes the whole stretch for changed where very much is', () => {
    const list = (first: number) => JSON.stringify(Array.from({ length: 2000 }, (_, i) => i + first));
    expect(rebaseJson(` ${list(0)} `, list(5000))).toBe(` ${list(5000)} `);
  });
});
