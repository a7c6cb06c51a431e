import { describe, expect, test } from 'vitest';
import { inspect } from '../../../src/inspection/inspect.ts';
import { kindByContent } from '../../../src/kinds/index.ts';
import { type Claims, now, problemsOf, tokenOf } from './tokens.ts';

/** Healthy tokens of issuers whose kind is none of ours, as their documentation shows them: nothing is to be said of any. */

const rs256 = { alg: 'RS256', typ: 'JWT', kid: 'k1' };
const hs256 = { alg: 'HS256', typ: 'JWT' };
const es256 = { alg: 'ES256', typ: 'JWT', kid: 'k1' };
const times = { iat: now - 60, exp: now + 3540 };

const tokens: Readonly<Record<string, readonly [header: Claims, payload: Claims]>> = {
  'Entra v2 ID token': [
    rs256,
    {
      aud: '6cb04018-a3f5-46a7-b995-940c78f5aef3',
      iss: 'https://login.microsoftonline.com/9122040d-6c67-4c5b-b112-36a304b66dad/v2.0',
      ...times,
      nbf: now - 60,
      name: 'Abe Lincoln',
      nonce: '123523',
      oid: '00000000-0000-0000-66f3-3332eca7ea81',
      preferred_username: 'AbeLi@example.com',
      sub: 'AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ',
      tid: '9122040d-6c67-4c5b-b112-36a304b66dad',
      ver: '2.0',
    },
  ],
  'Entra v1 access token': [
    rs256,
    {
      aud: 'api://crm',
      iss: 'https://sts.windows.net/9122040d/',
      ...times,
      appid: 'a',
      scp: 'user.read',
      sub: 'b',
      ver: '1.0',
    },
  ],
  'Entra B2C ID token with a display name': [
    rs256,
    {
      iss: 'https://x.b2clogin.com/a/v2.0/',
      sub: 'a',
      aud: 'b',
      ...times,
      nonce: 'c',
      displayname: 'Alice',
      email: 'a@example.com',
      auth_time: now,
    },
  ],
  'Auth0 access token': [
    rs256,
    { iss: 'https://x.auth0.com/', sub: 'auth0|1', aud: ['https://api'], ...times, azp: 'a', scope: 'openid' },
  ],
  'Auth0 machine-to-machine token': [
    rs256,
    {
      iss: 'https://x.auth0.com/',
      sub: 'a@clients',
      aud: 'https://api',
      ...times,
      gty: 'client-credentials',
      azp: 'a',
    },
  ],
  'Okta access token': [
    rs256,
    {
      ver: 1,
      jti: 'AT.a',
      iss: 'https://x.okta.com/oauth2/default',
      aud: 'api://default',
      ...times,
      cid: 'a',
      uid: 'b',
      scp: ['openid'],
      sub: 'a@example.com',
    },
  ],
  'Okta client credentials token': [
    rs256,
    {
      ver: 1,
      jti: 'AT.a',
      iss: 'https://x.okta.com/oauth2/default',
      aud: 'api://default',
      ...times,
      cid: 'a',
      scp: ['s'],
      sub: 'a',
    },
  ],
  'Cognito ID token': [
    rs256,
    {
      sub: 'a',
      aud: 'b',
      email_verified: true,
      token_use: 'id',
      auth_time: now,
      iss: 'https://cognito-idp.eu-west-1.amazonaws.com/p',
      'cognito:username': 'a',
      ...times,
    },
  ],
  'Cognito access token': [
    rs256,
    {
      sub: 'a',
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
      iss: 'https://cognito-idp.eu-west-1.amazonaws.com/p',
      ...times,
      client_id: 'a',
      username: 'a',
      jti: 'b',
    },
  ],
  'Keycloak access token': [
    rs256,
    {
      ...times,
      jti: 'a',
      iss: 'https://sso.example.com/realms/a',
      aud: 'account',
      sub: 'b',
      typ: 'Bearer',
      azp: 'c',
      scope: 'email',
      realm_access: { roles: [] },
    },
  ],
  'Google ID token': [
    rs256,
    {
      iss: 'https://accounts.google.com',
      azp: 'a',
      aud: 'a',
      sub: '1',
      email: 'a@example.com',
      email_verified: true,
      ...times,
    },
  ],
  'Google ID token of a service account': [
    rs256,
    {
      iss: 'https://accounts.google.com',
      aud: 'https://service.run.app',
      azp: 'robot@p.iam.gserviceaccount.com',
      sub: '1',
      email: 'robot@p.iam.gserviceaccount.com',
      ...times,
    },
  ],
  'Google IAP': [
    es256,
    {
      iss: 'https://cloud.google.com/iap',
      aud: '/projects/1/apps/a',
      sub: 'accounts.google.com:1',
      email: 'a@example.com',
      iat: now,
      exp: now + 600,
    },
  ],
  'Firebase ID token': [
    rs256,
    {
      iss: 'https://securetoken.google.com/p',
      aud: 'p',
      auth_time: now,
      user_id: 'a',
      sub: 'a',
      ...times,
      firebase: { sign_in_provider: 'google.com' },
    },
  ],
  'self-signed token for one’s own service': [
    rs256,
    {
      iss: 'robot@p.iam.gserviceaccount.com',
      sub: 'robot@p.iam.gserviceaccount.com',
      aud: 'https://endpoints.example.com',
      ...times,
    },
  ],
  'Apple identity token': [
    rs256,
    {
      iss: 'https://appleid.apple.com',
      aud: 'com.example.app',
      iat: now,
      exp: now + 86_400,
      sub: '001',
      nonce: 'a',
      email: 'a@privaterelay.appleid.com',
      auth_time: now,
    },
  ],
  'Supabase anonymous key': [hs256, { iss: 'supabase', ref: 'a', role: 'anon', iat: now, exp: now + 300_000_000 }],
  'Supabase user token': [
    hs256,
    {
      aud: 'authenticated',
      ...times,
      iss: 'https://a.supabase.co/auth/v1',
      sub: 'b',
      email: 'a@example.com',
      role: 'authenticated',
      session_id: 'c',
    },
  ],
  'GitHub Actions ID token': [
    rs256,
    {
      jti: 'a',
      sub: 'repo:o/r:ref:refs/heads/main',
      aud: 'https://github.com/o',
      ref: 'refs/heads/main',
      repository: 'o/r',
      iss: 'https://token.actions.githubusercontent.com',
      nbf: now - 600,
      iat: now,
      exp: now + 600,
    },
  ],
  'GitLab CI ID token': [
    rs256,
    {
      namespace_id: '1',
      project_path: 'g/p',
      iss: 'https://gitlab.com',
      sub: 'project_path:g/p:ref_type:branch:ref:main',
      aud: 'https://vault',
      iat: now,
      nbf: now - 5,
      exp: now + 3600,
      jti: 'a',
    },
  ],
  'Kubernetes service account token': [
    rs256,
    {
      aud: ['https://kubernetes.default.svc'],
      ...times,
      iss: 'https://kubernetes.default.svc',
      'kubernetes.io': { namespace: 'a' },
      nbf: now - 60,
      sub: 'system:serviceaccount:a:default',
      jti: 'b',
    },
  ],
  'Salesforce bearer grant': [
    rs256,
    { iss: 'client', sub: 'user@example.com', aud: 'https://login.salesforce.com', exp: now + 600 },
  ],
  'Snowflake key pair': [rs256, { iss: 'ACCOUNT.USER.SHA256:abc=', sub: 'ACCOUNT.USER', ...times }],
  'Cloudflare Access': [
    rs256,
    {
      aud: ['a'],
      email: 'a@example.com',
      ...times,
      nbf: now - 60,
      iss: 'https://team.cloudflareaccess.com',
      type: 'app',
      identity_nonce: 'a',
      sub: 'b',
      country: 'DE',
    },
  ],
  'DocuSign grant': [
    rs256,
    { iss: 'client', sub: 'user', aud: 'account-d.docusign.com', ...times, scope: 'signature impersonation' },
  ],
  'Zoom Meeting SDK': [
    hs256,
    { appKey: 'a', sdkKey: 'a', mn: '1', role: 0, iat: now, exp: now + 7200, tokenExp: now + 7200 },
  ],
  'Zoom Video SDK': [
    hs256,
    { app_key: 'a', role_type: 1, tpc: 'room', version: 1, iat: now, exp: now + 7200, session_key: 'b' },
  ],
  'Stream chat': [hs256, { user_id: 'alice', ...times }],
  Ably: [
    { ...hs256, kid: 'app.key' },
    { ...times, 'x-ably-capability': '{"*":["*"]}', 'x-ably-clientId': 'alice' },
  ],
  'Jitsi as a service': [
    rs256,
    {
      aud: 'jitsi',
      context: { user: { id: 'a', name: 'Alice' } },
      iss: 'chat',
      sub: 'vpaas-magic-cookie-a',
      room: '*',
      nbf: now - 10,
      iat: now,
      exp: now + 7200,
    },
  ],
  Daily: [hs256, { r: 'room', d: 'a', iat: now, exp: now + 3600 }],
  'Mux signed playback': [rs256, { sub: 'playback', aud: 'v', exp: now + 3600, kid: 'k1' }],
  'Metabase embedding': [hs256, { resource: { dashboard: 1 }, params: {}, exp: now + 600, iat: now }],
  Hasura: [hs256, { sub: '1', ...times, 'https://hasura.io/jwt/claims': { 'x-hasura-default-role': 'user' } }],
  Zendesk: [
    { ...hs256, kid: 'app_1' },
    { external_id: '1', scope: 'user', name: 'Alice', ...times },
  ],
  'Discourse-like single sign-on': [
    hs256,
    { iss: 'https://sso.example.com', sub: '1', name: 'Alice', email: 'a@example.com', ...times },
  ],
  'CRM with an application id': [hs256, { application_id: 'crm', sub: 'alice', ...times }],
  'video platform with its own video claim': [hs256, { video: { id: 'a', quality: 'hd' }, ...times }],
  'DPoP proof': [
    { alg: 'ES256', typ: 'dpop+jwt', jwk: {} },
    { jti: 'a', htm: 'POST', htu: 'https://a.example.com/token', iat: now },
  ],
  'OAuth access token by RFC 9068': [
    { ...rs256, typ: 'at+jwt' },
    { iss: 'https://as.example.com', exp: now + 3600, aud: 'a', sub: 'b', client_id: 'c', iat: now, jti: 'd' },
  ],
  'Apple Music': [
    { alg: 'ES256', kid: 'ABC123DEFG' },
    { iss: 'DEF123GHIJ', iat: now, exp: now + 15_777_000 },
  ],
  MapKit: [
    { ...es256, kid: 'ABC123DEFG' },
    { iss: 'DEF123GHIJ', ...times, origin: 'https://example.com' },
  ],
  WeatherKit: [
    { alg: 'ES256', kid: 'ABC123DEFG', id: 'DEF123GHIJ.com.example' },
    { iss: 'DEF123GHIJ', ...times, sub: 'com.example' },
  ],
  'Apple Ads client secret': [
    { alg: 'ES256', kid: 'a' },
    { sub: 'SEARCHADS.a', aud: 'https://appleid.apple.com', iss: 'SEARCHADS.b', iat: now, exp: now + 15_552_000 },
  ],
  'Apple Business Manager': [
    { alg: 'ES256', kid: 'a' },
    {
      iss: 'BUSINESSAPI.a',
      sub: 'BUSINESSAPI.a',
      aud: 'https://account.apple.com/auth/oauth2/v2/token',
      jti: 'b',
      iat: now,
      exp: now + 15_552_000,
    },
  ],
  'Google Wallet': [
    rs256,
    { iss: 'robot@p.iam.gserviceaccount.com', aud: 'google', typ: 'savetowallet', ...times, payload: {} },
  ],
  'Google IAP, signed by a service account': [
    rs256,
    {
      iss: 'robot@p.iam.gserviceaccount.com',
      sub: 'robot@p.iam.gserviceaccount.com',
      aud: 'https://app.example.com/*',
      ...times,
    },
  ],
  'LiveKit webhook': [{ alg: 'HS256' }, { iss: 'APIabcdefgh', nbf: now, exp: now + 300, sha256: 'abc=' }],
  'Twilio client validation': [
    { ...rs256, cty: 'twilio-pkrv;v=1' },
    { iss: 'SK0', sub: 'AC0', nbf: now, exp: now + 300, hrh: 'host', rqh: 'a' },
  ],
  'Twilio capability token': [hs256, { scope: 'scope:client:incoming?clientName=a', iss: 'AC0', ...times }],
  Box: [
    rs256,
    {
      iss: 'a',
      sub: '1',
      box_sub_type: 'enterprise',
      aud: 'https://api.box.com/oauth2/token',
      jti: 'b',
      iat: now,
      exp: now + 45,
    },
  ],
  NetSuite: [
    { alg: 'PS256', typ: 'JWT', kid: 'a' },
    { iss: 'a', scope: ['restlets'], aud: 'https://1.suitetalk.api.netsuite.com/token', ...times },
  ],
  'Coinbase key': [
    { alg: 'ES256', kid: 'a', nonce: 'b' },
    { iss: 'cdp', sub: 'a', nbf: now, exp: now + 120, uri: 'GET api.coinbase.com/a' },
  ],
  'web push (VAPID)': [
    { alg: 'ES256', typ: 'JWT' },
    { aud: 'https://push.example.net', exp: now + 43_200, sub: 'mailto:a@example.com' },
  ],
  SPIFFE: [
    { alg: 'ES256', kid: 'a', typ: 'JWT' },
    { aud: ['a'], ...times, sub: 'spiffe://example.org/a' },
  ],
  'Atlassian Connect': [hs256, { iss: 'com.example.app', iat: now, exp: now + 180, qsh: 'a' }],
  'Shopify session': [
    hs256,
    {
      iss: 'https://a.myshopify.com/admin',
      dest: 'https://a.myshopify.com',
      aud: 'b',
      sub: '1',
      nbf: now,
      iat: now,
      exp: now + 60,
      jti: 'c',
      sid: 'd',
    },
  ],
  'authorization request': [
    { alg: 'ES256', typ: 'oauth-authz-req+jwt' },
    { iss: 'a', aud: 'https://as.example.com', client_id: 'a', response_type: 'code', scope: 'openid', ...times },
  ],
  'OpenID Federation': [
    { ...es256, typ: 'entity-statement+jwt' },
    { iss: 'https://a.example.com', sub: 'https://a.example.com', ...times, jwks: { keys: [] }, jti: 'a', aud: 'b' },
  ],
  'logout token': [
    { ...rs256, typ: 'logout+jwt' },
    { iss: 'https://as.example.com', sub: 'a', aud: 'b', ...times, jti: 'c', events: {} },
  ],
  'numbers as the issuer of more than an app': [rs256, { iss: '12345', sub: 'a', ...times }],
  Clerk: [
    rs256,
    { azp: 'http://localhost:3000', ...times, iss: 'https://clerk.example.dev', sid: 'a', sub: 'b', v: 2 },
  ],
  'LinkedIn ID token': [
    rs256,
    { iss: 'https://www.linkedin.com/oauth', aud: 'a', ...times, sub: 'b', name: 'Alice', email_verified: 'true' },
  ],
  'HashiCorp Vault identity token': [
    rs256,
    { aud: 'a', ...times, iss: 'https://vault.example.com/v1/identity/oidc', namespace: 'root', sub: 'b' },
  ],
  'Istio sample': [
    rs256,
    { exp: now + 3600, iat: now, iss: 'testing@secure.istio.io', sub: 'testing@secure.istio.io', foo: 'bar' },
  ],
  'CircleCI ID token': [rs256, { aud: 'a', ...times, iss: 'https://oidc.circleci.com/org/a', sub: 'org/a/project/b' }],
  'Firebase App Check': [
    rs256,
    { sub: '1:2:web:3', aud: ['projects/1'], iss: 'https://firebaseappcheck.googleapis.com/1', ...times, jti: 'a' },
  ],
  'proof of an attested client': [
    { ...es256, typ: 'oauth-client-attestation-pop+jwt' },
    { iss: 'a', aud: 'https://op.example.com', jti: 'b', iat: now },
  ],
  'verifiable presentation': [
    { ...es256, kid: 'did:example:a#1' },
    { vp: { verifiableCredential: [] }, iss: 'did:example:a', aud: 'did:example:b', nonce: 'c', exp: now + 3600 },
  ],
  'Twitch extension': [
    hs256,
    { exp: now + 3600, opaque_user_id: 'U1', channel_id: '2', role: 'viewer', pubsub_perms: { listen: [] } },
  ],
  'Cognito identity pool': [
    { alg: 'RS512', typ: 'JWS', kid: 'a' },
    { sub: 'eu-west-1:a', aud: 'eu-west-1:b', amr: [], iss: 'https://cognito-identity.amazonaws.com', ...times },
  ],
  'security event': [
    { ...rs256, typ: 'secevent+jwt' },
    { iss: 'https://a.example.com', jti: 'a', iat: now, aud: 'b', events: {} },
  ],
};

