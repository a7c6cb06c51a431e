/** One line of the benchmark's table. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  /** What it is held against in the same run: a peer, a bare loop, a budget. */
  readonly beside: string;
  /** Absent where there is nothing to hold it against. */
  readonly ratio?: number;
  /** The highest ratio allowed; absent where there is no budget and the peer is only for comparison. */
  readonly limit?: number;
}

export interface Contestant {
  readonly name: string;
  readonly run: () => unknown;
}

const ROUNDS = 31;
const LEAST_ROUND_MS = 4;
const WARM_UP_MS = 100;

/**
 * Times two contestants in turns, so that both see the same machine, and holds their typical times against each other.
 * Of an asynchronous one, each call is awaited.
 */
export async function compare(what: string, ours: Contestant, beside: Contestant, limit?: number): Promise<Row> {
  const contestants = [ours, beside].map(({ run }) => ({ run, times: [] as number[], repeats: 1 }));
  for (const contestant of contestants) {
    // The compiler has done its work after a while.
    for (const end = performance.now() + WARM_UP_MS; performance.now() < end; ) await time(contestant);
    while ((await time(contestant)) * contestant.repeats < LEAST_ROUND_MS) contestant.repeats *= 2;
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const contestant of contestants) contestant.times.push(await time(contestant));
  }
  const [measured = Number.NaN, other = Number.NaN] = contestants.map(({ times }) => typical(times));
  return {
    what,
    measured: `${ours.name} ${duration(measured)}`,
    beside: `${beside.name} ${duration(other)}`,
    ratio: measured / other,
    ...(limit !== undefined && { limit }),
  };
}

/** Holds the typical time of something against a budget in milliseconds. */
export async function within(what: string, { name, run }: Contestant, budget: number): Promise<Row> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS * 3; round++) times.push(await time({ run, repeats: 1 }));
  return budgeted(what, name, times, budget);
}

/** Holds the typical one of times that were measured elsewhere against a budget, all in milliseconds. */
export function budgeted(what: string, name: string, times: readonly number[], budget: number): Row {
  const measured = typical(times);
  return {
    what,
    measured: `${name} ${duration(measured)}`,
    beside: `budget ${duration(budget)}`,
    ratio: measured / budget,
    limit: 1,
  };
}

/** Holds the typical ones of times that were measured elsewhere, in milliseconds, against each other. */
export function beside(
  what: string,
  ours: { readonly name: string; readonly times: readonly number[] },
  theirs: { readonly name: string; readonly times: readonly number[] },
): Row {
  const [measured, other] = [typical(ours.times), typical(theirs.times)];
  return {
    what,
    measured: `${ours.name} ${duration(measured)}`,
    beside: `${theirs.name} ${duration(other)}`,
    ratio: measured / other,
  };
}

/** Holds a size in bytes against a budget, if there is one. */
export function sized(what: string, bytes: number, budget?: number): Row {
  const size = (count: number) => `${(count / 1e6).toFixed(1)} MB`;
  const least = Math.max(0, bytes);
  if (budget === undefined) return { what, measured: size(least), beside: '' };
  return { what, measured: size(least), beside: `budget ${size(budget)}`, ratio: least / budget, limit: 1 };
}

/** Milliseconds for one call. */
async function time({ run, repeats }: { readonly run: () => unknown; readonly repeats: number }): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < repeats; i++) {
    const result = run();
    if (result instanceof Promise) await result;
  }
  return (performance.now() - start) / repeats;
}

/** The lower quartile: what else the machine does makes rounds longer, never shorter. */
export function typical(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 4)] ?? Number.NaN;
}

function duration(milliseconds: number): string {
  if (milliseconds < 1) return `${(milliseconds * 1000).toPrecision(3)} µs`;
  return milliseconds < 1000 ? `${milliseconds.toPrecision(3)} ms` : `${Math.round(milliseconds)} ms`;
}
