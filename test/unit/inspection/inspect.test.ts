import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type InspectionContext, inspect } from '../../../src/inspection/inspect.ts';
import { decodeToken, withContent } from '../../../src/jwt/decode.ts';
import { lengthOf } from '../../../src/jwt/time.ts';
import { runs } from '../../runs.ts';
import { encode, tokenOf } from '../jwt/tokens.ts';

const now = 1_700_000_000;
const context: InspectionContext = { now: now * 1000, tolerance: 5, expiresSoon: 300 };
const applicationId = '78d335fa-323d-0114-9c3d-d6f0d48968cf';
const vonage = { application_id: applicationId, jti: '1' };

/** What is known of a token with these claims, its signature aside. */
const of = (claims: object | string, more: Partial<InspectionContext> = {}, header?: object | string) =>
  inspect(decodeToken(`${tokenOf(claims, header)}`), undefined, { ...context, ...more });

describe('the time of a token', () => {
  const day = 86_400;
  it.each<[what: string, claims: object, state: string, origin: string | undefined, at: number | undefined]>([
    ['a Vonage token without an expiry', { ...vonage, iat: now - 600 }, 'valid', 'default', now + 300],
    ['the same, 15 minutes old', { ...vonage, iat: now - 1000 }, 'expired', 'default', now - 100],
    ['one with an expiry', { ...vonage, iat: now, exp: now + 900 }, 'valid', 'claim', now + 900],
    ['one that lives a second too long', { ...vonage, iat: now, exp: now + day + 1 }, 'valid', 'claim', now + day + 1],
    [
      'one that lives longer by the tolerance',
      { ...vonage, iat: now, exp: now + day + 5 },
      'valid',
      'claim',
      now + day + 5,
    ],
    ['one that lives longer by more', { ...vonage, iat: now, exp: now + day + 6 }, 'valid', 'limit', now + day],
    ['one that lives a week, today', { ...vonage, iat: now, exp: now + 7 * day }, 'valid', 'limit', now + day],
    [
      'the same, 25 hours old',
      { ...vonage, iat: now - 90_000, exp: now + 7 * day },
      'expired',
      'limit',
      now - 90_000 + day,
    ],
    [
      'an OpenTok token with registered times',
      { ist: 'project', iat: now - 2 * day, exp: now - day },
      'expired',
      'claim',
      now - day,
    ],
    [
      'one with its own',
      { ist: 'project', create_time: now - 60, expire_time: now + 900 },
      'valid',
      'claim',
      now + 900,
    ],
    ['the year 9999', { iat: now, exp: 253_402_300_799 }, 'valid', 'claim', 253_402_300_799],
    ['a life of five minutes, new', { iat: now, exp: now + 300 }, 'valid', 'claim', now + 300],
    ['none at all', { iat: now }, 'no-expiry', undefined, undefined],
    ['a webhook, which needs none', { iss: 'Vonage', api_key: 'a', iat: now }, 'endless', undefined, undefined],
    ['in its last quarter', { iat: now - 225, exp: now + 75 }, 'expires-soon', 'claim', now + 75],
  ])('is right for %s', (_, claims, state, origin, at) => {
    const found = of(claims);
    expect([found.state, found.times.origin, found.at]).toEqual([state, origin, at]);
  });
});

