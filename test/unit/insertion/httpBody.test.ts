import { describe, expect, test } from 'vitest';
import { bodyReader } from '../../../src/insertion/httpBody.ts';

const read = (text: string, mark = 'POST') => bodyReader(text)(text.indexOf(mark));

describe('the body of a request', () => {
  const rows: readonly (readonly [what: string, text: string, expected: unknown])[] = [
    ['is none without a body', 'POST https://a.example.com\nAuthorization: Bearer a\n\n', undefined],
    ['is none where there is no request', '@a = 1\n', undefined],
    ['is none of a script alone', '###\n{{\na()\n}}\n', undefined],
    [
      'is that of the request around the offset',
      'GET https://a\n\na\n\n###\nPOST https://b\n\nb\n\n###\n',
      { body: 'b' },
    ],
    [
      'names what the file does not settle',
      'POST https://a\n\n{{a}} {{$guid}} {{b.c}}',
      { unresolved: ['a', '$guid', 'b.c'] },
    ],
    ['ends where an answer is kept', 'POST https://a\n\n{"a": 1}\n\n<> answer.json\n', { body: '{"a": 1}' }],
    ['is a query of GraphQL', 'POST https://a\n\nquery { me }', { unresolved: ['GraphQL'] }],
    ['is said to be GraphQL', 'POST https://a\nX-REQUEST-TYPE: GraphQL\n\n{ me }', { unresolved: ['GraphQL'] }],
    ['names a file', 'POST https://a\n\n< ./body.json', { unresolved: ['./body.json'] }],
    ['names a file that is filled in', 'POST https://a\n\n<@ ./body.json', { unresolved: ['./body.json'] }],
    ['takes the variables of the file', '@a = 1\n@b = {{a}}2\n\n###\nPOST https://a\n\n{{b}}', { body: '12' }],
    [
      'does not end in variables that stand for each other',
      '@a = {{b}}\n@b = {{a}}\n\n###\nPOST https://a\n\n{{a}}',
      { body: '' },
    ],
  ];
  for (const [what, text, expected] of rows)
    test(what, () => {
      expect(read(text, text.includes('POST') ? 'POST' : text.slice(0, 1))).toEqual(expected);
    });

  test('does not grow beyond measure', () => {
    const definitions = Array.from({ length: 30 }, (_, i) => `@v${i} = ${`{{v${i + 1}}}`.repeat(50)}`);
    const text = `${definitions.join('\n')}\n@v30 = ab\n\n###\nPOST https://a\n\n{{v0}}`;
    expect(Object.keys(read(text) ?? {})).toEqual(['unresolved']);
  });
});
