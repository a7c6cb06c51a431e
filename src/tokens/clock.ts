import { type Disposable, EventEmitter, window, workspace } from 'vscode';
import type { Assessments } from './assessments.ts';

/** A timer stands still while the machine sleeps, so that none is set for longer, in milliseconds. */
const longestWait = 60_000;
/** How long after what is said of a token has changed the timer is set anew, in milliseconds. */
const pause = 300;
/**
 * The shortest time from one tick to the next, in milliseconds, and what each token adds to it: many change at many times.
 * Of those in sight, VS Code asks for every lens anew.
 */
const shortestGap = 1000;
const gapOfToken = { inSight: 10, elsewhere: 1 } as const;

function gap({ inSight, elsewhere }: Readonly<Record<keyof typeof gapOfToken, number>>): number {
  return shortestGap + inSight * gapOfToken.inSight + elsewhere * gapOfToken.elsewhere;
}

/**
 * Tells when time alone makes untrue what is said of a token in an open document. One timer, set to the next such
 * instant; none where nothing is said of any token.
 */
export class Clock implements Disposable {
  readonly #assessments: Assessments;
  readonly #ticked = new EventEmitter<void>();
  readonly #listeners: readonly Disposable[];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isWaitingToSet = false;
  #last = 0;

  /** What is said of some token is other now than before. */
  readonly onDidTick = this.#ticked.event;

  constructor(assessments: Assessments) {
    this.#assessments = assessments;
    this.#listeners = [
      this.#ticked,
      assessments.onDidAssess(() => this.#setSoon()),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('tokensmith')) this.#tick();
      }),
      // A machine that slept may have passed many changes.
      window.onDidChangeWindowState(() => this.#set()),
    ];
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const listener of this.#listeners) listener.dispose();
  }

  #tick(): void {
    this.#last = Date.now();
    this.#ticked.fire();
    this.#set();
  }

  #setSoon(): void {
    if (this.#isWaitingToSet) return;
    this.#isWaitingToSet = true;
    this.#wait(pause);
  }

  #set(): void {
    this.#isWaitingToSet = false;
    const now = Date.now();
    const next = this.#assessments.nextChange(this.#last);
    const wait = next ? Math.max(next.at, this.#last + gap(next)) - now : undefined;
    if (wait === undefined) clearTimeout(this.#timer);
    // Before the last tick: somebody has set the clock back.
    else if (wait <= 0 || now < this.#last) this.#tick();
    else this.#wait(Math.min(wait, longestWait));
  }

  #wait(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#set(), milliseconds);
  }
}
