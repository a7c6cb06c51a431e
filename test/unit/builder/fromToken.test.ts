import { describe, expect, it } from 'vitest';
import { writeForm } from '../../../src/builder/check.ts';
import { draftOfToken } from '../../../src/builder/fromToken.ts';
import { encodeBase64url } from '../../../src/jwt/base64url.ts';
import { decodeToken } from '../../../src/jwt/decode.ts';
import { kindByContent, writableKind } from '../../../src/kinds/index.ts';
import { contents, type Json, make, now, readKey, recipes, rsaPem, uuid } from '../recipes/making.ts';

const secret = 'a secret of at least thirty-two bytes';

function encode(text: string): string {
  return encodeBase64url(new TextEncoder().encode(text));
}

function tokenOf(payload: string, header = '{"alg":"HS256","typ":"JWT"}'): string {
  return `${encode(header)}.${encode(payload)}.AAAA`;
}

function fill(text: string) {
  const token = decodeToken(text);
  const kind = writableKind(kindByContent(token).id);
  if (!kind) throw new Error('not writable');
  return draftOfToken(kind, token);
}

/** The claims that the form of a token would write. */
function remade(text: string): Json {
  const { written } = writeForm(fill(text).draft, { now: now * 1000, uuid: () => uuid });
  return JSON.parse(written.payload) as Json;
}

const variants: readonly (readonly [keyof typeof recipes, Json])[] = [
  ['vonage-rest', {}],
  ['vonage-rest', { expiresIn: '1h' }],
  ['vonage-rest', { claims: { tenant: 'a' }, header: { kid: 'k1' } }],
  ['vonage-video', {}],
  ['vonage-video', { role: 'moderator', data: 'name=Alice', initialLayoutClassList: 'focus full' }],
  ['vonage-video', { data: 'name=Alice', dataClaims: ['connection_data'] }],
  ['vonage-video', { acl: { paths: { '/*/sessions/**': { methods: ['GET'], filters: { a: 1 } } } } }],
  ['vonage-user', { subject: 'Bob' }],
  ['vonage-user', { acl: { paths: { '/*/rtc/**': {} } } }],
  ['vanilla', {}],
  ['vanilla', { issueTime: 'both', picture: 'https://example.com/a.png', algorithm: 'HS512' }],
  ['vanilla', { issueTime: 'nbf' }],
  ['custom', {}],
  ['custom', { iat: true, jti: true, expiresIn: '90s' }],
  ['custom', { claims: { aud: ['a', 'b'], nested: { deep: [1, { x: null }] } } }],
];
it.each(variants)('makes of a %s token with %j a form that makes the same', async (kind, change) => {
  const recipe: Json = { ...recipes[kind], ...change };
  const { token } = await make(
    recipe,
    await readKey(kind === 'vanilla' ? JSON.stringify({ kty: 'oct', k: encode(secret) }) : rsaPem),
  );
  expect(remade(token)).toEqual(contents(token).claims);
  const { key: _key, kind: _kind, ...fields } = recipe;
  const { written } = writeForm({ ...fill(token).draft }, { now: now * 1000, uuid: () => uuid });
  expect(JSON.parse(written.header)).toEqual({ ...contents(token).header, ...(kind === 'custom' && { alg: 'RS256' }) });
  expect(fill(token).added).toEqual([]);
  expect(fields).toBeDefined();
});

describe('what no field brings', () => {
  it('is kept in the free claims as it is written', () => {
    const claims = '{"sub":"me","n":12345678901234567890,"f":3.0,"e":"\\u0041","a":{"b":[1e3]}}';
    expect(fill(tokenOf(claims)).draft.inputs.claims).toBe(
      '{\n  "sub": "me",\n  "n": 12345678901234567890,\n  "f": 3.0,\n  "e": "\\u0041",\n  "a": {\n    "b": [\n      1e3\n    ]\n  }\n}',
    );
  });

  it('is there once where the token has it twice, with the value that counts', () => {
    expect(fill(tokenOf('{"a":1,"b":2,"a":3}')).draft.inputs.claims).toBe('{\n  "b": 2,\n  "a": 3\n}');
  });

  it('is a claim of another type than its field takes', () => {
    const video = `{"application_id":"${uuid}","scope":"session.connect","initial_layout_class_list":["a","b"],"sub":"video"}`;
    const { inputs } = fill(tokenOf(video)).draft;
    expect(inputs.claims).toBe('{\n  "initial_layout_class_list": [\n    "a",\n    "b"\n  ]\n}');
  });
});

it('never makes a reference of a claim', () => {
  const { inputs } = fill(tokenOf('{"application_id":"env:AWS_SECRET_ACCESS_KEY","session_id":"vonage-config"}')).draft;
  expect(inputs.applicationId).toBeUndefined();
  expect(inputs.sessionId).toBeUndefined();
  expect(inputs.key).toBeUndefined();
  expect(inputs.claims).toContain('"application_id": "env:AWS_SECRET_ACCESS_KEY"');
});

it.each([
  ['{"iat":1000,"exp":4600}', { expiresIn: '1h' }],
  ['{"nbf":1000,"exp":1090}', { expiresIn: '90s' }],
  ['{"iat":1000,"exp":1900,"nbf":1000}', { expiresIn: '15m' }],
  ['{"iat":1000.5,"exp":1090}', { expiresIn: '90s' }],
  ['{"exp":1800000000}', { expiresAt: '2027-01-15T08:00:00.000Z' }],
  ['{"iat":1000,"exp":1000}', {}],
  ['{"exp":"soon"}', {}],
  ['{}', {}],
])('reads the life of %s', (payload, expected) => {
  const { expiresIn, expiresAt } = fill(tokenOf(payload)).draft.inputs;
  expect({ ...(expiresIn !== undefined && { expiresIn }), ...(expiresAt !== undefined && { expiresAt }) }).toEqual(
    expected,
  );
});

it('tells which claims a new token will have and the old one lacks', () => {
  expect(fill(tokenOf(`{"application_id":"${uuid}","iat":1}`)).added).toEqual(['jti', 'exp']);
});

it.each(['{"__proto__":{"a":1},"constructor":1}', '{"1":1,"0":2}', '{"":""}'])(
  'takes names as they come: %s',
  (payload) => {
    expect(JSON.stringify(remade(tokenOf(payload)))).toBe(JSON.stringify(JSON.parse(payload)));
  },
);