describe('the instant until which all holds', () => {
  /** All that an editor shows of a token, the words of distances included. */
  const view = (token: Parameters<typeof inspect>[0], context: InspectionContext) => {
    const { state, at, distance, claims, problems, times } = inspect(token, undefined, context);
    const length = distance === undefined ? undefined : lengthOf(distance);
    const said = problems.map(({ code, data = {} }) => [code, lengthOf(Number(data.in ?? data.ago ?? 0))]);
    return JSON.stringify([state, at, claims, length, said, times]);
  };

  it('is the first instant at which anything shown changes', () => {
    const offset = fc.oneof(
      fc.integer({ min: -400, max: 400 }),
      fc.integer({ min: -200_000, max: 200_000 }),
      fc.integer({ min: -100_000_000, max: 100_000_000 }),
      fc.integer({ min: -400_000, max: 400_000 }).map((milliseconds) => milliseconds / 1000),
    );
    const claim = fc.option(
      offset.map((seconds) => now + seconds),
      { nil: undefined },
    );
    const contexts = fc.record({
      now: fc.integer({ min: -2000, max: 2000 }).map((milliseconds) => now * 1000 + milliseconds),
      tolerance: fc.constantFrom(0, 5, 120),
      expiresSoon: fc.constantFrom(0, 300, 86_400),
    });
    const others = fc.constantFrom({}, vonage, { ist: 'project' }, { displayname: 'a', email: 'b' });
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(claim, claim, claim, others, contexts, part, (iat, nbf, exp, other, at, share) => {
        const token = decodeToken(tokenOf({ ...other, iat, nbf, exp }, { alg: 'RS256', typ: 'JWT' }));
        const shown = view(token, at);
        const { validUntil } = inspect(token, undefined, at);
        const last = Number.isFinite(validUntil) ? validUntil - 1 : at.now + 1e12;
        for (const moment of [last, Math.floor(at.now + (last - at.now) * share)]) {
          expect(view(token, { ...at, now: moment })).toBe(shown);
        }
        if (!Number.isFinite(validUntil)) return;
        expect(validUntil).toBeGreaterThan(at.now);
        expect(view(token, { ...at, now: validUntil })).not.toBe(shown);
      }),
      {
        ...runs(1000),
        examples: [[undefined, undefined, now - 2, {}, { now: (now - 2) * 1000, tolerance: 0, expiresSoon: 0 }, 0]],
      },
    );
  });

  it('never comes for a token without times', () => {
    for (const claims of [{}, '[]']) expect(of(claims).validUntil).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('the verdicts', () => {
  it.each<[what: string, claims: object | string, header: object, verdict: string]>([
    ['nothing', { exp: now + 900 }, {}, 'ok'],
    ['a warning', { exp: now + 900, iat: now + 60 }, {}, 'ok'],
    ['an error', { exp: now + 900, iat: 'x' }, {}, 'problems'],
    ['a time not yet reached', { exp: '1', nbf: now + 60 }, {}, 'not-yet-valid'],
    ['an expiry passed', { iat: 'x', exp: 1, nbf: now + 60 }, {}, 'expired'],
    ['damage of the header alone', { exp: now + 900 }, { crit: [] }, 'ok'],
    ['no object', '[1]', {}, 'unknown'],
    ['no JSON', '{"a"', {}, 'unknown'],
  ])('on claims with %s', (_, claims, header, verdict) => {
    expect(of(claims, {}, { alg: 'HS256', ...header }).claims).toBe(verdict);
  });

  it('on claims do not depend on the signature, nor on the severities of the settings', () => {
    const token = decodeToken(tokenOf({ exp: now + 900, iat: 'x' }));
    expect(inspect(decodeToken(tokenOf({ exp: now + 900 })), { signature: 'invalid' }, context).claims).toBe('ok');
    const severities = { 'time-not-a-number': 'off' };
    expect(inspect(token, { signature: 'valid' }, { ...context, severities }).claims).toBe('problems');
  });

  it('on a signature are known at once where it takes no key', () => {
    const header = { alg: 'ES256' };
    expect(inspect(decodeToken(tokenOf({}, header, '')), undefined, context)).toMatchObject({
      structure: 'ok',
      signature: 'invalid',
      judgement: { reason: { code: 'signature.missing' } },
    });
    expect(inspect(decodeToken(tokenOf({}, { alg: 'none' }, '')), undefined, context).signature).toBe('unsigned');
    expect(inspect(decodeToken(tokenOf({}, header)), undefined, context).signature).toBeUndefined();
  });

  it('on structure look at the form alone', () => {
    expect(of({ exp: 1 }).structure).toBe('ok');
    expect(inspect(decodeToken(`${tokenOf({ exp: 1 })}=`), undefined, context).structure).toBe('malformed');
  });
});

it('is of the kind of the recipe whose key has proved it, where its claims come near', () => {
  const token = decodeToken(tokenOf({ applicationId, iat: now }, { alg: 'RS256' }));
  const key = { key: {}, reference: 'file:a', named: false, kinds: ['vonage-rest'] } as never;
  expect(inspect(token, undefined, context).kind.id).toBe('custom');
  expect(inspect(token, { signature: 'valid', key }, context).kind.id).toBe('vonage-rest');
  expect(inspect(token, undefined, { ...context, proven: ['vonage-rest'] }).kind.id).toBe('vonage-rest');
});

describe('a token in a token', () => {
  const inner = tokenOf({ ...vonage, iat: now - 1000 }, { alg: 'RS256' });

  it.each([{ alg: 'HS256', cty: 'JWT' }, { alg: 'HS256' }])('has the claims, under the header %j', (header) => {
    const found = inspect(decodeToken(tokenOf(inner, header)), { signature: 'valid' }, context);
    expect(found).toMatchObject({ state: 'expired', at: now - 100, claims: 'expired', structure: 'ok' });
    expect(found.kind.id).toBe('vonage-rest');
    expect(found.innermost.text).toBe(inner);
    expect(found.problems.map(({ code }) => code)).toEqual(['expired']);
  });

  it('has problems whose places lead nowhere in the text that stands there', () => {
    const found = inspect(
      decodeToken(tokenOf(`${inner.slice(0, -1)}=`, { alg: 'HS256', cty: 'JWT' })),
      undefined,
      context,
    );
    expect(found.structure).toBe('malformed');
    expect(found.problems.some(({ tokenSpan }) => tokenSpan)).toBe(false);
  });

  it('is only said to be one where its header can be read', () => {
    const found = inspect(decodeToken(tokenOf('what', { alg: 'HS256', cty: 'JWT' })), undefined, context);
    expect(found.problems).toMatchObject([{ code: 'malformed', part: 'payload' }]);
    expect(found).toMatchObject({ state: 'unreadable', claims: 'unknown' });
  });

  it('whose claims only decryption shows keeps them out of what other extensions read', () => {
    const token = decodeToken(`${encode('{"alg":"dir","enc":"A128GCM"}')}..aXY.Y3Q.dGFn`);
    const nested = decodeToken(inner);
    const key = { key: {}, reference: 'file:a', named: false } as never;
    const decryption = { token, key, nested: { token: nested, judgement: { signature: 'invalid' as const } } };
    const found = inspect(token, { signature: 'invalid', decryption }, context);
    expect(found.problems.map(({ code, isDecrypted }) => [code, isDecrypted])).toEqual([
      ['expired', true],
      ['signature-invalid', true],
    ]);
    expect(inspect(token, undefined, context)).toMatchObject({ state: 'encrypted', claims: 'unknown', problems: [] });
  });

  it('is none where claims are encrypted as they are: what its header says is for everyone', () => {
    const token = decodeToken(`${encode('{"alg":"dir","enc":"A128GCM","kid":"a","kid":"b"}')}..aXY.Y3Q.dGFn`);
    const content = withContent(token, new TextEncoder().encode(JSON.stringify({ ...vonage, iat: 'x', sub: 'a' })));
    const key = { key: {}, reference: 'file:a', named: false } as never;
    const found = inspect(token, { signature: 'valid', decryption: { token: content, key } }, context);
    expect(found.kind.id).toBe('vonage-user');
    expect(found.problems.map(({ code, claim, isDecrypted }) => [code, claim, isDecrypted])).toEqual([
      ['vonage.wrong-algorithm', 'alg', true],
      ['duplicate-claim', 'kid', undefined],
      ['time-not-a-number', 'iat', true],
    ]);
  });
});
