import { parse } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { inserted } from './cursor.ts';

const A = '"Authorization": "Bearer TOKEN"';

describe('JSON', () => {
  it.each<[string, string, string]>([
    ['an empty object', '{‸}', `{ ${A} }`],
    ['an empty object over lines', '{‸\n}', `{\n  ${A}\n}`],
    ['an empty object with a blank line', '{\n  ‸\n}', `{\n  ${A}\n}`],
    ['an empty object, indented with tabs', '{\n\t"a": {‸\n\t}\n}', `{\n\t"a": {\n\t\t${A}\n\t}\n}`],
    ['one line, the only member', '{"a": 1‸}', `{"a": 1, ${A}}`],
    ['one line, before the first', '{‸ "a": 1 }', `{ ${A}, "a": 1 }`],
    ['one line, between', '{ "a": ‸1, "b": 2 }', `{ "a": 1, ${A}, "b": 2 }`],
    ['the last member', '{\n  "a": 1,\n  "b": 2‸\n}', `{\n  "a": 1,\n  "b": 2,\n  ${A}\n}`],
    ['the first member', '{\n  "a": ‸1,\n  "b": 2\n}', `{\n  "a": 1,\n  ${A},\n  "b": 2\n}`],
    ['before the first member', '{‸\n  "a": 1\n}', `{\n  ${A},\n  "a": 1\n}`],
    ['a blank line in front', '{\n‸\n  "a": 1\n}', `{\n  ${A},\n  "a": 1\n}`],
    ['a blank line between', '{\n  "a": 1,\n  ‸\n  "b": 2\n}', `{\n  "a": 1,\n  ${A},\n  "b": 2\n}`],
    ['a blank line at the end', '{\n    "a": 1\n  ‸\n}', `{\n    "a": 1,\n    ${A}\n}`],
    ['\\r\\n', '{\r\n  "a": 1‸\r\n}\r\n', `{\r\n  "a": 1,\r\n  ${A}\r\n}\r\n`],
    ['a comma for the member to come', '{\n  "a": 1,‸\n}', `{\n  "a": 1,\n  ${A}\n}`],
    ['that comma, a blank line', '{\n  "a": 1,\n  ‸\n}', `{\n  "a": 1,\n  ${A}\n}`],
    ['a nested object', '{\n  "a": {"b": {‸}},\n  "c": 1\n}', `{\n  "a": {"b": { ${A} }},\n  "c": 1\n}`],
    ['behind a nested object', '{\n  "a": {"b": {}},‸\n  "c": 1\n}', `{\n  "a": {"b": {}},\n  ${A},\n  "c": 1\n}`],
    ['an array', '{\n  "a": [1, ‸2],\n  "c": 1\n}', `{\n  "a": [1, 2],\n  ${A},\n  "c": 1\n}`],
    ['a string of another name', '{\n  "a": "‸b"\n}', '{\n  "a": "TOKEN b"\n}'],
    ['a string that does not end', '{ "Authorization": "Bearer ‸', '{ "Authorization": "Bearer TOKEN'],
    ['a string that ends with the text', '{ "a": "b‸', '{ "a": "b TOKEN'],
    [
      'variables, one of them named so',
      '{ "env": {\n  "TOKEN": "a",\n  ‸\n} }',
      '{ "env": {\n  "TOKEN": "a",\n  "TOKEN2": "TOKEN"\n} }',
    ],
    ['behind the scheme', '{ "a": "Bearer ‸" }', '{ "a": "Bearer TOKEN" }'],
    [
      'a header in a list of strings',
      '["Accept: x", "Authorization: ‸"]',
      '["Accept: x", "Authorization: Bearer TOKEN"]',
    ],
    [
      'an entry of a list',
      '[{ "name": "Accept", "value": "x"‸ }]',
      '[{ "name": "Accept", "value": "x" }, { "name": "Authorization", "value": "Bearer TOKEN" }]',
    ],
    [
      'another entry of a list that has it',
      '[\n  { "key": "Accept", "value": "x"‸ },\n  { "key": "authorization", "value": "y" }\n]',
      '[\n  { "key": "Accept", "value": "x" },\n  { "key": "authorization", "value": "Bearer TOKEN" }\n]',
    ],
    [
      'a request with a list of headers (HAR)',
      '{\n  "method": "GET",‸\n  "headers": [\n    { "name": "Accept", "value": "x" }\n  ]\n}',
      '{\n  "method": "GET",\n  "headers": [\n    { "name": "Accept", "value": "x" },\n    { "name": "Authorization", "value": "Bearer TOKEN" }\n  ]\n}',
    ],
    [
      'a request with headers',
      '{ "url": "x"‸, "headers": { "A": "b" } }',
      `{ "url": "x", "headers": { "A": "b", ${A} } }`,
    ],
    [
      'credentials of Postman',
      '{ "auth": { "type": "bearer", "bearer": [{ "key": "token", "value": "x", "type": "string"‸ }] } }',
      '{ "auth": { "type": "bearer", "bearer": [{ "key": "token", "value": "TOKEN", "type": "string" }] } }',
    ],
    [
      'credentials of Insomnia',
      '{ "authentication": { "type": "bearer", "token": "x"‸ } }',
      '{ "authentication": { "type": "bearer", "token": "TOKEN" } }',
    ],
    ['a name', '{ "‸a": 1 }', `{ "a": 1, ${A} }`],
    ['the member', '{ "a": 1‸, "Authorization": "x" }', '{ "a": 1, "Authorization": "Bearer TOKEN" }'],
    ['the member in another case', '{ "authorization": "x"‸, "a": 1 }', '{ "authorization": "Bearer TOKEN", "a": 1 }'],
    ['the member, no string', '{ "Authorization": null‸ }', `{ ${A} }`],
    ['the member, an object', '{‸ "Authorization": {"a": [1]}, "b": 2 }', `{ ${A}, "b": 2 }`],
    ['the member without a value', '{ "Authorization": ‸ }', `{ ${A} }`],
    ['the member without a value or space', '{ "Authorization":‸, "a": 1 }', `{ ${A}, "a": 1 }`],
    ['in the string', '{ "Authorization": "‸" }', `{ ${A} }`],
    ['in the string with something', '{ "Authorization": "Bearer ‸x" }', `{ ${A} }`],
    ['an empty string', '{ "token": "‸" }', '{ "token": "TOKEN" }'],
    ['a token', '{ "jwt": "eyJ‸h.eyJz.x" }', '{ "jwt": "TOKEN" }'],
    ['a token in plain base64, with padding', '{ "jwt": "eyJ‸h=.eyJz==.x+/=" }', '{ "jwt": "TOKEN" }'],
    ['an SD-JWT', '{ "jwt": "eyJ‸h.eyJz.x~WyJz~" }', '{ "jwt": "TOKEN" }'],
    ['a token with its scheme', '{ "auth": "Bearer eyJ‸h.eyJz.x" }', '{ "auth": "Bearer TOKEN" }'],
    [
      'a header as a pair',
      '[{ "key": "Authorization", "value": "‸x" }]',
      '[{ "key": "Authorization", "value": "Bearer TOKEN" }]',
    ],
    [
      'a header as a pair, around it',
      '[{ "name": "authorization", "value": "x"‸ }]',
      '[{ "name": "authorization", "value": "Bearer TOKEN" }]',
    ],
    ['before the object', '‸{ "a": 1 }\n', `{ ${A}, "a": 1 }\n`],
    ['behind the object', '{ "a": 1 }\n‸', `{ "a": 1, ${A} }\n`],
    ['no object', '[1, ‸2]', '[1, 2]\nAuthorization: Bearer TOKEN'],
    ['nothing', '‸', 'Authorization: Bearer TOKEN'],
    ['braces in strings', '{ "a": "}{\\"", "b": 1‸ }', `{ "a": "}{\\"", "b": 1, ${A} }`],
    [
      'an object that nothing closes',
      '{\n  "a": 1,\n  "b": {\n    "c": 1‸',
      `{\n  "a": 1,\n  "b": {\n    "c": 1,\n    ${A}`,
    ],
  ])('%s', (_, marked, expected) => {
    const result = inserted('json', '/a.json', marked);
    expect(result).toBe(expected);
    if (result.includes('"TOKEN"') || (result.includes(A) && result.endsWith('}'))) JSON.parse(result);
  });

  it.each<[string, string, string]>([
    ['a comment behind the last member', '{\n  "a": 1 // why‸\n}', `{\n  "a": 1, // why\n  ${A}\n}`],
    [
      'a comment behind a member and comma',
      '{\n  "a": 1, /* why */\n‸  "b": 2\n}',
      `{\n  "a": 1, /* why */\n  ${A},\n  "b": 2\n}`,
    ],
    ['a trailing comma', '{\n  "a": 1,‸\n}', `{\n  "a": 1,\n  ${A},\n}`],
    ['a comment for a brace', '{ // {\n  "a": 1‸\n}', `{ // {\n  "a": 1,\n  ${A}\n}`],
    ['a comment for a first member', '{ // why‸\n}', `{ // why\n  ${A}\n}`],
  ])('with comments: %s', (_, marked, expected) => {
    const result = inserted('jsonc', '/a.json', marked);
    expect(result).toBe(expected);
    expect(parse(result, [], { allowTrailingComma: true })).toHaveProperty('Authorization', 'Bearer TOKEN');
  });
});

