import { memberValue } from '../jwt/json.ts';
import { isTime, milliseconds, nextCount, type TimeContext } from '../jwt/time.ts';
import type { Token } from '../jwt/token.ts';
import { lifeOf } from '../kinds/index.ts';
import type { Kind } from '../kinds/kind.ts';
import { mediaType } from '../kinds/profile.ts';

/** What decides on an expiry: a claim; the issuer's rule for tokens without one; or the longest life that the issuer allows. */
export type ExpiryOrigin = 'claim' | 'default' | 'limit';

/** The times of a token, in seconds since the epoch; those that it lacks or that are no times are absent. */
export interface Times {
  readonly issuedAt?: number;
  readonly notBefore?: number;
  readonly expires?: number;
  /** What decides on `expires`; only with it. */
  readonly origin?: ExpiryOrigin;
  /** The life in seconds that the issuer's rule gives; only where `origin` is no claim. */
  readonly life?: number;
  /** Nothing says when it expires: neither a claim nor its issuer. */
  readonly isOpen: boolean;
  /** The claims that hold the times, or would. */
  readonly claims: TimeClaims;
  /** A token like this never has an expiry, so that nothing is missing where it has none. */
  readonly isEndless: boolean;
}

/** The names of the claims that hold a token's times. */
interface TimeClaims {
  readonly issuedAt: string;
  readonly notBefore: string;
  readonly expires: string;
}

/** The state of a token in time. */
export type TimeState =
  | 'expired'
  | 'not-yet-valid'
  | 'expires-soon'
  | 'valid'
  | 'no-expiry' // nothing says when it expires
  | 'endless' // the same, as it should be
  | 'unreadable' // its payload cannot be read, or it says no time where it should
  | 'encrypted'; // its claims are not known here

/**
 * The media types (RFC 7515 section 4.1.9, without `application/`) of tokens whose profiles know no expiry: DPoP proofs
 * (RFC 9449), key binding (RFC 9901), security events (RFC 8417), introspection (RFC 9701), status lists, OpenID4VCI
 * proofs, proofs of attested clients and PASSporTs (RFC 8225).
 */
const ENDLESS_TYPES: ReadonlySet<string> = new Set([
  'dpop+jwt',
  'kb+jwt',
  'secevent+jwt',
  'token-introspection+jwt',
  'statuslist+jwt',
  'openid4vci-proof+jwt',
  'oauth-client-attestation-pop+jwt',
  'passport',
]);

/**
 * The times that a token states (RFC 7519 sections 4.1.4 to 4.1.6) and, for its expiry, what its issuer makes of it: the
 * life that it gives a token without one, and the life after which it refuses any. An expiry that exceeds the longest
 * life by no more than the tolerance, in seconds, counts as stated.
 */
