import { type Disposable, EventEmitter, window, workspace } from 'vscode';
import { nextChange } from '../jwt/time.ts';
import { readFound } from './reading.ts';
import { checkContext } from './settings.ts';
import type { TokenIndex } from './tokenIndex.ts';

/** The longest wait that a timer can be set to, in milliseconds; it is set anew then. */
const longestWait = 2 ** 31 - 1;
/** How long after the last keystroke the timer is set anew, in milliseconds. */
const pause = 300;

/**
 * Tells when time alone changes what is said of a token. One timer, set to the next change in the documents in sight;
 * none where there are no tokens.
 */
export class Clock implements Disposable {
  readonly #index: TokenIndex;
  readonly #ticked = new EventEmitter<void>();
  readonly #listeners: readonly Disposable[];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** What is said of some token is other now than before. */
  readonly onDidTick = this.#ticked.event;

  constructor(index: TokenIndex) {
    this.#index = index;
    const soon = () => this.#wait(pause, () => this.#set());
    this.#listeners = [
      this.#ticked,
      window.onDidChangeVisibleTextEditors(soon),
      index.onDidChange(soon),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('tokensmith')) this.#tick();
      }),
      // A machine that slept may have passed many changes.
      window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.#tick();
      }),
    ];
    soon();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const listener of this.#listeners) listener.dispose();
  }

  #tick(): void {
    this.#ticked.fire();
    this.#set();
  }

  #set(): void {
    const now = Date.now();
    const next = this.#nextChange(now);
    if (next === undefined) clearTimeout(this.#timer);
    else this.#wait(Math.min(next - now, longestWait), () => this.#tick());
  }

  #wait(milliseconds: number, action: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(action, milliseconds);
  }

  #nextChange(now: number): number | undefined {
    let next: number | undefined;
    for (const document of new Set(window.visibleTextEditors.map((editor) => editor.document))) {
      for (const found of this.#index.tokens(document)) {
        const { token, kind } = readFound(document, found);
        const change = nextChange(token, checkContext(document, kind, now));
        if (change !== undefined && (next === undefined || change < next)) next = change;
      }
    }
    return next;
  }
}
