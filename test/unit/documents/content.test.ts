import { describe, expect, it } from 'vitest';
import {
  type DocumentParts,
  documentParts,
  documentText,
  draftOf,
  nestedParts,
} from '../../../src/documents/content.ts';
import { DocumentError } from '../../../src/errors/documents.ts';
import { encodeBase64url } from '../../../src/jwt/base64url.ts';
import { decodeToken, isText, withContent } from '../../../src/jwt/decode.ts';
import type { Decryption } from '../../../src/jwt/verify.ts';
import { readSecret } from '../../../src/keys/secret.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const token = (header: string, payload: string | Uint8Array) =>
  decodeToken(
    `${encodeBase64url(bytes(header))}.${encodeBase64url(typeof payload === 'string' ? bytes(payload) : payload)}.c2ln`,
  );

const noParts: DocumentParts = {
  header: undefined,
  payload: undefined,
  names: { header: undefined, payload: undefined },
};

const lossless: readonly (readonly [what: string, payload: string, shown: string])[] = [
  [
    'number literals',
    '{"a":12345678901234567890,"b":3.0,"c":1e3,"d":-0}',
    '{"a":12345678901234567890,"b":3.0,"c":1e3,"d":-0}',
  ],
  ['order and duplicates', '{"10":1,"2":2,"a":3,"a":4,"__proto__":5}', '{"10":1,"2":2,"a":3,"a":4,"__proto__":5}'],
  [
    'Unicode and escapes',
    '{"é":"\\u00e9 \u{1F600} \\ud83d \u2028 \\/"}',
    '{"é":"\\u00e9 \u{1F600} \\ud83d \u2028 \\/"}',
  ],
  ['white space of its own', '{ "a" :\r\n1 }', '{"a":1}'],
  ['a list', '[1,{"a":2}]', '[1,{"a":2}]'],
  ['a JSON string', '"text"', '"text"'],
  ['no JSON', 'just text "quoted"', '"just text \\"quoted\\""'],
  ['nothing', '', '""'],
  ['JSON that is cut off', '{"a":', '"{\\"a\\":"'],
];

describe('documentText', () => {
  it.each(lossless)('shows %s as written', (_, payload, shown) => {
    const text = documentText(token('{"alg":"HS256"}', payload));
    expect(text.replaceAll(/\n */g, '').replaceAll('": ', '":')).toBe(`{"header":{"alg":"HS256"},"payload":${shown}}`);
  });

  it.each(lossless)('gives the same payload for an unedited document with %s', (_, payload) => {
    const base = token('{ "alg":"HS256" }', payload);
    expect(draftOf(documentText(base), base)).toEqual({ header: '{ "alg":"HS256" }', payload });
  });

  it('is laid out as people write JSON', () => {
    expect(documentText(token('{"alg":"HS256"}', '{"a":[],"b":{"c":1}}'))).toBe(
      '{\n  "header": {\n    "alg": "HS256"\n  },\n  "payload": {\n    "a": [],\n    "b": {\n      "c": 1\n    }\n  }\n}',
    );
  });

  it('shows of a JWE its protected header', () => {
    expect(JSON.parse(documentText(jwe))).toEqual({ header: { alg: 'dir', enc: 'A128GCM' } });
    expect(isText(jwe)).toBe(false);
  });

  const jwe = decodeToken(`${encodeBase64url(bytes('{"alg":"dir","enc":"A128GCM"}'))}..aXY.Y3Q.dGFn`);
  const key = { key: readSecret('secret', 'utf8'), reference: 'file:a', named: false };
  const decrypted = (content: string): Decryption => ({ token: withContent(jwe, bytes(content)), key });

  it('shows what a JWE holds, once it is decrypted', () => {
    const text = documentText(jwe, { signature: 'encrypted', decryption: decrypted('{"n":1.0}') });
    expect(text.replaceAll(/\s/g, '')).toBe('{"header":{"alg":"dir","enc":"A128GCM"},"payload":{"n":1.0}}');
    expect(nestedParts(documentParts(text) ?? noParts)).toBeUndefined();
    const plain = documentText(jwe, { signature: 'encrypted', decryption: decrypted('plain') });
    expect(JSON.parse(plain).payload).toBe('plain');
  });

  it('shows the JWT that is nested in a JWE as an object of its own', () => {
    const inner = token('{"alg":"HS256"}', '{"n":1.0}');
    const nested = { token: inner, judgement: { signature: 'unknown-key' } } as const;
    const decryption = { ...decrypted(inner.text), nested };
    const text = documentText(jwe, { signature: 'unknown-key', decryption });
    expect(text.replaceAll(/\s/g, '')).toBe(
      '{"header":{"alg":"dir","enc":"A128GCM"},"payload":{"header":{"alg":"HS256"},"payload":{"n":1.0}}}',
    );
    const { header, payload } = nestedParts(documentParts(text) ?? noParts) ?? noParts;
    const written = [header, payload].map((node) => node && text.slice(node.start, node.end).replaceAll(/\s/g, ''));
    expect(written).toEqual(['{"alg":"HS256"}', '{"n":1.0}']);
  });

  it('shows bytes that are no text as far as they are, not to be edited', () => {
    const binary = token('{"alg":"HS256"}', new Uint8Array([0x61, 0xff, 0x62]));
    expect(JSON.parse(documentText(binary)).payload).toBe('a\ufffdb');
    expect(isText(binary)).toBe(false);
  });

  it('shows a damaged token as far as it decodes', () => {
    const [header = '', payload = ''] = token('{"alg":"HS256"}', '{"a":1,"b":2}').text.split('.');
    expect(JSON.parse(documentText(decodeToken(`${header}.${payload.slice(0, -3)}`)))).toEqual({
      header: { alg: 'HS256' },
      payload: '{"a":1,"b":',
    });
    expect(JSON.parse(documentText(decodeToken('###.e30')))).toEqual({ header: '', payload: {} });
  });
});

