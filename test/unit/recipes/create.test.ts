import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Key } from '../../../src/jwt/key.ts';
import { readSecret } from '../../../src/keys/secret.ts';
import { draftToken } from '../../../src/recipes/create.ts';
import { checkRecipe, keyOptions, requireKind, valueReferences } from '../../../src/recipes/recipe.ts';
import { type Origin, ofWorkspace } from '../../../src/recipes/reference.ts';
import { contents, type Json, make, now, readKey, recipes, rsaPem, uuid } from './making.ts';

const rsa = await readKey(rsaPem);
const p256 = await readKey(
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
);
const secret = readSecret('a'.repeat(64), 'utf8');

const { applicationId: application_id } = recipes['vonage-rest'];
const base = { application_id, iat: now, jti: uuid, exp: now + 900 };
const clientPaths = ['rtc', 'users', 'conversations', 'sessions', 'devices', 'push', 'knocking', 'legs'];
const clientAcl = { paths: Object.fromEntries(clientPaths.map((name) => [`/*/${name}/**`, {}])) };

async function claimsOf(recipe: Json): Promise<Json> {
  return contents((await make(recipe, recipe.kind === 'vanilla' ? secret : rsa)).token).claims;
}

describe('the claims of each kind, in their order', () => {
  const video = {
    ...base,
    sub: 'video',
    acl: { paths: { '/session/**': {} } },
    session_id: '1_MX4',
    scope: 'session.connect',
    role: 'publisher',
  };
  const rows: readonly (readonly [string, Json, Json])[] = [
    ['vonage-rest', recipes['vonage-rest'], base],
    ['vonage-video', recipes['vonage-video'], video],
    [
      'vonage-video with all',
      { ...recipes['vonage-video'], role: 'moderator', data: 'x', initialLayoutClassList: ['focus', 'full'] },
      { ...video, role: 'moderator', connection_data: 'x', data: 'x', initial_layout_class_list: 'focus full' },
    ],
    [
      'vonage-video with its data in one claim',
      { ...recipes['vonage-video'], data: 'x', dataClaims: ['data'], initialLayoutClassList: 'focus full' },
      { ...video, data: 'x', initial_layout_class_list: 'focus full' },
    ],
    ['vonage-user', recipes['vonage-user'], { ...base, sub: 'Alice', acl: clientAcl }],
    [
      'vanilla',
      { ...recipes.vanilla, picture: 'https://example.com/a.png', issueTime: 'both' },
      {
        iss: 'https://sso.example.com',
        sub: '42',
        aud: 'https://community.example.com',
        email: 'alice@example.com',
        displayname: 'Alice',
        exp: now + 900,
        iat: now,
        nbf: now,
        picture: 'https://example.com/a.png',
      },
    ],
    ['custom', recipes.custom, { sub: 'me' }],
    [
      'custom with all',
      { ...recipes.custom, iat: true, jti: true, expiresIn: '1h' },
      { iat: now, jti: uuid, exp: now + 3600, sub: 'me' },
    ],
    ['custom with none', { kind: 'custom', key: 'file:private.key', iat: false }, {}],
  ];
  for (const [what, recipe, claims] of rows)
    test(what, async () => {
      expect(JSON.stringify(await claimsOf(recipe))).toBe(JSON.stringify(claims));
    });
});

describe('how long a token lives', () => {
  const rows: readonly (readonly [Json, number])[] = [
    [{}, 900],
    [{ expiresIn: 60 }, 60],
    [{ expiresIn: '90' }, 90],
    [{ expiresIn: '90s' }, 90],
    [{ expiresIn: '15m' }, 900],
    [{ expiresIn: '24h' }, 86_400],
    [{ expiresIn: '1d' }, 86_400],
    [{ expiresAt: now + 5 }, 5],
    [{ expiresAt: '2027-01-15T08:00:01Z' }, 1],
    [{ expiresAt: '2027-01-15T08:00:01.9Z' }, 1],
    [{ expiresAt: '2027-01-15T10:00:01+02:00' }, 1],
    [{ expiresAt: '2027-01-15T10:01+0200' }, 60],
    [{ expiresAt: '2027-01-15 08:01Z' }, 60],
    [{ expiresAt: '2027-01-15T08:00:01.999Z' }, 1],
    [{ expiresAt: '2027-01-16' }, 57_600],
    [{ claims: { exp: now + 7 } }, 7],
  ];
  for (const [change, life] of rows)
    test(JSON.stringify(change), async () => {
      expect((await claimsOf({ ...recipes['vonage-rest'], ...change })).exp).toBe(now + life);
    });
});

describe('claims and header of the recipe come last', () => {
  test('they add to the rest, and override it in its place', async () => {
    const recipe = {
      ...recipes['vonage-rest'],
      claims: { iat: now - 60, 'x-trace': { on: true } },
      header: { typ: 'at+jwt', kid: 'k1' },
    };
    const { header, claims } = contents((await make(recipe, rsa)).token);
    expect(JSON.stringify(header)).toBe('{"alg":"RS256","typ":"at+jwt","kid":"k1"}');
    expect(JSON.stringify(claims)).toBe(JSON.stringify({ ...base, iat: now - 60, 'x-trace': { on: true } }));
  });

  test('a claim may be named like a member of every object', async () => {
    const claims = JSON.parse('{"__proto__":1,"constructor":2}');
    const { token } = await make({ ...recipes.custom, claims }, rsa);
    expect(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).toBe('{"__proto__":1,"constructor":2}');
  });
});

