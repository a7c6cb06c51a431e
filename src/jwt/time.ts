/** What the times of a token are held against. */
export interface TimeContext {
  /** The clock, in milliseconds since the epoch. */
  readonly now: number;
  /** Skew allowed in time checks, in seconds. */
  readonly tolerance: number;
  /** How long before the expiry "expires soon" begins, in seconds. */
  readonly expiresSoon: number;
}

/** From here on a number is no time in seconds: it would be in the year 33658, and in milliseconds was in 2001. */
const FIRST_MILLISECONDS = 1_000_000_000_000;

/** Whether a claim's value is a NumericDate (RFC 7519 section 2) that can be meant in seconds. */
export function isTime(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) < FIRST_MILLISECONDS;
}

/** A length of time in its largest fitting unit, rounded as people do; 0 minutes are less than one. */
export interface Length {
  readonly count: number;
  readonly unit: 'year' | 'day' | 'hour' | 'minute';
}

/** A unit, its size, and the shortest length that it is used for: from two of it on where "36 hours" says more than "2 days". */
interface Unit {
  readonly unit: Length['unit'];
  readonly size: number;
  readonly from: number;
}

const MINUTE: Unit = { unit: 'minute', size: 60_000, from: 0 };

/** The units from the largest, in milliseconds. Each begins where the one below would be rounded up to it. */
const UNITS: readonly Unit[] = [
  { unit: 'year', size: 31_536_000_000, from: 729.5 * 86_400_000 },
  { unit: 'day', size: 86_400_000, from: 47.5 * 3_600_000 },
  { unit: 'hour', size: 3_600_000, from: 59.5 * 60_000 },
  MINUTE,
];

/** A length of time in words' units: how far off an instant is, or how long ago it was. Takes seconds, of either sign. */
export function lengthOf(seconds: number): Length {
  const { unit, count } = measure(milliseconds(Math.abs(seconds)));
  return { unit, count };
}

/** When the distance in words between the clock and an instant changes next, both in milliseconds. */
export function nextCount(at: number, now: number): number {
  const { shortest, longest } = measure(Math.abs(at - now));
  return at > now ? at - shortest + 1 : at + longest;
}

/** A length of time in words' units, and from which length to which, itself left out, it is the same in them, in milliseconds. */
function measure(length: number) {
  const row = UNITS.findIndex(({ from }) => length >= from);
  const { unit, size, from } = UNITS[row] ?? MINUTE;
  if (length < MINUTE.size) return { unit, count: 0, shortest: 0, longest: MINUTE.size };
  const count = Math.max(1, Math.round(length / size));
  const least = unit === MINUTE.unit ? MINUTE.size : from;
  return {
    unit,
    count,
    shortest: Math.max(least, (count - 0.5) * size),
    longest: Math.min(UNITS[row - 1]?.from ?? Number.POSITIVE_INFINITY, (count + 0.5) * size),
  };
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
