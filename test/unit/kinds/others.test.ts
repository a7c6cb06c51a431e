import { describe, expect, test } from 'vitest';
import { inspect } from '../../../src/inspection/inspect.ts';
import { kindByContent } from '../../../src/kinds/index.ts';
import { type Claims, now, tokenOf } from './tokens.ts';

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

test('there are more than thirty of them', () => {
  expect(Object.keys(tokens).length).toBeGreaterThan(30);
});
