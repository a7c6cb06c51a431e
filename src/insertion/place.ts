import type { Span } from '../jwt/span.ts';
import type { TextEdit } from './edit.ts';
import type { HttpReading } from './httpFile.ts';
import type { TokenReference } from './references.ts';

/** Where a token is to go. */
export interface InsertionTarget {
  readonly languageId: string;
  /** The document's path, with `/`. */
  readonly path: string;
  readonly text: string;
  /** The cursor, a UTF-16 offset in the text. */
  readonly offset: number;
  /** What is selected: in code and plain text the token takes its place. */
  readonly selection?: Span | undefined;
  /** How `.http` files are read here. */
  readonly http?: HttpReading | undefined;
  /** Whether the token is an assertion that a form sends, rather than the credentials of a request (RFC 7523). */
  readonly isAssertion?: boolean | undefined;
}

/** Where a text takes its token from: what is there, and how another gets there. */
export interface Slot {
  /**
   * The edits, in any order, that make the text send credentials: a token, or a reference to one. No edits where the
   * credentials are there already.
   */
  readonly write: (credentials: string) => readonly TextEdit[];
  /** What stands there in place of a token. */
  readonly reference?: TokenReference | undefined;
  /** The variables that count there, and in `.http` files where a new one goes. */
  readonly variables?: Variables | undefined;
  /** What other credentials the request sends, by its client's name for them, which `write` puts an end to: in Bruno. */
  readonly replaces?: string | undefined;
}

/** The variables of a text as one of its requests sees them. */
export interface Variables {
  /** The definition in the text that the request means by a name, by where the value stands. */
  readonly definition: (name: string) => { readonly value: Span } | undefined;
  /** The edits that define a variable for the request, or give the one that it sees another value, and its name. */
  readonly define?: ((value: string) => { readonly name: string; readonly edits: readonly TextEdit[] }) | undefined;
}

/** Why a token cannot go where the cursor is: there stands a script alone. */
export type Refusal = 'script';

/** A kind of text, and the form that a token takes in it. */
export interface Place {
  /** VS Code's language ids of it. */
  readonly languages: readonly string[];
  /** The paths of it, whatever the language. */
  readonly files: RegExp;
  /** Where the token goes; `undefined` leaves it to the next place. */
  readonly slot: (target: InsertionTarget) => Slot | Refusal | undefined;
}