describe('draftOf', () => {
  const base = token('{"typ":"JWT" , "alg":"HS256"}', '{ "a" : 1.0 , "b":"x" , "c" : 1e3 }');

  it('keeps byte for byte what the edit did not touch', () => {
    const text = documentText(base).replace('1.0', '2').replace('1e3', '4').replace('HS256', 'HS512');
    expect(draftOf(text, base)).toEqual({
      header: '{"typ":"JWT" , "alg":"HS512"}',
      payload: '{ "a" : 2 , "b":"x" , "c" : 4 }',
    });
  });

  const plain = token('{"alg":"HS256"}', 'plain');
  const forms: readonly (readonly [what: string, typeof base, payload: string, written: string])[] = [
    ['a string for text that is no JSON', plain, '"other \\"text\\""', 'other "text"'],
    ['an object for text that is no JSON', plain, '{ "a": 1 }', '{"a":1}'],
    ['a string for an object', base, '"x"', '"x"'],
  ];
  it.each(forms)('takes %s', (_, original, payload, written) => {
    expect(draftOf(`{"header":{"alg":"HS256"},"payload":${payload}}`, original).payload).toBe(written);
  });

  const refused: readonly (readonly [what: string, text: string, code: string, data: object])[] = [
    ['no JSON', '{\n"header": {},\n"payload": {,}\n}', 'document.not-json', { line: 3 }],
    ['an empty text', '', 'document.not-json', { line: 1 }],
    ['comments', '{"header":{}, // x\n"payload":{}}', 'document.not-json', { line: 1 }],
    ['another root', '[]', 'document.wrong-members', {}],
    ['no payload', '{"header":{}}', 'document.wrong-members', {}],
    ['no header', '{"payload":{}}', 'document.wrong-members', {}],
    ['another member', '{"header":{},"payload":{},"signature":""}', 'document.wrong-members', {}],
    ['two payloads', '{"header":{},"payload":{},"payload":{}}', 'document.wrong-members', {}],
    ['a header that is no object', '{"header":"x","payload":{}}', 'document.header-not-an-object', {}],
  ];
  it.each(refused)('refuses %s', (_, text, code, data) => {
    const attempt = () => draftOf(text, base);
    expect(attempt).toThrow(DocumentError);
    expect(attempt).toThrow(expect.objectContaining({ code, data }));
  });
});

describe('an SD-JWT', () => {
  it('is shown with what it discloses, and is not to be written back', () => {
    const { text } = token('{"alg":"ES256"}', '{"_sd":["x"]}');
    const [given, binding] = [
      bytes('["s","given_name", 1.0]'),
      token('{"alg":"ES256","typ":"kb+jwt"}', '{"nonce":"1"}').text,
    ];
    const whole = decodeToken(`${text}~${encodeBase64url(given)}~${binding}`);
    expect(documentText(whole).replace(/\s/g, '')).toBe(
      '{"header":{"alg":"ES256"},"payload":{"_sd":["x"]},"disclosures":[["s","given_name",1.0]],' +
        '"keyBinding":{"header":{"alg":"ES256","typ":"kb+jwt"},"payload":{"nonce":"1"}}}',
    );
    expect(isText(whole)).toBe(false);
  });
});
