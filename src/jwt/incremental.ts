import { type FoundToken, findTokens, isTokenCharacter } from './find.ts';
import type { Span } from './span.ts';

/** A replacement in a text, as UTF-16 offsets of the text before the event that it is part of. */
export interface Change {
  readonly start: number;
  /** How many UTF-16 units went. */
  readonly removed: number;
  /** How many came. */
  readonly inserted: number;
}

/** A text that is read in stretches, so that nobody has to join a long one. */
export interface TextSource {
  readonly length: number;
  readonly slice: (start: number, end: number) => string;
}

/** How much is read at first to find where a stretch begins or ends; twice as much each further time. */
const FIRST_READ = 256;

/**
 * The tokens of a text after an event, from those that it had before: the same as `findTokens` of the whole text, but
 * only the stretches of token characters that a change touches are read.
 * @param changes the event's changes, which do not overlap, in any order
 * @param text the text after the event
 * @returns tokens that the event left alone keep whatever the caller added to them; the same objects where they did not move
 */
export function updateTokens<T extends FoundToken>(
  tokens: readonly T[],
  changes: readonly Change[],
  text: TextSource,
): (T | FoundToken)[] {
  const inOrder = changes.toSorted((a, b) => a.start - b.start || a.removed - b.removed);
  const stretches = touchedStretches(inOrder, text);
  const updated: (T | FoundToken)[] = [];
  // An index, as to shift a list of many thousands takes as long as to copy it.
  let index = 0;
  let next = stretches[index];
  const scanBefore = (end: number) => {
    for (; next && next.end <= end; next = stretches[++index]) {
      const { start } = next;
      for (const token of findTokens(text.slice(start, next.end))) updated.push(moved(token, start));
    }
  };
  for (const token of untouchedTokens(tokens, inOrder)) {
    scanBefore(token.start);
    // A token in a touched stretch may have become part of another.
    if (!next || token.end <= next.start) updated.push(token);
  }
  scanBefore(text.length);
  return updated;
}

/** The tokens that no change overlaps, at their offsets after the event. */
function* untouchedTokens<T extends FoundToken>(tokens: readonly T[], changes: readonly Change[]): Generator<T> {
  let distance = 0;
  let index = 0;
  for (const token of tokens) {
    let change = changes[index];
    for (; change && change.start + change.removed <= token.start; change = changes[++index]) {
      distance += change.inserted - change.removed;
    }
    if (!change || change.start >= token.end) yield moved(token, distance);
  }
}

/** The longest stretches of token characters that the changes lie in or border on, as offsets after the event, ascending. */
function touchedStretches(changes: readonly Change[], text: TextSource): Span[] {
  const stretches: Span[] = [];
  let distance = 0;
  for (const { start, removed, inserted } of changes) {
    const from = start + distance;
    const to = from + inserted;
    distance += inserted - removed;
    const last = stretches.at(-1);
    if (last && from <= last.end) {
      stretches[stretches.length - 1] = { start: last.start, end: stretchEnd(text, Math.max(to, last.end)) };
    } else {
      stretches.push({ start: stretchStart(text, from), end: stretchEnd(text, to) });
    }
  }
  return stretches;
}

function stretchStart(text: TextSource, offset: number): number {
  for (let end = offset, size = FIRST_READ; end > 0; end -= size, size *= 2) {
    const from = Math.max(0, end - size);
    const read = text.slice(from, end);
    for (let i = read.length - 1; i >= 0; i--) if (!isTokenCharacter(read, i)) return from + i + 1;
  }
  return 0;
}

function stretchEnd(text: TextSource, offset: number): number {
  for (let from = offset, size = FIRST_READ; from < text.length; from += size, size *= 2) {
    const read = text.slice(from, Math.min(text.length, from + size));
    for (let i = 0; i < read.length; i++) if (!isTokenCharacter(read, i)) return from + i;
  }
  return text.length;
}

function moved<T extends FoundToken>(token: T, distance: number): T {
  if (distance === 0) return token;
  const { start, end, dots } = token;
  return { ...token, start: start + distance, end: end + distance, dots: dots.map((dot) => dot + distance) };
}
