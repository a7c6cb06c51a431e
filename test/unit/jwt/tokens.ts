import fc from 'fast-check';
import { encodeBase64url } from '../../../src/jwt/base64url.ts';

/** The base64url of a text in UTF-8. */
export function encode(text: string): string {
  return encodeBase64url(new TextEncoder().encode(text));
}

/** A token with this header and payload, JSON texts or objects, and some signature. */
export function tokenOf(
  payload: object | string,
  header: object | string = { alg: 'HS256' },
  signature = 'c2ln',
): string {
  const json = (value: object | string) => encode(typeof value === 'string' ? value : JSON.stringify(value));
  return `${json(header)}.${json(payload)}.${signature}`;
}

/** Number literals, odd ones included. */
export const numberLiteral = fc.stringMatching(/^-?(0|[1-9]\d{0,24})(\.\d{1,20})?([eE][+-]?\d{1,3})?$/);

const whiteSpace = fc.stringMatching(/^[ \t\r\n]{0,3}$/);
// No lone backslash: V8's JSON.parse takes another name of one character for one of that name, if it is escaped.
const withoutBackslash = (text: string) => JSON.stringify(text.replaceAll('\\', '/'));
const stringLiteral = fc.oneof(
  fc.string({ unit: 'grapheme' }).map(withoutBackslash),
  fc.string({ unit: 'binary' }).map(withoutBackslash),
  fc.constantFrom('"\\ud800"', '"\\u0061lg"', '"__proto__"', '"x\\\\"', '"\\/{\\"}"', '"a\ufeff"', '"constructor"'),
);

/** JSON texts with white space, escapes, duplicate names and numbers of all sorts. */
export const jsonText = fc.letrec<{ value: string; object: string; array: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    numberLiteral,
    stringLiteral,
    fc.constantFrom('true', 'false', 'null'),
    tie('object'),
    tie('array'),
  ),
  object: fc
    .array(fc.tuple(whiteSpace, stringLiteral, whiteSpace, whiteSpace, tie('value'), whiteSpace), { maxLength: 4 })
    .map((members) => `{${members.map(([a, name, b, c, value, d]) => `${a}${name}${b}:${c}${value}${d}`).join(',')}}`),
  array: fc
    .array(fc.tuple(whiteSpace, tie('value'), whiteSpace), { maxLength: 4 })
    .map((items) => `[${items.map((item) => item.join('')).join(',')}]`),
}));

const algorithm = fc.constantFrom(
  '"alg":"HS256"',
  '"alg":"none"',
  '"alg": 1',
  '"\\u0061lg":"RS256"',
  '"alg":"dir","enc":"x"',
);

/** Headers that make a token: JSON objects with an `alg` somewhere, and white space around. */
const header = fc
  .tuple(whiteSpace, algorithm, jsonText.object, fc.boolean(), whiteSpace)
  .map(([lead, alg, object, isFirst, trail]) => {
    const members = object.slice(1, -1);
    const comma = members.trim() === '' ? '' : ',';
    return `${lead}{${isFirst ? alg + comma + members : members + comma + alg}}${trail}`;
  });

const part = fc.uint8Array({ minLength: 1, maxLength: 40 }).map((bytes) => encodeBase64url(bytes));

/** Signed tokens as texts, with payloads of all sorts. */
export const jws = fc
  .tuple(
    header.filter((text) => !text.includes('"enc"')),
    fc.oneof(jsonText.object.map(encode), jsonText.value.map(encode), part),
    fc.oneof(part, fc.constant('')),
  )
  .map((parts) => [encode(parts[0]), parts[1], parts[2]].join('.'));

/** Encrypted tokens as texts. */
export const jwe = fc
  .tuple(fc.oneof(part, fc.constant('')), part, part, part)
  .map((parts) => [encode('{"alg":"dir","enc":"A128GCM"}'), ...parts].join('.'));

/** Pieces of text that tokens are found among, glued to or cut from. */
export const noise = fc
  .array(
    fc.oneof(
      fc.constantFrom('.', '..', ' ', '\n', '"', '%20', '\\n', '_', '-', 'a', 'Bearer ', 'eyJ', 'eyJhbGciOi', 'ICAg'),
      fc.constantFrom('eyJhbGciOiJIUzI1NiJ9', 'e30', 'fQ', 'https://a.b/c?d=', 'ü', '\u{1f600}', '=', '+/'),
      fc.string({ unit: 'binary', maxLength: 8 }),
      part,
    ),
    { maxLength: 6 },
  )
  .map((pieces) => pieces.join(''));
