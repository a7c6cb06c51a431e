import { describe, expect, it } from 'vitest';
import { generalChecks, runChecks } from '../../../src/jwt/checks.ts';
import { decodeToken } from '../../../src/jwt/decode.ts';
import type { Check, CheckContext, Problem } from '../../../src/jwt/problem.ts';
import { encode, tokenOf } from './tokens.ts';

const now = 1_700_000_000;
const context: CheckContext = { now: now * 1000, tolerance: 5, expiresSoon: 300 };
const healthy = { iat: now - 60, exp: now + 3600 };

const check = (text: string, more: Partial<CheckContext> = {}) =>
  runChecks(decodeToken(text), generalChecks, { ...context, ...more });

/** A problem as its code, what it points at (decoded text, or `<the token's>`), and its data. */
function show(text: string, { code, part, span, tokenSpan, claim, data }: Problem): readonly unknown[] {
  const decoded = part && decodeToken(text)[part]?.text;
  const at = tokenSpan
    ? `<${text.slice(tokenSpan.start, tokenSpan.end)}>`
    : span && decoded?.slice(span.start, span.end);
  return [code, at ?? part, ...(claim === undefined ? [] : [claim]), ...(data ? [data] : [])];
}

const shown = (text: string, more?: Partial<CheckContext>) => check(text, more).map((problem) => show(text, problem));

describe('generalChecks', () => {
  it('finds nothing in a healthy token', () => {
    expect(
      check(tokenOf({ ...healthy, sub: 'x', nbf: now, jti: '1' }, { alg: 'RS256', typ: 'JWT', kid: '1' })),
    ).toEqual([]);
    expect(check(`${encode('{"alg":"dir","enc":"A128GCM"}')}..aXY.Y2k.dGFn`)).toEqual([]);
    expect(check(tokenOf(tokenOf(healthy), { alg: 'HS256', cty: 'JWT' }))).toEqual([]);
    expect(check(tokenOf({ iat: now - 60 }), { impliedLife: 900 })).toEqual([]);
  });

  const times: readonly (readonly [what: string, claims: object | string, problems: readonly unknown[][]])[] = [
    ['expired', { exp: now - 60 }, [['expired', `${now - 60}`, 'exp', { ago: 60 }]]],
    ['expires soon', { exp: now + 60.5 }, [['expires-soon', `${now + 60.5}`, 'exp', { in: 60 }]]],
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
      [
        ['expires-before-issued', `${now + 1}`, 'exp', { other: 'iat' }],
        ['expires-soon', `${now + 1}`, 'exp', { in: 1 }],
      ],
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
        ['time-in-milliseconds', '1700000000000', 'iat'],
        ['time-in-milliseconds', '1e999', 'nbf'],
        ['time-in-milliseconds', '1e15', 'exp'],
      ],
    ],
    ['has the largest time in seconds', { exp: 100_000_000_000 }, []],
    [
      'has other types',
      { iat: null, nbf: ['x'], exp: '1' },
      [
        ['time-not-a-number', 'null', 'iat', { type: 'null' }],
        ['time-not-a-number', '["x"]', 'nbf', { type: 'array' }],
        ['time-not-a-number', '"1"', 'exp', { type: 'string' }],
      ],
    ],
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

  it('points at the issue that an expiry by default is counted from', () => {
    expect(shown(tokenOf({ iat: now - 1000 }), { impliedLife: 900 })).toEqual([
      ['expired', `${now - 1000}`, 'iat', { ago: 100, life: 900 }],
    ]);
  });

  it('reads the claims that the issuer keeps times in', () => {
    const timeClaims = { issuedAt: 'create_time', expires: 'expire_time' };
    expect(shown(tokenOf({ create_time: '1', expire_time: now - 60 }), { timeClaims })).toEqual([
      ['time-not-a-number', '"1"', 'create_time', { type: 'string' }],
      ['expired', `${now - 60}`, 'expire_time', { ago: 60 }],
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
    expect(shown(text, { signature: 'invalid' })).toEqual([['signature-invalid', '<c2ln>']]);
    expect(check(text, { signature: 'valid' })).toEqual([]);
    expect(check(text, { signature: 'unknown-key' })).toEqual([]);
  });

  it('names each code once, and the page that it comes from', () => {
    const codes = generalChecks.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const { source } of generalChecks)
      expect(source).toMatch(/^https:\/\/www\.rfc-editor\.org\/rfc\/rfc75(15|19)#section-[\d.]+$/);
  });
});

describe('runChecks', () => {
  const row = (code: string, find: Check['find']): Check => ({ code, severity: 'hint', source: '', find });
  const rows = [row('b', () => [{ claim: '2' }, { claim: '1' }]), row('a', () => [{}])];

  it('keeps the order of the checks and of their findings', () => {
    expect(runChecks(decodeToken(text()), rows, context)).toEqual([
      { code: 'b', severity: 'hint', claim: '2' },
      { code: 'b', severity: 'hint', claim: '1' },
      { code: 'a', severity: 'hint' },
    ]);
  });

  it('leaves out what other checks stand in for', () => {
    expect(runChecks(decodeToken(text()), rows, context, ['b']).map(({ code }) => code)).toEqual(['a']);
  });

  it('hides no defect of a check', () => {
    const broken = row('x', () => {
      throw new TypeError('defect');
    });
    expect(() => runChecks(decodeToken(text()), [broken], context)).toThrow('defect');
  });

  const text = () => tokenOf({});
});
