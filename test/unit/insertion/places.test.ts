import { describe, expect, it } from 'vitest';
import { inserted } from './cursor.ts';

const A = 'Authorization: Bearer TOKEN';

describe('Bruno', () => {
  const bru = (marked: string) => inserted('plaintext', '/a.bru', marked);
  const meta = 'meta {\n  name: a\n}\n\n';
  const get = (auth: string) => `get {\n  url: https://a\n  body: none\n${auth}}\n`;
  const bearer = 'auth:bearer {\n  token: TOKEN\n}';
  const body = '\nbody:json {\n  {\n    "headers {": 1\n  }\n}\n';

  it.each<[string, string, string]>([
    ['no mode', `${meta}${get('')}‸`, `${meta}${get('  auth: bearer\n')}\n${bearer}\n`],
    ['mode none', `${meta}${get('  auth: none\n')}‸`, `${meta}${get('  auth: bearer\n')}\n${bearer}\n`],
    ['mode inherit', `${meta}${get('  auth: inherit\n')}‸`, `${meta}${get('  auth: bearer\n')}\n${bearer}\n`],
    [
      'mode none beside a block that is left over',
      `${get('  auth: none\n')}\nauth:bearer {\n  token: old\n}\n‸`,
      `${get('  auth: bearer\n')}\n${bearer}\n`,
    ],
    [
      'mode bearer',
      `${get('  auth: bearer\n')}\nauth:bearer {\n  token: old\n}\n‸`,
      `${get('  auth: bearer\n')}\n${bearer}\n`,
    ],
    [
      'mode bearer, an empty block',
      `${get('  auth: bearer\n')}\nauth:bearer {\n}\n‸`,
      `${get('  auth: bearer\n')}\n${bearer}\n`,
    ],
    ['mode bearer, a variable', `${get('  auth: bearer\n')}\nauth:bearer {\n  token: {{a}}\n}\n‸`, '(reference)'],
    ['mode basic', `${get('  auth: basic\n')}\nauth:basic {\n  username: a\n}\n‸`, '(credentials)'],
    ['mode oauth2', `‸${get('  auth: oauth2\n')}`, '(credentials)'],
    [
      'a header, no mode',
      `${get('')}\nheaders {\n  authorization: x‸\n}\n`,
      `${get('')}\nheaders {\n  authorization: Bearer TOKEN\n}\n`,
    ],
    ['a header without a value', `${get('')}\nheaders {\n  Authorization:‸\n}\n`, `${get('')}\nheaders {\n  ${A}\n}\n`],
    [
      'a header beside mode bearer',
      `${get('  auth: bearer\n')}\nheaders {\n  Authorization: x\n  B: c\n}\n\nauth:bearer {\n  token: x\n}\n‸`,
      `${get('  auth: bearer\n')}\nheaders {\n  ~Authorization: x\n  B: c\n}\n\n${bearer}\n`,
    ],
    [
      'a header that is disabled',
      `${get('  auth: none\n')}\nheaders {\n  ~Authorization: x\n}\n‸`,
      `${get('  auth: bearer\n')}\nheaders {\n  ~Authorization: x\n}\n\n${bearer}\n`,
    ],
    ['a body with braces', `${get('  auth: none\n')}${body}‸`, `${get('  auth: bearer\n')}\n${bearer}\n${body}`],
    ['\\r\\n', 'get {\r\n}\r\n‸', `get {\r\n  auth: bearer\r\n}\r\n\r\n${bearer.replaceAll('\n', '\r\n')}\r\n`],
    ['a collection', 'auth {\n  mode: none\n}\n‸', `auth {\n  mode: bearer\n}\n\n${bearer}\n`],
    ['no method', `${meta}‸`, `${meta.trimEnd()}\n\nheaders {\n  ${A}\n}\n\n`],
    ['no method, with headers', 'headers {\n  B: c\n}\n‸', `headers {\n  B: c\n  ${A}\n}\n`],
    ['no method, with a body', 'body {\n  {}\n}\n‸', `headers {\n  ${A}\n}\n\nbody {\n  {}\n}\n`],
    ['variables', 'vars {\n  host: a\n  token: old‸\n}\n', 'vars {\n  host: a\n  token: TOKEN\n}\n'],
    ['variables without it', 'vars {‸\n  host: a\n}\n', 'vars {\n  host: a\n  token: TOKEN\n}\n'],
    ['a free line of variables', 'vars {\n  ‸\n}\n', 'vars {\n  token: TOKEN\n}\n'],
    ['a variable that names another', 'vars {\n  token: {{process.env.T}}‸\n}\n', '(reference)'],
    [
      'a variable of the request',
      `${get('  auth: bearer\n')}\nauth:bearer {\n  token: {{t}}‸\n}\n\nvars:pre-request {\n  t: old\n}\n`,
      `${get('  auth: bearer\n')}\nauth:bearer {\n  token: {{t}}\n}\n\nvars:pre-request {\n  t: TOKEN\n}\n`,
    ],
    [
      'a token over lines',
      `${get('  auth: bearer\n')}\nauth:bearer {\n  token: '''\n    old\n  '''\n}\n‸`,
      `${get('  auth: bearer\n')}\n${bearer}\n`,
    ],
    ['nothing', '‸', `headers {\n  ${A}\n}`],
    ['nothing but a byte order mark', '\uFEFF‸', `\uFEFFheaders {\n  ${A}\n}`],
    ['a byte order mark', `\uFEFF${get('')}‸`, `\uFEFF${get('  auth: bearer\n')}\n${bearer}\n`],
    ['one of several variables', 'vars {\n  a: 1\n  b: 2‸\n  c: 3\n}\n', 'vars {\n  a: 1\n  b: TOKEN\n  c: 3\n}\n'],
    ['at the start of a variable', 'vars {\n‸  a: 1\n}\n', 'vars {\n  a: TOKEN\n}\n'],
    ['a free line among variables', 'vars {\n  a: 1\n  ‸\n  c: 3\n}\n', 'vars {\n  a: 1\n  token: TOKEN\n  c: 3\n}\n'],
    ['the end of the variables', 'vars {\n  a: 1\n‸}\n', 'vars {\n  a: 1\n  token: TOKEN\n}\n'],
    ['a variable over lines', "vars {\n  a: '''\n   x‸\n  '''\n}\n", 'vars {\n  a: TOKEN\n}\n'],
    ['a variable with a blank in its name', 'vars {\n  "a b": 1‸\n}\n', 'vars {\n  "a b": TOKEN\n}\n'],
    [
      'behind the variables',
      `vars {\n  a: b\n}\n\n${get('').replace('none', 'none‸')}`,
      `vars {\n  a: b\n}\n\n${get('  auth: bearer\n')}\n${bearer}\n`,
    ],
    [
      'no method, with what comes before headers',
      'query {\n  a: b\n}\n\nbody:json {\n}\n‸',
      `query {\n  a: b\n}\n\nheaders {\n  ${A}\n}\n\nbody:json {\n}\n`,
    ],
    [
      'no method, with parameters of the path',
      'params:path {\n  a: b\n}\n\nbody:json {\n}\n‸',
      `params:path {\n  a: b\n}\n\nheaders {\n  ${A}\n}\n\nbody:json {\n}\n`,
    ],
    [
      'parameters and headers come before the token',
      `${get('  auth: bearer\n')}\nparams:path {\n  a: b\n}\n\nheaders {\n  A: b\n}\n${body}‸`,
      `${get('  auth: bearer\n')}\nparams:path {\n  a: b\n}\n\nheaders {\n  A: b\n}\n\n${bearer}\n${body}`,
    ],
    [
      'parameters of the path alone',
      `${get('  auth: bearer\n')}\nparams:path {\n  a: b\n}\n${body}‸`,
      `${get('  auth: bearer\n')}\nparams:path {\n  a: b\n}\n\n${bearer}\n${body}`,
    ],
    [
      'other credentials that are left over',
      `${get('  auth: none\n')}\nauth:apikey {\n  key: a\n}\n${body}‸`,
      `${get('  auth: bearer\n')}\nauth:apikey {\n  key: a\n}\n\n${bearer}\n${body}`,
    ],
    ['settings without a mode', 'auth {\n}\n‸', `auth {\n  mode: bearer\n}\n\n${bearer}\n`],
    ['settings with the mode', 'auth {\n  mode: bearer\n}\n‸', `auth {\n  mode: bearer\n}\n\n${bearer}\n`],
    [
      'a variable that is not sent, as no mode is set',
      'auth {\n  mode: none\n}\n\nauth:bearer {\n  token: {{t}}\n}\n‸',
      `auth {\n  mode: bearer\n}\n\n${bearer}\n`,
    ],
    [
      'the last of two variables',
      `${get('  auth: bearer\n')}\nauth:bearer {\n  token: {{t}}‸\n}\n\nvars:pre-request {\n  t: 1\n  "t": 2\n}\n`,
      `${get('  auth: bearer\n')}\nauth:bearer {\n  token: {{t}}\n}\n\nvars:pre-request {\n  t: 1\n  "t": TOKEN\n}\n`,
    ],
    [
      'a variable that an answer gives',
      `${get('  auth: bearer\n')}\nauth:bearer {\n  token: {{t}}‸\n}\n\nvars:post-response {\n  t: 1\n}\n`,
      '(reference)',
    ],
    [
      'a script with a block in it',
      `script:pre-request {\n  headers {\n  }\n}\n\n${get('')}‸`,
      `script:pre-request {\n  headers {\n  }\n}\n\n${get('  auth: bearer\n')}\n${bearer}\n`,
    ],
    [
      'a header beside a disabled one',
      `${get('')}\nheaders {\n\t~authorization: x\n\tAuthorization: y‸\n}\n`,
      `${get('')}\nheaders {\n\t~authorization: x\n\t${A}\n}\n`,
    ],
    [
      'an indented header beside mode bearer',
      `${get('  auth: bearer\n')}\nheaders {\n\tAuthorization: x\n}\n\nauth:bearer {\n  token: x\n}\n‸`,
      `${get('  auth: bearer\n')}\nheaders {\n\t~Authorization: x\n}\n\n${bearer}\n`,
    ],
  ])('%s', (_, marked, expected) => expect(bru(marked)).toBe(expected));

  it.each(['folder', 'collection'])('a %s by its name', (name) => {
    const settings = `auth {\n  mode: bearer\n}\n\n${bearer}`;
    expect(inserted('plaintext', `/a/${name}.bru`, `${meta}‸`)).toBe(`${meta.trimEnd()}\n\n${settings}\n\n`);
    expect(inserted('plaintext', `/a/${name}.bru`, '‸')).toBe(settings);
  });
});

