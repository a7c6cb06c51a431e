import { describe, expect, it } from 'vitest';
import { inserted } from './cursor.ts';

/** The data of other clients: lists of headers, credentials of a type, variables. The cursor is `‸`. */

const entry = '{ "name": "Authorization", "value": "Bearer TOKEN" }';

type Rows = readonly (readonly [marked: string, expected: string])[];
const tables: Readonly<Record<string, Rows>> = {
  'the headers of a request': [
    ['{ "headers": [\n],‸ "url": "x" }', `{ "headers": [${entry}], "url": "x" }`],
    ['{ "httpHeaders": [ ],‸ "url": "x" }', `{ "httpHeaders": [${entry}], "url": "x" }`],
    ['{ "headers": {},‸ "url": "x" }', '{ "headers": { "Authorization": "Bearer TOKEN" }, "url": "x" }'],
    [
      '{ "url": "x",‸ "headers": { "A": "b" } }',
      '{ "url": "x", "headers": { "A": "b", "Authorization": "Bearer TOKEN" } }',
    ],
    [
      '{ "url": "x",‸ "headers": { "authorization": "b" } }',
      '{ "url": "x", "headers": { "authorization": "Bearer TOKEN" } }',
    ],
    [
      '{ "url": "x",‸ "headers": [ { "name": "A", "value": "b" } ] }',
      `{ "url": "x", "headers": [ { "name": "A", "value": "b" }, ${entry} ] }`,
    ],
    [
      '{ "url": "x",‸ "header": [{ "key": "A", "value": "b" }] }',
      '{ "url": "x", "header": [{ "key": "A", "value": "b" }, { "key": "Authorization", "value": "Bearer TOKEN" }] }',
    ],
    [
      '{ "Authorization": "x", "headers": { "A": "b" }‸ }',
      '{ "Authorization": "Bearer TOKEN", "headers": { "A": "b" } }',
    ],
    // What is no list of headers stays.
    ['{ "headers": [1],‸ "url": 2 }', '{ "headers": [1], "Authorization": "Bearer TOKEN", "url": 2 }'],
    ['{ "headers": "[]",‸ "url": 2 }', '{ "headers": "[]", "Authorization": "Bearer TOKEN", "url": 2 }'],
    ['{ "headers": [["{"]],‸ "url": 2 }', '{ "headers": [["{"]], "Authorization": "Bearer TOKEN", "url": 2 }'],
  ],
  'an entry of a list': [
    ['[{ "name": "A", "value": "b"‸ }]', `[{ "name": "A", "value": "b" }, ${entry}]`],
    ['[\n  { "name": "A", "value": "b"‸ }\n]', `[\n  { "name": "A", "value": "b" },\n  ${entry}\n]`],
    [
      '[\n  { "name": "A", "value": "b"‸ },\n  { "name": "C", "value": "d" }\n]',
      `[\n  { "name": "A", "value": "b" },\n  ${entry},\n  { "name": "C", "value": "d" }\n]`,
    ],
    [
      '[\n  { "name": "Authorization", "value": "d" },\n  { "name": "A", "value": "b"‸ }\n]',
      `[\n  ${entry},\n  { "name": "A", "value": "b" }\n]`,
    ],
    [
      '[ { "name": "A", "value": "b" } ,{ "name": "Authorization", "value": "d" },{ "name": "C", "value": "b"‸ }]',
      `[ { "name": "A", "value": "b" } ,${entry},{ "name": "C", "value": "b" }]`,
    ],
    [
      '[{ "name": "A", "value": "b"‸ } , { "name": "B", "value": "b" },\n{ "name": "authorization", "value": "d" }]',
      '[{ "name": "A", "value": "b" } , { "name": "B", "value": "b" },\n{ "name": "authorization", "value": "Bearer TOKEN" }]',
    ],
    [
      '[1, { "Key": "A", "value": "b"‸ }]',
      '[1, { "Key": "A", "value": "b" }, { "Key": "Authorization", "value": "Bearer TOKEN" }]',
    ],
    [
      '[{ "header": "A", "value": "b"‸ }]',
      '[{ "header": "A", "value": "b" }, { "header": "Authorization", "value": "Bearer TOKEN" }]',
    ],
    ['[{ "name": "Authorization", "value": ‸ }]', `[${entry}]`],
    ['[{ "value": "b", "name": "Authorization"‸ }]', '[{ "value": "Bearer TOKEN", "name": "Authorization" }]'],
    // What is none of a list, or has no value, gets a member.
    ['{ "name": "A", "value": "b"‸ }', '{ "name": "A", "value": "b", "Authorization": "Bearer TOKEN" }'],
    ['[{ "name": "A"‸ }]', '[{ "name": "A", "Authorization": "Bearer TOKEN" }]'],
    ['[{ "title": "A", "value": 1‸ }]', '[{ "title": "A", "value": 1, "Authorization": "Bearer TOKEN" }]'],
  ],
  'credentials of the type bearer': [
    [
      '{ "auth": { "type": "bearer", "bearer": [ { "key": "token", "value": "x"‸ } ] } }',
      '{ "auth": { "type": "bearer", "bearer": [ { "key": "token", "value": "TOKEN" } ] } }',
    ],
    [
      '{ "auth": { "type": "bearer", "bearer": [\n{ "key": "a", "value": "x" }, { "key": "token", "value": "y" }] }, "url":‸ "x" }',
      '{ "auth": { "type": "bearer", "bearer": [\n{ "key": "a", "value": "x" }, { "key": "token", "value": "TOKEN" }] }, "url": "x" }',
    ],
    [
      '{ "bearer" : [{ "key": "a", "value": "z"‸ }, { "key": "token", "value": "x" }] }',
      '{ "bearer" : [{ "key": "a", "value": "z" }, { "key": "token", "value": "TOKEN" }] }',
    ],
    [
      '{ "bearer":[\n{ "key": "a", "value": "z" }, { "key": "token", "value": "x"‸ }] }',
      '{ "bearer":[\n{ "key": "a", "value": "z" }, { "key": "token", "value": "TOKEN" }] }',
    ],
    [
      '{ "auth": { "type": "bearer", "token": "x" }, "url":‸ "x" }',
      '{ "auth": { "type": "bearer", "token": "TOKEN" }, "url": "x" }',
    ],
    [
      '{ "authentication": { "type": "bearer", "token": "x" }, "url":‸ "x" }',
      '{ "authentication": { "type": "bearer", "token": "TOKEN" }, "url": "x" }',
    ],
    ['{ "type": "bearer", "token": ‸ }', '{ "type": "bearer", "token": "TOKEN" }'],
    // Others are none.
    [
      '{ "auth": { "type": "basic", "token": "x" }, "url":‸ 1 }',
      '{ "auth": { "type": "basic", "token": "x" }, "url": 1, "Authorization": "Bearer TOKEN" }',
    ],
    ['{ "auth": null, "url":‸ 1 }', '{ "auth": null, "url": 1, "Authorization": "Bearer TOKEN" }'],
    [
      '{ "auth": [{ "type": "bearer", "token": "x" }], "url":‸ 1 }',
      '{ "auth": [{ "type": "bearer", "token": "x" }], "url": 1, "Authorization": "Bearer TOKEN" }',
    ],
    [
      '{ "bearer": [], "x": [{ "key": "token", "value": "x"‸ }] }',
      '{ "bearer": [], "x": [{ "key": "token", "value": "x" }, { "key": "Authorization", "value": "Bearer TOKEN" }] }',
    ],
    ['{ "type": "bearer",‸ "bearer": "[{" }', '{ "type": "bearer", "Authorization": "Bearer TOKEN", "bearer": "[{" }'],
  ],
  variables: [
    ['{ "env": { "A": "1",‸ "B": "2" } }', '{ "env": { "A": "TOKEN", "B": "2" } }'],
    ['{ "env": { "A": "1", ‸"B": "2" } }', '{ "env": { "A": "1", "B": "TOKEN" } }'],
    ['{ "env": { ‸"A": "1", "B": "2" } }', '{ "env": { "A": "TOKEN", "B": "2" } }'],
    ['{ "env": { "A": "1"  ,  "B": "2"‸ } }', '{ "env": { "A": "1"  ,  "B": "TOKEN" } }'],
    ['{ "environment": { "A": ‸ } }', '{ "environment": { "A": "TOKEN" } }'],
    ['{ "env": {‸} }', '{ "env": { "TOKEN": "TOKEN" } }'],
    ['{ "env": {‸ "A": "1" } }', '{ "env": { "TOKEN": "TOKEN", "A": "1" } }'],
    [
      '{ "env" : {\n  "TOKEN": "b",\n  "TOKEN2": "c"\n  ‸\n} }',
      '{ "env" : {\n  "TOKEN": "b",\n  "TOKEN2": "c",\n  "TOKEN3": "TOKEN"\n} }',
    ],
    [
      '{ "values": [{ "key": "a", "value": "1" }, { "key": "t", "value": "x"‸ }, { "key": "Authorization", "value": 1 }] }',
      '{ "values": [{ "key": "a", "value": "1" }, { "key": "t", "value": "TOKEN" }, { "key": "Authorization", "value": 1 }] }',
    ],
    ['{ "variable": [{ "key": "t", "value": "x"‸ }] }', '{ "variable": [{ "key": "t", "value": "TOKEN" }] }'],
  ],
  references: [
    ['{ "Authorization": "Bearer {{t}}‸', '(reference)'],
    ['{ "values": [{ "key": "t", "value": "{{x}}"‸ }] }', '(reference)'],
    ['{ "env": { "A": "${T}"‸ } }', '(reference)'],
    ['[{ "name": "Authorization", "value": "Bearer {{x}}"‸ }]', '(reference)'],
    // One in what is no string of JSON is none.
    ['{ "Authorization": ["{{t}}"]‸ }', '{ "Authorization": "Bearer TOKEN" }'],
    ['{ "Authorization": \'{{t}}\'‸ }', '{ "Authorization": \'Bearer TOKEN\' }'],
  ],
};

describe.each(Object.entries(tables))('%s', (_what, rows) => {
  it.each(rows)('%j', (marked, expected) => {
    expect(inserted('json', '/a.json', marked)).toBe(expected);
  });
});

it.each<[string, string]>([
  ["const h = [{ name: 'A', value: 'b'‸ }];", `const h = [{ name: 'A', value: 'b' }, ${entry}];`],
  [
    "const h = [{ name: 'Authorization', value: t‸ }];",
    'const h = [{ name: \'Authorization\', value: "Bearer TOKEN" }];',
  ],
  ["const o = { auth: { type: 'bearer', token: 'x'‸ } };", "const o = { auth: { type: 'bearer', token: 'TOKEN' } };"],
  // A program's own variables are no environment, and what its strings name is no reference.
  ["const o = { env: { A: 'x'‸ } };", 'const o = { env: { A: \'x\', "Authorization": "Bearer TOKEN" } };'],
  ["const o = { Authorization: 'Bearer {{t}}'‸ };", "const o = { Authorization: 'Bearer TOKEN' };"],
])('in a program: %s', (marked, expected) => {
  expect(inserted('javascript', '/a.js', marked)).toBe(expected);
});
