import { type Disposable, EventEmitter, window } from 'vscode';

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
