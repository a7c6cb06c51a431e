import { describe, expect, test } from 'vitest';
import { readSecret } from '../../../src/keys/secret.ts';
import { pemBlock } from '../../pem.ts';
import { rejection } from '../rejection.ts';
import { contents, type Json, make, now, readKey, recipes, rsaPem } from './making.ts';

const rsa = await readKey(rsaPem);
const secret = readSecret('a'.repeat(64), 'utf8');

type KindId = keyof typeof recipes;

/** A change to the smallest recipe of a kind, the code of the refusal, and the field that it names. */
type Row = readonly [change: Json, code: string, field?: string];

const day = 24 * 60 * 60;

/** What every Vonage kind refuses. */
const vonage: readonly Row[] = [
  [{ applicationId: undefined }, 'recipe.missing-field', 'applicationId'],
  [{ applicationId: '' }, 'recipe.bad-field', 'applicationId'],
  [{ applicationId: null }, 'recipe.bad-field', 'applicationId'],
  [{ applicationId: 7 }, 'recipe.bad-field', 'applicationId'],
  [{ applicationId: 'my-application' }, 'vonage.application-id-not-uuid', 'applicationId'],
  [{ key: undefined }, 'recipe.missing-field', 'key'],
  [{ key: '' }, 'recipe.bad-field', 'key'],
  [{ key: 'private.key' }, 'recipe.bad-reference', 'key'],
  [{ key: pemBlock('PRIVATE KEY', 'MIIE') }, 'recipe.bad-reference', 'key'],
  ...['env:A B', 'file: a.key', 'file:a.key ', 'a file:a.key', 'file:', 'secret:\nforum'].map(
    (key): Row => [{ key }, 'recipe.bad-reference', 'key'],
  ),
  [{ expiresIn: '25h' }, 'vonage.lifetime-too-long', 'expiresIn'],
  [{ expiresIn: day + 1 }, 'vonage.lifetime-too-long', 'expiresIn'],
  [{ expiresIn: 0 }, 'expired', 'expiresIn'],
  [{ expiresIn: -1 }, 'recipe.bad-field', 'expiresIn'],
  [{ expiresIn: '' }, 'recipe.bad-field', 'expiresIn'],
  [{ expiresIn: '1.5h' }, 'recipe.bad-field', 'expiresIn'],
  [{ expiresIn: 'soon' }, 'recipe.bad-field', 'expiresIn'],
  [{ expiresAt: now + day + 1 }, 'vonage.lifetime-too-long', 'expiresAt'],
  [{ expiresAt: now - 1 }, 'expired', 'expiresAt'],
  [{ expiresAt: '2001-01-01' }, 'expired', 'expiresAt'],
  [{ expiresAt: (now + 60) * 1000 }, 'time-in-milliseconds', 'expiresAt'],
  [{ expiresAt: 'tomorrow' }, 'recipe.bad-field', 'expiresAt'],
  ...['2030-02-31', 'on 2030-02-01', '2030-02-01 or so', '2030-02-01T10', '2030-02-01T10:00:00,5'].map(
    (expiresAt): Row => [{ expiresAt }, 'recipe.bad-field', 'expiresAt'],
  ),
  [{ expiresIn: 60, expiresAt: now + 60 }, 'recipe.two-fields'],
  [{ algorithm: 'RS512' }, 'vonage.wrong-algorithm', 'algorithm'],
  [{ algorithm: 'none' }, 'recipe.key-with-none'],
  [{ algorithm: 'none', key: undefined }, 'vonage.wrong-algorithm', 'algorithm'],
  [{ header: { alg: 'PS256' } }, 'vonage.wrong-algorithm', 'header.alg'],
  [{ claims: { exp: now + day + 1 } }, 'vonage.lifetime-too-long', 'claims.exp'],
  // An issue to come does not put the limit off.
  [{ claims: { iat: now + day, exp: now + day + 60 } }, 'vonage.lifetime-too-long', 'claims.exp'],
  [{ claims: { exp: now - 1 } }, 'expired', 'claims.exp'],
  [{ claims: { exp: '900' } }, 'time-not-a-number', 'claims.exp'],
  [{ claims: { iat: (now + 60) * 1000 } }, 'time-in-milliseconds', 'claims.iat'],
  [{ claims: { application_id: 'mine' } }, 'vonage.application-id-not-uuid', 'claims.application_id'],
  [{ claims: { jti: null } }, 'vonage.missing-claim', 'claims.jti'],
  [{ claims: { jti: 7 } }, 'vonage.claim-not-text', 'claims.jti'],
  [{ claims: [] }, 'recipe.bad-field', 'claims'],
  [{ claims: '{}' }, 'recipe.bad-field', 'claims'],
  [{ header: null }, 'recipe.bad-field', 'header'],
  [{ header: { crit: ['exp'] } }, 'malformed', 'header.crit'],
  [{ expiresin: '15m' }, 'recipe.unknown-field', 'expiresin'],
  [{ secretEncoding: 'utf8' }, 'recipe.unknown-field', 'secretEncoding'],
  [{ issueTime: 'iat' }, 'recipe.unknown-field', 'issueTime'],
];

