import { memberValue } from './json.ts';
import type { Token } from './token.ts';

/** How the issuer of a token reads its times. */
export interface TimeRules {
  /** The life that a token without an expiry has, counted from its issue, in seconds. */
  readonly impliedLife?: number;
  /** The claims that hold issue and expiry, where they are not `iat` and `exp`. */
  readonly timeClaims?: { readonly issuedAt: string; readonly expires: string };
}

/** What the times of a token are held against. */
export interface TimeContext extends TimeRules {
  /** The clock, in milliseconds since the epoch. */
  readonly now: number;
  /** Skew allowed in time checks, in seconds. */
  readonly tolerance: number;
  /** How long before the expiry "expires soon" begins, in seconds. */
  readonly expiresSoon: number;
}

/** The times of a token, in seconds since the epoch; those that it lacks or that are no times are absent. */
export interface TokenTimes {
  readonly issuedAt?: number;
  readonly notBefore?: number;
  readonly expires?: number;
  /** Whether `expires` is the issuer's rule and no claim. */
  readonly byDefault: boolean;
}

/** From here on a number is no time in seconds: it would be in the year 33658, and in milliseconds was in 2001. */
const FIRST_MILLISECONDS = 1_000_000_000_000;

/** Whether a claim's value is a NumericDate (RFC 7519 section 2) that can be meant in seconds. */
export function isTime(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) < FIRST_MILLISECONDS;
}

/** The names of the claims that hold a token's times. */
export function timeClaims({ timeClaims }: TimeRules) {
  return { issuedAt: 'iat', notBefore: 'nbf', expires: 'exp', ...timeClaims };
}

/** The times that a token states (RFC 7519 sections 4.1.4 to 4.1.6) or, for its expiry, has by default. */
export function tokenTimes(token: Token, rules: TimeRules = {}): TokenTimes {
  const payload = token.payload?.value;
  const claims = timeClaims(rules);
  const time = (name: string) => {
    const value = memberValue(payload, name);
    return isTime(value) ? value : undefined;
  };
  const issuedAt = time(claims.issuedAt);
  const notBefore = time(claims.notBefore);
  const stated = time(claims.expires);
  const byDefault =
    issuedAt !== undefined && rules.impliedLife !== undefined && memberValue(payload, claims.expires) === undefined;
  const expires = byDefault ? issuedAt + rules.impliedLife : stated;
  return {
    ...(issuedAt !== undefined && { issuedAt }),
    ...(notBefore !== undefined && { notBefore }),
    ...(expires !== undefined && { expires }),
    byDefault,
  };
}

/** The instants at which the clock makes a difference to a token, in milliseconds; NaN, which is never passed, for none. */
export interface TurningPoints {
  /** From here on its issue is not in the future. */
  readonly issued: number;
  /** From here on it is valid. */
  readonly valid: number;
  /** From here on it expires soon. */
  readonly expiresSoon: number;
  /** From here on it is expired. */
  readonly expired: number;
}

/** When the clock makes a difference to a token with these times; an expiry counts as soon as it is reached. */
export function turningPoints(times: TokenTimes, { tolerance, expiresSoon }: TimeContext): TurningPoints {
  const { issuedAt = Number.NaN, notBefore = Number.NaN, expires = Number.NaN } = times;
  return {
    issued: milliseconds(issuedAt - tolerance),
    valid: milliseconds(notBefore - tolerance),
    expiresSoon: milliseconds(expires - expiresSoon),
    expired: milliseconds(expires + tolerance),
  };
}

export type TimeState = 'expired' | 'not-yet-valid' | 'expires-soon' | 'valid' | 'no-expiry' | 'unreadable';

/** A token's state in time, and the instant that it refers to in seconds since the epoch: the expiry, or the `nbf`. */
export interface TokenTime {
  readonly state: TimeState;
  readonly at?: number;
}

/**
 * The state of a token in time, the first that holds in the order of `TimeState`. A token whose expiry is there but is
 * no time, or that should have one by default but lacks its issue time, is `unreadable`, like one whose payload is.
 */
export function timeState(token: Token, context: TimeContext): TokenTime {
  const payload = token.payload?.value;
  if (!payload) return { state: 'unreadable' };
  const times = tokenTimes(token, context);
  const { notBefore, expires } = times;
  const { now } = context;
  const points = turningPoints(times, context);
  if (expires !== undefined && now >= points.expired) return { state: 'expired', at: expires };
  if (notBefore !== undefined && now < points.valid) return { state: 'not-yet-valid', at: notBefore };
  if (expires !== undefined) return { state: now >= points.expiresSoon ? 'expires-soon' : 'valid', at: expires };
  const hasExpiry = context.impliedLife !== undefined || Object.hasOwn(payload, timeClaims(context).expires);
  return { state: hasExpiry ? 'unreadable' : 'no-expiry' };
}

/** A length of time in its largest fitting unit, rounded down; 0 minutes are less than one. */
export interface Length {
  readonly count: number;
  readonly unit: 'year' | 'day' | 'hour' | 'minute';
}

const MINUTE = { unit: 'minute', seconds: 60, from: 0 } as const;

/** The units from the largest, in seconds. Each is used from twice its length on where "36 hours" says more than "1 day". */
const UNITS: readonly { readonly unit: Length['unit']; readonly seconds: number; readonly from: number }[] = [
  { unit: 'year', seconds: 31_536_000, from: 63_072_000 },
  { unit: 'day', seconds: 86_400, from: 172_800 },
  { unit: 'hour', seconds: 3_600, from: 3_600 },
  MINUTE,
];

/** A length of time in words' units: how far off an instant is, or how long ago it was. Takes seconds, of either sign. */
export function lengthOf(seconds: number): Length {
  const { unit, count } = measure(milliseconds(Math.abs(seconds)));
  return { unit, count };
}

/**
 * The next instant, in milliseconds since the epoch and after `now`, at which the token's state or problems of time
 * change, or its distance in words (`lengthOf`) from the instant that the state refers to; `undefined`: never.
 */
export function nextChange(token: Token, context: TimeContext): number | undefined {
  const { now } = context;
  const points = Object.values(turningPoints(tokenTimes(token, context), context));
  const { at } = timeState(token, context);
  const instants = at === undefined ? points : [...points, nextCount(milliseconds(at), now)];
  const next = Math.min(...instants.filter((instant) => instant > now));
  return Number.isFinite(next) ? next : undefined;
}

/** When the distance in words between the clock and an instant changes next, both in milliseconds. */
export function nextCount(at: number, now: number): number {
  const { count, size } = measure(Math.abs(at - now));
  return at >= now ? at - count * size + 1 : at + (count + 1) * size;
}

function measure(length: number) {
  const { unit, seconds } = UNITS.find(({ from }) => length >= milliseconds(from)) ?? MINUTE;
  const size = milliseconds(seconds);
  return { unit, size, count: Math.floor(length / size) };
}

const DURATION_UNITS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3_600, d: 86_400 };

/** A length of time as settings and recipes write it: whole seconds, or `90s`, `15m`, `24h`, `7d`. In seconds; `undefined` for anything else. */
export function parseDuration(value: unknown): number | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  const [, count, unit = ''] = /^(\d+)([smhd]?)$/.exec(`${value}`) ?? [];
  const seconds = Number(count) * (DURATION_UNITS[unit] ?? Number.NaN);
  return Number.isSafeInteger(seconds) ? seconds : undefined;
}

/** Whole milliseconds of a number of seconds. */
export function milliseconds(seconds: number): number {
  return Math.round(seconds * 1000);
}
