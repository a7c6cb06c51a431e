import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentText } from '../../src/documents/content.ts';
import { decodeToken } from '../../src/jwt/decode.ts';
import { headerOf, healthy, type KindId } from '../unit/kinds/tokens.ts';

const encode = (text: string) => Buffer.from(text).toString('base64url');
const compact = (header: string, payload: string, signature = 'c2lnbmF0dXJl') =>
  `${encode(header)}.${encode(payload)}.${signature}`;

/** A token as programs write it against the rule: in plain base64, with padding. */
export const plainCompact = (header: string, payload: string, signature = 'x+/4nbHGmRXcQAA=') =>
  [...[header, payload].map((part) => Buffer.from(part).toString('base64')), signature].join('.');

/** The parts of a token before they are encoded: mutations of these are tokens still. */
export interface Parts {
  readonly header: string;
  readonly payload: string;
}

/** A token of each kind, and of forms that not every reader knows. */
export const parts: readonly Parts[] = [
  ...Object.entries(healthy).map(([kind, claims]) => ({
    header: JSON.stringify(headerOf(kind as KindId)),
    payload: JSON.stringify(claims),
  })),
  { header: '{"alg":"none"}', payload: '{}' },
  {
    header: ' {"alg" : "ES256",\n "kid":"k1", "crit":["b64"],"b64":true}',
    payload: '{ "exp" : 1e9, "a":[1,{"b":null}] }',
  },
  { header: '{"alg":"HS256","cty":"JWT"}', payload: compact('{"alg":"RS256"}', '{"sub":"nested"}') },
  {
    header: '{"alg":"EdDSA","jku":"https://example.com","jwk":{"kty":"OKP"}}',
    payload: '{"sub":"a","sub":"b","n":12345678901234567890}',
  },
  { header: '{"alg":"PS512","x5c":["AAAA"]}', payload: 'not JSON' },
];

/** What follows the signature of an SD-JWT: a claim, an element of a list, and a key binding. */
const disclosures = [
  encode('["salt","given_name","Alice"]'),
  encode('["salt",{"_sd":["x"],"...":"y"}]'),
  compact('{"alg":"ES256","typ":"kb+jwt"}', '{"nonce":"1"}'),
];

/** What follows a token, or takes the place of its end. */
export const endings: readonly string[] = [
  '~',
  `~${disclosures[0]}~`,
  `~${disclosures.join('~')}`,
  '=',
  '==',
  '+/x=',
  '~~',
];

export const tokens: readonly string[] = [
  ...parts.map(({ header, payload }) => compact(header, payload)),
  ...parts.map(({ header, payload }) => plainCompact(header, payload)),
  ...endings.map(
    (ending) => compact('{"alg":"ES256","typ":"dc+sd-jwt"}', '{"_sd":["x"],"_sd_alg":"sha-256"}') + ending,
  ),
  `${encode('{"alg":"dir","enc":"A256GCM"}')}..AAAA.AAAA.AAAA`,
  `${encode('{"alg":"PBES2-HS256+A128KW","enc":"A128CBC-HS256","p2c":1000000000,"p2s":"AAAA"}')}.AAAA.AAAA.AAAA.AAAA`,
];

const corpus = join(import.meta.dirname, '..', 'corpus', 'http');
const httpFiles = readdirSync(corpus)
  .filter((name) => name.endsWith('.http'))
  .map((name) => readFileSync(join(corpus, name), 'utf8'));

/** Texts that tokens stand in, or that stand for one. */
export const documents: readonly string[] = [
  ...httpFiles,
  ...tokens.map((token) => documentText(decodeToken(token))),
  ...tokens.map((token) => `### a\nGET https://example.com\nAuthorization: Bearer ${token}\n\n{"a": 1}\n`),
  `@token = ${tokens[0]}\n\nGET https://example.com\nAuthorization: Bearer {{token}}\n`,
  `TOKEN="${tokens[1]}"\nexport OTHER='a b' # c\n`,
  `curl -s -H 'Authorization: Bearer ${tokens[2]}' \\\n  https://example.com`,
  `{"headers": {"Accept": "a/b", "Authorization": "Bearer ${tokens[3]}"}}`,
  `headers:\n  Authorization: Bearer ${tokens[4]}\n  a: |\n    b\n`,
  `headers {\n  Authorization: Bearer ${tokens[5]}\n}\n`,
  `# a\n\n\`\`\`http\nGET https://a\nAuthorization: Bearer ${tokens[1]}\n\`\`\`\n`,
  tokens.join('\n'),
  tokens.join(''),
];

/** Pieces that mean something somewhere. */
export const pieces: readonly string[] = [
  ...[
    '',
    '.',
    '..',
    '=',
    '==',
    '~',
    '~W',
    '+',
    '/',
    '-',
    '_',
    ' ',
    '\t',
    '\n',
    '\r',
    '\r\n',
    '\0',
    '\\',
    '\\\\',
    '\\n',
    '\\u',
    '\\u0061',
  ],
  ...['"', "'", '`', '``', '|', '<', '>', '[', ']', '(', ')', '{', '}', '{{', '}}', ':', ',', '#', '@', '$', '&', '%'],
  ...[
    '\ud800',
    '\udc00',
    '\u{1f600}',
    '\u202e',
    '\u200b',
    '\ufeff',
    '\u2028',
    '\u0000',
    '\x7f',
    '\u061c',
    'ﷺ',
    'e\u0301',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '"__proto__":{}',
    '"constructor":1',
    '"alg":',
    '"exp":',
  ],
  ...[
    '0',
    '-0',
    '1e999',
    '-1e999',
    '1e-999',
    '9'.repeat(400),
    '0.1',
    '00',
    '1.',
    '.5',
    'NaN',
    'null',
    'true',
    '[]',
    '{}',
  ],
  ...['100000000000', '100000000001', '253402300800', '8640000000001', '-62135596801', '1800000000', '1800000000000'],
  ...[
    'eyJ',
    'eyJhbGciOiJub25lIn0',
    'e30',
    'fQ',
    'Bearer ',
    'Authorization: ',
    'curl ',
    '-H ',
    '###',
    '# @name a',
    '/*',
    '*/',
  ],
  ...[
    '[a](command:x)',
    '![a](https://a.b)',
    '<img src=x>',
    'https://a.b',
    'command:workbench.action.quit',
    '$(zap)',
    '&#106;',
  ],
  ...[
    '"crit":["a"]',
    '"cty":"JWT"',
    '"enc":"A128GCM"',
    '"acl":{"paths":{"/**":{}}}',
    '"scope":"session.connect"',
    '"exp":"1"',
  ],
];
