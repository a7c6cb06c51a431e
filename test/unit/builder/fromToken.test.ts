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

describe('the form of a kind is filled in by what the token says', () => {
  const apple = '57246542-96fe-1a63-e053-0824d011072a';
  const appleHeader = '{"alg":"ES256","kid":"2X9R4HXF34","typ":"JWT"}';
  it.each<[string, string, string, object]>([
    [
      'the service by its claims (App Store Connect)',
      `{"iss":"${apple}","aud":"appstoreconnect-v1","iat":1000,"exp":1900,"scope":["GET /v1/apps","GET /v1/users"]}`,
      appleHeader,
      { issuer: apple, keyId: '2X9R4HXF34', scope: 'GET /v1/apps, GET /v1/users' },
    ],
    [
      'the service by its claims (App Store Server)',
      `{"iss":"${apple}","aud":"appstoreconnect-v1","iat":1000,"exp":1900,"bid":"com.example.app"}`,
      appleHeader,
      { service: 'app-store-server', issuer: apple, keyId: '2X9R4HXF34', bundleId: 'com.example.app' },
    ],
    [
      'the service by its claims (APNs), whose life is by another rule',
      '{"iss":"ABCDE12345","iat":1000}',
      '{"alg":"ES256","kid":"2X9R4HXF34"}',
      { service: 'apns', teamId: 'ABCDE12345', keyId: '2X9R4HXF34', expiresIn: '1h' },
    ],
    [
      'one claim of several fields: a member, and the rest',
      '{"iss":"SK1","sub":"AC1","jti":"SK1-1","exp":4600,"iat":1000,"grants":{"identity":"alice","video":{"room":"r"}}}',
      '{"alg":"HS256","typ":"JWT","cty":"twilio-fpa;v=1","twr":"us1"}',
      {
        accountSid: 'AC1',
        apiKey: 'SK1',
        identity: 'alice',
        grants: '{\n  "video": {\n    "room": "r"\n  }\n}',
        region: 'us1',
      },
    ],
    [
      'grants that are no object stay as they are',
      '{"iss":"SK1","sub":"AC1","exp":4600,"iat":1000,"grants":["identity"]}',
      '{"alg":"HS256","typ":"JWT","cty":"twilio-fpa;v=1"}',
      expect.objectContaining({ grants: '[\n  "identity"\n]' }) as object,
    ],
    [
      'a life that counts from before the token was made (GitHub)',
      '{"iss":12345,"iat":940,"exp":1600}',
      '{"alg":"RS256"}',
      { appId: '12345', expiresIn: '10m' },
    ],
    ['the usual life (GitHub)', '{"iss":"Iv23","iat":940,"exp":1540}', '{"alg":"RS256"}', { appId: 'Iv23' }],
    [
      'an algorithm that others of the kind do not have',
      '{"iss":"c","sub":"c","aud":"https://a.test/token","iat":1000,"exp":1300,"jti":"x"}',
      '{"alg":"ES256"}',
      { clientId: 'c', audience: 'https://a.test/token', subject: 'c', algorithm: 'ES256' },
    ],
    [
      'an object of its own claim',
      '{"iss":"k","sub":"me","video":{"roomJoin":true},"exp":22600,"nbf":1000,"attributes":{}}',
      '{"alg":"HS256"}',
      { apiKey: 'k', identity: 'me', grants: '{\n  "roomJoin": true\n}', attributes: '{}' },
    ],
    [
      'switches for the claims that are made anew, and none of them among the free ones',
      `{"iat":1000,"jti":"${uuid}","sub":"x"}`,
      '{"alg":"RS256"}',
      { algorithm: 'RS256', iat: true, jti: true, claims: '{\n  "sub": "x"\n}' },
    ],
    [
      'the start of its validity, which moves with the time of issue',
      '{"iat":1000,"exp":8200,"nbf":700}',
      '{"alg":"RS256"}',
      { algorithm: 'RS256', iat: true, expiresIn: '2h', notBefore: '-5m' },
    ],
    ['that start where no issue is named', '{"nbf":1000}', '{"alg":"RS256"}', { algorithm: 'RS256', notBefore: '0s' }],
    ['no signature', '{"a":1}', '{"alg":"none"}', { algorithm: 'none', claims: '{\n  "a": 1\n}' }],
    [
      'null, and the parameter that counts of two',
      '{"aud":null}',
      '{"alg":"HS256","alg":"HS384","kid":null,"x":[1]}',
      {
        algorithm: 'HS384',
        claims: '{\n  "aud": null\n}',
        header: '{\n  "kid": null,\n  "x": [\n    1\n  ]\n}',
      },
    ],
  ])('%s', (_what, payload, header, inputs) => {
    expect(fill(tokenOf(payload, header)).draft.inputs).toEqual(inputs);
  });
});

it('an ACL is filled in as rows, and left out where it is the kind’s own', () => {
  const user = (acl: string) =>
    fill(tokenOf(`{"application_id":"${uuid}","iat":1,"jti":"x","exp":901,"sub":"Alice"${acl}}`, '{"alg":"RS256"}'))
      .draft.inputs;
  expect(user(',"acl":{"paths":{"/*/rtc/**":{}}}').acl).toEqual({
    rows: [{ path: '/*/rtc/**', methods: [], filters: '' }],
  });
  const own = writableKind('vonage-user')?.writing.fields.find(({ name }) => name === 'acl')?.default;
  expect(user(`,"acl":${JSON.stringify(own)}`)).not.toHaveProperty('acl');
});

it('of a token whose claims nobody can read, the form is empty', () => {
  const kind = writableKind('custom');
  const { draft, added } = draftOfToken(
    kind as NonNullable<typeof kind>,
    decodeToken('eyJhbGciOiJIUzI1NiJ9.WzFd.AAAA'),
  );
  expect(draft.inputs).toEqual({ algorithm: 'HS256' });
  expect(added).toEqual([]);
});

it.each(['{"__proto__":{"a":1},"constructor":1}', '{"1":1,"0":2}', '{"":""}'])(
  'takes names as they come: %s',
  (payload) => {
    expect(JSON.stringify(remade(tokenOf(payload)))).toBe(JSON.stringify(JSON.parse(payload)));
  },
);
