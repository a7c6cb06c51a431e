import { describe, expect, it } from 'vitest';
import { type LifeColors, lifeBar, lifeImage, timelineOf } from '../../../src/messages/life.ts';

const colors: LifeColors = { line: 'gray', past: 'silver', left: 'green', now: 'black' };
const at = (seconds: number) => seconds * 1000;

describe('lifeOf', () => {
  it.each([
    ['in its middle', { issuedAt: 0, expires: 100 }, 50, { start: 0, end: 1, now: 0.5 }],
    ['at its beginning', { issuedAt: 0, expires: 100 }, 0, { start: 0, end: 1, now: 0 }],
    ['long over', { issuedAt: 0, expires: 100 }, 400, { start: 0, end: 0.25, now: 1 }],
    ['yet to come', { issuedAt: 100, expires: 200 }, 0, { start: 0.5, end: 1, now: 0 }],
    ['from nbf on', { issuedAt: 0, notBefore: 50, expires: 100 }, 75, { start: 0, end: 1, now: 0.5 }],
    ['without an issue time', { notBefore: 0, expires: 100 }, 50, { start: 0, end: 1, now: 0.5 }],
  ])('lies on a line from 0 to 1: %s', (_, times, now, life) => {
    expect(timelineOf(times, at(now))).toEqual(life);
  });

  it('can be seen however short it is beside the time since or until', () => {
    expect(timelineOf({ issuedAt: 0, expires: 1 }, at(1_000_000))?.end).toBe(0.03);
    expect(timelineOf({ issuedAt: 1_000_000, expires: 1_000_001 }, at(0))?.start).toBe(0.97);
  });

  it.each([
    ['no expiry', { issuedAt: 0 }],
    ['no beginning', { expires: 100 }],
    ['an end before its beginning', { issuedAt: 100, expires: 100 }],
  ])('is not known with %s', (_, times) => {
    expect(timelineOf(times, at(50))).toBeUndefined();
  });
});

describe('lifeImage', () => {
  const rectangles = (image: string) =>
    [
      ...atob(image.replace('data:image/svg+xml;base64,', '')).matchAll(
        /<rect x="([^"]+)".*? width="([^"]+)".*?fill="(\w+)"/g,
      ),
    ].map(([, x, width, fill]) => [Number(x), Number(width), fill]);

  it('draws a line, what has passed, what is left, and a mark for now', () => {
    expect(rectangles(lifeImage({ start: 0, end: 1, now: 0.5 }, colors))).toEqual([
      [0, 56, 'gray'],
      [0, 28, 'silver'],
      [28, 28, 'green'],
      [27, 2, 'black'],
    ]);
  });

  it.each([
    ['over', { start: 0, end: 0.25, now: 1 }, [14, 0], 54],
    ['yet to come', { start: 0.5, end: 1, now: 0 }, [28, 28], 0],
  ])('keeps the mark within the picture: %s', (_, life, left, mark) => {
    const drawn = rectangles(lifeImage(life, colors));
    expect(drawn[2]).toEqual([...left, 'green']);
    expect(drawn[3]).toEqual([mark, 2, 'black']);
  });

  it('is an image that Markdown takes as an address', () => {
    expect(lifeImage({ start: 0, end: 1, now: 0.5 }, colors)).toMatch(/^data:image\/svg\+xml;base64,[\w+/]+=*$/);
  });
});

describe('lifeBar', () => {
  it.each([
    [0, '▱▱▱▱▱▱▱▱▱▱'],
    [0.59, '▰▰▰▰▰▱▱▱▱▱'],
    [1, '▰▰▰▰▰▰▰▰▰▰'],
  ])('of a life of which %d has passed', (now, bar) => expect(lifeBar({ start: 0, end: 1, now })).toBe(bar));

  it('is empty before, and full after', () => {
    expect(lifeBar({ start: 0.5, end: 1, now: 0 })).toBe('▱'.repeat(10));
    expect(lifeBar({ start: 0, end: 0.25, now: 1 })).toBe('▰'.repeat(10));
  });
});
