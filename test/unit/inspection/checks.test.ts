import { describe, expect, it } from 'vitest';
import { generalChecks } from '../../../src/inspection/checks.ts';
import { type InspectionContext, inspect } from '../../../src/inspection/inspect.ts';
import { problemSource } from '../../../src/inspection/sources.ts';
import { decodeToken } from '../../../src/jwt/decode.ts';
import type { SecretEncoding } from '../../../src/jwt/key.ts';
import type { Problem } from '../../../src/jwt/problem.ts';
import type { SignatureVerdict } from '../../../src/jwt/verdict.ts';
import type { Candidate } from '../../../src/jwt/verify.ts';
import { encode, tokenOf } from '../jwt/tokens.ts';

const now = 1_700_000_000;
const context: InspectionContext = { now: now * 1000, tolerance: 5, expiresSoon: 300 };
const healthy = { iat: now - 60, exp: now + 3600 };

const check = (text: string, more: Partial<InspectionContext> = {}, signature?: SignatureVerdict) =>
  inspect(decodeToken(text), signature && { signature }, { ...context, ...more }).problems;

/** A problem as its code, what it points at (decoded text, or `<the token's>`), and its data. */
function show(text: string, { code, part, span, tokenSpan, claim, data }: Problem): readonly unknown[] {
  const decoded = part && decodeToken(text)[part]?.text;
  const at = tokenSpan
    ? `<${text.slice(tokenSpan.start, tokenSpan.end)}>`
    : span && decoded?.slice(span.start, span.end);
  return [code, at ?? part, ...(claim === undefined ? [] : [claim]), ...(data ? [data] : [])];
}

const shown = (text: string, more?: Partial<InspectionContext>, signature?: SignatureVerdict) =>
  check(text, more, signature).map((problem) => show(text, problem));