const acls: readonly Row[] = [
  ...[
    7,
    '{"paths":{}}',
    [7],
    {},
    { paths: { rtc: {} } },
    { paths: { '/a b': {} } },
    { paths: { '/a': { methods: 1 } } },
  ],
].map((acl) => [{ acl }, 'vonage.invalid-acl', 'acl']);

const vanillaText = ['issuer', 'subject', 'audience', 'email', 'displayName'];

const refusals: Readonly<Record<KindId, readonly Row[]>> = {
  'vonage-rest': [
    ...vonage,
    // What its claims make of a token is judged as well.
    [{ claims: { sub: 'Alice', acl: 7 } }, 'vonage.invalid-acl', 'claims.acl'],
    [{ claims: { session_id: '1_MX4' } }, 'recipe.misread', 'claims.session_id'],
  ],
  'vonage-user': [
    ...vonage,
    ...acls,
    [{ acl: null }, 'recipe.bad-field', 'acl'],
    [{ subject: undefined }, 'recipe.missing-field', 'subject'],
    [{ subject: '' }, 'recipe.bad-field', 'subject'],
    [{ subject: ' ' }, 'recipe.bad-field', 'subject'],
    [{ subject: 42 }, 'recipe.bad-field', 'subject'],
    [{ claims: { sub: '' } }, 'vonage.missing-claim', 'claims.sub'],
  ],
  'vonage-video': [
    ...vonage,
    ...acls,
    [{ acl: { paths: { '/*/rtc/**': {} } } }, 'vonage.acl-without-session', 'acl'],
    [{ acl: { paths: {} } }, 'vonage.acl-without-session', 'acl'],
    [{ sessionId: undefined }, 'recipe.missing-field', 'sessionId'],
    [{ sessionId: '' }, 'recipe.bad-field', 'sessionId'],
    [{ sessionId: '1_MX4 and more' }, 'recipe.bad-field', 'sessionId'],
    [{ claims: { session_id: '' } }, 'vonage.missing-claim', 'claims.session_id'],
    [{ role: 'host' }, 'vonage.invalid-role', 'role'],
    [{ role: 'Publisher' }, 'vonage.invalid-role', 'role'],
    [{ role: '' }, 'recipe.bad-field', 'role'],
    [{ claims: { connection_data: {} } }, 'vonage.claim-not-text', 'claims.connection_data'],
    [{ claims: { role: 'host' } }, 'vonage.invalid-role', 'claims.role'],
    [{ claims: { scope: 'session' } }, 'vonage.invalid-scope', 'claims.scope'],
    [{ data: 'a'.repeat(1001) }, 'vonage.data-too-long', 'data'],
    [{ data: 'a'.repeat(1001), dataClaims: ['data'] }, 'vonage.data-too-long', 'data'],
    [{ data: '' }, 'recipe.bad-field', 'data'],
    [{ data: { name: 'Alice' } }, 'recipe.bad-field', 'data'],
    [{ dataClaims: [] }, 'recipe.bad-field', 'dataClaims'],
    [{ dataClaims: ['date'] }, 'recipe.bad-field', 'dataClaims'],
    [{ dataClaims: 'data' }, 'recipe.bad-field', 'dataClaims'],
    [{ initialLayoutClassList: '' }, 'recipe.bad-field', 'initialLayoutClassList'],
    [{ initialLayoutClassList: [] }, 'recipe.bad-field', 'initialLayoutClassList'],
    [{ initialLayoutClassList: ['', ' '] }, 'recipe.bad-field', 'initialLayoutClassList'],
    [{ initialLayoutClassList: ['focus', 7] }, 'recipe.bad-field', 'initialLayoutClassList'],
    [
      { claims: { initial_layout_class_list: ['focus'] } },
      'vonage.layout-not-a-string',
      'claims.initial_layout_class_list',
    ],
  ],
  vanilla: [
    ...vanillaText.flatMap((field): readonly Row[] => [
      [{ [field]: undefined }, 'recipe.missing-field', field],
      [{ [field]: '' }, 'recipe.bad-field', field],
      [{ [field]: 7 }, 'recipe.bad-field', field],
    ]),
    [{ picture: '' }, 'recipe.bad-field', 'picture'],
    [{ algorithm: 'RS256' }, 'vanilla.wrong-algorithm', 'algorithm'],
    [{ algorithm: 'hs256' }, 'vanilla.wrong-algorithm', 'algorithm'],
    [{ algorithm: 256 }, 'recipe.bad-field', 'algorithm'],
    [{ secretEncoding: 'ascii' }, 'recipe.bad-field', 'secretEncoding'],
    [{ issueTime: 'none' }, 'recipe.bad-field', 'issueTime'],
    [{ claims: { iat: now + 1 } }, 'issued-in-future', 'claims.iat'],
    [{ claims: { nbf: now + 1 } }, 'not-yet-valid', 'claims.nbf'],
    [{ claims: { email: '' } }, 'vanilla.missing-claim', 'claims.email'],
    [{ claims: { sub: 42 } }, 'recipe.bad-field', 'claims.sub'],
    [{ claims: { exp: null } }, 'time-not-a-number', 'claims.exp'],
    [{ expiresAt: now - 1 }, 'expired', 'expiresAt'],
  ],
  custom: [
    [{ expiresIn: '1 h' }, 'recipe.bad-field', 'expiresIn'],
    [{ claims: { exp: now - 1 } }, 'expired', 'claims.exp'],
    [{ claims: { exp: 'later' } }, 'time-not-a-number', 'claims.exp'],
    [{ iat: 1 }, 'recipe.bad-field', 'iat'],
    [{ jti: 'yes' }, 'recipe.bad-field', 'jti'],
    [{ algorithm: 'none' }, 'recipe.key-with-none'],
    [{ header: { alg: 'none' } }, 'recipe.key-with-none'],
    [{ header: { alg: 7 } }, 'malformed', 'header.alg'],
    [{ subject: 'me' }, 'recipe.unknown-field', 'subject'],
    [{ key: undefined }, 'recipe.missing-field', 'key'],
  ],
};

