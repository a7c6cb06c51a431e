import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { exercise } from './exercise.ts';
import { type Mutation, mutate } from './mutate.ts';
import { randomOf } from './random.ts';

/** Which cases are run: `count` of them from the number `from` on, of a seed. */
export interface Cases {
  readonly seed: number;
  readonly from: number;
  readonly count: number;
}

/** What a run came to. */
export interface Figures {
  /** How many cases were run. */
  readonly cases: number;
  /** The one that took longest, in milliseconds (of the processor, where they are more than a few), and its length in UTF-16 units. */
  readonly slowest: { readonly number: number; readonly milliseconds: number; readonly length: number };
  /** The heap in use after collection, in bytes: a tenth into the run, and at its end. */
  readonly heap: { readonly early: number; readonly late: number };
  /** The most memory that the process had, in bytes. */
  readonly peak: number;
}

/** A case that went wrong; `seed` and `number` make it again. */
class FailedCase extends Error {
  constructor(seed: number, number: number, text: string, cause: unknown) {
    const excerpt = JSON.stringify(text.length > 300 ? `${text.slice(0, 300)}…` : text);
    const why = cause instanceof Error ? cause.stack : String(cause);
    super(`case ${number} of seed ${seed}, ${text.length} UTF-16 units: ${excerpt}\n${why}`, { cause });
  }
}

/** What a text may take, in milliseconds of the processor: so much, and so much for each UTF-16 unit. */
const fixedTime = 50;
const unitTime = 0.005;
/** What takes no longer by the clock on the wall is not looked at closer, in milliseconds. */
const short = 20;
/** How often a case that took longer is run before it counts: the compiler and the collector work as well. */
const attempts = 4;
/** By how much the heap may grow while nine tenths of the cases run, in bytes. */
const growth = 32e6;

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/**
 * Runs cases, each of which must neither throw nor take longer than its length allows, and keeps an eye on memory.
 * @param told hears how many cases are over, about every second
 * @throws FailedCase; Error where memory grows
 */
export async function fuzz(
  { seed, from, count }: Cases,
  told: (done: number) => void,
  stopped?: AbortSignal,
): Promise<Figures> {
  let slowest = { number: from, milliseconds: 0, length: 0 };
  let early = 0;
  let last = Date.now();
  let done = 0;
  for (; done < count && !stopped?.aborted; done++) {
    const number = from + done;
    const { milliseconds, length } = runCase(seed, number);
    if (milliseconds > slowest.milliseconds) slowest = { number, milliseconds, length };
    if (done === Math.floor(count / 10)) early = heapInUse();
    if (Date.now() - last > 1000) {
      told(done);
      // Lets signals through.
      await new Promise((resolve) => setImmediate(resolve));
      last = Date.now();
    }
  }
  const heap = { early, late: heapInUse() };
  if (done === count && heap.late - heap.early > growth)
    throw new Error(`the heap grew from ${heap.early} to ${heap.late} bytes`);
  return { cases: done, slowest, heap, peak: process.resourceUsage().maxRSS * 1024 };
}

function runCase(seed: number, number: number): { readonly milliseconds: number; readonly length: number } {
  const start = performance.now();
  const { text } = runOnce(seed, number);
  const { length } = text;
  let milliseconds = performance.now() - start;
  if (milliseconds <= short) return { milliseconds, length };
  // Other processes want the processor, too: its time is what counts.
  milliseconds = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < attempts && milliseconds > fixedTime + length * unitTime; attempt++) {
    const used = process.cpuUsage();
    runOnce(seed, number);
    milliseconds = Math.min(milliseconds, process.cpuUsage(used).user / 1000);
  }
  if (milliseconds > fixedTime + length * unitTime)
    throw new FailedCase(seed, number, text, new Error(`it takes ${Math.round(milliseconds)} ms`));
  return { milliseconds, length };
}

/** @throws FailedCase */
function runOnce(seed: number, number: number): Mutation {
  const random = randomOf(seed, number);
  const mutation = mutate(random);
  try {
    exercise(mutation, random);
  } catch (error) {
    throw new FailedCase(seed, number, mutation.text, error);
  }
  return mutation;
}

function heapInUse(): number {
  collect();
  return process.memoryUsage().heapUsed;
}
