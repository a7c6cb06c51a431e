import { describe, expect, it } from 'vitest';
import { decodeToken } from '../../../src/jwt/decode.ts';
import { lengthOf, parseDuration, type TimeContext, timeState, tokenTimes } from '../../../src/jwt/time.ts';
import { tokenOf } from './tokens.ts';

const now = 1_700_000_000;
const context: TimeContext = { now: now * 1000, tolerance: 5, expiresSoon: 300 };
const openTok = { timeClaims: { issuedAt: 'create_time', expires: 'expire_time' } };
const read = (claims: object | string) => decodeToken(tokenOf(claims));

describe('tokenTimes', () => {
  it.each([
    ['all', { iat: 1, nbf: 2.5, exp: 3 }, {}, { issuedAt: 1, notBefore: 2.5, expires: 3, byDefault: false }],
    ['none', {}, {}, { byDefault: false }],
    ['an implied life', { iat: 100 }, { impliedLife: 900 }, { issuedAt: 100, expires: 1000, byDefault: true }],
    [
      'an implied life and an expiry',
      { iat: 1, exp: 2 },
      { impliedLife: 900 },
      { issuedAt: 1, expires: 2, byDefault: false },
    ],
    ['an implied life without an issue', {}, { impliedLife: 900 }, { byDefault: false }],
    ['an unusable expiry', { iat: 1, exp: '2' }, { impliedLife: 900 }, { issuedAt: 1, byDefault: false }],
    [
      'other claims',
      { create_time: 1, expire_time: 2, exp: 9 },
      openTok,
      { issuedAt: 1, expires: 2, byDefault: false },
    ],
    ['milliseconds', { iat: 1_700_000_000_000, exp: 1e15 }, {}, { byDefault: false }],
    ['no numbers', { iat: null, nbf: [1], exp: true }, {}, { byDefault: false }],
  ])('reads %s', (_, claims, rules, times) => {
    expect(tokenTimes(read(claims), rules)).toEqual(times);
  });

  it('reads nothing from numbers beyond all doubles, or from no claims', () => {
    expect(tokenTimes(read('{"exp":1e999,"iat":-1e999}'))).toEqual({ byDefault: false });
    expect(tokenTimes(read('[1]'))).toEqual({ byDefault: false });
  });
});

describe('timeState', () => {
  it.each([
    ['long expired', { exp: 1 }, 'expired', 1],
    ['at its expiry', { exp: now }, 'expires-soon', now],
    ['just within the tolerance', { exp: now - 4.999 }, 'expires-soon', now - 4.999],
    ['past the tolerance', { exp: now - 5 }, 'expired', now - 5],
    ['five minutes before its expiry', { exp: now + 300 }, 'expires-soon', now + 300],
    ['before that', { exp: now + 300.001 }, 'valid', now + 300.001],
    ['not yet valid', { nbf: now + 5.001, exp: now + 900 }, 'not-yet-valid', now + 5.001],
    ['not yet valid within the tolerance', { nbf: now + 5, exp: now + 900 }, 'valid', now + 900],
    ['expired before it was valid', { nbf: now + 100, exp: now - 100 }, 'expired', now - 100],
    ['without an expiry', { nbf: 1 }, 'no-expiry', undefined],
    ['in the year 9999', { exp: 253_402_300_799 }, 'valid', 253_402_300_799],
    ['with an expiry in milliseconds', { exp: now * 1000 }, 'unreadable', undefined],
    ['with an expiry of another type', { exp: '1' }, 'unreadable', undefined],
    ['with an inherited name', { constructor: 1 }, 'no-expiry', undefined],
  ])('of a token %s', (_, claims, state, at) => {
    expect(timeState(read(claims), context)).toEqual(at === undefined ? { state } : { state, at });
  });

  it('counts an implied life', () => {
    const rules = { ...context, impliedLife: 900 };
    expect(timeState(read({ iat: now - 1000 }), rules)).toEqual({ state: 'expired', at: now - 100 });
    expect(timeState(read({ iat: 'x' }), rules)).toEqual({ state: 'unreadable' });
  });

  it('is unreadable where the payload is', () => {
    expect(timeState(read('[]'), context)).toEqual({ state: 'unreadable' });
    expect(timeState(decodeToken('e30..aQ.Yw.dA'), context)).toEqual({ state: 'unreadable' });
  });
});

describe('lengthOf', () => {
  it.each([
    [0, 0, 'minute'],
    [59.999, 0, 'minute'],
    [60, 1, 'minute'],
    [-119, 1, 'minute'],
    [3599, 59, 'minute'],
    [3600, 1, 'hour'],
    [2 * 86_400 - 1, 47, 'hour'],
    [2 * 86_400, 2, 'day'],
    [729 * 86_400, 729, 'day'],
    [730 * 86_400, 2, 'year'],
  ])('says %d seconds as %d %ss', (seconds, count, unit) => {
    expect(lengthOf(seconds)).toEqual({ count, unit });
  });
});

describe('parseDuration', () => {
  it.each([
    ['90s', 90],
    ['15m', 900],
    ['24h', 86_400],
    ['7d', 604_800],
    ['30', 30],
    [30, 30],
    ['0s', 0],
    [0, 0],
    ['', undefined],
    ['s', undefined],
    ['-5m', undefined],
    [-5, undefined],
    ['1.5h', undefined],
    [1.5, undefined],
    ['15 m', undefined],
    ['15M', undefined],
    ['1w', undefined],
    [Number.NaN, undefined],
    [Number.POSITIVE_INFINITY, undefined],
    ['99999999999999999d', undefined],
    [null, undefined],
    [undefined, undefined],
    [['15m'], undefined],
  ])('reads %j as %j', (value, seconds) => {
    expect(parseDuration(value)).toBe(seconds);
  });
});