for (const [kind, rows] of Object.entries(refusals) as [KindId, readonly Row[]][])
  describe(`a ${kind} recipe is refused`, () => {
    for (const [change, code, field] of rows)
      test(`with ${JSON.stringify(change, (_, value) => value ?? 'nothing').slice(0, 80)}`, async () => {
        const refused = await rejection(make({ ...recipes[kind], ...change }, kind === 'vanilla' ? secret : rsa));
        const { problem = refused?.code, field: named } = (refused?.data ?? {}) as { problem?: string; field?: string };
        expect(problem).toBe(code);
        if (field !== undefined) expect(named).toBe(field);
      });
  });

describe('a refusal says what is wrong with the value:', () => {
  const rows: readonly (readonly [fault: string, kind: KindId, change: Json])[] = [
    ['empty', 'vanilla', { issuer: ' ' }],
    ['not-text', 'vanilla', { issuer: 7 }],
    ['not-of-the-form', 'vonage-video', { sessionId: '1_MX4 and more' }],
    ['not-an-option', 'vanilla', { secretEncoding: 'ascii' }],
    ['not-an-option', 'vonage-video', { dataClaims: ['data', 'date'] }],
    ['not-words', 'vonage-video', { initialLayoutClassList: ['focus', 7] }],
    ['not-a-flag', 'custom', { iat: 1 }],
    ['not-an-object', 'custom', { claims: ['a'] }],
    ['not-a-duration', 'custom', { expiresIn: '1 h' }],
    ['not-a-time', 'custom', { expiresAt: 'tomorrow' }],
  ];
  test.each(rows)('%s (%s, %j)', async (fault, kind, change) => {
    const refused = await rejection(make({ ...recipes[kind], ...change }, kind === 'vanilla' ? secret : rsa));
    expect(refused?.data).toMatchObject({ field: Object.keys(change)[0], fault });
  });

  const offers: readonly (readonly [options: string, kind: KindId, change: Json])[] = [
    ['utf8, base64, base64url, hex', 'vanilla', { secretEncoding: 'ascii' }],
    ['connection_data, data', 'vonage-video', { dataClaims: ['date'] }],
    ['', 'vanilla', { issuer: 7 }],
  ];
  test.each(offers)('and offers %s (%s, %j)', async (options, kind, change) => {
    const refused = await rejection(make({ ...recipes[kind], ...change }, secret));
    expect(refused?.data).toMatchObject({ options });
  });
});

