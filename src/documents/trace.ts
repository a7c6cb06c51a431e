import type { Span } from '../jwt/span.ts';
import type { Change } from '../jwt/tokenList.ts';

/** A token in a document's text: where it stands, and which. */
export interface Standing extends Span {
  readonly text: string;
}

/**
 * What is known of a token's place in a document, as its text changes. Offsets are UTF-16 offsets of the present text.
 * `here`: the token stands exactly at `span`. `gone`: it stood in `span` and stands there no longer. `ambiguous`: several
 * copies stand where it could be.
 */
export interface Trace {
  readonly state: 'here' | 'gone' | 'ambiguous';
  readonly span: Span;
  /** How many copies of the token, or of one that it has been, stand elsewhere. */
  readonly others: number;
}

/** The trace of a token that stands at a place. `copies` are all tokens of the document with its text or one that it has been. */
export function traceAt(span: Span, copies: readonly Standing[]): Trace {
  const here = copies.some(({ start, end }) => start === span.start && end === span.end);
  return { state: here ? 'here' : 'gone', span, others: copies.length - Number(here) };
}

/**
 * The trace after a change event. The token is where its stretch of text has moved to; else, where one event took it out
 * and put it in again or it comes back later, at the only copy that came.
 * @param copies all tokens of the document after the event with the token's text or one that it has been
 */
export function follow(trace: Trace, changes: readonly Change[], copies: readonly Standing[]): Trace {
  const { span, inserted } = moved(trace.span, changes);
  if (trace.state === 'ambiguous') return { ...trace, span };
  const inside = copies.filter((copy) => contains(span, copy));
  const came =
    inside.length > 0 ? inside : copies.filter((copy) => inserted.some((stretch) => contains(stretch, copy)));
  const [only] = came;
  // As many copies as before, though one came: that one is a copy whose text was written anew.
  if (!only || (inside.length === 0 && copies.length <= trace.others))
    return { state: 'gone', span, others: copies.length };
  if (came.length > 1) return { state: 'ambiguous', span, others: copies.length };
  return { state: 'here', span: spanOf(only), others: copies.length - 1 };
}

/** What is kept of a token's document while it is closed. */
export interface Closed {
  readonly text: string;
  readonly trace: Trace;
  /** The token as it stood there last. */
  readonly token: string;
  /** How many copies of just that token stood elsewhere. */
  readonly twins: number;
}

/** The trace in a document that was opened again: the same place where the text is the same, else the only copy that can be meant. */
export function reopen(closed: Closed, text: string, copies: readonly Standing[]): Trace {
  const { trace, token, twins } = closed;
  if (text === closed.text) return trace;
  const same = copies.filter((copy) => copy.text === token);
  const candidates = same.length > 0 ? same : copies;
  const known = same.length > 0 ? twins : trace.others;
  const [only] = candidates;
  if (!only) return { state: 'gone', span: { start: 0, end: 0 }, others: 0 };
  const state = candidates.length === 1 && known === 0 && trace.state !== 'ambiguous' ? 'here' : 'ambiguous';
  return { state, span: spanOf(only), others: copies.length - 1 };
}

/** Where a stretch is after an event, with what was written into or over its edges; and the stretches that came in all. */
function moved({ start, end }: Span, changes: readonly Change[]) {
  const inserted: Span[] = [];
  let [from, to] = [start, end];
  let [shiftStart, shiftEnd, distance] = [0, 0, 0];
  for (const change of changes.toSorted((a, b) => a.start - b.start)) {
    const changeEnd = change.start + change.removed;
    const delta = change.inserted - change.removed;
    inserted.push({ start: change.start + distance, end: change.start + distance + change.inserted });
    distance += delta;
    const before = changeEnd <= start && !(change.removed === 0 && start === end && change.start === start);
    if (before) {
      shiftStart += delta;
      shiftEnd += delta;
    } else if (change.start < end || (start === end && change.start === start)) {
      from = Math.min(from, change.start);
      to = Math.max(to, changeEnd);
      shiftEnd += delta;
    }
  }
  return { span: { start: from + shiftStart, end: to + shiftEnd }, inserted };
}

function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}
