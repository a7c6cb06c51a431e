import { type Disposable, EventEmitter, type TextDocument, window } from 'vscode';

/** What tells the time, and tells when some of it has passed. */
export interface Clock {
  /** In milliseconds since the epoch. */
  now(): number;
  /** Runs something once, so many milliseconds from now, unless it is disposed before. */
  after(milliseconds: number, action: () => void): Disposable;
  /** Timers may have stood still: the machine slept, or somebody set the clock. */
  onDidJump(listener: () => void): Disposable;
}

/** The clock of this machine. */
export class SystemClock implements Clock, Disposable {
  readonly #jumped = new EventEmitter<void>();
  /** A machine that wakes up gives its window the focus, sooner or later. */
  readonly #listener = window.onDidChangeWindowState(() => this.#jumped.fire());

  readonly onDidJump = this.#jumped.event;

  now(): number {
    return Date.now();
  }

  after(milliseconds: number, action: () => void): Disposable {
    const timer = setTimeout(action, milliseconds);
    return { dispose: () => clearTimeout(timer) };
  }

  dispose(): void {
    this.#listener.dispose();
    this.#jumped.dispose();
  }
}

/** What deadlines are given. */
export interface DeadlinesInput {
  readonly clock: Clock;
  /** How many tokens a document has. */
  readonly count: (document: TextDocument) => number;
  /** Is called with each document of which time has made something untrue. */
  readonly tell: (document: TextDocument) => void;
}

/** A document of whose tokens something was said. */
interface Deadline {
  /** When the clock first makes untrue what was said, in milliseconds since the epoch. */
  until: number;
  /** When that was told last. */
  told: number;
}

/** A timer stands still while the machine sleeps, so that none is set for longer, in milliseconds. */
const longestWait = 60_000;
/**
 * The shortest time from one change of a document by the clock to the next, in milliseconds, and what each of its tokens
 * adds: many change at many times, and each time all features look at all of them.
 */
const gap = { shortest: 1000, ofToken: 5, longest: 10_000 };

/** When what was said of documents stops being true as time passes: one timer for all of them. */
export class Deadlines implements Disposable {
  readonly #input: DeadlinesInput;
  readonly #deadlines = new Map<TextDocument, Deadline>();
  #timer: { readonly at: number; readonly wait: Disposable } | undefined;
  /** The latest time that the clock has shown. */
  #latest = 0;

  constructor(input: DeadlinesInput) {
    this.#input = input;
  }

  /** Something is said of a document that is true until an instant, in milliseconds since the epoch. */
  add(document: TextDocument, until: number): void {
    const deadline = this.#deadlines.get(document) ?? { until: Number.POSITIVE_INFINITY, told: 0 };
    this.#deadlines.set(document, deadline);
    if (until >= deadline.until) return;
    deadline.until = until;
    this.#wakeAt(this.#due(document, deadline));
  }

  delete(document: TextDocument): void {
    this.#deadlines.delete(document);
  }

  /** Something was said by a time that the clock has shown: a clock that is set back behind it makes that untrue. */
  saw(now: number): void {
    this.#latest = Math.max(this.#latest, now);
  }

  /** Looks at the clock as soon as what runs now is done. */
  wakeNext(): void {
    this.#wakeAt(this.#input.clock.now());
  }

  /** Tells of the documents of which the clock has made something untrue; of all where somebody has set it back. */
  wake(): void {
    this.#timer?.wait.dispose();
    this.#timer = undefined;
    const now = this.#input.clock.now();
    const isSetBack = now < this.#latest - gap.shortest;
    this.#latest = now;
    for (const [document, deadline] of [...this.#deadlines]) {
      if (isSetBack) deadline.told = 0;
      if (!isSetBack && this.#due(document, deadline) > now) continue;
      deadline.until = Number.POSITIVE_INFINITY;
      deadline.told = now;
      this.#input.tell(document);
    }
    const due = [...this.#deadlines].map(([document, deadline]) => this.#due(document, deadline));
    this.#wakeAt(Math.min(...due, Number.POSITIVE_INFINITY));
  }

  dispose(): void {
    this.#timer?.wait.dispose();
  }

  /** When a document is to be told of as time has passed, in milliseconds since the epoch. */
  #due(document: TextDocument, { until, told }: Deadline): number {
    const wait = Math.min(gap.shortest + this.#input.count(document) * gap.ofToken, gap.longest);
    return Math.max(until, told + wait);
  }

  /** Sets the timer to an instant, unless it goes off before. */
  #wakeAt(instant: number): void {
    const { clock } = this.#input;
    const now = clock.now();
    const at = Math.min(Math.max(instant, now), now + longestWait);
    const isOverdue = this.#timer && this.#timer.at < now - gap.shortest;
    if (instant === Number.POSITIVE_INFINITY || (this.#timer && this.#timer.at <= at && !isOverdue)) return;
    this.#timer?.wait.dispose();
    this.#timer = { at, wait: clock.after(at - now, () => this.wake()) };
  }
}
