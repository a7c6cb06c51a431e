import type { TextEdit } from './edit.ts';

/** Where a token shall go. */
export interface Target {
  readonly languageId: string;
  readonly text: string;
  /** The cursor, a UTF-16 offset in the text. */
  readonly offset: number;
  readonly token: string;
  /** For `.http` files: the token itself in the header, or in a variable that the header names. */
  readonly insertAs: 'header' | 'variable';
}

/** A kind of text, and the form that a token takes in it. */
export interface Place {
  /** VS Code's language ids of it. */
  readonly languages: readonly string[];
  /** The paths of it, whatever the language. */
  readonly files: RegExp;
  /** The edits, in any order; `undefined` leaves it to the next place. */
  readonly insert: (target: Target) => readonly TextEdit[] | undefined;
}
