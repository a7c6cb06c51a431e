import type { Span } from '../jwt/span.ts';
import type { Change } from '../jwt/tokenList.ts';
import { moved } from './moved.ts';

/** A token in a document's text: where it stands, and which. */
export interface Standing extends Span {
  readonly text: string;
  /** The lines around it, itself left out: by them a token is told from its copies. */
  readonly around: string;
}

/**
 * What is known of a token's place in a document, as its text changes. Offsets are UTF-16 offsets of the present text.
 * `here`: the token stands exactly at `span`. `gone`: it stood in `span` and stands there no longer. `ambiguous`: several
 * copies stand where it could be.
 */
export interface Trace {
  readonly state: 'here' | 'gone' | 'ambiguous';
  readonly span: Span;
  /** The lines around the token where it stood last. */
  readonly around: string;
  /** The copies of the token, or of one that it has been, that stand elsewhere. */
  readonly elsewhere: readonly Standing[];
  /**
   * Of a token that is gone: the lines around each copy that stood elsewhere since, or went together with it. Whatever comes
   * back may be one of them, as when a program empties a file and then writes it.
   */
  readonly lost: ReadonlySet<string>;
}

/** The trace of a token that stands at a place. `copies` are all tokens of the document with its text or one that it has been. */
export function traceAt(span: Span, copies: readonly Standing[]): Trace {
  const here = copies.find(({ start, end }) => start === span.start && end === span.end);
  return {
    state: here ? 'here' : 'gone',
    span,
    around: here?.around ?? '',
    elsewhere: copies.filter((copy) => copy !== here),
    lost: new Set(),
  };
}

/** What is known of a token that is gone, beside the copies that are there now. */
export function goneBeside(trace: Trace, copies: readonly Standing[]): Trace {
  const lost = new Set([...trace.lost, ...trace.elsewhere.map(({ around }) => around)]);
  return { ...trace, state: 'gone', elsewhere: copies, lost };
}

/**
 * The trace after a change event. The token is where its stretch of text has moved to. Where one event wrote that stretch
 * anew together with copies, it is the one that alone has its lines around it, before and after. Where it was taken out, it
 * may be pasted anywhere in a document that has no copy.
 * @param copies all tokens of the document after the event with the token's text or one that it has been
 */
export function traceAfter(trace: Trace, changes: readonly Change[], copies: readonly Standing[]): Trace {
  const { before, after, inserted } = moved(trace.span, changes);
  if (trace.state === 'ambiguous') return { ...trace, span: after };
  const gone: Trace = { ...goneBeside(trace, copies), span: after };
  const inside = copies.filter((copy) => contains(after, copy));
  if (inside.length > 0) {
    const isHere = trace.state === 'here';
    // What comes into the stretch of a token that is gone may be pasted from any copy.
    const rivals = isHere
      ? aroundOf(trace.elsewhere.filter(({ start, end }) => start < before.end && before.start < end))
      : rivalsOf(trace);
    const meant = rivals.length === 0 && inside.length === 1 ? inside[0] : proven(trace, rivals, inside);
    if (meant) return traceAt(meant, copies);
    return isHere ? { ...gone, state: 'ambiguous' } : gone;
  }
  const came = copies.filter((copy) => inserted.some((stretch) => contains(stretch, copy)));
  const [only] = came;
  // Where text of it is left, it was changed and not cut.
  if (!only || rivalsOf(trace).length > 0 || after.start < after.end) return gone;
  return came.length === 1 ? traceAt(only, copies) : { ...gone, state: 'ambiguous' };
}

/** The one of some copies that stands between the same lines as the token did, if no other did or does. */
function proven({ around }: Trace, rivals: readonly string[], copies: readonly Standing[]): Standing | undefined {
  const alike = copies.filter((copy) => copy.around === around);
  return alike.length === 1 && !rivals.includes(around) ? alike[0] : undefined;
}

/** The lines around whatever else may be meant where a token comes back. */
function rivalsOf({ elsewhere, lost }: Trace): readonly string[] {
  return [...aroundOf(elsewhere), ...lost];
}

function aroundOf(copies: readonly Standing[]): readonly string[] {
  return copies.map(({ around }) => around);
}

/** What is kept of a token's document while it is closed. */
export interface Closed {
  readonly text: string;
  readonly trace: Trace;
  /** The token as it stood there last. */
  readonly token: string;
}

/** The trace in a document that was opened again: the same place where the text is the same, else the only copy that can be meant. */
export function reopen(closed: Closed, text: string, copies: readonly Standing[]): Trace {
  const { trace, token } = closed;
  if (text === closed.text) return trace;
  const ofToken = copies.filter((copy) => copy.text === token);
  const candidates = ofToken.length > 0 ? ofToken : copies;
  const elsewhere = ofToken.length > 0 ? trace.elsewhere.filter((copy) => copy.text === token) : trace.elsewhere;
  const rivals = rivalsOf({ ...trace, elsewhere });
  const gone: Trace = { ...goneBeside(trace, copies), span: { start: 0, end: 0 } };
  const [first] = candidates;
  if (!first) return gone;
  const isOnly = candidates.length === 1 && rivals.length === 0;
  const meant = trace.state === 'ambiguous' ? undefined : isOnly ? first : proven(trace, rivals, candidates);
  return meant ? traceAt(meant, copies) : { ...gone, state: 'ambiguous' };
}

function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
