import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { CheckContext, Problem, RequestBody } from '../../../src/jwt/problem.ts';
import { kinds } from '../../../src/kinds/index.ts';
import { type Claims, headerOf, healthy, type KindId, now, problemsOf, tokenOf } from './tokens.ts';

/** A kind's healthy token with claims or header parameters changed, and what it is then found to have. */
interface Row {
  readonly kind: KindId;
  readonly claims?: Claims;
  readonly header?: Claims;
  readonly document?: CheckContext['document'];
  /** The code, and the claim that it is about where it is about one. */
  readonly has?: readonly [code: string, claim?: string];
}

const day = 24 * 60 * 60;
const without = undefined;

function every(kinds: readonly KindId[], row: Omit<Row, 'kind'>): readonly Row[] {
  return kinds.map((kind) => ({ kind, ...row }));
}

const vonage: readonly KindId[] = ['vonage-rest', 'vonage-video', 'vonage-user'];

function missing(kind: KindId, code: string, claims: readonly string[]): readonly Row[] {
  return claims.flatMap((claim) => [
    { kind, claims: { [claim]: without }, has: [code, claim] as const },
    // What should be a time is no number then.
    ...(['iat', 'exp'].includes(claim) ? [] : [null, '']).map((value) => ({
      kind,
      claims: { [claim]: value },
      has: [code, claim] as const,
    })),
  ]);
}

const video = (claims: Claims, code?: string, claim = Object.keys(claims).at(-1) ?? ''): Row => ({
  kind: 'vonage-video',
  claims,
  ...(code !== undefined && { has: [code, claim] as const }),
});
const acl = (value: unknown, code?: string) => video({ acl: value }, code);
const paths = (...names: readonly string[]) => ({ paths: Object.fromEntries(names.map((name) => [name, {}])) });

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

function webhook(payload_hash: string, body: RequestBody | undefined, isOther = false): Row {
  return {
    kind: 'vonage-webhook',
    claims: { payload_hash },
    document: { languageId: 'http', path: 'a.http', body: () => body },
    ...(isOther && { has: ['vonage.payload-hash', 'payload_hash'] }),
  };
}

const on = (kind: KindId, code: string, claims: Claims, claim = Object.keys(claims).at(-1) ?? ''): Row => ({
  kind,
  claims,
  has: [`${kind}.${code}`, claim],
});

const apns = { iss: 'ABCDE12345', iat: now, exp: without, aud: without };
const signIn = { iss: 'ABCDE12345', aud: 'https://appleid.apple.com', sub: 'com.example.app' };

