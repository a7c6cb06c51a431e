import { describe, expect, it } from 'vitest';
import { lengthOf, parseDuration } from '../../../src/jwt/time.ts';

describe('lengthOf', () => {
  it.each([
    [0, 0, 'minute'],
    [59.999, 0, 'minute'],
    [60, 1, 'minute'],
    [-89.999, 1, 'minute'],
    [90, 2, 'minute'],
    [899, 15, 'minute'],
    [869.999, 14, 'minute'],
    [59.5 * 60 - 1, 59, 'minute'],
    [59.5 * 60, 1, 'hour'],
    [5399, 1, 'hour'],
    [5400, 2, 'hour'],
    [36 * 3600, 36, 'hour'],
    [47.5 * 3600 - 1, 47, 'hour'],
    [47.5 * 3600, 2, 'day'],
    [2.5 * 86_400, 3, 'day'],
    [729.5 * 86_400 - 1, 729, 'day'],
    [729.5 * 86_400, 2, 'year'],
    [2.4 * 31_536_000, 2, 'year'],
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
