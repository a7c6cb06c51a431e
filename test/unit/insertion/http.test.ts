import { describe, expect, it } from 'vitest';
import { regionsIn, requestAt } from '../../../src/insertion/httpFile.ts';
import { authorizationCompletionAt } from '../../../src/insertion/httpHeader.ts';
import { cursorIn, inserted } from './cursor.ts';

const http = (marked: string) => inserted('http', '/a.http', marked);

describe('insertHeader', () => {
  it.each<[string, string, string]>([
    ['an empty file', '‸', 'Authorization: Bearer TOKEN'],
    ['a byte order mark alone', '‸\uFEFF', '\uFEFFAuthorization: Bearer TOKEN'],
    ['comments alone', '# a‸b\n# c\n', '# ab\nAuthorization: Bearer TOKEN\n# c\n'],
    ['comments alone, \\r\\n', '# a\r\n// b‸', '# a\r\n// b\r\nAuthorization: Bearer TOKEN'],
    ['a request line alone', 'GET http://a‸', 'GET http://a\nAuthorization: Bearer TOKEN'],
    ['a request line and a blank line', 'GET http://a\n‸\n', 'GET http://a\nAuthorization: Bearer TOKEN\n\n'],
    [
      'the separator before',
      'GET http://a\n\n###‸ b\nGET http://b',
      'GET http://a\n\n### b\nGET http://b\nAuthorization: Bearer TOKEN',
    ],
    ['a separator at the end', 'GET http://a\n\n###‸\n', 'GET http://a\nAuthorization: Bearer TOKEN\n\n###\n'],
    ['below a separator at the end', 'GET http://a\n\n###\n‸', 'GET http://a\nAuthorization: Bearer TOKEN\n\n###\n'],
    [
      'a comment below a separator at the end',
      'GET http://a\n\n###\n\n# the‸ end\n',
      'GET http://a\nAuthorization: Bearer TOKEN\n\n###\n\n# the end\n',
    ],
    [
      'below variables at the end',
      'GET http://a\n\n###\n@a = b‸\n',
      'GET http://a\nAuthorization: Bearer TOKEN\n\n###\n@a = b\n',
    ],
    ['a script alone at the end', 'GET http://a\n\n### b\n{{\nx‸\n}}\n', '(script)'],
    ['a script alone above', '{{\nx‸\n}}\n\n###\nGET http://a', '(script)'],
    ['a script alone between', 'GET http://a\n###‸\n< {%\nx\n%}\n###\nGET http://b', '(script)'],
    ['a script from a file alone', 'GET http://a\n###\n< ./a.js‸\n', '(script)'],
    [
      'above the first request',
      '@a = b‸\n\n###\n\nGET http://a\n',
      '@a = b\n\n###\n\nGET http://a\nAuthorization: Bearer TOKEN\n',
    ],
    [
      'two of them, cursor in neither',
      'GET http://a‸\nAuthorization: a\nauthorization: b\n',
      'GET http://a\nAuthorization: Bearer TOKEN\nauthorization: b\n',
    ],
    [
      'two of them, cursor in the second',
      'GET http://a\nAuthorization: a\nauthorization: ‸b\n',
      'GET http://a\nAuthorization: a\nauthorization: Bearer TOKEN\n',
    ],
    ['no value', 'GET http://a\nAuthorization:‸\n', 'GET http://a\nAuthorization: Bearer TOKEN\n'],
    ['no value but a space', 'GET http://a\nAuthorization: ‸\nA: b', 'GET http://a\nAuthorization: Bearer TOKEN\nA: b'],
    ['no space before the value', 'GET http://a‸\nAuthorization:x\n', 'GET http://a\nAuthorization:Bearer TOKEN\n'],
    [
      'space before and behind the value',
      'GET http://a‸\nAuthorization :  x y \n',
      'GET http://a\nAuthorization :  Bearer TOKEN \n',
    ],
    [
      'a value over two lines',
      'GET http://a‸\nAuthorization: Bearer\n    x\nA: b\n',
      'GET http://a\nAuthorization: Bearer TOKEN\nA: b\n',
    ],
    [
      'a target over indented lines',
      'GET http://a‸\n    b\n    c\n\nbody',
      'GET http://a\n    b\n    c\nAuthorization: Bearer TOKEN\n\nbody',
    ],
    [
      'comments behind the headers',
      'GET http://a‸\nA: b\n#C: d\n\nbody',
      'GET http://a\nA: b\nAuthorization: Bearer TOKEN\n#C: d\n\nbody',
    ],
    [
      'a body without a blank line',
      'POST http://a‸\nA: b\n{"c": 1}',
      'POST http://a\nA: b\nAuthorization: Bearer TOKEN\n{"c": 1}',
    ],
    [
      'a script without a blank line',
      'POST http://a‸\n> {% x %}',
      'POST http://a\nAuthorization: Bearer TOKEN\n> {% x %}',
    ],
    ['a variable for a URL', '{{url}}‸\n', '{{url}}\nAuthorization: Bearer TOKEN\n'],
    ['a host for a URL', 'localhost:3000/a‸\n', 'localhost:3000/a\nAuthorization: Bearer TOKEN\n'],
    ['a method in small letters', 'get http://a‸\n', 'get http://a\nAuthorization: Bearer TOKEN\n'],
    ['a script that nothing closes', '{{\nGET http://a‸\n', '(script)'],
    ['a curl command', "curl http://a‸ -H 'A: b'\n", "curl http://a -H 'A: b' -H 'Authorization: Bearer TOKEN'\n"],
    [
      'a curl command with the header',
      'curl -H "authorization: x"‸ http://a',
      'curl -H "authorization: Bearer TOKEN" http://a',
    ],
  ])('%s', (_, marked, expected) => expect(http(marked)).toBe(expected));
});

