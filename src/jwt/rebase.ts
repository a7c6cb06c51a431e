import { jsonTokens } from './jsonTokens.ts';
import type { Span } from './span.ts';

/** Past this many differing tokens, what lies between the first and the last of them counts as changed. */
const MOST_DIFFERENCES = 400;

/** A stretch that differs: tokens `from` to `to` of the one text stand where tokens `newFrom` to `newTo` of the other do. */
interface Difference {
  readonly from: number;
  readonly to: number;
  readonly newFrom: number;
  readonly newTo: number;
}

/**
 * Lays an edited JSON text over the one that it was made from, so that what the edit did not touch stays byte for byte:
 * the tokens that both have are the original's, the white space between them included, and what is new comes from the
 * edited text without white space. Both texts are JSON.
 */
export function rebaseJson(original: string, edited: string): string {
  const before = [...jsonTokens(original)];
  const after = [...jsonTokens(edited)];
  const text = (whole: string, { start, end }: Span) => whole.slice(start, end);
  const differences = diff(
    before.map((token) => text(original, token)),
    after.map((token) => text(edited, token)),
  );
  let result = '';
  let kept = 0;
  for (const { from, to, newFrom, newTo } of differences) {
    const added = after.slice(newFrom, newTo);
    const previousEnd = before[from - 1]?.end ?? 0;
    const [first, last] = from < to ? [before[from], before[to - 1]] : [];
    const start = added.length > 0 ? (first?.start ?? previousEnd) : previousEnd;
    result += original.slice(kept, start) + added.map((token) => text(edited, token)).join('');
    kept = last?.end ?? previousEnd;
  }
  return result + original.slice(kept);
}

/** Where two lists differ, in order: as few and short stretches as can be told within `MOST_DIFFERENCES`. */
function diff(before: readonly string[], after: readonly string[]): readonly Difference[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const whole = { from: head, to: before.length - tail, newFrom: head, newTo: after.length - tail };
  if (whole.from === whole.to && whole.newFrom === whole.newTo) return [];
  const runs = commonRuns(before.slice(head, whole.to), after.slice(head, whole.newTo));
  const differences: Difference[] = [];
  let [from, newFrom] = [head, head];
  for (const { at, newAt, length } of runs ?? []) {
    differences.push({ from, to: head + at, newFrom, newTo: head + newAt });
    [from, newFrom] = [head + at + length, head + newAt + length];
  }
  return [...differences, { ...whole, from, newFrom }];
}

interface Run {
  readonly at: number;
  readonly newAt: number;
  readonly length: number;
}

/** The runs of a longest common subsequence (Myers, "An O(ND) Difference Algorithm"); `undefined` where too much differs. */
function commonRuns(before: readonly string[], after: readonly string[]): readonly Run[] | undefined {
  const furthest = new Map([[1, 0]]);
  const steps: ReadonlyMap<number, number>[] = [];
  const reach = (diagonal: number) => furthest.get(diagonal) ?? -1;
  for (let differences = 0; differences <= MOST_DIFFERENCES; differences++) {
    steps.push(new Map(furthest));
    for (let k = -differences; k <= differences; k += 2) {
      let at =
        k === -differences || (k !== differences && reach(k - 1) < reach(k + 1)) ? reach(k + 1) : reach(k - 1) + 1;
      while (at < before.length && at - k < after.length && before[at] === after[at - k]) at++;
      furthest.set(k, at);
      if (at >= before.length && at - k >= after.length) return runsOf(steps, before.length, after.length);
    }
  }
  return undefined;
}

/** Walks back from the ends of both lists along the steps that led there. */
function runsOf(steps: readonly ReadonlyMap<number, number>[], length: number, newLength: number): readonly Run[] {
  const runs: Run[] = [];
  let [at, newAt] = [length, newLength];
  for (let differences = steps.length - 1; differences >= 0; differences--) {
    const reach = (diagonal: number) => steps[differences]?.get(diagonal) ?? -1;
    const k = at - newAt;
    const isAddition = k === -differences || (k !== differences && reach(k - 1) < reach(k + 1));
    const [previousAt, previousNewAt] =
      differences === 0
        ? [0, 0]
        : isAddition
          ? [reach(k + 1), reach(k + 1) - (k + 1)]
          : [reach(k - 1), reach(k - 1) - (k - 1)];
    const runStart = differences === 0 ? 0 : isAddition ? previousAt : previousAt + 1;
    if (at > runStart) runs.unshift({ at: runStart, newAt: runStart - k, length: at - runStart });
    [at, newAt] = [previousAt, previousNewAt];
  }
  return runs;
}