const neighbours: Readonly<Record<string, readonly Row[]>> = {
  'google-service-account.missing-claim': [
    ...missing('google-service-account', 'google-service-account.missing-claim', ['iat', 'exp']),
    on('google-service-account', 'missing-claim', { scope: without }),
    on('google-service-account', 'missing-claim', {
      aud: 'https://accounts.google.com/o/oauth2/token',
      scope: without,
    }),
    { kind: 'google-service-account', claims: { scope: without, target_audience: 'https://service.run.app' } },
    // Signed for an API by itself, and a Firebase custom token.
    { kind: 'google-service-account', claims: { scope: without, aud: 'https://pubsub.googleapis.com/', sub: 'robot' } },
    { kind: 'google-service-account', claims: { aud: without, sub: 'robot' } },
    {
      kind: 'google-service-account',
      claims: {
        scope: without,
        uid: 'alice',
        aud: 'https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit',
      },
    },
  ],
  'google-service-account.wrong-algorithm': ['RS512', 'HS256', 'ES256'].map(
    (alg): Row => ({
      kind: 'google-service-account',
      header: { alg },
      has: ['google-service-account.wrong-algorithm', 'alg'],
    }),
  ),
  'google-service-account.lifetime-too-long': [
    on('google-service-account', 'lifetime-too-long', { exp: now + 3606 }),
    { kind: 'google-service-account', claims: { exp: now + 3605 } },
  ],
  'google-service-account.scope-not-text': [on('google-service-account', 'scope-not-text', { scope: ['a'] })],
  'apple.missing-claim': [
    ...['exp', 'iss'].map((claim) => on('apple', 'missing-claim', { [claim]: without })),
    { kind: 'apple', claims: { iat: without } },
    { kind: 'apple', claims: { iss: without, sub: 'user' } },
    on('apple', 'missing-claim', { bid: 'com.example', iat: without }),
    { kind: 'apple', claims: { bid: 'com.example' } },
    on('apple', 'missing-claim', { ...signIn, sub: without }),
    { kind: 'apple', claims: signIn },
    { kind: 'apple', claims: apns },
  ],
  'apple.wrong-algorithm': [{ kind: 'apple', header: { alg: 'RS256' }, has: ['apple.wrong-algorithm', 'alg'] }],
  'apple.lifetime-too-long': [
    on('apple', 'lifetime-too-long', { exp: now + 1206 }),
    { kind: 'apple', claims: { exp: now + 1200 } },
    { kind: 'apple', claims: { scope: ['GET /v1/apps'], exp: now + 150 * day } },
    on('apple', 'lifetime-too-long', { scope: ['GET /v1/apps'], exp: now + 200 * day }),
    { kind: 'apple', claims: { bid: 'com.example', exp: now + 3600 } },
    on('apple', 'lifetime-too-long', { bid: 'com.example', exp: now + 3606 }),
    { kind: 'apple', claims: { ...signIn, exp: now + 15_777_000 } },
    on('apple', 'lifetime-too-long', { ...signIn, exp: now + 15_777_006 }),
  ],
  'apple.missing-kid': [{ kind: 'apple', header: { kid: without }, has: ['apple.missing-kid', 'kid'] }],
  'github-app.missing-claim': ['iat', 'exp'].map((claim) => on('github-app', 'missing-claim', { [claim]: without })),
  'github-app.wrong-algorithm': [],
  'github-app.lifetime-too-long': [
    on('github-app', 'lifetime-too-long', { iat: now, exp: now + 666 }),
    { kind: 'github-app', claims: { iat: now, exp: now + 660 } },
    { kind: 'github-app', claims: { iat: now - 30, exp: now + 570, iss: 12345 } },
  ],
  'twilio.missing-claim': [
    ...missing('twilio', 'twilio.missing-claim', ['jti', 'grants', 'exp']),
    { kind: 'twilio', claims: { iat: without, nbf: now } },
  ],
  'twilio.wrong-algorithm': [{ kind: 'twilio', header: { alg: 'RS256' }, has: ['twilio.wrong-algorithm', 'alg'] }],
  'twilio.lifetime-too-long': [
    on('twilio', 'lifetime-too-long', { exp: now + day + 6 }),
    { kind: 'twilio', claims: { exp: now + day } },
  ],
  'twilio.issuer-or-subject': [
    on('twilio', 'issuer-or-subject', { iss: 'AC1' }),
    on('twilio', 'issuer-or-subject', { sub: 'SK1' }),
    on('twilio', 'issuer-or-subject', { sub: 7 }),
  ],
  'livekit.missing-claim': [
    on('livekit', 'missing-claim', { sub: without }),
    on('livekit', 'missing-claim', { iss: '' }),
    on('livekit', 'missing-claim', { exp: without }),
    { kind: 'livekit', claims: { sub: without, video: { roomList: true } } },
    { kind: 'livekit', claims: { video: { roomJoin: true } } },
  ],
  'livekit.wrong-algorithm': [],
  'livekit.grant-type': [
    on('livekit', 'grant-type', { video: { room: 7 } }),
    on('livekit', 'grant-type', { video: { roomJoin: 'true' } }),
    on('livekit', 'grant-type', { video: { roomList: 1 } }),
    on('livekit', 'grant-type', { video: { canPublishSources: 'camera' } }),
    { kind: 'livekit', claims: { video: { room: 'a', canPublishSources: [], new_thing: 7, newThing: 'a' } } },
  ],
  'livekit.unknown-grant': [
    on('livekit', 'unknown-grant', { video: { room: 'a', room_join: true } }),
    on('livekit', 'unknown-grant', { video: { room: 'a', can_publish_data: true } }),
  ],
  'client-assertion.missing-claim': ['iss', 'sub', 'aud', 'exp', 'jti'].map((claim) => ({
    ...on('client-assertion', 'missing-claim', { [claim]: without }),
    header: { typ: 'client-authentication+jwt' },
  })),
  'client-assertion.wrong-algorithm': [
    {
      kind: 'client-assertion',
      header: { typ: 'client-authentication+jwt', alg: 'HS256' },
      has: ['client-assertion.wrong-algorithm', 'alg'],
    },
    ...['RS256', 'PS512', 'ES384', 'EdDSA', 'ML-DSA-44'].map(
      (alg): Row => ({ kind: 'client-assertion', header: { alg } }),
    ),
  ],
  'client-assertion.subject': [
    { ...on('client-assertion', 'subject', { sub: 'alice' }), header: { typ: 'client-authentication+jwt' } },
  ],
  'client-assertion.audience': [
    on('client-assertion', 'audience', { aud: ['https://a.example.com', 'https://b.example.com'] }),
    { kind: 'client-assertion', claims: { aud: ['https://a.example.com'] } },
  ],
};

