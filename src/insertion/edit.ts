import type { Span } from '../jwt/span.ts';

/** `text` takes the place of what stands in the span. */
export interface TextEdit extends Span {
  readonly text: string;
}

/** What a place makes of a token. */
export interface Insertion {
  /** In the order of the text; they do not overlap. */
  readonly edits: readonly TextEdit[];
  /** Where the token stands once the edits are applied. */
  readonly token: Span;
}

export const insertAt = (offset: number, text: string): TextEdit => ({ start: offset, end: offset, text });

export const replace = ({ start, end }: Span, text: string): TextEdit => ({ start, end, text });

/** Puts the edits of a place in order and says where the token ends up. One of them holds the token. */
export function insertion(edits: readonly TextEdit[], token: string): Insertion {
  const ordered = edits.toSorted((a, b) => a.start - b.start);
  let shift = 0;
  for (const { start, end, text } of ordered) {
    const at = text.indexOf(token);
    if (at !== -1) {
      const from = start + shift + at;
      return { edits: ordered, token: { start: from, end: from + token.length } };
    }
    shift += text.length - (end - start);
  }
  return { edits: ordered, token: { start: 0, end: 0 } };
}

/** The text with the edits applied. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let offset = 0;
  for (const edit of edits) {
    result += text.slice(offset, edit.start) + edit.text;
    offset = edit.end;
  }
  return result + text.slice(offset);
}
