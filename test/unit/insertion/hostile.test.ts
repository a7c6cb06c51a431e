import { describe, expect, it } from 'vitest';
import { authorizationCompletionAt } from '../../../src/insertion/httpHeader.ts';
import { editsAt } from './cursor.ts';

const LENGTH = 50_000;
/** In microseconds of this process's time: many times what linear work takes, a fraction of what quadratic work would. */
const LIMIT = 1_500_000;

/** Pieces to make a text of; each would show work that is done again for every piece. */
const pieces: Readonly<Record<string, readonly string[]>> = {
  http: [
    'a',
    ' ',
    '\n',
    '\r',
    '###\n',
    '### a\n@token = x\n',
    '@a=b\n',
    'GET http://a\n',
    'a: b\n c\n',
    '# a\n',
    '{{\n',
    '{{a',
    '/*\n',
    'query {\n',
    'Authorization: x\n',
    'curl ',
    'curl \\\n',
    'a.a',
  ],
  dotenv: ['a', ' ', '\r', 'a=\n', 'a="\n', 'a=b #', 'a= '],
  bruno: ['\n', 'headers {\n', '}\n', 'a: b\n', "vars {\na: '''\n", 'vars {\n}\n'],
  hurl: ['\n', 'GET a\n', 'A: b\n', '```\n', '[Options]\nvariable: a=b\n', 'HTTP 200\n'],
  python: ['{', '"', '"""', '{"a": ', '"Authorization": "x" + ', 'a.', '{"Authorization": f("', '# a\n'],
  php: ["['Authorization: x', ", '"\\r\\n', "' . ", '@"\n'],
  powershell: ['@"\n', '@{', '$a = "b"; ', '$a=', 'curl.exe -H "Authorization: $a" a.b\n'],
  fish: ['set -x a b\n', 'set -x ', 'curl -H "Authorization: $a" a.b\n'],
  bat: ['set a=b&', 'set "a=', 'setx a '],
  json: [
    '{"headers":[',
    '{"auth":{"type":"bearer","bearer":[{',
    '{"key":"a","value":"b"},',
    '{',
    '[',
    '"',
    '"\\',
    '{"a":',
    '{"a":1},',
    '"a":',
    '/*',
    ' ',
  ],
  javascript: ['(', '${', '`', '`${', '/[', '/', '={{', '= {', '{a:', '<a b={', '{{a', 'a.'],
  yaml: [
    '\n',
    '\r',
    '- ',
    'a:\n ',
    'a: |\n ',
    '- "a: b"\n',
    '{a:',
    ' #',
    'env:\n',
    '- name: a\n  value: b\n',
    '"a": ',
    '["',
    'env:\n  a: b\n',
    'T=x\n',
  ],
  shellscript: [
    'a=b ',
    'export a=',
    'curl -H "Authorization: Bearer $a" a.b\n',
    'curl ',
    'libcurl ',
    'curl -s a\n',
    "-H 'a: b' ",
    ' \\\n',
    "'",
    '(',
  ],
  markdown: ['\n', '```\n', '```http\n', 'curl '],
};

describe.each(Object.entries(pieces))(
  'a long text of %s takes linear time',
  { tags: ['time'] },
  (languageId, sources) => {
    it.each(sources)('%j', (piece) => {
      const text = piece.repeat(LENGTH / piece.length);
      const start = process.cpuUsage();
      for (const offset of [0, text.length]) {
        editsAt(languageId, text, offset, { insertAs: 'variable', startsAtMethods: offset > 0 });
        if (languageId === 'http') authorizationCompletionAt(text, offset);
      }
      expect(process.cpuUsage(start).user).toBeLessThan(LIMIT);
    });
  },
);
