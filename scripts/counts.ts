/** How many tests passed and failed. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** The sum of counts. */
export function sum(all: readonly Counts[]): Counts {
  const of = (pick: keyof Counts): number => all.reduce((total, counts) => total + counts[pick], 0);
  return { passed: of('passed'), failed: of('failed') };
}
