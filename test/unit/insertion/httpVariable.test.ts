import { describe, expect, it } from 'vitest';
import { regionsIn } from '../../../src/insertion/httpFile.ts';
import { variablesOf } from '../../../src/insertion/httpVariable.ts';
import { inserted } from './cursor.ts';

describe('insertVariable', () => {
  it.each<[string, string, string]>([
    [
      'a file that begins with a request',
      'GET http://a‸\n',
      '@token = TOKEN\n\n###\n\nGET http://a\nAuthorization: Bearer {{token}}\n',
    ],
    [
      'a file that begins with a separator',
      '###\r\nGET http://a‸\r\n',
      '@token = TOKEN\r\n\r\n###\r\nGET http://a\r\nAuthorization: Bearer {{token}}\r\n',
    ],
    [
      'a byte order mark',
      '\uFEFFGET http://a‸',
      '\uFEFF@token = TOKEN\n\n###\n\nGET http://a\nAuthorization: Bearer {{token}}',
    ],
    [
      'variables for the whole file',
      '@a = b\n@c = d\n\n### e\nGET http://a‸\n',
      '@a = b\n@c = d\n@token = TOKEN\n\n### e\nGET http://a\nAuthorization: Bearer {{token}}\n',
    ],
    [
      'comments for the whole file',
      '# a\n\n###\nGET http://a‸\n',
      '@token = TOKEN\n# a\n\n###\nGET http://a\nAuthorization: Bearer {{token}}\n',
    ],
    [
      'a variable that is there',
      '@token = x\n###\nGET http://a‸\n',
      '@token = TOKEN\n###\nGET http://a\nAuthorization: Bearer {{token}}\n',
    ],
    [
      'a variable without a value',
      '@token =\n###\nGET http://a‸\n',
      '@token = TOKEN\n###\nGET http://a\nAuthorization: Bearer {{token}}\n',
    ],
    [
      'a variable and its header',
      '@token = x\n###\nGET http://a‸\nAuthorization: Bearer {{token}}\n',
      '@token = TOKEN\n###\nGET http://a\nAuthorization: Bearer {{token}}\n',
    ],
    [
      'a token in the header',
      '@token = x\n###\nGET http://a‸\nauthorization: Bearer y\n',
      '@token = TOKEN\n###\nGET http://a\nauthorization: Bearer {{token}}\n',
    ],
    [
      'another variable in the header',
      '@auth = x\n###\nGET http://a‸\nAuthorization: Bearer {{auth}}\n',
      '@auth = TOKEN\n###\nGET http://a\nAuthorization: Bearer {{auth}}\n',
    ],
    [
      'a variable that holds the whole value',
      '@auth = Bearer x\n###\nGET http://a‸\nAuthorization: {{auth}}\n',
      '@auth = Bearer TOKEN\n###\nGET http://a\nAuthorization: {{auth}}\n',
    ],
    [
      'a lazy variable of httpYac',
      '@auth := x\n###\nGET http://a‸\nAuthorization: Bearer {{auth}}\n',
      '@auth := TOKEN\n###\nGET http://a\nAuthorization: Bearer {{auth}}\n',
    ],
    [
      'a variable above the request, and one for the file',
      '@auth = x\n###\n@auth = y\nGET http://a‸\nAuthorization: Bearer {{auth}}\n',
      '@auth = x\n###\n@auth = TOKEN\nGET http://a\nAuthorization: Bearer {{auth}}\n',
    ],
    ['a variable that the file does not define', 'GET http://a‸\nAuthorization: Bearer {{auth}}\n', '(reference)'],
    [
      'a name that another request has',
      '###\n@token = x\nGET http://a\n\n###\nGET http://b‸\n',
      '@token2 = TOKEN\n\n###\n@token = x\nGET http://a\n\n###\nGET http://b\nAuthorization: Bearer {{token2}}\n',
    ],
    [
      'a curl command',
      '###\ncurl http://a‸\n',
      "@token = TOKEN\n\n###\ncurl -H 'Authorization: Bearer {{token}}' http://a\n",
    ],
    ['no request', '# a‸\n', '# a\nAuthorization: Bearer TOKEN\n'],
  ])('%s', (_, marked, expected) => expect(inserted('http', '/a.http', marked, 'variable')).toBe(expected));

  it('serves a second request with the same variable', () => {
    const once = inserted('http', '/a.http', 'GET http://a‸\n\n###\nGET http://b\n', 'variable');
    const twice = inserted('http', '/a.http', once.replace('http://b', 'http://b‸'), 'variable');
    expect(twice).toBe(
      '@token = TOKEN\n\n###\n\nGET http://a\nAuthorization: Bearer {{token}}\n\n###\nGET http://b\nAuthorization: Bearer {{token}}\n',
    );
  });
});

describe('definition', () => {
  const text = '@a = 1\n###\n@b = 2\nGET http://a\n###\n@b = 3\nGET http://b\n###\nGET http://c\n';
  const regions = regionsIn(text);

  it.each<[number, string, string | undefined]>([
    [1, 'a', '1'],
    [1, 'b', '2'],
    [2, 'b', '3'],
    [3, 'b', '3'],
    [3, 'c', undefined],
  ])('in region %i, %s', (index, name, expected) => {
    const request = regions[index]?.request;
    const found = request && variablesOf(text, regions, request).definition(name);
    expect(found && text.slice(found.value.start, found.value.end)).toBe(expected);
  });
});
