import { generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { recipeSchema } from '../../../scripts/recipeSchema.ts';
import { writeForm } from '../../../src/builder/check.ts';
import { draftOfToken } from '../../../src/builder/fromToken.ts';
import { missing } from '../../../src/flows/again.ts';
import { inspect } from '../../../src/inspection/inspect.ts';
import { decodeToken } from '../../../src/jwt/decode.ts';
import type { Key } from '../../../src/jwt/key.ts';
import type { RequestBody } from '../../../src/jwt/problem.ts';
import { readSecret } from '../../../src/keys/secret.ts';
import { kindByContent, writableKind } from '../../../src/kinds/index.ts';
import { hashOf } from '../../../src/kinds/payloadHash.ts';
import { renewDraft } from '../../../src/recipes/renew.ts';
import { variantDraft } from '../../../src/recipes/variant.ts';
import { inspecting } from '../../inspecting.ts';
import { rejection } from '../rejection.ts';
import { contents, type Json, make, now, readKey, rsaPem, uuid } from './making.ts';

/** Kinds beside those of the seeds: what is refused, renewed, broken and read into a form. */

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
const secret = readSecret('0123456789abcdef0123456789abcdef', 'utf8');
let keys: Readonly<Record<string, Key>> = {};
beforeAll(async () => {
  keys = { rsa: await readKey(rsaPem), ec: await readKey(ec.toString()), secret };
});

const sid = (start: string) => `${start}${'0'.repeat(32)}`;

const recipes: Readonly<Record<string, readonly [key: string, recipe: Json]>> = {
  'vonage-webhook': ['secret', { key: 'env:A', apiKey: 'abcd1234', payload: '{"a":1}' }],
  'google-service-account': ['rsa', { key: 'file:a', scope: ['a', 'b'], issuer: 'a@b.iam.gserviceaccount.com' }],
  apple: ['ec', { key: 'file:a', service: 'app-store-connect', issuer: uuid, keyId: '2X9R4HXF34' }],
  'github-app': ['rsa', { key: 'file:a', appId: 12345 }],
  twilio: ['secret', { key: 'env:A', accountSid: sid('AC'), apiKey: sid('SK'), identity: 'a', grants: { voice: {} } }],
  livekit: ['secret', { key: 'env:A', apiKey: 'API1', identity: 'a', grants: { room: 'a', roomJoin: true } }],
  'client-assertion': ['rsa', { key: 'file:a', clientId: 'a', audience: 'b' }],
};

async function makeOf(kind: string, change: Json = {}): Promise<string> {
  const [key = '', recipe = {}] = recipes[kind] ?? [];
  return (await make({ kind, ...recipe, ...change }, keys[key])).token;
}

const refused: readonly (readonly [kind: string, change: Json, code: string, field: string])[] = [
  ['vonage-webhook', { apiKey: undefined }, 'recipe.missing-field', 'apiKey'],
  ['vonage-webhook', { payloadHash: 'a'.repeat(64) }, 'recipe.two-fields', 'payload'],
  ['vonage-webhook', { payload: undefined, payloadHash: 'A'.repeat(64) }, 'vonage.payload-hash', 'payloadHash'],
  ['vonage-webhook', { algorithm: 'HS512' }, 'vonage.wrong-algorithm', 'algorithm'],
  ['vonage-webhook', { applicationId: 'mine' }, 'vonage.application-id-not-uuid', 'applicationId'],
  ['google-service-account', { scope: undefined }, 'google-service-account.missing-claim', 'scope'],
  ['google-service-account', { targetAudience: 'a' }, 'recipe.two-fields', 'scope'],
  ['google-service-account', { issuer: undefined }, 'google-service-account.missing-claim', 'issuer'],
  ['google-service-account', { expiresIn: '61m' }, 'google-service-account.lifetime-too-long', 'expiresIn'],
  ['google-service-account', { claims: { scope: ['a'] } }, 'google-service-account.scope-not-text', 'claims.scope'],
  ['apple', { keyId: undefined }, 'apple.missing-kid', 'keyId'],
  ['apple', { issuer: undefined }, 'apple.missing-claim', 'issuer'],
  ['apple', { bundleId: 'a' }, 'recipe.other-field', 'bundleId'],
  ['apple', { service: 'apns' }, 'recipe.other-field', 'issuer'],
  ['apple', { service: 'ios' }, 'recipe.bad-field', 'service'],
  ['apple', { service: 'app-store-server' }, 'recipe.missing-field', 'bundleId'],
  ['apple', { service: 'apns', issuer: undefined }, 'recipe.missing-field', 'teamId'],
  ['apple', { service: 'apns', issuer: undefined, teamId: 'team' }, 'recipe.bad-field', 'teamId'],
  ['apple', { service: 'sign-in', issuer: undefined, teamId: 'team' }, 'recipe.bad-field', 'teamId'],
  ['apple', { service: 'sign-in', issuer: undefined, teamId: 'ABCDE12345' }, 'recipe.missing-field', 'clientId'],
  [
    'apple',
    { service: 'apns', issuer: undefined, teamId: 'ABCDE12345', expiresIn: '61m' },
    'apple.lifetime-too-long',
    'expiresIn',
  ],
  ['google-service-account', { issuer: 'me' }, 'recipe.bad-field', 'issuer'],
  ['github-app', { appId: 'my-app' }, 'recipe.bad-field', 'appId'],
  ['apple', { expiresIn: '21m' }, 'apple.lifetime-too-long', 'expiresIn'],
  ['apple', { algorithm: 'ES384' }, 'apple.wrong-algorithm', 'algorithm'],
  ['apple', { issuer: 'me' }, 'recipe.bad-field', 'issuer'],
  ['apple', { keyId: '2x9r4hxf34' }, 'recipe.bad-field', 'keyId'],
  ['apple', { service: 'app-store-server', bundleId: 'my app' }, 'recipe.bad-field', 'bundleId'],
  ['google-service-account', { subject: 'alice' }, 'recipe.bad-field', 'subject'],
  ['google-service-account', { audience: 'oauth2.googleapis.com/token' }, 'recipe.bad-field', 'audience'],
  ['vonage-webhook', { apiKey: 'abcd 1234' }, 'recipe.bad-field', 'apiKey'],
  ['github-app', { appId: undefined }, 'recipe.missing-field', 'appId'],
  ['github-app', { appId: 1.5 }, 'recipe.bad-field', 'appId'],
  ['github-app', { expiresIn: 601 }, 'github-app.lifetime-too-long', 'expiresIn'],
  ['github-app', { claims: { iat: now }, expiresIn: 601 }, 'github-app.lifetime-too-long', 'expiresIn'],
  ['github-app', { algorithm: 'RS512' }, 'github-app.wrong-algorithm', 'algorithm'],
  ['twilio', { identity: undefined }, 'recipe.missing-field', 'identity'],
  ['twilio', { accountSid: sid('SK') }, 'twilio.issuer-or-subject', 'accountSid'],
  ['twilio', { apiKey: sid('AC') }, 'twilio.issuer-or-subject', 'apiKey'],
  ['twilio', { apiKey: sid('SK').slice(1) }, 'twilio.issuer-or-subject', 'apiKey'],
  ['twilio', { claims: { sub: sid('SK') } }, 'twilio.issuer-or-subject', 'claims.sub'],
  ['twilio', { claims: { iss: sid('SK'), sub: 7 } }, 'twilio.issuer-or-subject', 'claims.sub'],
  ['twilio', { expiresIn: '25h' }, 'twilio.lifetime-too-long', 'expiresIn'],
  ['twilio', { grants: [] }, 'recipe.bad-field', 'grants'],
  ['livekit', { identity: undefined }, 'livekit.missing-claim', 'identity'],
  ['livekit', { grants: { room: 7 } }, 'livekit.grant-type', 'grants'],
  ['livekit', { algorithm: 'HS512' }, 'livekit.wrong-algorithm', 'algorithm'],
  ['client-assertion', { clientId: undefined }, 'recipe.missing-field', 'clientId'],
  ['client-assertion', { claims: { aud: ['a', 'b'] } }, 'client-assertion.audience', 'claims.aud'],
  ['client-assertion', { algorithm: 'HS256' }, 'client-assertion.wrong-algorithm', 'algorithm'],
];

describe('a recipe is refused:', () => {
  for (const [kind, change, code, field] of refused)
    test(`${kind} with ${JSON.stringify(change, (_, value) => value ?? 'nothing').slice(0, 80)}`, async () => {
      const error = await rejection(makeOf(kind, change));
      const { problem = error?.code, field: named } = (error?.data ?? {}) as { problem?: string; field?: string };
      expect([problem, named]).toEqual([code, field]);
    });
});

test('a refusal tells the life that GitHub takes from now, not from the issue that it is dated back to', async () => {
  const error = await rejection(makeOf('github-app', { expiresIn: 601 }));
  expect(error?.data).toMatchObject({ reason: 'from-now', longest: 600, life: 601 });
});

test.each([
  ['github-app', { appId: true }, 'not-an-id'],
  ['apple', { scope: ['GET /v1/apps', 7] }, 'not-a-list'],
  ['apple', { scope: 7 }, 'not-a-list'],
])('what is wrong with a value of a %s recipe, %j, is that it is %s', async (kind, change, fault) => {
  expect((await rejection(makeOf(kind, change)))?.data).toMatchObject({ field: Object.keys(change)[0], fault });
});

test('GitHub takes ten minutes from now, and a webhook no expiry unless asked for', async () => {
  expect(contents(await makeOf('github-app', { expiresIn: 600 })).claims.exp).toBe(now + 600);
  expect(contents(await makeOf('vonage-webhook')).claims.exp).toBe(undefined);
  expect(contents(await makeOf('vonage-webhook', { expiresIn: '5m' })).claims.exp).toBe(now + 300);
});

describe.each(Object.keys(recipes))('a token of the kind %s', (kind) => {
  const later = now + 7200;
  const renewed = (token: string, body?: RequestBody) => {
    const making = { now: later * 1000, uuid: () => 'new', body };
    return JSON.parse(renewDraft(inspecting(token), making).payload) as Json;
  };

  test('is healthy, and of the kind', async () => {
    const token = decodeToken(await makeOf(kind));
    expect(kindByContent(token).id).toBe(kind);
    const { problems } = inspect(token, undefined, { now: now * 1000, tolerance: 5, expiresSoon: 60, isDraft: true });
    expect(problems).toEqual([]);
  });

  test('is renewed to what a new one would be', async () => {
    const token = await makeOf(kind);
    const { claims } = contents(token);
    const shift = (value: unknown) => (typeof value === 'number' && value > 1e9 ? value + 7200 : value);
    const expected = Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, shift(value)]));
    if (claims.jti) expected.jti = kind === 'twilio' ? `${sid('SK')}-${later}` : 'new';
    expect(renewed(token)).toEqual(expected);
  });

  test('lacks one required claim and is else sound, as a broken variant', async () => {
    const making = { now: now * 1000, uuid: () => uuid };
    const { header, payload } = variantDraft(inspecting(await makeOf(kind)), 'missing-claim', making);
    const encode = (text: string) => Buffer.from(text).toString('base64url');
    const broken = decodeToken(`${encode(header)}.${encode(payload)}.AAAA`);
    const { problems } = inspect(broken, undefined, { now: now * 1000, tolerance: 5, expiresSoon: 60 });
    const isAssertion = kind === 'client-assertion';
    const prefix = kind === 'vonage-webhook' ? 'vonage' : kind;
    // Without its marks an assertion is anybody's token.
    expect(problems.map(({ code }) => code)).toEqual(isAssertion ? [] : [`${prefix}.missing-claim`]);
  });

  test('is read into the form that makes it', async () => {
    const token = decodeToken(await makeOf(kind));
    const writable = writableKind(kind);
    if (!writable) throw new Error('not writable');
    const { draft, added } = draftOfToken(writable, token);
    const { written } = writeForm(draft, { now: now * 1000, uuid: () => uuid });
    expect(JSON.parse(written.payload)).toEqual(token.payload?.value);
    expect(JSON.parse(written.header)).toEqual(token.header.value);
    expect(added).toEqual([]);
  });

  test('has the hash of the body that it is renewed in, where it had one', async () => {
    const claims = renewed(await makeOf(kind), { body: '{"b":2}' });
    expect(claims.payload_hash).toBe(kind === 'vonage-webhook' ? hashOf('{"b":2}') : undefined);
  });

  test('is not renewed with the hash of a body that nobody knows', async () => {
    const token = await makeOf(kind);
    const renew = () => renewed(token, { unresolved: ['x'] });
    if (kind === 'vonage-webhook') expect(renew).toThrow('renew.unknown-body');
    else expect(renew).not.toThrow();
    if (kind !== 'vonage-webhook') return;
    const bare = await makeOf(kind, { payload: undefined });
    expect(renewed(bare, { unresolved: ['x'] }).payload_hash).toBe(undefined);
  });
});

