/** What the bench tells the half of it that runs in the extension host. */
export interface HostFacts {
  /** Where the measurements go, as JSON. */
  readonly resultFile: string;
  /** Pairs of equal logs of 10 MB in the workspace, each to be opened once. */
  readonly logs: readonly { readonly ours: string; readonly bare: string }[];
  /** One more, to be typed in. */
  readonly heldLog: string;
  /** Larger logs, each to be typed in. */
  readonly largeLogs: readonly { readonly path: string; readonly tokens: number }[];
  /** How many tokens a log has, all of them expired. */
  readonly tokensOfLog: number;
  /** A token that becomes another problem with each character that is typed at its end. */
  readonly token: string;
}

/** How much more the heap holds for an open file, in bytes. */
export interface Held {
  /** For its lenses and problems. */
  readonly ours: number;
  /** For its text and its editor, while Tokensmith leaves the file alone: VS Code, and the extensions that it brings. */
  readonly theirs: number;
}

/** What was measured in the extension host; times in milliseconds. */
export interface HostMeasurements {
  /** From the event that a log is open to the first of its lenses, worded. */
  readonly firstLenses: readonly number[];
  /** The same where another provider gives one lens without looking, and Tokensmith none: what VS Code itself takes. */
  readonly bareLenses: readonly number[];
  /** What is held for a log, in bytes. */
  readonly memory: Held;
  /** Work of Tokensmith's for one character typed in the log, until lenses and problems are right again. */
  readonly keystroke: readonly number[];
  /** The same with the character typed into the first token. */
  readonly keystrokeInToken: readonly number[];
  /** Of each larger log, what is held for it in bytes, and work of Tokensmith's for one character typed in it. */
  readonly large: readonly {
    readonly memory: Held;
    readonly keystroke: readonly number[];
    readonly keystrokeInToken: readonly number[];
  }[];
  /** The same work in the first log while a `jwt:` document about one of its tokens is open, and after the tabs of 30 were closed. */
  readonly besideEdited: readonly number[];
  readonly besideClosed: readonly number[];
  /** The same work without any, in turns with those. */
  readonly besideNone: readonly number[];
  /** In a small file, from a typed character to the event of the problems. */
  readonly typedToProblems: readonly number[];
  /** The same with a listener that says on each change that something is wrong, without looking. */
  readonly typedToNoOp: readonly number[];
}
