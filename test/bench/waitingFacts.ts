/** What the bench of waiting tells the half of it that runs in the extension host. */
export interface WaitingFacts {
  /** Where the measurements go, as JSON. */
  readonly resultFile: string;
  /** The extension that is measured, by its id; none: what VS Code itself takes, with providers that do not look. */
  readonly extension?: string;
  /** Whether it is Tokensmith, which also renews tokens and has a builder. */
  readonly hasAll: boolean;
  /** Logs in the workspace, each with a copy that is opened first. */
  readonly logs: readonly { readonly path: string; readonly copy: string }[];
  /** Which of them is typed in for ten minutes, if any. */
  readonly typed?: string | undefined;
}

/** What was measured of a log, in milliseconds and bytes; NaN: it took longer than anybody waits. */
export interface LogMeasurements {
  /** From the event that it is open to its first lenses. */
  readonly firstLenses: readonly number[];
  /** All its lenses once more, after a stroke of a key. */
  readonly allLenses: readonly number[];
  /** From a stroke in a token to the event of its problems. */
  readonly problems: readonly number[];
  readonly hover: readonly number[];
  /** Writing a token anew; the first is the first of the session. */
  readonly renew: readonly number[];
  /** Opening the Token Builder beside it, or a panel. */
  readonly builder: readonly number[];
  /** What is held more than before it was opened, after it was closed. */
  readonly left: number;
  /** How much of each kind came: who looks at no large file is quick. */
  readonly given: { readonly lenses: number; readonly problems: number; readonly hovers: number };
}

export interface WaitingMeasurements {
  readonly logs: readonly LogMeasurements[];
  /** How much more is held after ten minutes of typing than before, where that was asked. */
  readonly growth?: number;
}
