import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { decodeToken } from '../../../src/jwt/decode.ts';
import { kindByContent, kindOf, kinds } from '../../../src/kinds/index.ts';
import published from '../vectors/vonage.json' with { type: 'json' };
import { type Claims, headerOf, healthy, type KindId, problemsOf, tokenOf } from './tokens.ts';

const application_id = randomUUID();

describe('A token is recognised by its content, first match first:', () => {
  const rows: readonly (readonly [kind: string, payload: Claims, alg?: string])[] = [
    ['opentok', { ist: 'project' }],
    ['opentok', { ist: 'account', scope: 'session.connect', session_id: '1' }],
    ['opentok', { ist: 'project', application_id: 'crm' }],
    ['custom', { ist: 'user' }],
    // What the OpenTok SDK writes for a Vonage application.
    ['vonage-rest', { application_id, ist: 'project', iss: application_id }, 'RS256'],
    ['vonage-video', { application_id, ist: 'project', scope: 'session.connect' }, 'RS256'],
    ['vonage-video', { application_id, scope: 'session.connect' }],
    ['vonage-video', { application_id, session_id: '' }],
    ['vonage-video', { application_id, sub: 'video' }],
    ['vonage-video', { application_id, sub: 'Alice', acl: {}, session_id: null }],
    ['vonage-video', { session_id: '1', scope: 'session.connect', sub: 'video' }],
    ['custom', { session_id: '1', sub: 'video' }],
    ['vonage-user', { application_id, sub: 'Alice' }],
    ['vonage-user', { application_id, sub: 'Alice', scope: 'something.else' }],
    ['vonage-user', { application_id, displayname: 'A', sub: '1' }],
    ['vonage-rest', { application_id }],
    ['vonage-rest', { application_id, acl: null }],
    ['vonage-rest', { application_id, acl: { paths: { '/*/messages/**': {} } } }],
    // An application id is no name of Vonage's alone.
    ['custom', { application_id: 'crm' }],
    ['custom', { application_id: 'crm', sub: 'alice' }, 'ES256'],
    ['vonage-rest', { application_id: 'crm' }, 'RS256'],
    ['vonage-rest', { application_id: 7, scope: 'something.else', subject: 'video' }, 'PS256'],
    ['vonage-webhook', { iss: 'Vonage', payload_hash: 'a', application_id }],
    ['vonage-webhook', { iss: 'Vonage', api_key: 'a' }, 'RS256'],
    ['custom', { iss: 'Vonage' }],
    ['custom', { payload_hash: 'a', api_key: 'a' }],
    ['vanilla', { displayname: 'A', email: 'a@example.com' }],
    ['vanilla', { displayname: 'A', sub: '1' }, 'RS256'],
    ['vanilla', { displayname: null, email: null }, 'none'],
    ['custom', { displayname: 'A' }],
    ['custom', { email: 'a@example.com', sub: '1' }],
    // Tokens of OpenID Connect and OAuth, which say so.
    ...['azp', 'nonce', 'at_hash', 'scope', 'scp', 'auth_time', 'token_use', '_sd_alg'].map(
      (claim) => ['custom', { displayname: 'A', sub: '1', [claim]: 'a' }, 'RS256'] as const,
    ),
    ['google-service-account', { iss: 'a@b.iam.gserviceaccount.com', scope: 'a' }],
    ['google-service-account', { iss: '1@developer.gserviceaccount.com', target_audience: 'https://run.app' }],
    ['google-service-account', { iss: 'a@b.iam.gserviceaccount.com', aud: 'https://pubsub.googleapis.com/' }],
    [
      'google-service-account',
      { iss: 'a@appspot.gserviceaccount.com', aud: 'https://accounts.google.com/o/oauth2/token' },
    ],
    ['google-service-account', { iss: 'a@b.iam.gserviceaccount.com', aud: 'https://googleapis.com' }],
    ['google-service-account', { iss: 'a@b.iam.gserviceaccount.com', aud: ['a', 'https://pubsub.googleapis.com'] }],
    ['custom', { iss: 'a@b.iam.gserviceaccount.com', aud: 'https://service.example.com' }],
    ['custom', { iss: 'a@b.iam.gserviceaccount.com', aud: 'see https://pubsub.googleapis.com/' }],
    ['custom', { iss: 'a@b.iam.gserviceaccount.com', aud: 'https://accounts.google.com/o/oauth2/tokens' }],
    ['custom', { iss: 'a@b.iam.gserviceaccount.com', aud: 'https://a.com?https://accounts.google.com/o/oauth2/token' }],
    ['custom', { iss: 'a@b.iam.gserviceaccount.com', aud: 'https://googleapis.com.example.com/' }],
    ['custom', { iss: 'https://gserviceaccount.com', scope: 'a' }],
    ['apple', { aud: 'appstoreconnect-v1' }],
    ['apple', { aud: 'https://appleid.apple.com', iss: 'ABCDE12345' }],
    ['custom', { aud: 'https://appleid.apple.com', iss: 'https://appleid.apple.com' }],
    ['custom', { iss: 'ABCDE12345', iat: 1 }, 'ES256'],
    ['github-app', { iss: 12345, iat: 1, exp: 2 }, 'RS256'],
    ['github-app', { iss: '12345' }, 'RS256'],
    ['github-app', { iss: 'Iv1.0123456789abcdef', exp: 2 }, 'RS256'],
    ['custom', { iss: '12345', iat: 1, exp: 2, sub: 'me' }, 'RS256'],
    ['custom', { iss: '12345', iat: 1, exp: 2 }],
    ['custom', { iss: 'Ivan', iat: 1, exp: 2, aud: 'a' }, 'RS256'],
    ['custom', { iat: 1, exp: 2 }, 'RS256'],
    ['livekit', { video: { room: 'a' } }],
    ['livekit', { video: { ingressAdmin: true } }],
    ['livekit', { video: { canPublish: true } }],
    ['livekit', { video: { room_join: true } }],
    ['custom', { video: { room: 'a' } }, 'RS256'],
    ['custom', { video: { url: 'a' } }],
    ['custom', { video: { classroom: 'a', ingressAdministrator: true } }],
    ['custom', { video: 'room' }],
    ['client-assertion', { iss: 'a', sub: 'a', aud: 'b', jti: 'c', iat: 1, exp: 601 }, 'PS256'],
    ['client-assertion', { iss: 'a', sub: 'a', aud: 'b', jti: 'c', nbf: 1, exp: 61 }, 'ES256'],
    ['custom', { iss: 'a', sub: 'a', aud: 'b', jti: 'c', iat: 1, exp: 602 }, 'RS256'],
    ['custom', { iss: 'a', sub: 'a', aud: 'b', jti: 'c', iat: 1, exp: 61 }, 'HS256'],
    ['custom', { iss: 'a', sub: 'b', aud: 'b', jti: 'c', iat: 1, exp: 61 }, 'RS256'],
    ['custom', { iss: 'a', sub: 'a', aud: 'b', iat: 1, exp: 61 }, 'RS256'],
    ['custom', { aud: 'b', jti: 'c', iat: 1, exp: 61 }, 'RS256'],
    ['custom', { iss: 'a', sub: 'a', jti: 'c', iat: 1, exp: 61 }, 'RS256'],
    ['custom', {}],
  ];
  for (const [kind, payload, alg = 'HS256'] of rows)
    test(`${kind}: ${JSON.stringify(payload)}`, () => {
      expect(kindByContent(tokenOf(payload, { alg })).id).toBe(kind);
    });

  const headers: readonly (readonly [kind: string, payload: Claims, header: Claims])[] = [
    ['custom', { displayname: 'A', sub: '1' }, { alg: 'HS256', typ: 'at+jwt' }],
    ['custom', { displayname: 'A', sub: '1' }, { alg: 'HS256', typ: 'application/secevent+JWT' }],
    ['vanilla', { displayname: 'A', sub: '1' }, { alg: 'HS256', typ: 'text' }],
    ['apple', { iss: 'ABCDE12345', iat: 1 }, { alg: 'ES256', kid: 'ABCDE12346' }],
    ['custom', { iss: 'ABCDE12345', iat: 1, sub: 'a' }, { alg: 'ES256', kid: 'ABCDE12346' }],
    ['custom', { iss: 'ABCDE12345', iat: 1 }, { alg: 'RS256', kid: 'ABCDE12346' }],
    ['custom', { iss: 'ABCDE12345' }, { alg: 'ES256', kid: 'ABCDE12346' }],
    ['custom', { iss: 'example.com', iat: 1 }, { alg: 'ES256', kid: 'ABCDE12346' }],
    ['twilio', {}, { alg: 'HS512', cty: 'twilio-fpa;v=1' }],
    ['client-assertion', {}, { alg: 'RS256', typ: 'client-authentication+jwt' }],
    ['client-assertion', {}, { alg: 'RS256', typ: 'application/Client-Authentication+JWT' }],
    ['client-assertion', { iss: 'a', sub: 'a', aud: 'b', jti: 'c', iat: 1, exp: 61 }, { alg: 'RS256', typ: 'jwt' }],
    ['custom', { displayname: 'A', sub: '1', vct: 'a' }, { alg: 'HS256', typ: 'dc+sd-jwt' }],
    ['custom', { iss: 'a', sub: 'a', aud: 'b', jti: 'c', iat: 1, exp: 61 }, { alg: 'RS256', typ: 'dpop+jwt' }],
  ];
  for (const [kind, payload, header] of headers)
    test(`${kind}: ${JSON.stringify(header)} ${JSON.stringify(payload)}`, () => {
      expect(kindByContent(tokenOf(payload, header)).id).toBe(kind);
    });

  for (const payload of ['[1]', 'null', '{"application_id":', '"text"'])
    test(`custom, for a payload that is no object: ${payload}`, () => {
      const token = decodeToken(`eyJhbGciOiJSUzI1NiJ9.${Buffer.from(payload).toString('base64url')}.AAAA`);
      expect(kindByContent(token).id).toBe('custom');
    });
});

