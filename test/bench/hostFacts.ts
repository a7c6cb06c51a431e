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

/** What was measured in the extension host; times in milliseconds. */
export interface HostMeasurements {
  /** From the event that a log is open to the first of its lenses, worded. */
  readonly firstLenses: readonly number[];
  /** The same where another provider gives one lens without looking, and Tokensmith none: what VS Code itself takes. */
  readonly bareLenses: readonly number[];
  /** What Tokensmith holds for a log, in bytes. */
  readonly memory: number;
  /** Work of Tokensmith's for one character typed in the log, until lenses and problems are right again. */
  readonly keystroke: readonly number[];
  /** The same with the character typed into the first token. */
  readonly keystrokeInToken: readonly number[];
  /** Of each larger log, what is held for it in bytes, and work of Tokensmith's for one character typed in it. */
  readonly large: readonly {
    readonly memory: number;
    readonly keystroke: readonly number[];
    readonly keystrokeInToken: readonly number[];
  }[];
  /** The same work in the first log while `jwt:` documents about 30 of its tokens are open, and after their tabs are closed. */
  readonly besideEdited: readonly number[];
  readonly besideClosed: readonly number[];
  /** In a small file, from a typed character to the event of the problems. */
  readonly typedToProblems: readonly number[];
  /** The same with a listener that says on each change that something is wrong, without looking. */
  readonly typedToNoOp: readonly number[];
}