describe('a healthy token of somebody else is custom, and gets no finding:', () => {
  for (const [what, [header, payload]] of Object.entries(tokens))
    test(what, () => {
      const token = tokenOf(payload, header);
      expect(kindByContent(token).id).toBe('custom');
      const { problems } = inspect(token, undefined, { now: now * 1000, tolerance: 5, expiresSoon: 300 });
      expect(problems).toEqual([]);
    });
});

test('there are more than sixty of them', () => {
  expect(Object.keys(tokens).length).toBeGreaterThan(60);
});

/** Healthy tokens of our kinds in other forms than those that we write: of libraries, older versions, other products. */
const email = 'robot@project-1.iam.gserviceaccount.com';
const sid = (start: string) => start + '0'.repeat(32);
const team = { iss: 'ABCDE12345', iat: now };
const apple = { alg: 'ES256', kid: '2X9R4HXF34' };
const connect = { iss: '57246542-96fe-1a63-e053-0824d011072a', iat: now, exp: now + 1200, aud: 'appstoreconnect-v1' };
const id = '01234567-89ab-4cde-8f01-23456789abcd';
const client = { iss: 'client', sub: 'client', aud: 'https://login.example.com', jti: 'a' };
const fpa = { alg: 'HS256', typ: 'JWT', cty: 'twilio-fpa;v=1' };
const livekit = { iss: 'APIabcdefgh', nbf: now, exp: now + 21_600 };