describe('the algorithm', () => {
  const rows: readonly (readonly [string, Json, typeof rsa, string])[] = [
    ["is the kind's default", recipes.vanilla, secret, 'HS256'],
    ["is the recipe's", { ...recipes.vanilla, algorithm: 'HS512' }, secret, 'HS512'],
    ["is the key's, for custom tokens", recipes.custom, p256, 'ES256'],
    ["is the key's first, of several", recipes.custom, rsa, 'RS256'],
    ["is the header's, above all", { ...recipes.custom, algorithm: 'RS256', header: { alg: 'PS384' } }, rsa, 'PS384'],
  ];
  for (const [what, recipe, key, algorithm] of rows)
    test(what, async () => {
      expect(contents((await make(recipe, key)).token).header.alg).toBe(algorithm);
    });
});

test('the algorithm of a key that cannot sign is one that it belongs to, so that signing says what is wrong with it', async () => {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const p384 = await readKey(pair.publicKey.export({ type: 'spki', format: 'pem' }).toString());
  const algorithmFor = (key: Key | undefined, kind = 'custom') =>
    JSON.parse(draftToken(requireKind(kind), {}, { now: now * 1000, uuid: () => uuid }, key).header).alg;
  const toEncrypt = { use: 'enc', operations: ['encrypt'] } as Key['limits'];
  expect(algorithmFor(p384)).toBe('ES384');
  expect(algorithmFor({ ...p384, limits: toEncrypt })).toBe('ES384');
  expect(algorithmFor({ ...rsa, limits: toEncrypt })).toBe('RS256');
  expect(algorithmFor(p384, 'client-assertion')).toBe('ES384');
  expect(algorithmFor(undefined)).toBe('HS256');
  expect(algorithmFor(undefined, 'client-assertion')).toBe('RS256');
});

test('a secret that may be something else is warned of, rather than that it is short', async () => {
  const doubtful = { ...readSecret('a/b', 'utf8'), doubt: 'path' } as Key;
  expect((await make(recipes.vanilla, doubtful)).warnings).toEqual([
    { code: 'key.doubtful-secret', severity: 'warning', data: { doubt: 'path' } },
  ]);
});

test('the key is read as the recipe says', () => {
  const options = (recipe: Json) => keyOptions(checkRecipe(recipe));
  expect(options(recipes.vanilla)).toEqual({ secretEncoding: 'utf8', wanted: { algorithm: 'HS256', id: undefined } });
  const stated = { ...recipes.vanilla, secretEncoding: 'hex', algorithm: 'HS512', header: { kid: 'k1' } };
  expect(options(stated)).toEqual({ secretEncoding: 'hex', wanted: { algorithm: 'HS512', id: 'k1' } });
  expect(options(recipes.custom).wanted).toEqual({ algorithm: undefined, id: undefined });
});

describe('references stand for values', () => {
  const references = (recipe: Json) =>
    Object.fromEntries(valueReferences(checkRecipe(recipe)).map(({ field, reference }) => [field.name, reference]));

  test('in applicationId and sessionId', () => {
    const recipe = { ...recipes['vonage-video'], applicationId: 'vonage-config', sessionId: 'env:SESSION' };
    expect(references(recipe)).toEqual({
      applicationId: { scheme: 'vonage-config', origin: ofWorkspace },
      sessionId: { scheme: 'env', name: 'SESSION', origin: ofWorkspace },
    });
  });

  test('in no other field, and by no other scheme', async () => {
    const user = { ...recipes['vonage-user'], subject: 'env:HOME' };
    expect(references(user)).toEqual({});
    expect((await claimsOf(user)).sub).toBe('env:HOME');
    expect(references({ ...recipes['vonage-video'], sessionId: 'secret:forum', data: 'env:HOME' })).toEqual({});
    expect(references({ ...recipes['vonage-video'], sessionId: 'file:private.key' })).toEqual({});
  });
});

describe('where the key is', () => {
  const rows: readonly (readonly [string, unknown])[] = [
    ['file:keys/a b.pem', { scheme: 'file', path: 'keys/a b.pem' }],
    ['env:VONAGE_PRIVATE_KEY', { scheme: 'env', name: 'VONAGE_PRIVATE_KEY' }],
    ['secret:forum.example-1', { scheme: 'secret', name: 'forum.example-1' }],
    ['vonage-config', { scheme: 'vonage-config' }],
  ];
  const origins: readonly Origin[] = [ofWorkspace, { by: 'person' }, { by: 'workspace', folder: 'file:///a' }];
  for (const [key, reference] of rows)
    test(`${key}, with who says so`, () => {
      for (const origin of origins)
        expect(checkRecipe({ ...recipes.custom, key }, undefined, origin).key).toEqual({
          ...Object(reference),
          origin,
        });
    });
});
