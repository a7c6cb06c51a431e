import { generateKeyPairSync, webcrypto } from 'node:crypto';
import { AppStoreServerAPIClient, Environment } from '@apple/app-store-server-library';
import { verifySignature } from '@vonage/jwt';
import { ApnsClient } from 'apns2';
import appleSignIn from 'apple-signin-auth';
import { JWT, JWTAccess } from 'google-auth-library';
import jsonwebtoken from 'jsonwebtoken';
import { AccessToken, TokenVerifier } from 'livekit-server-sdk';
import { PrivateKeyJwt } from 'openid-client';
import twilio from 'twilio';
import githubAppJwt from 'universal-github-app-jwt';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Key } from '../../../src/jwt/key.ts';
import { readSecret } from '../../../src/keys/secret.ts';
import { contents, type Json, make, now, readKey } from './making.ts';

const { AccessToken: TwilioToken } = twilio.jwt;

/** For the same inputs, our tokens beside those of the issuers' own libraries, and before verifiers that are not ours. */

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = (key: typeof rsa.privateKey) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const [rsaPem, ecPem] = [pem(rsa.privateKey), pem(ec.privateKey)];
const secret = '0123456789abcdef0123456789abcdef';
const hmacKey = readSecret(secret, 'utf8');
let rsaKey: Key;
let ecKey: Key;

beforeAll(async () => {
  [rsaKey, ecKey] = [await readKey(rsaPem), await readKey(ecPem)];
  vi.useFakeTimers({ toFake: ['Date'], now: now * 1000 });
});
afterAll(() => {
  vi.useRealTimers();
});

/** The claims by a verifier that is not ours. @throws where it does not accept the token */
function verified(token: string, key: Parameters<typeof jsonwebtoken.verify>[1], options: Json = {}): Json {
  return jsonwebtoken.verify(token, key, { clockTimestamp: now, ...options }) as unknown as Json;
}

describe('github-app', () => {
  for (const appId of ['Iv23liabcdefghijklmn', 12345])
    test(`is what universal-github-app-jwt writes for ${appId}`, async () => {
      const { token } = await make({ kind: 'github-app', key: 'file:app.pem', appId }, rsaKey);
      // The library stands 30 seconds back, we 60, as GitHub advises.
      const theirs = await githubAppJwt({ id: appId, privateKey: rsaPem, now: now - 30 });
      expect(contents(token)).toEqual(contents(theirs.token));
      expect(verified(token, rsa.publicKey, { algorithms: ['RS256'] })).toEqual({
        iat: now - 60,
        exp: now + 540,
        iss: appId,
      });
    });
});

describe('livekit', () => {
  const grants = { room: 'lobby', roomJoin: true, canPublish: false, canPublishSources: ['camera'] };
  const recipe = { kind: 'livekit', key: 'env:LIVEKIT_API_SECRET', apiKey: 'APIabcdefgh', identity: 'alice', grants };

  test('is what livekit-server-sdk writes', async () => {
    const more = { name: 'Alice', metadata: '{"a":1}', attributes: { seat: '7' } };
    const { token } = await make({ ...recipe, ...more }, hmacKey);
    const theirs = new AccessToken('APIabcdefgh', secret, { identity: 'alice', ...more });
    // The SDK has the enumeration of its protocol for this grant; on the wire it is the text.
    theirs.addGrant({ ...grants, canPublishSources: [1] } as never);
    expect(contents(token)).toEqual(contents(await theirs.toJwt()));
  });

  test('is accepted by its verifier', async () => {
    vi.useRealTimers();
    const { token } = await make({ ...recipe, expiresAt: now + 3600, claims: { nbf: 1 } }, hmacKey);
    const claims = await new TokenVerifier('APIabcdefgh', secret).verify(token);
    expect(claims.video).toMatchObject({ room: 'lobby', roomJoin: true });
    vi.useFakeTimers({ toFake: ['Date'], now: now * 1000 });
  });
});

