import { type GeneratorOptions, tokenGenerate } from '@vonage/jwt';
import { Video } from '@vonage/video';
import jsonwebtoken from 'jsonwebtoken';
import { describe, expect, test } from 'vitest';
import type { SecretEncoding } from '../../../src/jwt/key.ts';
import { readSecret } from '../../../src/keys/secret.ts';
import { contents, type Json, make, now, readKey, recipes, rsaPem } from './making.ts';

const key = await readKey(rsaPem);
const { applicationId } = recipes['vonage-rest'];

/** What differs by nature: the times that both take from their own clocks, and the random id. */
function comparable({ iat, exp, jti, ...claims }: Json): Json {
  return { ...claims, types: [typeof iat, typeof exp, typeof jti] };
}

async function expectSame(recipe: Json, theirToken: string, ours: Json = {}): Promise<void> {
  const mine = contents((await make(recipe, key)).token);
  const theirs = contents(theirToken);
  expect(mine.header).toEqual(theirs.header);
  expect(comparable(mine.claims)).toEqual({ ...comparable(theirs.claims), ...ours });
}

describe('tokens equal those of @vonage/jwt', () => {
  const acl: GeneratorOptions['acl'] = { paths: { '/*/rtc/**': {}, '/*/users/**': { methods: ['GET'] } } };
  test('vonage-rest', () => expectSame(recipes['vonage-rest'], tokenGenerate(applicationId, rsaPem)));
  test('vonage-user', () =>
    expectSame({ ...recipes['vonage-user'], acl }, tokenGenerate(applicationId, rsaPem, { sub: 'Alice', acl })));
  test('vonage-rest with more claims', () =>
    expectSame(
      { ...recipes['vonage-rest'], claims: { nbf: now, 'x-trace': 'on' } },
      tokenGenerate(applicationId, rsaPem, { 'x-trace': 'on', nbf: now }),
    ));
});

describe('tokens equal those of @vonage/video', () => {
  const video = new Video({ applicationId, privateKey: rsaPem });
  const recipe = { ...recipes['vonage-video'], expiresIn: '24h' };
  const { sessionId } = recipe;
  const emptyLayout = { initial_layout_class_list: undefined };
  const cases: readonly (readonly [string, Json, Parameters<Video['generateClientToken']>[1], Json])[] = [
    ['a publisher', {}, {}, emptyLayout],
    ['a moderator', { role: 'moderator' }, { role: 'moderator' }, emptyLayout],
    ['data', { data: 'name=Alice' }, { data: 'name=Alice' }, { ...emptyLayout, data: 'name=Alice' }],
    [
      'data, narrowed to their claim',
      { data: 'name=Alice', dataClaims: ['connection_data'] },
      { data: 'name=Alice' },
      emptyLayout,
    ],
    [
      'a list of layout classes',
      { initialLayoutClassList: ['focus', 'full'] },
      { initialLayoutClassList: ['focus', 'full'] },
      {},
    ],
    ['one layout class', { initialLayoutClassList: 'focus' }, { initialLayoutClassList: ['focus'] }, {}],
  ];
  for (const [what, change, options, ours] of cases)
    test(what, () => expectSame({ ...recipe, ...change }, video.generateClientToken(sessionId, options), ours));
});

describe('a Vanilla token verifies in jsonwebtoken', () => {
  const secrets: Readonly<Record<SecretEncoding, string>> = {
    utf8: 'ä secret of the communitÿ: 0123456789abcdef0123456789abcdef0123456789abcdef',
    base64: Buffer.alloc(64, 0xfb).toString('base64'),
    base64url: Buffer.alloc(64, 0xfb).toString('base64url'),
    hex: Buffer.alloc(64, 0xfb).toString('hex'),
  };
  for (const algorithm of ['HS256', 'HS384', 'HS512'] as const)
    for (const [secretEncoding, secret] of Object.entries(secrets) as [SecretEncoding, string][])
      for (const issueTime of ['iat', 'nbf', 'both'])
        test(`${algorithm}, ${secretEncoding} secret, ${issueTime}`, async () => {
          const recipe = { ...recipes.vanilla, algorithm, secretEncoding, issueTime };
          const { token, warnings } = await make(recipe, readSecret(secret, secretEncoding));
          const claims = jsonwebtoken.verify(token, Buffer.from(secret, secretEncoding), {
            algorithms: [algorithm],
            clockTimestamp: now,
            issuer: recipes.vanilla.issuer,
            audience: recipes.vanilla.audience,
          }) as Json;
          expect(claims).toEqual({
            iss: 'https://sso.example.com',
            sub: '42',
            aud: 'https://community.example.com',
            email: 'alice@example.com',
            displayname: 'Alice',
            exp: now + 900,
            ...(issueTime !== 'nbf' && { iat: now }),
            ...(issueTime !== 'iat' && { nbf: now }),
          });
          expect(warnings).toEqual([]);
        });

  test('a generated secret of 32 hexadecimal characters counts as text', async () => {
    const secret = '0123456789abcdef0123456789abcdef';
    const { token } = await make(recipes.vanilla, readSecret(secret, 'utf8'));
    expect(() => jsonwebtoken.verify(token, secret, { clockTimestamp: now })).not.toThrow();
    expect(() => jsonwebtoken.verify(token, Buffer.from(secret, 'hex'), { clockTimestamp: now })).toThrow('signature');
  });
});