/** Each code with tokens that have it, and tokens that just have it not. */
const rows: Readonly<Record<string, readonly Row[]>> = {
  'vonage.missing-claim': [
    ...missing('vonage-rest', 'vonage.missing-claim', ['jti']),
    { kind: 'vonage-rest', claims: { iat: without }, has: ['vonage.missing-claim', 'iat'] },
    { kind: 'vonage-rest', claims: { application_id: '' }, has: ['vonage.missing-claim', 'application_id'] },
    { kind: 'vonage-rest', claims: { exp: without } },
    ...missing('vonage-video', 'vonage.missing-claim', ['sub', 'acl', 'session_id', 'role']),
    { kind: 'vonage-video', claims: { scope: without }, has: ['vonage.missing-claim', 'scope'] },
    { kind: 'vonage-video', claims: { connection_data: without, data: without, initial_layout_class_list: without } },
    ...[null, ''].map((sub): Row => ({ kind: 'vonage-user', claims: { sub }, has: ['vonage.missing-claim', 'sub'] })),
    ...missing('vonage-webhook', 'vonage.missing-claim', ['jti', 'iat', 'api_key']),
    { kind: 'vonage-webhook', claims: { payload_hash: without, application_id: without } },
    { kind: 'vonage-user', claims: { acl: without } },
  ],
  'vonage.wrong-algorithm': [
    ...['RS384', 'PS256', 'HS256', 'rs256', 'none'].flatMap((alg) =>
      every(vonage, { header: { alg }, has: ['vonage.wrong-algorithm', 'alg'] }),
    ),
  ],
  'vonage.application-id-not-uuid': [
    ...['0000', 'g0000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000 ', 7, {}].flatMap((id) =>
      every(vonage, { claims: { application_id: id }, has: ['vonage.application-id-not-uuid', 'application_id'] }),
    ),
    ...['00000000-0000-0000-0000-000000000000', 'ABCDEF01-2345-6789-abcd-ef0123456789'].flatMap((id) =>
      every(vonage, { claims: { application_id: id } }),
    ),
  ],
  'vonage.lifetime-too-long': [
    // Vonage's own SDK rounds up: what is within the tolerance is healthy.
    ...every(vonage, { claims: { exp: now + day + 1 } }),
    ...every(vonage, { claims: { exp: now + day + 5 } }),
    ...every(vonage, { claims: { exp: now + day + 6 }, has: ['vonage.lifetime-too-long', 'exp'] }),
    ...every(vonage, { claims: { exp: now + day } }),
    ...every(vonage, { claims: { iat: now - day + 600, exp: now + 606 }, has: ['vonage.lifetime-too-long', 'exp'] }),
  ],
  'vonage.sdk-option-as-claim': ['ttl', 'subject', 'issued_at', 'notBefore', 'expireTime'].flatMap((claim) => [
    ...every(vonage, { claims: { [claim]: 1 }, has: ['vonage.sdk-option-as-claim', claim] }),
    { kind: 'custom', claims: { [claim]: 1 } } as const,
  ]),
  'vonage.root-token-in-client-code': [
    ...[
      ['html', 'index.html'],
      ['javascriptreact', 'a.jsx'],
      ['typescriptreact', 'a.tsx'],
      ['vue', 'a.vue'],
      ['svelte', 'a.svelte'],
      ['plaintext', 'a.VUE'],
      ['javascript', 'public/a.js'],
      ['json', 'web/static/a.json'],
      ['kotlin', 'app/Main.kt'],
      ['swift', 'App.swift'],
      ['dart', 'lib/main.dart'],
      ['plaintext', 'lib/main.dart'],
      ['astro', 'index.astro'],
      ['javascript', 'www/a.js'],
      ['javascript', 'assets/app.mjs'],
      ['typescript', 'client/main.ts'],
      ['javascript', 'entry.client.js'],
    ].map(
      ([languageId = '', path = '']): Row => ({
        kind: 'vonage-rest',
        document: { languageId, path },
        has: ['vonage.root-token-in-client-code'],
      }),
    ),
    ...[
      ['javascript', 'server.js'],
      ['typescript', 'republic/a.ts'],
      ['javascript', 'statics/a.js'],
      ['http', 'requests.http'],
      ['markdown', 'public.md'],
      ['json', 'assets/token.json'],
      ['javascript', 'clients/api.js'],
    ].map(([languageId = '', path = '']): Row => ({ kind: 'vonage-rest', document: { languageId, path } })),
    { kind: 'vonage-video', document: { languageId: 'html', path: 'index.html' } },
    {
      kind: 'vonage-rest',
      claims: { acl: { paths: { '/*/messages/**': {} } } },
      document: { languageId: 'html', path: 'index.html' },
    },
    { kind: 'vonage-user', document: { languageId: 'vue', path: 'public/a.vue' } },
  ],
  'vonage.invalid-role': [
    ...['host', 'Publisher', 'publisher '].map((role) => video({ role }, 'vonage.invalid-role')),
    ...['publisher', 'subscriber', 'moderator', 'publisheronly'].map((role) => video({ role })),
  ],
  'vonage.invalid-acl': [
    ...[
      '{"paths":{"/session/**":{}}}',
      [],
      {},
      { paths: [7] },
      { paths: '/session/**' },
      { paths: { 'session/**': {} } },
      { paths: { '/session/ **': {} } },
      { paths: { '/session/**': [7] } },
      { paths: { '/session/**': 'GET' } },
      { paths: { '/session/**': { methods: 'GET' } } },
      { paths: { '/session/**': { methods: [''] } } },
      { paths: { '/session/**': { filters: [7] } } },
    ].map((value) => acl(value, 'vonage.invalid-acl')),
    acl({ paths: { '/session/**': { methods: ['GET', 'post'], filters: { to: '1' } } } }),
    // As PHP writes an empty object.
    acl({ paths: { '/session/**': [] } }),
    acl({ paths: { '/session/**': { filters: [] } } }),
    { kind: 'vonage-user', claims: { acl: { paths: [] } } },
    { kind: 'vonage-rest', claims: { acl: '{}' }, has: ['vonage.invalid-acl', 'acl'] },
    { kind: 'vonage-rest', claims: { acl: { paths: { '/*/messages/**': {} } } } },
    { kind: 'vonage-user', claims: { acl: 7 }, has: ['vonage.invalid-acl', 'acl'] },
    { kind: 'vonage-user', claims: { acl: { paths: {} } } },
  ],
  'vonage.acl-without-session': [
    ...['/*/rtc/**', '/rtc/**', '/rtc/*', '/*/sessional/**', '/*/users/session/**', '/v2/users/**'].map((path) =>
      acl(paths(path), 'vonage.acl-without-session'),
    ),
    acl({ paths: {} }, 'vonage.acl-without-session'),
    ...['/session/**', '/*/session/**', '/*/sessions/**', '/v2/session/1_MX4', '/**', '/*/**', '/*', '/*/*'].map(
      (path) => acl(paths('/*/rtc/**', path)),
    ),
    { kind: 'vonage-user', claims: { acl: paths('/*/rtc/**') } },
  ],
  'vonage.invalid-scope': [
    video({ scope: 'session' }, 'vonage.invalid-scope'),
    video({ scope: ['session.connect'] }, 'vonage.invalid-scope'),
    { kind: 'vonage-user', claims: { scope: 'session' } },
  ],
  'vonage.invalid-subject': [
    ...['alice', 'Video', 7, {}].map((sub) => video({ sub }, 'vonage.invalid-subject')),
    video({ sub: 'video' }),
    { kind: 'vonage-user', claims: { sub: 'alice' } },
  ],
  'vonage.claim-not-text': [
    ...[7, {}, [], true].flatMap((jti): readonly Row[] =>
      ([...vonage, 'vonage-webhook'] as const).map((kind) => ({
        kind,
        claims: { jti },
        has: ['vonage.claim-not-text', 'jti'],
      })),
    ),
    ...['session_id', 'data', 'connection_data', 'role'].map((claim) => video({ [claim]: 7 }, 'vonage.claim-not-text')),
    video({ role: ['publisher'] }, 'vonage.claim-not-text'),
    video({ data: null, connection_data: null }),
    { kind: 'custom', claims: { jti: 7 } },
  ],
  'vonage.payload-hash': [
    ...['a', 'A'.repeat(64), 'a'.repeat(65), `${'a'.repeat(64)}\n`, 7].map(
      (payload_hash): Row => ({
        kind: 'vonage-webhook',
        claims: { payload_hash },
        has: ['vonage.payload-hash', 'payload_hash'],
      }),
    ),
    webhook(hash('{"a":1}'), { body: '{"a":1}' }),
    webhook(hash('{"a":1}'), { body: '{ "a": 1 }' }),
    webhook(hash('é\n'), { body: 'é\n' }),
    webhook(hash('{"a":1}'), { body: '{"a":2}' }, true),
    webhook(hash('{ "a": 1 }'), { body: '{"a":1}' }, true),
    webhook(hash('text'), { body: 'text ' }, true),
    webhook(hash('text'), { unresolved: ['name'] }),
    webhook(hash('text'), undefined),
    { kind: 'custom', claims: { payload_hash: 'a' } },
  ],
  'vonage.data-too-long': [
    video({ connection_data: 'a'.repeat(1001) }, 'vonage.data-too-long'),
    video({ data: 'a'.repeat(1001) }, 'vonage.data-too-long'),
    video({ connection_data: 'a'.repeat(1000), data: 'a'.repeat(1000) }),
  ],
  'vonage.layout-not-a-string': [
    video({ initial_layout_class_list: ['focus', 'full'] }, 'vonage.layout-not-a-string'),
    video({ initial_layout_class_list: null }, 'vonage.layout-not-a-string'),
    video({ initial_layout_class_list: '' }),
  ],
  'vonage.data-claim': [
    video({ connection_data: without, data: 'a' }, 'vonage.data-claim'),
    video({ connection_data: 'a', data: without }),
  ],
  'vanilla.missing-claim': [
    ...missing('vanilla', 'vanilla.missing-claim', ['iss', 'aud', 'email']),
    { kind: 'vanilla', claims: { sub: without }, has: ['vanilla.missing-claim', 'sub'] },
    { kind: 'vanilla', claims: { displayname: '' }, has: ['vanilla.missing-claim', 'displayname'] },
    { kind: 'vanilla', claims: { exp: without }, has: ['vanilla.missing-claim', 'exp'] },
    { kind: 'vanilla', claims: { picture: without } },
  ],
  'vanilla.no-issue-time': [
    { kind: 'vanilla', claims: { iat: without }, has: ['vanilla.no-issue-time'] },
    { kind: 'vanilla', claims: { iat: without, nbf: now } },
    { kind: 'vanilla', claims: { nbf: now } },
  ],
  'vanilla.wrong-algorithm': [
    ...['RS256', 'none', 'hs256'].map(
      (alg): Row => ({
        kind: 'vanilla',
        header: { alg },
        has: ['vanilla.wrong-algorithm', 'alg'],
      }),
    ),
    ...['HS256', 'HS384', 'HS512'].map((alg): Row => ({ kind: 'vanilla', header: { alg } })),
  ],
  'vanilla.wrong-type': [
    ...[without, 'jwt', 'JOSE', 7].map(
      (typ): Row => ({ kind: 'vanilla', header: { typ }, has: ['vanilla.wrong-type', 'typ'] }),
    ),
    { kind: 'vanilla', header: { typ: 'JWT' } },
    { kind: 'custom', header: { typ: without } },
  ],
  ...neighbours,
};

