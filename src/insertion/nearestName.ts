/** How far a name may be from another to be meant by it, as a share of its length. */
const farthest = 0.5;

/** The name that is meant by one that is not there: the one with the fewest letters to change; `undefined` where none is near. */
export function nearestName(name: string, names: readonly string[]): string | undefined {
  const lower = name.toLowerCase();
  const [nearest] = names
    .map((each) => ({ each, distance: distanceBetween(lower, each.toLowerCase()) }))
    .filter(({ each, distance }) => distance <= Math.max(name.length, each.length) * farthest)
    .toSorted((a, b) => a.distance - b.distance);
  return nearest?.each;
}

/** How many letters to insert, delete or replace lead from one name to the other (Levenshtein). */
function distanceBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