describe('google-service-account', () => {
  const email = 'robot@project-1.iam.gserviceaccount.com';
  const key = () => ({ ...rsaKey, account: { email } });

  /** The assertion that the library would send. */
  async function sent(options: ConstructorParameters<typeof JWT>[0]): Promise<string> {
    let assertion = '';
    const client = new JWT(options);
    client.transporter = {
      request: async ({ data }: { data: URLSearchParams }) => {
        assertion = data.get('assertion') ?? '';
        return { data: { access_token: 'a', expires_in: 3600, id_token: assertion } };
      },
    } as never;
    await client.authorize();
    return assertion;
  }

  test('with scopes is what google-auth-library writes', async () => {
    const scope = ['https://www.googleapis.com/auth/devstorage.read_only', 'https://www.googleapis.com/auth/pubsub'];
    const recipe = {
      kind: 'google-service-account',
      key: 'file:service-account.json',
      scope,
      subject: 'alice@example.com',
    };
    const { token } = await make(recipe, key());
    const theirs = await sent({ email, key: rsaPem, scopes: scope, subject: 'alice@example.com' });
    expect(contents(token).claims).toEqual(contents(theirs).claims);
    expect(verified(token, rsa.publicKey, { algorithms: ['RS256'] })).toEqual(contents(theirs).claims);
  });

  test('with a target audience is what google-auth-library writes', async () => {
    const { token } = await make(
      { kind: 'google-service-account', key: 'file:service-account.json', targetAudience: 'https://service.run.app' },
      key(),
    );
    const theirs = await sent({ email, key: rsaPem, additionalClaims: { target_audience: 'https://service.run.app' } });
    const { scope, ...claims } = contents(theirs).claims;
    expect(scope ?? '').toBe('');
    expect(contents(token).claims).toEqual(claims);
  });

  test('that is sent itself is what google-auth-library writes', async () => {
    const audience = 'https://pubsub.googleapis.com/';
    const own = { ...key(), id: 'k1' };
    const headers = new JWTAccess(email, rsaPem, 'k1').getRequestHeaders(audience);
    const theirs = contents((headers.get('authorization') ?? '').replace('Bearer ', ''));
    const { token } = await make(
      { kind: 'google-service-account', key: 'file:service-account.json', audience, subject: email },
      own,
    );
    expect(contents(token).claims).toEqual(theirs.claims);
    expect(contents(token).header).toEqual({ typ: 'JWT', ...theirs.header });
  });

  test("has the key's own id, its account and its token endpoint", async () => {
    const own = { ...key(), id: 'abc', account: { email, tokenUri: 'https://oauth2.googleapis.com/token' } };
    const { token } = await make({ kind: 'google-service-account', key: 'file:a.json', scope: 'a' }, own);
    expect(contents(token)).toMatchObject({
      header: { kid: 'abc' },
      claims: { iss: email, aud: 'https://oauth2.googleapis.com/token' },
    });
  });
});