describe('Markdown', () => {
  it.each<[string, string, string]>([
    ['text', 'Send ‸it.', `Send it.\n${A}`],
    ['text that is selected', 'Send ‸it‸.', `Send ${A}.`],
    ['a request', '# a\n\n```http\nGET http://a‸\n```\n', `# a\n\n\`\`\`http\nGET http://a\n${A}\n\`\`\`\n`],
    [
      'a selection in a string of a block',
      'a\n\n```python\na = "x ‸yz‸ w"\n```\n',
      'a\n\n```python\na = "x TOKEN w"\n```\n',
    ],
    ['JSON', '~~~json\n{ "a": 1‸ }\n~~~', '~~~json\n{ "a": 1, "Authorization": "Bearer TOKEN" }\n~~~'],
    ['a shell', '```sh\ncurl -s https://a‸\n```', "```sh\ncurl -H 'Authorization: Bearer TOKEN' -s https://a\n```"],
    ['no language', '```\ncurl -s https://a‸\n```', "```\ncurl -H 'Authorization: Bearer TOKEN' -s https://a\n```"],
    ['behind a block', '```http\nGET http://a\n```\n‸', `\`\`\`http\nGET http://a\n\`\`\`\n${A}`],
    [
      'between blocks',
      '```http\nGET http://a\n```\n‸\n```json\n{}\n```',
      `\`\`\`http\nGET http://a\n\`\`\`\n${A}\n\`\`\`json\n{}\n\`\`\``,
    ],
    ['a block that nothing closes', '```http\nGET http://a‸', `\`\`\`http\nGET http://a\n${A}`],
    [
      'a block in a list',
      '- a\n\n    ```http\n    GET http://a‸\n    ```',
      `- a\n\n    \`\`\`http\n    GET http://a\n    ${A}\n    \`\`\``,
    ],
    [
      'a request in a block in a list',
      '- a\n  ```http\n  GET http://a‸\n  ```\n',
      `- a\n  \`\`\`http\n  GET http://a\n  ${A}\n  \`\`\`\n`,
    ],
    ['before a block', '‸a\n\n```json\n{}\n```', `a\n${A}\n\n\`\`\`json\n{}\n\`\`\``],
    ['on a fence', '```json‸\n{}\n```', `\`\`\`json\n${A}\n{}\n\`\`\``],
    [
      'a fence in a block',
      '````http\nGET http://a‸\n\n```json\n{}\n```\n````\n',
      `\`\`\`\`http\nGET http://a\n${A}\n\n\`\`\`json\n{}\n\`\`\`\n\`\`\`\`\n`,
    ],
    [
      'a fence of another sort in a block',
      '```http\nGET http://a‸\n\n~~~\n```\n',
      `\`\`\`http\nGET http://a\n${A}\n\n~~~\n\`\`\`\n`,
    ],
    [
      'the second block',
      '```json\n{}\n```\n\n```json\n{‸}\n```',
      '```json\n{}\n```\n\n```json\n{ "Authorization": "Bearer TOKEN" }\n```',
    ],
    ['prose about curl', 'The tool curl is good, and curl -s too.\n‸', `The tool curl is good, and curl -s too.\n${A}`],
  ])('%s', (_, marked, expected) => expect(inserted('markdown', '/a.md', marked)).toBe(expected));
});

describe('which place a text is', () => {
  it.each<[string, string, string]>([
    ['http', 'Untitled-1', A],
    ['rest', '/a.txt', A],
    ['httpyac', '/a', A],
    ['plaintext', '/a/b.HTTP', A],
    ['plaintext', '/b.rest', A],
    ['shellscript', '/a', "-H 'Authorization: Bearer TOKEN'"],
    ['dotenv', '/a', 'TOKEN=TOKEN'],
    ['json', '/a', A],
    ['yaml', '/a', A],
    ['plaintext', '/a.txt', A],
    ['python', '/a.py', A],
    ['constructor', '/__proto__', A],
  ])('%s %s', (languageId, path, expected) => expect(inserted(languageId, path, '‸')).toBe(expected));
});
