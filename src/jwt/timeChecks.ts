import { findingAt, rfc } from './findings.ts';
import { memberValue } from './json.ts';
import type { Check, CheckContext, Finding, Severity } from './problem.ts';
import { isTime, type TokenTimes, type TurningPoints, timeClaims, tokenTimes, turningPoints } from './time.ts';
import type { JsonPart } from './token.ts';

/** What a check of times looks at. */
interface Times extends CheckContext {
  readonly payload: JsonPart;
  /** The names of the claims. */
  readonly claims: ReturnType<typeof timeClaims>;
  readonly times: TokenTimes;
  readonly points: TurningPoints;
}

/** The general checks of the time claims (RFC 7519 sections 2 and 4.1.4 to 4.1.6); `in` and `ago` are in seconds. */
export const timeChecks: readonly Check[] = [
  timeCheck('time-in-milliseconds', 'error', '2', function* ({ payload, claims }) {
    for (const claim of Object.values(claims)) {
      const value = memberValue(payload.value, claim);
      if (typeof value === 'number' && !isTime(value)) yield findingAt(payload, claim);
    }
  }),
  // data: `type`, what it is instead
  timeCheck('time-not-a-number', 'error', '2', function* ({ payload, claims }) {
    for (const claim of Object.values(claims)) {
      const value = memberValue(payload.value, claim);
      if (value !== undefined && typeof value !== 'number') yield findingAt(payload, claim, { type: jsonType(value) });
    }
  }),
  // data: `other`, the claim that the expiry does not come after
  timeCheck('expires-before-issued', 'error', '4.1.4', function* ({ payload, claims, times }) {
    const { issuedAt = -Infinity, notBefore = -Infinity, expires = Infinity, byDefault } = times;
    if (byDefault || expires > Math.max(issuedAt, notBefore)) return;
    yield findingAt(payload, claims.expires, { other: expires <= issuedAt ? claims.issuedAt : claims.notBefore });
  }),
  // data: `ago`, and `life` where the token has that by default
  timeCheck('expired', 'warning', '4.1.4', function* (context) {
    if (context.now >= context.points.expired) yield atExpiry(context, { ago: -distance(context, 'expires') });
  }),
  // data: `in`, and `life` where the token has that by default
  timeCheck('expires-soon', 'information', '4.1.4', function* (context) {
    const { now, points } = context;
    if (now >= points.expiresSoon && now < points.expired)
      yield atExpiry(context, { in: Math.max(0, distance(context, 'expires')) });
  }),
  // data: `in`
  timeCheck('not-yet-valid', 'warning', '4.1.5', function* (context) {
    const { now, payload, claims, points } = context;
    if (now < points.valid) yield findingAt(payload, claims.notBefore, { in: distance(context, 'notBefore') });
  }),
  // data: `in`
  timeCheck('issued-in-future', 'warning', '4.1.6', function* (context) {
    const { now, payload, claims, points } = context;
    if (now < points.issued) yield findingAt(payload, claims.issuedAt, { in: distance(context, 'issuedAt') });
  }),
  timeCheck('no-expiry', 'information', '4.1.4', function* ({ payload, claims, impliedLife }) {
    if (impliedLife === undefined && memberValue(payload.value, claims.expires) === undefined) {
      yield { part: payload.name, claim: claims.expires };
    }
  }),
];

/** A row of the table that looks at the times of a payload which can be read. */
function timeCheck(
  code: string,
  severity: Severity,
  section: string,
  findIn: (times: Times) => Iterable<Finding>,
): Check {
  return {
    code,
    severity,
    source: rfc(7519, section),
    find(token, context) {
      const { payload } = token;
      if (!payload?.value) return [];
      const times = tokenTimes(token, context);
      return findIn({ ...context, payload, times, claims: timeClaims(context), points: turningPoints(times, context) });
    },
  };
}

/** A finding about the expiry: at its claim, or where it is by default at the issue that it is counted from. */
function atExpiry({ payload, claims, times, impliedLife }: Times, data: Readonly<Record<string, number>>): Finding {
  return times.byDefault && impliedLife !== undefined
    ? findingAt(payload, claims.issuedAt, { ...data, life: impliedLife })
    : findingAt(payload, claims.expires, data);
}

/** Whole seconds from now to a time of the token. */
function distance({ times, now }: Times, time: 'issuedAt' | 'notBefore' | 'expires'): number {
  return Math.trunc((times[time] ?? 0) - now / 1000);
}

function jsonType(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}