describe('generalChecks', () => {
  it('finds nothing in a healthy token', () => {
    expect(
      check(tokenOf({ ...healthy, sub: 'x', nbf: now, jti: '1' }, { alg: 'RS256', typ: 'JWT', kid: '1' })),
    ).toEqual([]);
    expect(check(`${encode('{"alg":"dir","enc":"A128GCM"}')}..aXY.Y2k.dGFn`)).toEqual([]);
    expect(check(tokenOf(tokenOf(healthy), { alg: 'HS256', cty: 'JWT' }))).toEqual([]);
  });

  const times: readonly (readonly [what: string, claims: object | string, problems: readonly unknown[][]])[] = [
    ['expired', { exp: now - 60 }, [['expired', `${now - 60}`, 'exp', { ago: 60 }]]],
    ['expires soon', { exp: now + 60.5 }, [['expires-soon', `${now + 60.5}`, 'exp', { in: 60 }]]],
    ['expires soon, early in its life', { iat: now - 10, exp: now + 60 }, []],
    ['expires within the tolerance', { exp: now - 3 }, [['expires-soon', `${now - 3}`, 'exp', { in: 0 }]]],
    ['is not valid yet', { nbf: now + 60, exp: now + 900 }, [['not-yet-valid', `${now + 60}`, 'nbf', { in: 60 }]]],
    [
      'is issued in the future',
      { iat: now + 60, exp: now + 900 },
      [['issued-in-future', `${now + 60}`, 'iat', { in: 60 }]],
    ],
    ['has no expiry', { iat: now }, [['no-expiry', 'payload', 'exp']]],
    [
      'expires when issued',
      { iat: now + 1, exp: now + 1 },
      [['expires-before-issued', `${now + 1}`, 'exp', { other: 'iat' }]],
    ],
    [
      'expires before it is valid',
      { iat: 1, nbf: now - 10, exp: now - 20 },
      [
        ['expires-before-issued', `${now - 20}`, 'exp', { other: 'nbf' }],
        ['expired', `${now - 20}`, 'exp', { ago: 20 }],
      ],
    ],
    [
      'has milliseconds',
      '{"iat":1700000000000,"exp":1e15,"nbf":1e999}',
      [
        ['time-in-milliseconds', '1700000000000', 'iat', { unit: 'milliseconds' }],
        ['time-in-milliseconds', '1e999', 'nbf', { unit: 'nanoseconds' }],
        ['time-in-milliseconds', '1e15', 'exp', { unit: 'microseconds' }],
      ],
    ],
    ['has the largest time in seconds', { exp: 999_999_999_999 }, []],
    [
      'has other types',
      { iat: null, nbf: ['x'], exp: '1' },
      [
        ['time-not-a-number', 'null', 'iat', { type: 'null' }],
        ['time-not-a-number', '["x"]', 'nbf', { type: 'array' }],
        ['time-not-a-number', '"1"', 'exp', { type: 'string' }],
      ],
    ],
    ['expires in the year 9999', { exp: 253_402_300_799 }, []],
    ['has an expiry twice', `{"exp":1,"exp":${now + 900}}`, [['duplicate-claim', '"exp"', 'exp']]],
    [
      'has a name twice deeper in it',
      `{"exp":${now + 900},"a":[{"b":1,"\\u0062":2}]}`,
      [['duplicate-claim', '"\\u0062"', 'b']],
    ],
  ];
  it.each(times)('says that a token %s', (_, claims, problems) => {
    expect(shown(tokenOf(claims))).toEqual(problems);
  });

  const vonage = { application_id: '78d335fa-323d-0114-9c3d-d6f0d48968cf', jti: '1' };
  const rs256 = { alg: 'RS256' };

  it('points at the issue that an expiry by default is counted from', () => {
    expect(shown(tokenOf({ ...vonage, iat: now - 1000 }, rs256))).toEqual([
      ['expired', `${now - 1000}`, 'iat', { ago: 100, life: 900, origin: 'default' }],
    ]);
  });

  it('points at the expiry that the issuer does not wait for', () => {
    const claims = { ...vonage, iat: now - 90_000, exp: now + 86_400 };
    expect(shown(tokenOf(claims, rs256))).toContainEqual([
      'expired',
      `${now + 86_400}`,
      'exp',
      { ago: 3600, life: 86_400, origin: 'limit' },
    ]);
  });

  it('reads the claims that the issuer keeps times in where the registered ones are absent', () => {
    const openTok = { ist: 'project', create_time: '1', expire_time: now - 60 };
    expect(shown(tokenOf(openTok))).toEqual([
      ['time-not-a-number', '"1"', 'create_time', { type: 'string' }],
      ['expired', `${now - 60}`, 'expire_time', { ago: 60 }],
    ]);
    expect(shown(tokenOf({ ...openTok, exp: now - 30, iat: 1 }))).toEqual([
      ['expired', `${now - 30}`, 'exp', { ago: 30 }],
    ]);
  });

  const headers: readonly (readonly [header: string, problems: readonly unknown[][]])[] = [
    ['{"alg":"none"}', [['unsigned', '"none"', 'alg']]],
    ['{"alg":"None"}', []],
    ['{"alg":1}', [['malformed', '1', 'alg', { part: 'header', reason: 'algorithm' }]]],
    ['{"typ":"JWT"}', [['malformed', 'header', 'alg', { part: 'header', reason: 'algorithm' }]]],
    ['{"alg":"HS256","crit":"exp"}', [['malformed', '"exp"', 'crit', { part: 'header', reason: 'crit-not-a-list' }]]],
    ['{"alg":"HS256","crit":[]}', [['malformed', '[]', 'crit', { part: 'header', reason: 'crit-empty' }]]],
    ['{"alg":"HS256","crit":[1]}', [['malformed', '1', 'crit', { part: 'header', reason: 'crit-not-a-list' }]]],
    [
      '{"alg":"HS256","crit":["x"]}',
      [['malformed', '"x"', 'crit', { part: 'header', reason: 'crit-absent', name: 'x' }]],
    ],
    [
      '{"alg":"HS256","crit":["constructor"]}',
      [['malformed', '"constructor"', 'crit', { part: 'header', reason: 'crit-absent', name: 'constructor' }]],
    ],
    [
      '{"alg":"HS256","crit":["x"],"x":1}',
      [['malformed', '"x"', 'crit', { part: 'header', reason: 'crit-unknown', name: 'x' }]],
    ],
    [
      '{"alg":"HS256","crit":["alg"]}',
      [['malformed', '"alg"', 'crit', { part: 'header', reason: 'crit-registered', name: 'alg' }]],
    ],
    ['{"alg":"HS256","crit":["b64"],"b64":true}', []],
    [
      '{"alg":"HS256","crit":["b64","b64"],"b64":true}',
      [['malformed', '"b64"', 'crit', { part: 'header', reason: 'crit-duplicate', name: 'b64' }]],
    ],
    [
      '{"alg":"HS256","crit":["b64"],"b64":false}',
      [['malformed', '"b64"', 'crit', { part: 'header', reason: 'crit-unknown', name: 'b64' }]],
    ],
    ['{"alg":"HS256","alg":"HS256"}', [['duplicate-claim', '"alg"', 'alg']]],
  ];
  it.each(headers)('reads the header %s', (header, problems) => {
    expect(shown(tokenOf(healthy, header))).toEqual(problems);
  });

  const text = tokenOf(healthy);
  it.each([
    ['padding', `${text}=`, '<=>', { part: 'signature', reason: 'padding' }],
    ['a line break', text.replace('.', '.\n'), '<\n>', { part: 'payload', reason: 'white-space' }],
    ['half of itself', text.slice(0, 30), '<>', { part: 'signature', reason: 'missing-part' }],
    ['no object as payload', tokenOf('[1]'), '<W>', { part: 'payload', reason: 'not-an-object' }],
  ])('says that a token with %s is malformed', (_, damaged, at, data) => {
    expect(shown(damaged).filter(([code]) => code === 'malformed')).toContainEqual(['malformed', at, data]);
  });

  it('says that a signature is invalid, and nothing of one that is not', () => {
    expect(shown(text, {}, 'invalid')).toEqual([['signature-invalid', '<c2ln>']]);
    const jwe = `${encode('{"alg":"dir","enc":"A128GCM"}')}..aXY.Y2k.dGFn`;
    expect(shown(jwe, {}, 'invalid')).toEqual([['signature-invalid', '<dGFn>', { form: 'jwe' }]]);
    // Where there is no part for it, that is said.
    const found = check(text.slice(0, text.lastIndexOf('.')), {}, 'invalid');
    expect(found.map(({ code }) => code)).toEqual(['malformed']);
    expect(check(text, {}, 'valid')).toEqual([]);
    expect(check(text, {}, 'unknown-key')).toEqual([]);
  });

  it('says that a recipe reads its secret in another encoding than the token, and nothing where none states any', () => {
    const key = (secretEncoding?: SecretEncoding): Candidate['key'] => ({
      form: 'secret',
      type: 'oct',
      limits: {},
      jwk: { kty: 'oct' },
      ...(secretEncoding && { secretEncoding }),
    });
    const token = tokenOf(healthy, { alg: 'HS256' });
    const said = (signature: SignatureVerdict, candidate: Partial<Candidate>) =>
      inspect(
        decodeToken(token),
        { signature, key: { reference: 'env:A', named: true, key: key('base64'), ...candidate } },
        context,
      ).problems.map((problem) => show(token, problem));
    expect(said('valid', { encoding: 'utf8', recipe: 'forum' })).toEqual([
      ['secret-encoding', '<c2ln>', { stated: 'utf8', proved: 'base64', recipe: 'forum' }],
    ]);
    expect(said('valid', { encoding: 'base64' })).toEqual([]);
    expect(said('valid', {})).toEqual([]);
    expect(said('valid', { encoding: 'utf8', key: key() })).toEqual([]);
    expect(said('unknown-key', { encoding: 'utf8' })).toEqual([]);
  });

  it('says that a signature is missing, whatever is known of keys', () => {
    const bare = tokenOf(healthy, { alg: 'ES256' }, '');
    for (const signature of [undefined, 'invalid', 'unknown-key', 'not-checked'] as const) {
      expect(shown(bare, {}, signature)).toEqual([['signature-missing', '<.>']]);
    }
    expect(shown(bare, { isDraft: true })).toEqual([]);
    expect(shown(tokenOf(healthy, { alg: 'none' }, ''))).toEqual([['unsigned', '"none"', 'alg']]);
  });

  it('says what an access token of RFC 9068 lacks', () => {
    const claims = { iss: 'i', aud: 'a', sub: 's', client_id: 'c', jti: 'j', ...healthy };
    for (const typ of ['at+jwt', 'application/at+jwt', 'AT+JWT']) {
      expect(shown(tokenOf(claims, { alg: 'RS256', typ }))).toEqual([]);
      expect(shown(tokenOf({ ...claims, client_id: undefined, jti: undefined }, { alg: 'RS256', typ }))).toEqual([
        ['access-token.missing-claim', 'payload', 'client_id'],
        ['access-token.missing-claim', 'payload', 'jti'],
      ]);
    }
    expect(shown(tokenOf(healthy, { alg: 'RS256', typ: 'JWT' }))).toEqual([]);
  });

  it('says that a token is of others than one expects', () => {
    const expected = { issuer: ['https://a', 'https://b'], audience: ['api'] };
    const of = (claims: object) => shown(tokenOf({ ...healthy, ...claims }), { expected });
    expect(of({ iss: 'https://b', aud: ['x', 'api'] })).toEqual([]);
    expect(of({})).toEqual([]);
    expect(of({ iss: 'https://c', aud: 'x' })).toEqual([
      ['unexpected-issuer', '"https://c"', 'iss'],
      ['unexpected-audience', '"x"', 'aud'],
    ]);
    expect(of({ iss: 7, aud: [] })).toEqual([
      ['unexpected-issuer', '7', 'iss'],
      ['unexpected-audience', '[]', 'aud'],
    ]);
    expect(shown(tokenOf({ ...healthy, iss: 'x' }), { expected: { issuer: [], audience: [] } })).toEqual([]);
  });

  it.each([
    'dpop+jwt',
    'oauth-client-attestation-pop+jwt',
    'kb+jwt',
    'secevent+jwt',
    'token-introspection+jwt',
    'statuslist+jwt',
    'passport',
    'DPoP+JWT',
  ])('does not miss an expiry in a token of the type %s', (typ) =>
    expect(shown(tokenOf({ iat: now }, { alg: 'ES256', typ }))).toEqual([]),
  );

  it('makes hints of what nobody cares about in a file that only shows tokens', () => {
    const document = { languageId: 'log', path: 'a.log', isQuiet: true };
    const severities = (claims: object, more: Partial<InspectionContext> = {}) =>
      check(tokenOf(claims), { document, ...more }).map(({ code, severity, level }) => [code, severity, level]);
    expect(severities({ iat: 1, exp: 2 })).toEqual([['expired', 'hint', 'hint']]);
    expect(severities({ nbf: now + 60, iat: now + 60 }).map(([code, severity]) => [code, severity])).toEqual([
      ['not-yet-valid', 'hint'],
      ['issued-in-future', 'hint'],
      ['no-expiry', 'hint'],
    ]);
    expect(severities({ exp: '1' })).toEqual([['time-not-a-number', 'error', 'error']]);
    expect(severities({ exp: 1 }, { severities: { expired: 'error' } })).toEqual([['expired', 'hint', 'error']]);
    expect(severities({ exp: 1 }, { severities: { expired: 'off' } })).toEqual([['expired', 'hint', 'off']]);
    expect(severities({ exp: 1 }, { severities: { expired: 'loud' } })).toEqual([['expired', 'hint', 'hint']]);
  });

  it('takes an issue in the future for an error where the issuer does', () => {
    const vanilla = { iss: 'i', sub: 's', aud: 'a', email: 'e', displayname: 'd', iat: now + 60, exp: now + 900 };
    expect(check(tokenOf(vanilla, { alg: 'HS256', typ: 'JWT' })).map(({ code, severity }) => [code, severity])).toEqual(
      [['issued-in-future', 'error']],
    );
  });

  it('says of a payload that is no base64url that a JWT must not have it so, and nothing else', () => {
    const unencoded = `${encode('{"alg":"HS256","b64":false,"crit":["b64"]}')}.plain.c2ln`;
    expect(check(unencoded).map(({ code, claim }) => [code, claim])).toEqual([['malformed', 'crit']]);
    expect(check(`${unencoded}=`)).toContainEqual(
      expect.objectContaining({ data: { part: 'signature', reason: 'padding' } }),
    );
    // Nobody heeds it where `crit` does not name it.
    const unheeded = `${encode('{"alg":"HS256","b64":false}')}.plain.c2ln`;
    expect(check(unheeded)).toMatchObject([{ code: 'malformed', data: { part: 'payload', reason: 'cut-off' } }]);
  });

  it('names the compression of a payload that cannot be read for it', () => {
    const zipped = `${encode('{"alg":"ES256","zip":"DEF"}')}.q1YqzyxWslJQSlTSUSpJLS5RsjLQUSpKTVGyAopBACUjBSUA.c2ln`;
    expect(shown(zipped)).toContainEqual([
      'malformed',
      expect.stringMatching(/^<.>$/),
      { part: 'payload', reason: 'compressed', name: 'DEF' },
    ]);
  });

  it('names each code once, and the page that it comes from', () => {
    const codes = generalChecks.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const { code, source } of generalChecks) {
      expect(problemSource(code)).toBe(source);
      expect(source).toMatch(/^https:\/\/www\.rfc-editor\.org\/rfc\/rfc(7515|7518|7519|9068)#section-[\d.]+$/);
    }
    expect(problemSource('vonage.invalid-acl')).toMatch(/^https:/);
    expect(problemSource('nobody.knows')).toBeUndefined();
  });
});