describe('JavaScript and TypeScript', () => {
  it.each<[string, string, string]>([
    [
      'headers of fetch',
      "fetch(url, {\n  headers: {\n    Accept: 'x',‸\n  },\n});",
      `fetch(url, {\n  headers: {\n    Accept: 'x',\n    ${A},\n  },\n});`,
    ],
    ['an empty object', 'fetch(url, { headers: {‸} });', `fetch(url, { headers: { ${A} } });`],
    ['a name without quotes', "const h = { authorization: 'x'‸ };", "const h = { authorization: 'Bearer TOKEN' };"],
    [
      'a template',
      `const h = { Authorization: \`Bearer \${to‸ken({ a: 1 })}\`, b };`,
      `const h = { Authorization: "Bearer TOKEN", b };`,
    ],
    [
      'an expression',
      "const h = { Authorization: 'Bearer ' + f(‸{}), b };",
      `const h = { Authorization: "Bearer TOKEN", b };`,
    ],
    ['a shorthand', 'const h = { Authorization‸, b };', `const h = { ${A}, b };`],
    ['a spread', 'const h = { ...rest‸ };', `const h = { ...rest, ${A} };`],
    [
      'a method',
      'const h = { get a() { return {}; }, b() {}‸ };',
      `const h = { get a() { return {}; }, b() {}, ${A} };`,
    ],
    ['in a function of a member', 'const h = { a: () => ({ b: 1‸ }) };', `const h = { a: () => ({ b: 1, ${A} }) };`],
    ['a string of the name', "const h = { 'Authorization': '‸' };", "const h = { 'Authorization': 'Bearer TOKEN' };"],
    ['an assigned property', "headers.Authorization = '‸';", "headers.Authorization = 'Bearer TOKEN';"],
    ['an assigned index', 'headers["authorization"] = `‸`;', 'headers["authorization"] = `Bearer TOKEN`;'],
    ['an argument', "headers.set('Authorization', 'x‸');", "headers.set('Authorization', 'Bearer TOKEN');"],
    ['an empty string', "const token = '‸';", "const token = 'TOKEN';"],
    ['a token in a string', "const token = 'eyJh.‸e30.';", "const token = 'TOKEN';"],
    ['text in a string', "const text = 'a ‸b';", "const text = 'a TOKEN b';"],
    ['a block', 'function f() {\n  ‸\n}', 'function f() {\n  Authorization: Bearer TOKEN\n}'],
    ['a block in an object', 'const h = { f() { ‸ } };', 'const h = { f() {  } };\nAuthorization: Bearer TOKEN'],
    ['regular expressions', 'const h = { a: /[{\'"/]{2}/g, b: 1‸ };', `const h = { a: /[{'"/]{2}/g, b: 1, ${A} };`],
    ['a division', 'const h = { a: b / c, d: "/"‸ };', `const h = { a: b / c, d: "/", ${A} };`],
    [
      'comments',
      "const h = { a: 1, // don't {\n  /* { */ b: 2‸ };",
      `const h = { a: 1, // don't {\n  /* { */ b: 2, ${A} };`,
    ],
    ['a default export', 'export default {\n  a: 1,\n  ‸\n};', `export default {\n  a: 1,\n  ${A},\n};`],
    ['a returned object', 'return {\n  a: 1‸\n};', `return {\n  a: 1,\n  ${A}\n};`],
    ['a conditional', 'const h = { a: b ? {c: 1‸} : {}, d };', `const h = { a: b ? {c: 1, ${A}} : {}, d };`],
    ['an attribute of JSX', "<A headers={{ a: 'b'‸ }} />", `<A headers={{ a: 'b', ${A} }} />`],
    ['an expression in JSX', '<A b={c(‸)} />', '<A b={c()} />\nAuthorization: Bearer TOKEN'],
    [
      'a string with more joined to it',
      "h.set('Authorization', 'Bearer ‸' + f(t, 1));",
      "h.set('Authorization', 'Bearer TOKEN');",
    ],
    ['a string that is called', "x = 'Bearer ‸'.concat(t);", "x = 'Bearer TOKEN'.concat(t);"],
    ['a computed name', 'const h = { [a]: 1‸ };', `const h = { [a]: 1, ${A} };`],
  ])('%s', (_, marked, expected) => {
    expect(inserted('typescriptreact', '/a.tsx', marked)).toBe(expected);
    expect(inserted('javascript', '/a.mjs', marked)).toBe(expected);
  });
});

