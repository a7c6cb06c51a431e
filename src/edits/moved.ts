import type { Span } from '../jwt/span.ts';
import type { Change } from '../jwt/tokenList.ts';

/**
 * Where a stretch is after an event, with what was written into or over its edges.
 * @returns `before`: what of the text before the event became `after`; `inserted`: the stretches that came and took the place of nothing
 */
export function moved({ start, end }: Span, changes: readonly Change[]) {
  const inserted: Span[] = [];
  let [from, to] = [start, end];
  let isTouched = false;
  let [shiftStart, shiftEnd, distance] = [0, 0, 0];
  for (const change of changes.toSorted((a, b) => a.start - b.start)) {
    const changeEnd = change.start + change.removed;
    const delta = change.inserted - change.removed;
    // What replaces something, such as another token, is no token that comes back.
    if (change.removed === 0)
      inserted.push({ start: change.start + distance, end: change.start + distance + change.inserted });
    distance += delta;
    const before = changeEnd <= start && !(change.removed === 0 && start === end && change.start === start);
    if (before) {
      shiftStart += delta;
      shiftEnd += delta;
    } else if (change.start < end || (start === end && change.start === start)) {
      isTouched = true;
      from = Math.min(from, change.start);
      to = Math.max(to, changeEnd);
      shiftEnd += delta;
    }
  }
  return {
    isTouched,
    before: { start: from, end: to },
    after: { start: from + shiftStart, end: to + shiftEnd },
    inserted,
  };
}

/**
 * Where a stretch is after an event that left its text alone.
 * @returns `undefined` where a change touches it
 */
export function shifted(span: Span, changes: readonly Change[]): Span | undefined {
  const { isTouched, after } = moved(span, changes);
  return isTouched ? undefined : after;
}