describe('a near miss is of the kind of the recipes whose key verifies it:', () => {
  const vanilla = { iss: 'a', sub: '1', aud: 'b', email: 'a@example.com', exp: 2, iat: 1 };
  const rows: readonly (readonly [kind: string, payload: Claims, proven: readonly string[], header?: Claims])[] = [
    ['vanilla', vanilla, ['vanilla']],
    ['vanilla', vanilla, ['vanilla', 'vanilla']],
    ['custom', vanilla, []],
    ['custom', vanilla, ['vanilla', 'custom']],
    ['custom', vanilla, ['custom']],
    ['custom', { ...vanilla, nonce: 'a' }, ['vanilla']],
    ['custom', vanilla, ['vanilla'], { alg: 'HS256', typ: 'at+jwt' }],
    // An SD-JWT.
    ['custom', { iss: 'a', _sd: ['b'] }, ['vonage-rest'], { alg: 'RS256' }],
    ['vonage-rest', { applicationId: application_id, iat: 1, jti: 'a' }, ['vonage-user']],
    ['vonage-user', { applicationId: application_id, iat: 1, jti: 'a', sub: 'Alice', acl: {} }, ['vonage-rest']],
    [
      'vonage-video',
      { applicationId: application_id, iat: 1, jti: 'a', sub: 'video', session_id: '1', role: 'a' },
      ['vonage-rest', 'vonage-video'],
    ],
    ['vonage-video', { applicationId: application_id, scope: 'session.connect', role: 'a' }, ['vonage-video']],
    ['custom', { applicationId: application_id, iat: 1, jti: 'a' }, ['vonage-rest', 'github-app']],
    // A secret signs webhooks alone, and a key pair none.
    ['vonage-webhook', { iss: 'Vonage', iat: 1, jti: 'a' }, ['vonage-webhook'], { alg: 'HS256' }],
    ['vonage-webhook', { iat: 1, jti: 'a', payload_hash: 'b' }, ['vonage-webhook'], { alg: 'HS256' }],
    ['vonage-rest', { applicationId: application_id, api_key: 'a' }, ['vonage-rest'], { alg: 'RS256' }],
    // Content that says more than enough is not overruled.
    ['github-app', { iss: '1', iat: 1, exp: 2 }, ['vonage-rest'], { alg: 'RS256' }],
  ];
  for (const [kind, payload, proven, header] of rows)
    test(`${kind}: ${JSON.stringify(payload)} by the key of ${proven.join(', ') || 'none'}`, () => {
      expect(kindOf(tokenOf(payload, header), proven).id).toBe(kind);
    });
});

test('what a name inherits is no claim', () => {
  expect(kindByContent(tokenOf({ toString: 1 })).id).toBe('custom');
});

for (const kind of ['vonage-rest', 'vonage-user'] as const)
  test(`the sample on Vonage's page is a ${kind} token, and nothing but expired`, () => {
    const token = decodeToken(published[kind]);
    expect(kindByContent(token).id).toBe(kind);
    expect(problemsOf(token).map(({ code }) => code)).toEqual(['expired']);
  });

for (const [id, payload] of Object.entries(healthy) as [KindId, Claims][])
  test(`a healthy ${id} token gets no finding`, () => {
    const token = tokenOf(payload, headerOf(id));
    expect(kindByContent(token).id).toBe(id);
    expect(problemsOf(token)).toEqual([]);
  });

test('every kind has a healthy token here', () => {
  expect(kinds.map(({ id }) => id).sort()).toEqual(Object.keys(healthy).sort());
});
