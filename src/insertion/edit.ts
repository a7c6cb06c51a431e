import type { Span } from '../jwt/span.ts';

/** `text` takes the place of what stands in the span. */
export interface TextEdit extends Span {
  readonly text: string;
}

/** Writes a text at an offset. */
export const insertAt = (offset: number, text: string): TextEdit => ({ start: offset, end: offset, text });

/** Writes a text in place of a span. */
export const replace = ({ start, end }: Span, text: string): TextEdit => ({ start, end, text });

/** The edits in the order of the text. */
export const inTextOrder = (edits: readonly TextEdit[]): readonly TextEdit[] =>
  edits.toSorted((a, b) => a.start - b.start);

/** Where what edits in order have written stands once they are made: without the line breaks around it. */
export function writtenSpans(edits: readonly TextEdit[]): readonly Span[] {
  let moved = 0;
  return edits.flatMap(({ start, end, text }) => {
    const from = start + moved;
    moved += text.length - (end - start);
    const [before, content] = [text.length - text.trimStart().length, text.trim()];
    return content === '' ? [] : [{ start: from + before, end: from + before + content.length }];
  });
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