/** Findings of the general checks that come with some rows; they are tested elsewhere. */
const companions = /^(unsigned|no-expiry|expires-soon|expired|time-not-a-number|issued-in-future)$/;

/** What a problem's sentence leaves to its data. */
function holesOf(problem: Problem | undefined): readonly string[] {
  const { message = '', messages } =
    kinds.flatMap(({ checks }) => checks).find(({ code }) => code === problem?.code) ?? {};
  const words = messages?.[String(problem?.data?.reason)] ?? message;
  return [...words.matchAll(/\{(\w+)\}/g)].flatMap(([, name = '']) => name);
}

for (const [code, cases] of Object.entries(rows)) {
  // A token of another algorithm is not recognised: the rule is for recipes alone.
  if (cases.length === 0) continue;
  describe(code, () => {
    for (const { kind, claims = {}, header, document, has } of cases) {
      const change = JSON.stringify({ ...claims, ...header, ...document }, (_, value) => value ?? 'absent').slice(
        0,
        80,
      );
      test(`${has ? 'on' : 'not on'} a ${kind} token with ${change}`, () => {
        const token = tokenOf({ ...healthy[kind], ...claims }, { ...headerOf(kind), ...header });
        const found = problemsOf(token, document).filter((problem) => !companions.test(problem.code));
        if (!has) return expect(found).toEqual([]);
        const [, claim] = has;
        expect(found.map((problem) => problem.code)).toContain(code);
        const problem = found.find((candidate) => candidate.code === code);
        if (claim !== undefined) expect(problem?.claim).toBe(claim);
        expect(Object.keys({ claim, ...problem?.data })).toEqual(expect.arrayContaining([...holesOf(problem)]));
        return undefined;
      });
    }
  });
}

