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

/** The tokens of a text in their order. An edit before a token changes its start alone, whatever is known of it. */
export interface TokenList {
  /** Where each token starts, as UTF-16 offsets of the text. */
  readonly starts: Int32Array;
  /** Each token with offsets that count from its start: the same object until an edit touches the token. */
  readonly tokens: readonly FoundToken[];
}

/** All tokens of a text that is read in pieces of whole lines, in their order; no token has a line break in it. */
export function listTokens(pieces: Iterable<{ readonly start: number; readonly text: string }>): TokenList {
  const found: FoundToken[] = [];
  for (const { start, text } of pieces) for (const token of findTokens(text)) found.push(moved(token, start));
  return {
    starts: Int32Array.from(found, ({ start }) => start),
    tokens: found.map((token) => moved(token, -token.start)),
  };
}

/** A token of a list, with its offsets in the text. */
export interface ListedToken extends FoundToken {
  /** The token in the list: the same object as long as nobody edits it, wherever it moves. */
  readonly identity: FoundToken;
}

/** The token of a list at an index; `undefined` for an index that the list does not have. */
export function tokenIn({ starts, tokens }: TokenList, index: number): ListedToken | undefined {
  const identity = tokens[index];
  return identity && listed(identity, starts[index] ?? 0);
}

/** The index of the first token that starts at or after an offset; the number of tokens where there is none. */
export function firstFrom({ starts }: TokenList, offset: number): number {
  let [from, to] = [0, starts.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((starts[middle] ?? 0) < offset) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** What an event made of a list. */
export interface ListUpdate {
  readonly list: TokenList;
  /** The identities of the tokens that are no longer there. */
  readonly removed: readonly FoundToken[];
  /** The tokens that are new. */
  readonly added: readonly ListedToken[];
}

/**
 * The tokens of a text after an event, from those that it had before: the same as `listTokens` of the whole text, but
 * only the stretches of token characters that a change touches are read. The other tokens cost the shift of their starts.
 * @param changes the event's changes, which do not overlap, in any order
 * @param text the text after the event
 */
export function updateList(list: TokenList, changes: readonly Change[], text: TextSource): ListUpdate {
  const inOrder = changes.toSorted((a, b) => a.start - b.start || a.removed - b.removed);
  // No token reaches over the edge of a stretch. Those in it are found anew, as one may have become part of another.
  const pieces: Piece[] = [];
  let [from, shift] = [0, 0];
  for (const { start, end, distance } of touchedStretches(inOrder, text)) {
    const to = firstFrom(list, start - shift);
    const found = findTokens(text.slice(start, end)).map((token) => moved(token, start));
    pieces.push({ from, to, shift, found });
    [from, shift] = [firstFrom(list, end - distance), distance];
  }
  pieces.push({ from, to: list.starts.length, shift, found: [] });
  return joined(list, pieces);
}

/** Tokens that an event leaves alone, and those that it brings behind them. */
interface Piece {
  /** The index of the first that is left alone, and of the one behind the last. */
  readonly from: number;
  readonly to: number;
  /** How far they move. */
  readonly shift: number;
  readonly found: readonly FoundToken[];
}

function joined(list: TokenList, pieces: readonly Piece[]): ListUpdate {
  const removed = pieces.flatMap(({ to }, i) => list.tokens.slice(to, pieces[i + 1]?.from ?? to));
  const added = pieces.flatMap(({ found }) =>
    found.map((token) => ({ ...token, identity: moved(token, -token.start) })),
  );
  const starts = new Int32Array(list.starts.length - removed.length + added.length);
  let count = 0;
  for (const { from, to, shift, found } of pieces) {
    for (let i = from; i < to; i++) starts[count++] = (list.starts[i] ?? 0) + shift;
    for (const { start } of found) starts[count++] = start;
  }
  if (removed.length === 0 && added.length === 0) return { list: { starts, tokens: list.tokens }, removed, added };
  let used = 0;
  const tokens = pieces.flatMap(({ from, to, found }) => {
    const first = used;
    used += found.length;
    return [...list.tokens.slice(from, to), ...added.slice(first, used).map(({ identity }) => identity)];
  });
  return { list: { starts, tokens }, removed, added };
}

/** A stretch of a text after an event, and how far the event moves what stands behind it. */
interface Stretch extends Span {
  readonly distance: number;
}

/** The longest stretches of token characters that the changes lie in or border on, as offsets after the event, ascending. */
function touchedStretches(changes: readonly Change[], text: TextSource): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let distance = 0;
  for (const { start, removed, inserted } of changes) {
    const from = start + distance;
    const to = from + inserted;
    distance += inserted - removed;
    const last = stretches.at(-1);
    if (last && from <= last.end) {
      stretches[stretches.length - 1] = { start: last.start, end: stretchEnd(text, Math.max(to, last.end)), distance };
    } else {
      stretches.push({ start: stretchStart(text, from), end: stretchEnd(text, to), distance });
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

function listed(identity: FoundToken, start: number): ListedToken {
  return { ...moved(identity, start), identity };
}

/** A token of which all offsets are so many UTF-16 units further on. */
function moved(token: FoundToken, distance: number): FoundToken {
  if (distance === 0) return token;
  const { start, end, dots } = token;
  return { ...token, start: start + distance, end: end + distance, dots: dots.map((dot) => dot + distance) };
}
