import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { warmUp } from '../../../src/features/warmUp.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('loads once the host has had nothing else to do for a moment', async () => {
  const load = vi.fn(async () => undefined);
  warmUp(load);
  expect(load).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(500);
  expect(load).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(load).toHaveBeenCalledTimes(1);
});

it('waits for as long as the host is late', async () => {
  const load = vi.fn(async () => undefined);
  warmUp(load);
  const now = performance.now();
  const clock = vi.spyOn(performance, 'now').mockReturnValue(now + 600);
  vi.advanceTimersByTime(500);
  expect(load).not.toHaveBeenCalled();
  clock.mockReturnValue(now + 1100);
  vi.advanceTimersByTime(500);
  expect(load).toHaveBeenCalledTimes(1);
});

it('loads nothing more once it is disposed of, and keeps a failure to itself', async () => {
  const load = vi.fn(() => Promise.reject(new Error('offline')));
  warmUp(load).dispose();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(load).not.toHaveBeenCalled();
  warmUp(load);
  await vi.advanceTimersByTimeAsync(500);
  expect(load).toHaveBeenCalledTimes(1);
});
