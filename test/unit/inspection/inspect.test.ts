import { describe, expect, it } from 'vitest';
import { type InspectionContext, inspect } from '../../../src/inspection/inspect.ts';
import { decodeToken } from '../../../src/jwt/decode.ts';
import { tokenOf } from '../jwt/tokens.ts';

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
    ['in its last quarter', { iat: now - 225, exp: now + 75 }, 'expires-soon', 'claim', now + 75],
  ])('is right for %s', (_, claims, state, origin, at) => {
    const found = of(claims);
    expect([found.state, found.times.origin, found.at]).toEqual([state, origin, at]);
  });
});