test.each([
  ['app-store-connect', []],
  ['app-store-server', ['bundleId']],
  ['apns', ['teamId']],
  ['sign-in', ['teamId', 'clientId']],
])('a recipe for the service %s is asked for %j', (service, fields) => {
  const kind = writableKind('apple');
  if (!kind) throw new Error('not writable');
  expect(missing(kind, { service, key: 'file:a' })).toEqual(fields);
  expect(missing(kind, { key: 'file:a' })).toEqual([]);
});

test('the schema of recipes requires what each service does', () => {
  const text = JSON.stringify(recipeSchema());
  const then = (service: string, required: readonly string[]) =>
    `"if":{"properties":{"service":{"const":"${service}"}},"required":["service"]},"then":{"required":${JSON.stringify(required)}`;
  expect(text).toContain(then('app-store-connect', []));
  expect(text).toContain(then('app-store-server', ['bundleId']));
  expect(text).toContain(then('sign-in', ['teamId', 'clientId']));
  expect(text).not.toContain('"required":["teamId","clientId","bundleId"');
});

describe('a custom recipe', () => {
  const recipe = { kind: 'custom', key: 'file:a', claims: { sub: 'me' } };

  test('has relative times and ids', async () => {
    const { token } = await make(
      { ...recipe, issuedAgo: '60s', notBefore: '-5m', expiresIn: '1h', jti: true },
      keys.rsa,
    );
    expect(contents(token).claims).toEqual({ iat: now - 60, nbf: now - 300, jti: uuid, exp: now + 3600, sub: 'me' });
  });

  test("has the key's own id, unless the recipe gives one", async () => {
    const key = { ...(keys.rsa as Key), id: 'own' };
    expect(contents((await make(recipe, key)).token).header.kid).toBe('own');
    expect(contents((await make({ ...recipe, header: { kid: 'given' } }, key)).token).header.kid).toBe('given');
  });
});

test('a Vonage token of a second too long renews to the longest, without a question', () => {
  const encode = (value: Json) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { application_id: uuid, jti: 'a', iat: now - 90_000, exp: now - 90_000 + 86_401 };
  const token = inspecting(`${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}.AAAA`);
  const { payload } = renewDraft(token, { now: now * 1000, uuid: () => 'b', tolerance: 5 });
  expect(JSON.parse(payload)).toMatchObject({ iat: now, exp: now + 86_400 });
});
