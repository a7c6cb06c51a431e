import { env, l10n } from 'vscode';
import type { Inspection } from '../inspection/inspect.ts';
import type { ExpiryOrigin } from '../inspection/life.ts';
import { type Length, lengthOf } from '../jwt/time.ts';

const counted: Readonly<Record<Length['unit'], (count: number) => string>> = {
  year: (count) => (count === 1 ? l10n.t('1 year') : l10n.t('{count} years', { count })),
  day: (count) => (count === 1 ? l10n.t('1 day') : l10n.t('{count} days', { count })),
  hour: (count) => (count === 1 ? l10n.t('1 hour') : l10n.t('{count} hours', { count })),
  minute: (count) =>
    count === 0
      ? l10n.t('less than a minute')
      : count === 1
        ? l10n.t('1 minute')
        : l10n.t('{count} minutes', { count }),
};

/** A length of time in its largest fitting unit, rounded: `15 minutes`, `36 hours`. Takes seconds, of either sign. */
export function duration(seconds: number): string {
  const { unit, count } = lengthOf(seconds);
  return counted[unit](count);
}

/** How far an instant is from now: `in 14 minutes`, `3 hours ago`, `just now`. Seconds, and the clock in milliseconds. */
export function relative(instant: number, now: number): string {
  const seconds = instant - now / 1000;
  // Shorter than `less than a minute ago`, so that a row of the hover stays on its line.
  if (lengthOf(seconds).count === 0) return seconds >= 0 ? l10n.t('in a moment') : l10n.t('just now');
  return seconds >= 0
    ? l10n.t('in {time}', { time: duration(seconds) })
    : l10n.t('{time} ago', { time: duration(seconds) });
}

/**
 * A token's state in time, as its lens says it: `expires in 12 minutes`, `expired 3 hours ago`, and where no claim decides
 * on that, what does. `undefined` where nothing is to be said: the claims are encrypted, or such tokens have no expiry.
 */
export function timeWords({ state, distance, times: { origin }, kind }: Inspection): string | undefined {
  const time = distance === undefined ? '' : duration(distance);
  const issuer = kind.issuer ?? l10n.t(kind.label);
  switch (state) {
    case 'expired':
      return expiredWords[origin ?? 'claim'](time, issuer);
    case 'expires-soon':
    case 'valid':
      return expiresWords[origin ?? 'claim'](time, issuer);
    case 'not-yet-valid':
      return l10n.t('not valid for {time}', { time });
    case 'no-expiry':
      return l10n.t('no expiry');
    case 'unreadable':
      return l10n.t('no readable expiry');
    default:
      return undefined;
  }
}

type ExpiryWords = Readonly<Record<ExpiryOrigin, (time: string, issuer: string) => string>>;

const expiredWords: ExpiryWords = {
  claim: (time) => l10n.t('expired {time} ago', { time }),
  default: (time) => l10n.t('expired {time} ago by default', { time }),
  limit: (time, issuer) => l10n.t("expired {time} ago by {issuer}'s limit", { time, issuer }),
};

const expiresWords: ExpiryWords = {
  claim: (time) => l10n.t('expires in {time}', { time }),
  default: (time) => l10n.t('expires in {time} by default', { time }),
  limit: (time, issuer) => l10n.t("expires in {time} by {issuer}'s limit", { time, issuer }),
};

/**
 * An instant as people read it: in this machine's time zone, with the zone's name, and in UTC where that is another:
 * `Nov 22, 2026, 7:34:32 AM GMT+1 (06:34:32 UTC)`. Takes seconds; `undefined` for what no calendar holds.
 */
export function localTime(instant: number): string | undefined {
  const date = new Date(instant * 1000);
  if (Number.isNaN(date.getTime())) return undefined;
  const local = format('second').format(date);
  if (date.getTimezoneOffset() === 0) return local;
  const [day = '', time = ''] = date
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .split('T');
  return `${local} (${date.getDate() === date.getUTCDate() ? '' : `${day} `}${time} UTC)`;
}

/** The same in few words: to the minute, and in this machine's time zone alone. */
export function localMinute(instant: number): string | undefined {
  const date = new Date(instant * 1000);
  return Number.isNaN(date.getTime()) ? undefined : format('minute').format(date);
}

type Precision = 'minute' | 'second';
const formats = new Map<Precision, Intl.DateTimeFormat>();

function format(precision: Precision): Intl.DateTimeFormat {
  const known = formats.get(precision);
  if (known) return known;
  const made = new Intl.DateTimeFormat(env.language, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    ...(precision === 'second' && { second: '2-digit' }),
    timeZoneName: 'short',
  });
  formats.set(precision, made);
  return made;
}
