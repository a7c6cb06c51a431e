import { describe, expect, test } from 'vitest';
import { kinds } from '../../../src/kinds/index.ts';
import { type Claims, headerOf, healthy, type KindId, now, problemsOf, tokenOf } from './tokens.ts';

/** A kind's healthy token with claims or header parameters changed, and what it is then found to have. */
interface Row {
  readonly kind: KindId;
  readonly claims?: Claims;
  readonly header?: Claims;
  readonly document?: { readonly languageId: string; readonly path: string };
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
    { kind, claims: { [claim]: null }, has: [code, claim] as const },
    { kind, claims: { [claim]: '' }, has: [code, claim] as const },
  ]);
}

const video = (claims: Claims, code?: string, claim = Object.keys(claims).at(-1) ?? ''): Row => ({
  kind: 'vonage-video',
  claims,
  ...(code !== undefined && { has: [code, claim] as const }),
});
const acl = (value: unknown, code?: string) => video({ acl: value }, code);
const paths = (...names: readonly string[]) => ({ paths: Object.fromEntries(names.map((name) => [name, {}])) });

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
    ...missing('vonage-user', 'vonage.missing-claim', ['sub']),
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
    ...every(vonage, { claims: { exp: now + day + 1 }, has: ['vonage.lifetime-too-long', 'exp'] }),
    ...every(vonage, { claims: { exp: now + day } }),
    ...every(vonage, { claims: { iat: now - day + 600, exp: now + 601 }, has: ['vonage.lifetime-too-long', 'exp'] }),
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
    ].map(([languageId = '', path = '']): Row => ({ kind: 'vonage-rest', document: { languageId, path } })),
    { kind: 'vonage-video', document: { languageId: 'html', path: 'index.html' } },
    { kind: 'vonage-user', document: { languageId: 'vue', path: 'public/a.vue' } },
  ],
  'vonage.invalid-role': [
    ...['host', 'Publisher', 'publisher ', 7, ['publisher']].map((role) => video({ role }, 'vonage.invalid-role')),
    ...['publisher', 'subscriber', 'moderator', 'publisheronly'].map((role) => video({ role })),
  ],
  'vonage.invalid-acl': [
    ...[
      '{"paths":{"/session/**":{}}}',
      [],
      {},
      { paths: [] },
      { paths: '/session/**' },
      { paths: { 'session/**': {} } },
      { paths: { '/session/ **': {} } },
      { paths: { '/session/**': [] } },
      { paths: { '/session/**': { methods: 'GET' } } },
      { paths: { '/session/**': { methods: [''] } } },
      { paths: { '/session/**': { filters: [] } } },
    ].map((value) => acl(value, 'vonage.invalid-acl')),
    acl({ paths: { '/session/**': { methods: ['GET', 'post'], filters: { to: '1' } } } }),
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
};

/** Findings of the general checks that come with some rows; they are tested elsewhere. */
const companions = /^(unsigned|no-expiry|expires-soon|expired|time-not-a-number|issued-in-future)$/;

for (const [code, cases] of Object.entries(rows)) {
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
