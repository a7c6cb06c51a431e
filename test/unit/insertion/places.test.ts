import { describe, expect, it } from 'vitest';
import { inserted } from './cursor.ts';

const A = 'Authorization: Bearer TOKEN';

describe('Bruno', () => {
  const bru = (marked: string) => inserted('plaintext', '/a.bru', marked);
  const request = 'meta {\n  name: a\n}\n\nget {\n  url: https://a\n}\n';

  it.each<[string, string, string]>([
    ['no headers', `${request}‸`, request.replace('https://a\n}', `https://a\n}\n\nheaders {\n  ${A}\n}`)],
    ['headers', `${request}\nheaders {\n  Accept: x\n}\n‸`, `${request}\nheaders {\n  Accept: x\n  ${A}\n}\n`],
    ['\\r\\n', 'get {\r\n}\r\n\r\nheaders {‸\r\n}\r\n', `get {\r\n}\r\n\r\nheaders {\r\n  ${A}\r\n}\r\n`],
    [
      'the header',
      `${request}\nheaders {\n  authorization: x‸\n}\n`,
      `${request}\nheaders {\n  authorization: Bearer TOKEN\n}\n`,
    ],
    [
      'the header without a value',
      `${request}\nheaders {\n  Authorization:‸\n}\n`,
      `${request}\nheaders {\n  ${A}\n}\n`,
    ],
    [
      'the header disabled',
      `${request}\nheaders {\n  ~Authorization: x\n}\n‸`,
      `${request}\nheaders {\n  ~Authorization: x\n  ${A}\n}\n`,
    ],
    [
      'auth:bearer',
      `${request}\nauth:bearer {\n  token: {{a}}\n}\n‸`,
      `${request}\nauth:bearer {\n  token: TOKEN\n}\n`,
    ],
    [
      'a body with braces',
      `${request}\nbody:json {\n  {\n    "headers {": 1\n  }\n}\n‸`,
      `${request.replace('https://a\n}', `https://a\n}\n\nheaders {\n  ${A}\n}`)}\nbody:json {\n  {\n    "headers {": 1\n  }\n}\n`,
    ],
    ['nothing', '‸', `headers {\n  ${A}\n}`],
  ])('%s', (_, marked, expected) => expect(bru(marked)).toBe(expected));
});

describe('Markdown', () => {
  it.each<[string, string, string]>([
    ['text', 'Send ‸it.', `Send it.\n${A}`],
    ['text that is selected', 'Send ‸it‸.', `Send ${A}.`],
    ['a request', '# a\n\n```http\nGET http://a‸\n```\n', `# a\n\n\`\`\`http\nGET http://a\n${A}\n\`\`\`\n`],
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
