import { expect, it } from 'vitest';
import { inserted } from './cursor.ts';

const A = 'Authorization: Bearer TOKEN';

it.each<[string, string, string]>([
  ['an empty file', '‸', A],
  ['an entry', 'a: 1\nb: ‸2\nc: 3\n', `a: 1\nb: 2\n${A}\nc: 3\n`],
  ['the last entry', 'a:\n  b: 2‸', `a:\n  b: 2\n  ${A}`],
  ['\\r\\n', 'a:\r\n  b: 2‸\r\nc: 3', `a:\r\n  b: 2\r\n  ${A}\r\nc: 3`],
  ['an entry with lines of its own', 'a: ‸|\n  text\n\n  more\nb: 2', `a: |\n  text\n\n  more\n${A}\nb: 2`],
  ['an entry with a list', 'a:‸\n- b\n- c\nd: 1', `a:\n- b\n- c\n${A}\nd: 1`],
  ['headers', 'headers:‸\n  Accept: x\nurl: y', `headers:\n  ${A}\n  Accept: x\nurl: y`],
  ['headers without any', 'a:\n  headers:‸\n  url: y', `a:\n  headers:\n    ${A}\n  url: y`],
  [
    'headers that have it',
    'headers:‸\n  Accept: x\n  authorization: "y" # why',
    `headers:\n  Accept: x\n  authorization: "Bearer TOKEN" # why`,
  ],
  ['a blank line', 'headers:\n  Accept: x\n  ‸\nurl: y', `headers:\n  Accept: x\n  ${A}\nurl: y`],
  ['a blank line below headers', 'headers:\n‸', `headers:\n  ${A}`],
  ['a blank line where it is', 'headers:\n  Authorization: y\n  ‸\n', 'headers:\n  Authorization: Bearer TOKEN\n  \n'],
  ['a blank line, less indented', 'a:\n  b:\n    c: 1\n  ‸', `a:\n  b:\n    c: 1\n  ${A}`],
  ['the entry', 'Authorization: Bearer ‸x', A],
  ['the entry above', 'Authorization: Bearer x # why\nb: ‸2', `${A} # why\nb: 2`],
  ['the entry in single quotes', "Authorization: 'Bearer x'‸", "Authorization: 'Bearer TOKEN'"],
  ['the entry with its name in quotes', '"Authorization": x‸', '"Authorization": Bearer TOKEN'],
  ['the entry without a value', 'Authorization:‸', A],
  ['an item of a list', '- a: 1\n  b: 2‸\n- c: 3', `- a: 1\n  b: 2\n  ${A}\n- c: 3`],
  ['the first entry of an item', '- a: 1‸\n  b: 2\n- Authorization: 3', `- a: 1\n  ${A}\n  b: 2\n- Authorization: 3`],
  [
    'strings in a list',
    'headers:\n  - "Accept: x"‸\n  - "C: d"\n',
    `headers:\n  - "Accept: x"\n  - "${A}"\n  - "C: d"\n`,
  ],
  [
    'the string in a list',
    "headers:\n  - 'Accept: x'‸\n  - 'authorization: y'\n",
    "headers:\n  - 'Accept: x'\n  - 'authorization: Bearer TOKEN'\n",
  ],
  ['braces', 'headers: { Accept: x‸ }', `headers: { Accept: x, ${A} }`],
  ['braces with nothing', 'headers: {‸}', `headers: { ${A} }`],
  ['braces with it', "headers: { authorization: 'x',‸ b: c }", "headers: { authorization: 'Bearer TOKEN', b: c }"],
  ['text', 'description: |\n  Send ‸it\n', `description: |\n  Send it\n  ${A}\n`],
  [
    'curl in text',
    'run: |\n  set -e\n  curl -s https://a‸\n',
    "run: |\n  set -e\n  curl -H 'Authorization: Bearer TOKEN' -s https://a\n",
  ],
  [
    'curl on the line of its key',
    'run: curl -s https://a‸\n',
    "run: curl -H 'Authorization:Bearer TOKEN' -s https://a\n",
  ],
  ['a comment', '# a‸', `# a\n${A}`],
  [
    'an item of a list of names and values (Kubernetes)',
    'httpHeaders:\n  - name: Accept\n    value: x‸\n  - name: B\n    value: c\n',
    'httpHeaders:\n  - name: Accept\n    value: x\n  - name: Authorization\n    value: Bearer TOKEN\n  - name: B\n    value: c\n',
  ],
  [
    'such a list that has it',
    'headers:\n- name: Accept\n  value: x‸\n- name: authorization\n  value: "y"\n',
    'headers:\n- name: Accept\n  value: x\n- name: authorization\n  value: "Bearer TOKEN"\n',
  ],
  [
    'the key of such a list',
    'httpHeaders:‸\n- name: Accept\n  value: x\n',
    'httpHeaders:\n- name: Accept\n  value: x\n- name: Authorization\n  value: Bearer TOKEN\n',
  ],
  ['two documents', 'Authorization: x\n---\na: 1‸', `Authorization: x\n---\na: 1\n${A}`],
  [
    'OpenAPI',
    'paths:\n  /a:\n    get:\n      responses:\n        "200":\n          headers:\n            ‸\n',
    `paths:\n  /a:\n    get:\n      responses:\n        "200":\n          headers:\n            ${A}\n`,
  ],
])('%s', (_, marked, expected) => expect(inserted('yaml', '/a.yaml', marked)).toBe(expected));