describe('apple', () => {
  const issuer = '57246542-96fe-1a63-e053-0824d011072a';
  const keyId = '2X9R4HXF34';

  test('for the App Store Server API is what app-store-server-library writes', async () => {
    const { token } = await make(
      {
        kind: 'apple',
        service: 'app-store-server',
        key: 'file:a.p8',
        issuer,
        keyId,
        bundleId: 'com.example',
        expiresIn: '5m',
      },
      ecKey,
    );
    const client = new AppStoreServerAPIClient(ecPem, keyId, issuer, 'com.example', Environment.SANDBOX);
    const theirs = (client as unknown as { createBearerToken(): string }).createBearerToken();
    expect(contents(token)).toEqual(contents(theirs));
    expect(
      verified(token, ec.publicKey, { algorithms: ['ES256'], audience: 'appstoreconnect-v1', issuer }),
    ).toBeTruthy();
  });

  test('for Sign in with Apple is what apple-signin-auth writes', async () => {
    const { token } = await make(
      {
        kind: 'apple',
        service: 'sign-in',
        key: 'file:a.p8',
        teamId: 'ABCDE12345',
        keyId,
        clientId: 'com.example',
        expiresIn: '5m',
      },
      ecKey,
    );
    const theirs = appleSignIn.getClientSecret({
      clientID: 'com.example',
      teamID: 'ABCDE12345',
      privateKey: ecPem,
      keyIdentifier: keyId,
    });
    expect(contents(token).claims).toEqual(contents(theirs).claims);
    expect(contents(token).header).toEqual({ typ: 'JWT', ...contents(theirs).header });
  });

  test('for APNs is what apns2 writes', async () => {
    const client = new ApnsClient({ team: 'ABCDE12345', keyId, signingKey: ecPem, keepAlive: false });
    const theirs = contents((client as unknown as { _getSigningToken(): string })._getSigningToken());
    const { token } = await make(
      { kind: 'apple', service: 'apns', key: 'file:a.p8', teamId: 'ABCDE12345', keyId },
      ecKey,
    );
    expect(contents(token).claims).toEqual(theirs.claims);
    expect(contents(token).header).toEqual({ typ: 'JWT', ...theirs.header });
  });

  // Of App Store Connect's libraries none is small: by hand, from its page. The others for the lives that are usual.
  const rows: readonly (readonly [what: string, recipe: Json, claims: Json])[] = [
    [
      'App Store Connect',
      { service: 'app-store-connect', issuer, keyId },
      { iss: issuer, iat: now, exp: now + 900, aud: 'appstoreconnect-v1' },
    ],
    [
      'App Store Connect, for some requests',
      { service: 'app-store-connect', issuer, keyId, scope: ['GET /v1/apps'], expiresIn: '150d' },
      { iss: issuer, iat: now, exp: now + 150 * 86_400, aud: 'appstoreconnect-v1', scope: ['GET /v1/apps'] },
    ],
    [
      'App Store Connect with an individual key',
      { service: 'app-store-connect', subject: 'user', keyId },
      { iat: now, exp: now + 900, aud: 'appstoreconnect-v1', sub: 'user' },
    ],
    ['APNs', { service: 'apns', teamId: 'ABCDE12345', keyId }, { iss: 'ABCDE12345', iat: now }],
    [
      'Sign in with Apple, for as long as is usual',
      { service: 'sign-in', teamId: 'ABCDE12345', keyId, clientId: 'a' },
      { iss: 'ABCDE12345', iat: now, exp: now + 180 * 86_400, aud: 'https://appleid.apple.com', sub: 'a' },
    ],
  ];
  for (const [what, recipe, claims] of rows)
    test(`for ${what} has the claims of Apple's page`, async () => {
      const { token } = await make({ kind: 'apple', key: 'file:a.p8', ...recipe }, ecKey);
      expect(verified(token, ec.publicKey, { algorithms: ['ES256'] })).toEqual(claims);
      expect(contents(token).header).toEqual({ alg: 'ES256', typ: 'JWT', kid: keyId });
    });
});

describe('client-assertion', () => {
  test('is what openid-client writes, but for the forms of its id and life', async () => {
    const audience = 'https://login.example.com';
    const { token } = await make(
      {
        kind: 'client-assertion',
        key: 'file:a.pem',
        clientId: 'client',
        audience,
        expiresIn: 60,
        keyId: 'k1',
        claims: { nbf: now },
      },
      ecKey,
    );
    const body = new URLSearchParams();
    const key = await webcrypto.subtle.importKey(
      'jwk',
      ec.privateKey.export({ format: 'jwk' }) as webcrypto.JsonWebKey,
      { name: 'ECDSA', namedCurve: 'P-256' },
      false,
      ['sign'],
    );
    await PrivateKeyJwt({ key: key as CryptoKey, kid: 'k1' })(
      { issuer: audience },
      { client_id: 'client' },
      body,
      new Headers(),
    );
    const theirs = contents(body.get('client_assertion') ?? '');
    const ours = contents(token);
    expect({ ...ours.claims, jti: '' }).toEqual({ ...theirs.claims, jti: '' });
    expect(ours.header).toEqual({ typ: 'JWT', ...theirs.header });
    expect(verified(token, ec.publicKey, { algorithms: ['ES256'], audience })).toBeTruthy();
  });

  for (const [what, options, alg] of [
    ['RSA', {}, 'RS256'],
    ['EC', {}, 'ES256'],
    ['RSA', { algorithm: 'PS256' }, 'PS256'],
  ] as const)
    test(`is signed with ${alg} by an ${what} key`, async () => {
      const { token } = await make(
        { kind: 'client-assertion', key: 'file:a.pem', clientId: 'client', audience: 'a', ...options },
        what === 'RSA' ? rsaKey : ecKey,
      );
      const key = what === 'RSA' ? rsa.publicKey : ec.publicKey;
      expect(verified(token, key, { algorithms: [alg] })).toMatchObject({ iss: 'client', sub: 'client' });
    });

  test('is a bearer grant for another subject', async () => {
    const { token } = await make(
      { kind: 'client-assertion', key: 'file:a.pem', clientId: 'client', audience: 'a', subject: 'alice' },
      { ...rsaKey, id: 'own' },
    );
    expect(contents(token)).toMatchObject({
      header: { kid: 'own' },
      claims: { iss: 'client', sub: 'alice', exp: now + 300 },
    });
  });
});