describe('a recipe is refused', () => {
  const rows: readonly (readonly [unknown, string])[] = [
    [null, 'recipe.not-an-object'],
    [[], 'recipe.not-an-object'],
    ['vonage-rest', 'recipe.not-an-object'],
    [{}, 'recipe.unknown-kind'],
    [{ kind: 'opentok' }, 'recipe.unknown-kind'],
    [{ kind: 'Vanilla' }, 'recipe.unknown-kind'],
  ];
  for (const [recipe, code] of rows)
    test(JSON.stringify(recipe), async () => {
      expect((await rejection(make(recipe as Json, rsa)))?.code).toBe(code);
    });
});

describe('a key is refused', () => {
  const rows: readonly (readonly [string, Json, () => Promise<unknown>, string])[] = [
    ['a secret for RS256', recipes['vonage-rest'], async () => secret, 'key.wrong-type'],
    ['RSA for HS256', recipes.vanilla, async () => rsa, 'key.wrong-type'],
    [
      'a secret for RS256 in a custom token',
      { ...recipes.custom, algorithm: 'RS256' },
      async () => secret,
      'key.wrong-type',
    ],
    ['none for an algorithm', { ...recipes.custom, algorithm: 'RS256' }, async () => undefined, 'sign.key-needed'],
  ];
  for (const [what, recipe, key, code] of rows)
    test(what, async () => {
      expect((await rejection(make(recipe, (await key()) as typeof rsa)))?.code).toBe(code);
    });

  test('an empty secret', () => {
    expect(() => readSecret('', 'utf8')).toThrow('key.empty-secret');
  });

  test('a public key where the key is to choose the algorithm', async () => {
    const { n, e, kty } = rsa.jwk;
    const key = { ...rsa, form: 'public' as const, jwk: { kty: kty ?? '', n: n ?? '', e: e ?? '' } };
    expect((await rejection(make(recipes.custom, key)))?.code).toBe('key.public-for-signing');
  });
});

test('a short secret signs, with a warning that says how short it is', async () => {
  const { token, warnings } = await make(
    { ...recipes.vanilla, algorithm: 'HS384' },
    readSecret('a'.repeat(47), 'utf8'),
  );
  expect(contents(token).header.alg).toBe('HS384');
  expect(warnings).toEqual([{ code: 'key.short-secret', severity: 'warning', data: { bits: 376, needed: 384 } }]);
  expect((await make({ ...recipes.vanilla, algorithm: 'HS384' }, readSecret('a'.repeat(48), 'utf8'))).warnings).toEqual(
    [],
  );
});

test('an unsecured token needs no key, and draws a warning', async () => {
  const { token, warnings } = await make({ ...recipes.custom, algorithm: 'none', key: undefined }, undefined);
  expect(token.endsWith('.')).toBe(true);
  expect(warnings.map(({ code }) => code)).toEqual(['unsigned']);
});
