import type { Span } from './span.ts';
import type { TimeContext } from './time.ts';
import type { Token } from './token.ts';
import type { SignatureVerdict } from './verdict.ts';

/** How bad a problem is, as VS Code's diagnostics tell it. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** What a check found, as facts. */
export interface Finding {
  /** The part that the finding is about; `undefined`: the token as a whole. */
  readonly part?: 'header' | 'payload';
  /** The claim or header parameter, by name. */
  readonly claim?: string;
  /** UTF-16 offsets in the decoded text of `part`; `undefined`: the whole part. */
  readonly span?: Span;
  /** UTF-16 offsets in the token's text, where the finding is not about decoded text. */
  readonly tokenSpan?: Span;
  /** Facts for the words: limits, names, durations in seconds. */
  readonly data?: Readonly<Record<string, string | number>>;
}

/** One finding about a token, with the code and severity of the check that made it. */
export interface Problem extends Finding {
  readonly code: string;
  readonly severity: Severity;
  /** The severity that the settings give it; where they are silent, `severity`. */
  readonly level?: Severity | 'off';
  /** Only decryption brought it to light: not for VS Code's problems, which all extensions read. */
  readonly isDecrypted?: true;
}

/** What checks know beside the token. */
export interface CheckContext extends TimeContext {
  /** The token is being made: a life of it counts from now at the latest, whatever issue it claims. */
  readonly isNew?: boolean;
  /** What is known of the signature by now. */
  readonly signature?: SignatureVerdict;
  /** The document that holds the token: its language id, and its path in its workspace folder with `/`. */
  readonly document?: DocumentFacts;
}

/** What matters of the document that holds a token. */
export interface DocumentFacts {
  readonly languageId: string;
  /** Its path in its workspace folder, with `/`. */
  readonly path: string;
  /** It only shows tokens, which nobody sends: logs, documentation, tests. */
  readonly isQuiet?: boolean;
  /** The body of the request that the token stands in, as its client sends it; `undefined` where there is none. */
  readonly body?: () => RequestBody | undefined;
}

/** A request's body as text, or the names of what the file alone does not settle. */
export type RequestBody = { readonly body: string } | { readonly unresolved: readonly string[] };

/** A row of the problem table. */
export interface Check {
  readonly code: string;
  /** The default severity. */
  readonly severity: Severity;
  /** The page of the one who issued the rule. */
  readonly source: string;
  readonly find: (token: Token, context: CheckContext) => Iterable<Finding>;
}
