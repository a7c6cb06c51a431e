import { describe, expect, it } from 'vitest';
import { codeCases } from './codeCases.ts';
import { cursorIn, inserted, insertedAt, token } from './cursor.ts';

it('a string that somebody has not yet ended in the line above is no part of a dictionary', () => {
  expect(inserted('python', '/a', 'x = "a\nh = {"A": "b"‸}')).toBe(
    'x = "a\nh = {"A": "b", "Authorization": "Bearer TOKEN"}',
  );
});

describe.each(Object.entries(codeCases))('%s', (languageId, cases) => {
  it.each(Object.entries(cases))('%s', (_, [marked, expected]) => {
    expect(inserted(languageId, '/a', marked)).toBe(expected);
    const { text, offset, start } = cursorIn(marked);
    const once = insertedAt({ languageId, path: '/a', text, offset, selection: { start, end: offset } });
    if (typeof once === 'string' || 'form' in once) return;
    const again = insertedAt({ languageId, path: '/a', text: once.text, offset: once.text.indexOf(token) + 3 });
    expect(again, 'twice is once').toMatchObject({ text: once.text });
  });
});

it('a variable of Hurl may be set by an entry before', () => {
  const file = (value: string) =>
    `GET https://a\n[Options]\nvariable: token=${value}\n\nGET https://b\nAuthorization: Bearer {{token}}\n`;
  expect(inserted('hurl', '/a', `${file('old')}‸`)).toBe(file('TOKEN'));
});

describe('a program that is not yet whole', () => {
  it.each<[string, string, string]>([
    ['python', 'h = {"A": "b", "Authorization"‸}', 'h = {"A": "b", "Authorization": "Bearer TOKEN"}'],
    ['python', 'h = {"Authorization"‸, "A": "b"}', 'h = {"Authorization": "Bearer TOKEN", "A": "b"}'],
    ['python', 'x = "‸', 'x = "TOKEN'],
    ['python', 'h = {"A": "b", ‸', 'h = {"A": "b", \nAuthorization: Bearer TOKEN'],
    ['python', 'h = {"A": ‸"b"‸}', 'h = {"A": Authorization: Bearer TOKEN}'],
    [
      'php',
      "<?php $h = ['A' => 'b', 'Authorization'‸];",
      "<?php $h = ['A' => 'b', 'Authorization' => 'Bearer TOKEN'];",
    ],
    ['java', 'h = Map.of("Authorization"‸);', 'h = Map.of("Authorization", "Bearer TOKEN");'],
    ['java', 'h = Map.of("A", "b", "Authorization"‸);', 'h = Map.of("A", "b", "Authorization", "Bearer TOKEN");'],
    [
      'go',
      'var h = http.Header{"Authorization": []string{}‸}',
      'var h = http.Header{"Authorization": {"Bearer TOKEN"}}',
    ],
  ])('%s: %s', (languageId, marked, expected) => {
    expect(inserted(languageId, '/a', marked)).toBe(expected);
  });
});
