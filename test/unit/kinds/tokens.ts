import { randomUUID } from 'node:crypto';
import { inspect } from '../../../src/inspection/inspect.ts';
import { decodeToken } from '../../../src/jwt/decode.ts';
import type { CheckContext, Problem } from '../../../src/jwt/problem.ts';
import type { Token } from '../../../src/jwt/token.ts';

/** The clock of these tests, in seconds. */
export const now = 1_800_000_000;

export type Claims = Readonly<Record<string, unknown>>;

const applicationId = randomUUID();

/** A healthy payload of each kind, by the kind's id. */
export const healthy = {
  opentok: {
    iss: '45000000',
    ist: 'project',
    session_id: '1_MX40NTAwMDAwMH5-',
    create_time: now,
    nonce: 0.5,
    role: 'publisher',
    expire_time: now + 86_400,
    connection_data: '',
    initial_layout_class_list: '',
    scope: 'session.connect',
    iat: now,
    exp: now + 86_400,
  },
  'vonage-rest': { application_id: applicationId, iat: now, jti: randomUUID(), exp: now + 900 },
  'vonage-video': {
    application_id: applicationId,
    iat: now,
    jti: randomUUID(),
    exp: now + 900,
    sub: 'video',
    acl: { paths: { '/session/**': {} } },
    session_id: '1_MX4',
    scope: 'session.connect',
    role: 'publisher',
    connection_data: 'name=Alice',
    data: 'name=Alice',
    initial_layout_class_list: 'focus full',
  },
  'vonage-user': {
    application_id: applicationId,
    iat: now,
    jti: randomUUID(),
    exp: now + 900,
    sub: 'Alice',
    acl: { paths: { '/*/rtc/**': {}, '/*/users/**': { methods: ['GET'], filters: { user: 'Alice' } } } },
  },
  vanilla: {
    iss: 'https://sso.example.com',
    sub: '42',
    aud: 'https://community.example.com',
    email: 'alice@example.com',
    displayname: 'Alice',
    iat: now,
    exp: now + 900,
    picture: 'https://example.com/alice.png',
  },
  'vonage-webhook': {
    iat: now,
    jti: randomUUID(),
    iss: 'Vonage',
    payload_hash: 'a'.repeat(64),
    api_key: 'abcd1234',
    application_id: applicationId,
  },
  'google-service-account': {
    iss: 'robot@project-1.iam.gserviceaccount.com',
    scope: 'https://www.googleapis.com/auth/devstorage.read_only https://www.googleapis.com/auth/pubsub',
    aud: 'https://oauth2.googleapis.com/token',
    iat: now,
    exp: now + 3600,
  },
  apple: { iss: randomUUID(), iat: now, exp: now + 900, aud: 'appstoreconnect-v1' },
  'github-app': { iat: now - 60, exp: now + 600, iss: 'Iv23liabcdefghijklmn' },
  twilio: {
    jti: `SK${'0'.repeat(32)}-${now}`,
    grants: { identity: 'alice', video: { room: 'lobby' } },
    iat: now,
    exp: now + 3600,
    iss: `SK${'0'.repeat(32)}`,
    sub: `AC${'0'.repeat(32)}`,
  },
  livekit: {
    iss: 'APIabcdefgh',
    sub: 'alice',
    nbf: now,
    exp: now + 6 * 3600,
    video: { room: 'lobby', roomJoin: true, canPublish: false, canPublishSources: ['camera'] },
    metadata: '{}',
  },
  'client-assertion': {
    iss: 'client',
    sub: 'client',
    aud: 'https://login.example.com',
    jti: randomUUID(),
    iat: now,
    exp: now + 600,
  },
  custom: { sub: 'me', iat: now, exp: now + 900 },
} as const satisfies Readonly<Record<string, Claims>>;

export type KindId = keyof typeof healthy;

/** The header that tokens of a kind have. */
export function headerOf(kind: KindId): Claims {
  return headers[kind] ?? { alg: 'RS256', typ: 'JWT' };
}

const hmac = { alg: 'HS256', typ: 'JWT' };

const headers: Readonly<Partial<Record<KindId, Claims>>> = {
  opentok: hmac,
  vanilla: hmac,
  'vonage-webhook': hmac,
  apple: { alg: 'ES256', typ: 'JWT', kid: '2X9R4HXF34' },
  twilio: { ...hmac, cty: 'twilio-fpa;v=1' },
  livekit: { alg: 'HS256' },
};

/** A token of a payload; `undefined` members are left out. Its signature is none that verifies. */
export function tokenOf(payload: Claims, header: Claims = { alg: 'RS256', typ: 'JWT' }): Token {
  const encode = (value: Claims) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return decodeToken(`${encode(header)}.${encode(payload)}.AAAA`);
}

/** The problems that a token has at `now`, by the general checks and those of its kind. */
export function problemsOf(token: Token, document?: CheckContext['document']): readonly Problem[] {
  const context = { now: now * 1000, tolerance: 5, expiresSoon: 300, ...(document && { document }) };
  return inspect(token, undefined, context).problems;
}
