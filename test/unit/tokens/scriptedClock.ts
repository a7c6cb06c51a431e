import type { Clock } from '../../../src/tokens/clock.ts';
import { EventEmitter } from '../../standIn/vscode.ts';

/** A clock that a test sets, and what it has been asked to run. */
export class ScriptedClock implements Clock {
  time = 1_000_000;
  waits: { readonly at: number; readonly action: () => void }[] = [];

  now = () => this.time;
  readonly #jumped = new EventEmitter<void>();
  onDidJump = this.#jumped.event;
  after = (milliseconds: number, action: () => void) => {
    const wait = { at: this.time + milliseconds, action };
    this.waits.push(wait);
    return {
      dispose: () => {
        this.waits = this.waits.filter((other) => other !== wait);
      },
    };
  };

  /** Lets time pass, and runs what is due. */
  pass(milliseconds: number): void {
    const end = this.time + milliseconds;
    for (;;) {
      const [next] = this.waits.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.waits = this.waits.filter((other) => other !== next);
      this.time = Math.max(this.time, next.at);
      next.action();
    }
    this.time = end;
  }

  /** The machine sleeps, or somebody sets the clock: timers stand still. @param isSeen whether the window is told of it */
  jump(milliseconds: number, isSeen = false): void {
    this.time += milliseconds;
    this.waits = this.waits.map(({ at, action }) => ({ at: at + milliseconds, action }));
    if (isSeen) this.#jumped.fire();
  }
}