const ours: readonly (readonly [kind: string, what: string, header: Claims, payload: Claims])[] = [
  ['github-app', 'digits as text', { alg: 'RS256' }, { iss: '12345', iat: now - 60, exp: now + 600 }],
  ['github-app', 'a number', rs256, { iss: 12345, iat: now - 30, exp: now + 570 }],
  ['github-app', 'a client id of old', rs256, { iss: 'Iv1.8a61f9b3a7aba766', iat: now - 60, exp: now + 540 }],
  [
    'github-app',
    'as long as may be, and the tolerance',
    rs256,
    { iss: 'Iv23liabcdefghijklmn', iat: now - 60, exp: now + 605 },
  ],
  [
    'google-service-account',
    'an older token endpoint',
    rs256,
    { iss: email, scope: 'a', aud: 'https://accounts.google.com/o/oauth2/token', ...times },
  ],
  [
    'google-service-account',
    'the endpoint of v4',
    rs256,
    { iss: email, scope: 'a', aud: 'https://www.googleapis.com/oauth2/v4/token', ...times },
  ],
  [
    'google-service-account',
    'for a user',
    rs256,
    { iss: email, sub: 'a@example.com', scope: 'a b', aud: 'https://oauth2.googleapis.com/token', ...times },
  ],
  [
    'google-service-account',
    'for an ID token',
    rs256,
    { iss: email, sub: email, target_audience: 'a', aud: 'https://oauth2.googleapis.com/token', ...times },
  ],
  [
    'google-service-account',
    'sent itself, for an API',
    rs256,
    { iss: email, sub: email, aud: 'https://pubsub.googleapis.com/', ...times },
  ],
  ['google-service-account', 'sent itself, with scopes', rs256, { iss: email, sub: email, scope: 'a', ...times }],
  [
    'google-service-account',
    'for Firebase',
    rs256,
    {
      iss: email,
      sub: email,
      aud: 'https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit',
      iat: now,
      exp: now + 3600,
      uid: 'a',
      claims: { admin: true },
    },
  ],
  [
    'google-service-account',
    'of App Engine',
    rs256,
    { iss: 'p@appspot.gserviceaccount.com', scope: 'a', aud: 'https://oauth2.googleapis.com/token', ...times },
  ],
  [
    'google-service-account',
    'of long ago',
    rs256,
    { iss: '1-a@developer.gserviceaccount.com', scope: 'a', aud: 'https://oauth2.googleapis.com/token', ...times },
  ],
  ['apple', 'App Store Connect', apple, connect],
  ['apple', 'App Store Connect of old, without iat', apple, { ...connect, iat: undefined }],
  ['apple', 'App Store Connect, an individual key', apple, { ...connect, iss: undefined, sub: 'user' }],
  [
    'apple',
    'App Store Connect, for some requests',
    apple,
    { ...connect, scope: ['GET /v1/apps?filter[platform]=IOS'], exp: now + 180 * 86_400 },
  ],
  ['apple', 'App Store Server', apple, { ...connect, exp: now + 3600, nonce: id, bid: 'com.example' }],
  ['apple', 'APNs', apple, team],
  ['apple', 'DeviceCheck', { ...apple, typ: 'JWT' }, team],
  [
    'apple',
    'Sign in with Apple',
    apple,
    { ...team, exp: now + 15_777_000, aud: 'https://appleid.apple.com', sub: 'com.example' },
  ],
  [
    'twilio',
    'without iat',
    fpa,
    { jti: `${sid('SK')}-1`, iss: sid('SK'), sub: sid('AC'), exp: now + 86_400, grants: { identity: 'a' } },
  ],
  [
    'twilio',
    'in a region, from a time on',
    { ...fpa, twr: 'ie1' },
    {
      jti: `${sid('SK')}-1`,
      iss: sid('SK'),
      sub: sid('AC'),
      nbf: now,
      iat: now,
      exp: now + 60,
      grants: { voice: {}, chat: {}, data_sync: {}, task_router: {}, player: {} },
    },
  ],
  [
    'livekit',
    'a participant',
    { alg: 'HS256' },
    {
      ...livekit,
      sub: 'a',
      name: 'A',
      video: { roomJoin: true, room: 'a' },
      attributes: { a: 'b' },
      metadata: '',
      kind: 'standard',
    },
  ],
  ['livekit', 'typed, without a room', hs256, { ...livekit, sub: 'a', video: { roomJoin: true } }],
  [
    'livekit',
    'a server',
    { alg: 'HS256' },
    { ...livekit, video: { roomList: true, roomCreate: true, roomAdmin: true, room: 'a' } },
  ],
  ['livekit', 'ingress', { alg: 'HS256' }, { ...livekit, video: { ingressAdmin: true } }],
  [
    'livekit',
    'an agent',
    { alg: 'HS256' },
    {
      ...livekit,
      sub: 'a',
      video: { agent: true, roomJoin: true, hidden: true, canPublishSources: ['camera'], canSubscribeMetrics: true },
    },
  ],
  [
    'livekit',
    'with telephony',
    { alg: 'HS256' },
    { ...livekit, video: { roomAdmin: true }, sip: { admin: true, call: true } },
  ],
  [
    'livekit',
    'without what is null',
    { alg: 'HS256' },
    { ...livekit, sub: 'a', video: { roomJoin: true, room: null, canPublish: null } },
  ],
  [
    'client-assertion',
    'by openid-client',
    { alg: 'ES256', kid: 'k' },
    { ...client, iat: now, nbf: now, exp: now + 60 },
  ],
  [
    'client-assertion',
    'by MSAL',
    { alg: 'PS256', 'x5t#S256': 'a', typ: 'JWT' },
    { ...client, iat: now, nbf: now, exp: now + 600 },
  ],
  ['client-assertion', 'from nbf on', rs256, { ...client, nbf: now, exp: now + 300 }],
  [
    'client-assertion',
    'a list of one',
    rs256,
    { ...client, aud: ['https://login.example.com'], iat: now, exp: now + 300 },
  ],
  [
    'client-assertion',
    'by the draft, for a day',
    { alg: 'EdDSA', typ: 'client-authentication+jwt' },
    { ...client, iat: now, exp: now + 86_400 },
  ],
  ['vonage-webhook', 'of an account', hs256, { iat: now, jti: id, iss: 'Vonage', api_key: 'abcd1234' }],
  [
    'vonage-webhook',
    'of old, long ago',
    hs256,
    {
      iat: now - 9_000_000,
      jti: id,
      iss: 'Vonage',
      api_key: 'abcd1234',
      payload_hash: 'a'.repeat(64),
      application_id: id,
    },
  ],
  ['opentok', 'REST', hs256, { iss: '45000000', ist: 'project', iat: now, exp: now + 180, jti: 'a' }],
  ['opentok', 'of an account', hs256, { iss: '45000000', ist: 'account', iat: now, exp: now + 180, jti: 'a' }],
];

describe('a healthy token of our own is of its kind, and gets no finding:', () => {
  for (const [kind, what, header, payload] of ours)
    test(`${kind}, ${what}`, () => {
      const token = tokenOf(payload, header);
      expect(kindByContent(token).id).toBe(kind);
      expect(problemsOf(token)).toEqual([]);
    });
});