describe('twilio', () => {
  const [apiKey, accountSid] = [`SK${'0'.repeat(32)}`, `AC${'1'.repeat(32)}`];
  const recipe = { kind: 'twilio', key: 'secret:twilio', accountSid, apiKey, identity: 'alice' };
  const { VideoGrant, VoiceGrant, ChatGrant, SyncGrant, TaskRouterGrant, PlaybackGrant } = TwilioToken;

  const grants = {
    video: new VideoGrant({ room: 'a' }),
    voice: new VoiceGrant({ incomingAllow: true, outgoingApplicationSid: 'AP1', pushCredentialSid: 'CR1' }),
    chat: new ChatGrant({ serviceSid: 'IS1', pushCredentialSid: 'CR1' }),
    data_sync: new SyncGrant({ serviceSid: 'IS1' }),
    task_router: new TaskRouterGrant({ workspaceSid: 'WS1', workerSid: 'WK1', role: 'worker' }),
    player: new PlaybackGrant({
      grant: { requestCredentials: null, playbackUrl: 'https://a', playerStreamerSid: 'VJ1' },
    }),
  };
  type Options = ConstructorParameters<typeof TwilioToken>[3];
  const theirs = (given: Partial<typeof grants>, options: Partial<Options> = {}) => {
    const token = new TwilioToken(accountSid, apiKey, secret, { identity: 'alice', ...options });
    for (const grant of Object.values(given)) token.addGrant(grant);
    return contents(token.toJwt());
  };
  const payloads = (given: Partial<typeof grants>) =>
    Object.fromEntries(Object.entries(given).map(([name, grant]) => [name, grant.toPayload()]));

  test.each([...Object.keys(grants).map((name) => [name]), Object.keys(grants)])(
    'is what twilio writes: %s',
    async (...names) => {
      const given = Object.fromEntries(Object.entries(grants).filter(([name]) => names.includes(name)));
      const { token } = await make({ ...recipe, grants: payloads(given) }, hmacKey);
      expect(contents(token)).toEqual(theirs(given));
      expect(verified(token, secret, { algorithms: ['HS256'] })).toEqual(theirs(given).claims);
    },
  );

  test('is what twilio writes: in a region, for another time', async () => {
    const given = { voice: grants.voice };
    const { token } = await make(
      { ...recipe, grants: payloads(given), region: 'ie1', expiresIn: '24h', claims: { nbf: now } },
      hmacKey,
    );
    expect(contents(token)).toEqual(theirs(given, { region: 'ie1', ttl: 86_400, nbf: now }));
  });
});

describe('vonage-webhook', () => {
  test("is accepted by Vonage's own SDK, and has the claims of Vonage's pages", async () => {
    const applicationId = '00000000-0000-4000-8000-000000000000';
    const { token } = await make(
      { kind: 'vonage-webhook', key: 'env:SECRET', apiKey: 'abcd1234', applicationId, payload: '{"a":1}' },
      hmacKey,
    );
    expect(verifySignature(token, secret)).toBe(true);
    expect(verified(token, secret, { algorithms: ['HS256'] })).toMatchObject({
      iat: now,
      iss: 'Vonage',
      payload_hash: '015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862',
      api_key: 'abcd1234',
      application_id: applicationId,
    });
    expect(Object.keys(contents(token).claims)).not.toContain('exp');
  });
});
