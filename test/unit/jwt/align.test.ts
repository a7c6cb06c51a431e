import { describe, expect, it } from 'vitest';
import { alignJson } from '../../../src/jwt/align.ts';

const rows: readonly (readonly [what: string, text: string, other: string, aligned: string, isReordered: boolean])[] = [
  ['the same order', '{"a":1,"b":2}', '{"a":3,"b":4}', '{"a":1,"b":2}', false],
  ['another order', '{"b":2,"a":1}', '{"a":3,"b":4}', '{"a":1,"b":2}', true],
  [
    'members that the other lacks',
    '{"x":0,"b":2,"y":5,"a":1,"z":9}',
    '{"a":3,"b":4}',
    '{"x":0,"a":1,"z":9,"b":2,"y":5}',
    true,
  ],
  ['members that only the other has', '{"b":2}', '{"a":3,"b":4}', '{"b":2}', false],
  ['objects within', '{"o":{"b":2,"a":1}}', '{"o":{"a":0,"b":0}}', '{"o":{"a":1,"b":2}}', true],
  ['objects in lists', '[{"b":2,"a":1},{"b":2,"a":1}]', '[{"a":0,"b":0}]', '[{"a":1,"b":2},{"b":2,"a":1}]', true],
  ['duplicates', '{"b":1,"a":2,"a":3}', '{"a":0,"a":0,"b":0}', '{"a":2,"a":3,"b":1}', true],
  ['numeric names and literals', '{"10":1e3,"2":3.0}', '{"2":0,"10":0}', '{"2":3.0,"10":1e3}', true],
  ['names with escapes', '{"\\u0062":1,"a":2}', '{"a":0,"b":0}', '{"a":2,"\\u0062":1}', true],
  ['a value of another type', '{"a":[1]}', '{"a":{"b":1}}', '{"a":[1]}', false],
  ['no JSON', 'x', '{}', 'x', false],
];

describe('alignJson', () => {
  it.each(rows)('aligns %s', (_, text, other, aligned, isReordered) => {
    expect(alignJson(text, other)).toEqual({ text: aligned, isReordered });
  });

  it('copes with texts of any depth', () => {
    const deep = '['.repeat(20_000) + ']'.repeat(20_000);
    expect(alignJson(deep, deep).text).toHaveLength(40_000);
  });
});
