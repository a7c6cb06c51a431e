import { useEffect, useState } from 'preact/hooks';
import { lengthOf } from '../protocol.ts';

const units = [
  ['year', 31_536_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

const toTheMinute: Intl.DateTimeFormatOptions = {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
};

/**
 * An instant in this machine's time zone and its distance from now: `22 Nov 2026, 07:25:00 GMT (in 15 minutes)`; empty
 * for what no calendar holds. Seconds; the clock in milliseconds.
 */
export function instantWords(seconds: number, now: number, options: Intl.DateTimeFormatOptions = {}): string {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return '';
  const absolute = new Intl.DateTimeFormat(language(), { ...toTheMinute, ...options }).format(date);
  return `${absolute} (${distanceWords(seconds - now / 1000)})`;
}

/** Rounded as everywhere else; `now` for less than a minute. */
function distanceWords(seconds: number): string {
  const { unit, count } = lengthOf(seconds);
  const format = new Intl.RelativeTimeFormat(language(), { numeric: count === 0 ? 'auto' : 'always' });
  return format.format(count === 0 ? 0 : Math.sign(seconds) * count, count === 0 ? 'second' : unit);
}

/** A length of time in the unit that it is a whole number of: `15 minutes`. */
export function durationWords(seconds: number): string {
  const [unit, size] = units.find(([, length]) => seconds % length === 0) ?? (['second', 1] as const);
  return new Intl.NumberFormat(language(), { style: 'unit', unit, unitDisplay: 'long' }).format(seconds / size);
}

/** An instant as a `datetime-local` control holds it, in this machine's time zone; empty where the text is no time. */
export function localInput(time: string): string {
  const date = new Date(/^\d+$/.test(time) ? Number(time) * 1000 : time);
  if (Number.isNaN(date.getTime())) return '';
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

/** The clock in milliseconds; whoever uses it is rendered anew every so many. */
export function useNow(every: number): number {
  const [, setTicks] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTicks((ticks) => ticks + 1), every);
    return () => clearInterval(timer);
  }, [every]);
  return Date.now();
}

function language(): string {
  return document.documentElement.lang;
}
