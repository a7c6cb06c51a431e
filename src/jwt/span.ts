/** A stretch of text in UTF-16 offsets; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Whether a span holds nothing. */
export const isEmpty = ({ start, end }: Span): boolean => start === end;
