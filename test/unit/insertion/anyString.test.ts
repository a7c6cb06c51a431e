import { expect, it } from 'vitest';
import { inserted } from './cursor.ts';

const header = 'Authorization: Bearer TOKEN';
const rows: readonly (readonly [language: string, marked: string, after: string])[] = [
  ['toml', '[api]\ntoken = "‸"\n', '[api]\ntoken = "TOKEN"\n'],
  ['toml', "headers.Authorization = '‸'", "headers.Authorization = 'Bearer TOKEN'"],
  ['terraform', 'headers = { Authorization = "Bearer old‸" }', 'headers = { Authorization = "Bearer TOKEN" }'],
  ['lua', 'h["Authorization"] = "‸Basic x"', 'h["Authorization"] = "Bearer TOKEN"'],
  ['html', '<meta name="token" content="‸">', '<meta name="token" content="TOKEN">'],
  ['sql', "call login('a \\' b‸')", "call login('a \\' b TOKEN')"],
  ['sql', "call login('‸old‸')", "call login('TOKEN')"],
  ['swift', 'let note = "isn\'t"; let token = "‸"', 'let note = "isn\'t"; let token = "TOKEN"'],
  ['nim', "# isn't\nlet token = `‸`", "# isn't\nlet token = `TOKEN`"],
  // Outside, half outside, and on a line that opens none.
  ['toml', 'token = ""‸', `token = ""\n${header}`],
  ['toml', '‸token = "‸"', `${header}"`],
  ['toml', 'note = "a\n‸b"', `note = "a\nb"\n${header}`],
  ['lua', "-- it isn't ‸what it's", `-- it isn't what it's\n${header}`],
  // Words are quoted in prose.
  ['plaintext', 'He said "well‸"', `He said "well"\n${header}`],
  ['plaintext', 'token = "‸"', 'token = "TOKEN"'],
  ['log', 'Authorization: "Basic x‸"', 'Authorization: "Bearer TOKEN"'],
];

it.each(rows)('a string of any language takes the value alone: %s %s', (language, marked, after) => {
  expect(inserted(language, '/a', marked)).toBe(after);
});