export function timesOf({ header, payload }: Token, kind: Kind, tolerance: number): Times {
  const values = payload?.value;
  const { implied, longest, isEnforced, fallback, isEndless = false } = lifeOf(kind, values, header.value);
  const nameOf = (name: string, substitute: string | undefined) =>
    substitute !== undefined && memberValue(values, name) === undefined && memberValue(values, substitute) !== undefined
      ? substitute
      : name;
  const claims = {
    issuedAt: nameOf('iat', fallback?.issuedAt),
    notBefore: 'nbf',
    expires: nameOf('exp', fallback?.expires),
  };
  const time = (name: string) => {
    const value = memberValue(values, name);
    return isTime(value) ? value : undefined;
  };
  const issuedAt = time(claims.issuedAt);
  const notBefore = time(claims.notBefore);
  const stated = time(claims.expires);
  const isStated = memberValue(values, claims.expires) !== undefined;
  const limit = isEnforced && longest !== undefined && issuedAt !== undefined ? issuedAt + longest : undefined;
  const isOpen = values !== undefined && !isStated && implied === undefined && limit === undefined;
  const common = {
    ...(issuedAt !== undefined && { issuedAt }),
    ...(notBefore !== undefined && { notBefore }),
    isOpen,
    claims,
    isEndless: isEndless || ENDLESS_TYPES.has(mediaType(header.value) ?? ''),
  };
  if (!isStated && implied !== undefined)
    return issuedAt === undefined
      ? common
      : { ...common, expires: issuedAt + implied, origin: 'default', life: implied };
  if (limit !== undefined && !(stated !== undefined && stated <= limit + tolerance))
    return { ...common, expires: limit, origin: 'limit', ...(longest !== undefined && { life: longest }) };
  return stated === undefined ? common : { ...common, expires: stated, origin: 'claim' };
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

/** A token expires soon in the last part of its life alone, however short that is. */
const LAST_QUARTER = 1 / 4;

/** When the clock makes a difference to a token with these times; an expiry counts as soon as it is reached. */
export function turningPoints(times: Times, { tolerance, expiresSoon }: TimeContext): TurningPoints {
  const { issuedAt = Number.NaN, notBefore = Number.NaN, expires = Number.NaN } = times;
  const life = expires - (times.issuedAt ?? times.notBefore ?? -Infinity);
  return {
    issued: milliseconds(issuedAt - tolerance),
    valid: milliseconds(notBefore - tolerance),
    expiresSoon: milliseconds(expires - Math.min(expiresSoon, Math.max(0, life * LAST_QUARTER))),
    expired: milliseconds(expires + tolerance),
  };
}

/** A token's state in time, and the instant that it refers to in seconds since the epoch: the expiry, or the `nbf`. */
export interface TokenTime {
  readonly state: TimeState;
  readonly at?: number;
  /** Whole seconds from now to that instant; 0 where only the tolerance keeps a token from being expired. */
  readonly distance?: number;
}

/**
 * The state of a token in time, the first that holds in the order of `TimeState`. A token whose expiry is there but is
 * no time, or that should have one by default but lacks its issue time, is `unreadable`, like one whose payload is.
 */
export function timeState(token: Token, times: Times, context: TimeContext): TokenTime {
  if (!token.payload) return { state: 'encrypted' };
  if (!token.payload.value) return { state: 'unreadable' };
  const { notBefore, expires, isOpen, isEndless } = times;
  const { now } = context;
  const points = turningPoints(times, context);
  const time = (state: TimeState, at: number): TokenTime => {
    const distance = secondsUntil(at, now);
    return { state, at, distance: state === 'expired' ? distance : Math.max(0, distance) };
  };
  if (expires !== undefined && now >= points.expired) return time('expired', expires);
  if (notBefore !== undefined && now < points.valid) return time('not-yet-valid', notBefore);
  if (expires !== undefined) return time(now >= points.expiresSoon ? 'expires-soon' : 'valid', expires);
  if (!isOpen) return { state: 'unreadable' };
  return { state: isEndless ? 'endless' : 'no-expiry' };
}

/** Whole seconds from the clock, in milliseconds, to an instant in seconds. */
export function secondsUntil(instant: number, now: number): number {
  return Math.trunc(instant - now / 1000);
}

/**
 * The first instant after `now`, in milliseconds since the epoch, at which something that is said of a token's times
 * changes: a turning point, or the distance in words to an instant that its state or a problem refers to. Infinity: never.
 * @param at the instant that the state refers to, in seconds
 */
export function nextChange(times: Times, points: TurningPoints, at: number | undefined, now: number): number {
  const { issuedAt, notBefore, expires } = times;
  const spokenOf = [
    at,
    now < points.issued ? issuedAt : undefined,
    now < points.valid ? notBefore : undefined,
    now >= points.expiresSoon ? expires : undefined,
  ];
  const counts = spokenOf.flatMap((instant = Number.NaN) => {
    const change = nextCount(milliseconds(instant), now);
    // From its expiry on until the tolerance ends, nothing is said of how long a token has been past it.
    return instant === expires && now < points.expired && change > milliseconds(instant) ? [] : change;
  });
  return Math.min(Number.POSITIVE_INFINITY, ...[...Object.values(points), ...counts].filter((change) => change > now));
}