test('every check of every kind has its rows', () => {
  const codes = new Set(kinds.flatMap(({ checks }) => checks.map(({ code }) => code)));
  expect([...codes].sort()).toEqual(Object.keys(rows).sort());
});

test('each code has one source page and one default severity', () => {
  const checks = kinds.flatMap(({ checks }) => checks);
  for (const { code, source, severity, message } of checks) {
    expect(source).toMatch(/^https:\/\//);
    const same = checks.filter((check) => check.code === code);
    expect(new Set(same.map((check) => `${check.source} ${check.severity} ${check.message}`)).size, code).toBe(1);
    expect([severity, message]).not.toContain('');
  }
});

describe('one fault is one finding', () => {
  type Fault = readonly [kind: KindId, claims: Claims, codes: readonly string[], header?: Claims];
  const table: readonly Fault[] = [
    ['vonage-rest', { iat: null }, ['time-not-a-number']],
    ['vonage-rest', { iat: '' }, ['time-not-a-number']],
    ['vonage-rest', { iat: without }, ['vonage.missing-claim']],
    ['vonage-rest', { exp: null }, ['time-not-a-number']],
    ['vonage-rest', { application_id: '' }, ['vonage.missing-claim']],
    ['vonage-rest', { application_id: 'crm' }, ['vonage.application-id-not-uuid']],
    ['vonage-rest', { jti: 7 }, ['vonage.claim-not-text']],
    ['vonage-rest', { jti: null }, ['vonage.missing-claim']],
    ['vonage-video', { scope: null }, ['vonage.missing-claim']],
    ['vonage-video', { role: '' }, ['vonage.missing-claim']],
    ['vonage-video', { acl: [] }, ['vonage.invalid-acl']],
    ['vanilla', { exp: null }, ['time-not-a-number']],
    ['vanilla', { exp: without }, ['vanilla.missing-claim']],
    ['vanilla', { aud: [] }, ['vanilla.missing-claim']],
    ['vanilla', { nbf: 'x' }, ['time-not-a-number']],
    ['twilio', { iss: '' }, ['twilio.missing-claim']],
    ['custom', { exp: null }, ['time-not-a-number']],
    ['custom', { nbf: 'x' }, ['time-not-a-number']],
    ['custom', { aud: [], jti: 7 }, []],
    [
      'custom',
      { iss: 'a', exp: null, aud: [], sub: '', client_id: 'c', jti: 'a' },
      ['access-token.missing-claim', 'time-not-a-number', 'access-token.missing-claim'],
      { alg: 'RS256', typ: 'at+jwt' },
    ],
  ];
  for (const [kind, claims, codes, header = headerOf(kind)] of table)
    test(`on a ${kind} token with ${JSON.stringify(claims)}: ${codes}`, () => {
      const found = problemsOf(tokenOf({ ...healthy[kind], ...claims }, header));
      expect(found.map(({ code }) => code).sort()).toEqual(codes.toSorted());
    });

  const odd = [null, '', 'x', [], [''], [null], {}, 7, -1, true, 1e300, now * 1000];
  // That an expiry is past is not all that is to be said of one before the issue.
  const states = ['expired', 'expires-before-issued'];
  test.each(Object.keys(healthy) as KindId[])('whatever a claim of a %s token is', (kind) => {
    const payload = healthy[kind];
    const described = Object.keys(kinds.find(({ id }) => id === kind)?.claims ?? {});
    for (const claim of new Set([...Object.keys(payload), ...described, 'exp', 'iat', 'nbf', 'jti', 'aud']))
      for (const value of odd) {
        const found = problemsOf(tokenOf({ ...payload, [claim]: value }, headerOf(kind)));
        const codes = found.filter((problem) => problem.claim === claim).map(({ code }) => code);
        if (!codes.every((code) => states.includes(code)))
          expect(codes.length, `${claim} ${JSON.stringify(value)}: ${codes}`).toBeLessThanOrEqual(1);
      }
  });
});