describe('a method line without a separator', () => {
  const two = 'GET http://a\n\nDELETE http://b\nA: b\n';
  const A = 'Authorization: Bearer TOKEN';

  it.each<[string, string, string]>([
    ['in the first', `‸${two}`, `GET http://a\n${A}\n\nDELETE http://b\nA: b\n`],
    ['in the second', `${two}‸`, `GET http://a\n\nDELETE http://b\nA: b\n${A}\n`],
    ['on its line', two.replace('DEL', 'D‸EL'), `GET http://a\n\nDELETE http://b\nA: b\n${A}\n`],
    [
      'below a script with one',
      'GET http://a\n\n> {%\nPOST http://x\n%}\n‸',
      `GET http://a\n${A}\n\n> {%\nPOST http://x\n%}\n`,
    ],
    [
      'that is told to be none',
      '# @forceRegionDelimiter\nPOST http://a\n\nGET http://b‸',
      `# @forceRegionDelimiter\nPOST http://a\n${A}\n\nGET http://b`,
    ],
    [
      'a part of a body',
      'POST http://a‸\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nGET /c\n\n--b--\n',
      `POST http://a\nContent-Type: multipart/mixed; boundary=b\n${A}\n\n--b\n\nGET /c\n\n--b--\n`,
    ],
    ['an indented separator', 'GET http://a\n  ### x\nGET http://b‸', `GET http://a\n  ### x\nGET http://b\n${A}`],
  ])('begins a request in httpYac: %s', (_, marked, expected) =>
    expect(inserted('http', '/a.http', marked, { startsAtMethods: true })).toBe(expected),
  );

  it('reads the sign of a query alone as the body there, and as a part of the target elsewhere', () => {
    const text = 'GET http://a‸\n?\n';
    expect(inserted('http', '/a.http', text, { startsAtMethods: true })).toBe(`GET http://a\n${A}\n?\n`);
    expect(http(text)).toBe(`GET http://a\n?\n${A}\n`);
  });

  it('is of the body elsewhere', () => {
    expect(http(`${two}‸`)).toBe(`GET http://a\n${A}\n\nDELETE http://b\nA: b\n`);
  });
});

describe('requestAt', () => {
  const text = '@a = b\n\n### one\n# @name x\nPOST http://a\n  ?b=c\nD: e\n# f\n\n{}\n\n### two\nGET http://b\n';

  it('gives the spans of a request', () => {
    const request = requestAt(text, text.indexOf('{}'));
    const source = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
    expect(
      request && {
        form: request.form,
        region: source(request.region),
        line: source(request.line),
        headers: request.headers.map(({ name, value }) => [source(name), source(value)]),
        head: source(request.head),
        blank: request.blank && source(request.blank),
        body: source(request.body),
      },
    ).toEqual({
      form: 'http',
      region: '### one\n# @name x\nPOST http://a\n  ?b=c\nD: e\n# f\n\n{}\n\n',
      line: 'POST http://a\n  ?b=c',
      headers: [['D', 'e']],
      head: 'POST http://a\n  ?b=c\nD: e',
      blank: '\n',
      body: '{}\n\n',
    });
  });

  it('gives the regions of a file', () => {
    expect(
      regionsIn(text).map(({ variables, request }) => [variables.map(({ name }) => name), request?.headers.length]),
    ).toEqual([
      [['a'], undefined],
      [[], 1],
      [[], 0],
    ]);
  });

  it.each([
    '',
    '# a\n// b\n',
    '{{\nexports.a = 1;\n}}\n',
    '< {%\nx\n%}\n',
    '/*\nGET http://a\n*/',
    'HTTP/1.1 200 OK\n\nGET http://a',
    'import ./a.http\nrun #b\n',
    'query A {\n  GET\n}\n',
  ])('finds none in %j', (source) => expect(requestAt(source, 0)).toBeUndefined());
});

describe('authorizationCompletionAt', () => {
  it.each<[string, string | undefined, string?]>([
    ['GET http://a\nAuthorization:‸', '', ' '],
    ['GET http://a\nAuthorization: ‸', '', ''],
    ['GET http://a\nAuthorization: Bea‸', 'Bea', ''],
    ['GET http://a\nauthorization: Bea‸rer x\nA: b', 'Bearer x', ''],
    ['GET http://a\nAuthorization:‸  Bearer x', '  Bearer x', ' '],
    ['GET http://a\nAuthorization: Bearer‸\n  x', 'Bearer', ''],
    ["curl -H 'Authorization: ‸' http://a", '', ''],
    ["curl -H 'Authorization: x'‸ http://a", undefined],
    ['GET http://a\nAuthori‸zation: x', undefined],
    ['GET http://a\nAuthorization: x\nA: ‸', undefined],
    ['GET http://a\n\nAuthorization: ‸', undefined],
    ['# Authorization: ‸', undefined],
    ['‸', undefined],
  ])('%j', (marked, expected, prefix) => {
    const { text, offset } = cursorIn(marked);
    const found = authorizationCompletionAt(text, offset);
    expect(found && text.slice(found.span.start, found.span.end)).toBe(expected);
    expect(found?.prefix).toBe(prefix);
  });
});