describe('data of other clients', () => {
  it.each<[string, string, string]>([
    [
      'a request with an empty list of headers (HAR)',
      '{ "method": "GET",‸ "headers": [] }',
      '{ "method": "GET", "headers": [{ "name": "Authorization", "value": "Bearer TOKEN" }] }',
    ],
    [
      'an empty list of headers (Postman)',
      '{ "header": [‸] }',
      '{ "header": [{ "key": "Authorization", "value": "Bearer TOKEN" }] }',
    ],
    [
      'a request with credentials (Postman)',
      '{ "auth": { "type": "bearer", "bearer": [{ "key": "token", "value": "x" }] },‸ "header": [] }',
      '{ "auth": { "type": "bearer", "bearer": [{ "key": "token", "value": "TOKEN" }] }, "header": [] }',
    ],
    [
      'credentials, beside their list (Postman)',
      '{ "type": "bearer",‸ "bearer": [{ "key": "token", "value": "x" }] }',
      '{ "type": "bearer", "bearer": [{ "key": "token", "value": "TOKEN" }] }',
    ],
    [
      'credentials that name a variable (Postman)',
      '{ "bearer": [{ "key": "token", "value": "{{t}}"‸ }] }',
      '(reference)',
    ],
    ['credentials that name a variable (Insomnia)', '{ "type": "bearer", "token": "{{ _.t }}"‸ }', '(reference)'],
    ['a header that names a variable', '{ "Authorization": "Bearer {{t}}"‸ }', '(reference)'],
    ['a header that names a variable, in its string', '{ "Authorization": "Bearer {{‸t}}" }', '(reference)'],
    ['an argument that names an input (tasks.json)', '["-H", "Authorization: Bearer ${input:‸t}"]', '(reference)'],
    [
      'a variable of an environment (Postman)',
      '{ "values": [{ "key": "t", "value": "x"‸ }] }',
      '{ "values": [{ "key": "t", "value": "TOKEN" }] }',
    ],
    ['a variable of a program (launch.json)', '{ "env": { "T": "x"‸ } }', '{ "env": { "T": "TOKEN" } }'],
    [
      'a new variable of a program',
      '{ "env": {\n  "A": "b",\n  ‸\n} }',
      '{ "env": {\n  "A": "b",\n  "TOKEN": "TOKEN"\n} }',
    ],
  ])('%s', (_, marked, expected) => expect(inserted('json', '/a.json', marked)).toBe(expected));
});
