import { beforeEach, describe, expect, it } from 'vitest';
import type { TextDocument } from 'vscode';
import { Deadlines } from '../../../src/tokens/clock.ts';
import { ScriptedClock } from './scriptedClock.ts';

const [a, b] = ['a', 'b'] as unknown as [TextDocument, TextDocument];
let clock: ScriptedClock;
let told: (readonly [document: unknown, after: number])[];
let counts: Record<string, number>;
let deadlines: Deadlines;
let begin: number;

beforeEach(() => {
  clock = new ScriptedClock();
  told = [];
  counts = { a: 1, b: 1 };
  begin = clock.time;
  deadlines = new Deadlines({
    clock,
    count: (document) => counts[String(document)] ?? 0,
    tell: (document) => void told.push([document, clock.time - begin]),
  });
});

describe('what was said of a document', () => {
  it('is told of once it is true no longer, and once', () => {
    deadlines.add(a, begin + 5000);
    clock.pass(4999);
    expect(told).toEqual([]);
    clock.pass(3_600_000);
    expect(told).toEqual([[a, 5000]]);
  });

  it('is told of at the first of several times, each document by itself', () => {
    deadlines.add(a, begin + 90_000);
    deadlines.add(a, begin + 5000);
    deadlines.add(a, begin + 7000);
    deadlines.add(b, begin + 65_000);
    clock.pass(3_600_000);
    expect(told).toEqual([
      [a, 5000],
      [b, 65_000],
    ]);
  });

  it('is told of again only where something more was said', () => {
    deadlines.add(a, begin + 5000);
    clock.pass(5000);
    deadlines.add(a, begin + 8000);
    deadlines.add(b, Number.POSITIVE_INFINITY);
    clock.pass(3_600_000);
    expect(told).toEqual([
      [a, 5000],
      [a, 8000],
    ]);
    expect(clock.waits).toEqual([]);
  });

  it.each([
    [1, 1005],
    [100, 1500],
    [1000, 6000],
    [100_000, 10_000],
  ])('and changes all the time is told of no more often than it takes: %d tokens', (count, wait) => {
    counts.a = count;
    deadlines.add(a, begin + 100);
    clock.pass(100);
    deadlines.add(a, begin + 101);
    clock.pass(60_000);
    expect(told).toEqual([
      [a, 100],
      [a, 100 + wait],
    ]);
  });

  it('is not told of where the document is closed, or all is over', () => {
    deadlines.add(a, begin + 5000);
    deadlines.add(b, begin + 5000);
    deadlines.delete(a);
    clock.pass(6000);
    expect(told).toEqual([[b, 5000]]);
    deadlines.add(b, begin + 50_000);
    deadlines.dispose();
    expect(clock.waits).toEqual([]);
  });

  it('is told of a minute at most after the machine woke up', () => {
    deadlines.add(a, begin + 600_000);
    clock.jump(900_000);
    clock.pass(60_000);
    expect(told).toHaveLength(1);
  });

  it('is told of as soon as the clock is looked at again after it was asleep', () => {
    deadlines.add(a, begin + 50_000);
    clock.jump(900_000);
    // What is said meanwhile looks at it, too.
    deadlines.add(b, begin + 900_100);
    clock.pass(100);
    expect(told.map(([document]) => document)).toEqual([a, b]);
    deadlines.add(a, clock.time + 50_000);
    clock.jump(60_000);
    deadlines.wake();
    expect(told.map(([document]) => document)).toEqual([a, b, a]);
  });

  it('is told of, of all documents, where somebody has set the clock back', () => {
    deadlines.add(a, begin + 50_000);
    deadlines.add(b, begin + 70_000);
    deadlines.saw(begin);
    clock.jump(-500);
    deadlines.wake();
    expect(told).toEqual([]);
    deadlines.saw(begin);
    clock.jump(-1000);
    deadlines.wake();
    expect(told.map(([document]) => document)).toEqual([a, b]);
    deadlines.wake();
    expect(told).toHaveLength(2);
  });

  it('and was told of before the clock was set back is told of by the new time', () => {
    deadlines.add(a, begin + 100);
    clock.pass(100);
    clock.jump(-500_000);
    deadlines.wake();
    deadlines.add(a, clock.time + 2000);
    clock.pass(2000);
    expect(told.map(([, after]) => after)).toEqual([100, -499_900, -497_900]);
  });

  it('is looked at as soon as what runs is done, where that is asked for', () => {
    deadlines.add(a, begin + 50_000);
    clock.time += 50_000;
    deadlines.wakeNext();
    clock.pass(0);
    expect(told).toEqual([[a, 50_000]]);
  });
});
