import { type Disposable, type Event, EventEmitter, type TextDocument, window, workspace } from 'vscode';
import { scheme } from '../features/jwtScheme.ts';
import { nextChange } from '../jwt/time.ts';
import type { Clock } from '../tokens/clock.ts';
import { checkContext } from '../tokens/settings.ts';
import { readDocument } from './reading.ts';

/** How long a timer is set for at most, as it stands still while the machine sleeps, in milliseconds. */
const longestWait = 60_000;
/** The shortest time from one tick to the next, in milliseconds. */
const shortestWait = 1000;

/** Tells when time alone makes untrue what is said of the `jwt:` documents in sight; silent where there are none. */
export interface Ticker extends Disposable {
  readonly onDidTick: Event<void>;
}

/** @param clock whose ticks, which also tell of changed settings, are passed on */
export function createTicker(clock: Clock): Ticker {
  const ticked = new EventEmitter<void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = 0;
  /** The change that the timer is set to; of one that has passed, everybody is still to be told. */
  let next = Number.POSITIVE_INFINITY;
  const set = () => {
    clearTimeout(timer);
    const now = Date.now();
    const passed = next <= now ? next : Number.POSITIVE_INFINITY;
    next = Math.min(passed, ...documentsInSight().flatMap((document) => changeOf(document) ?? []));
    if (next === Number.POSITIVE_INFINITY) return;
    timer = setTimeout(tick, Math.min(Math.max(next, last + shortestWait) - now, longestWait));
  };
  const tick = () => {
    last = Date.now();
    next = Number.POSITIVE_INFINITY;
    ticked.fire();
    set();
  };
  const listeners = [
    ticked,
    clock.onDidTick(tick),
    window.onDidChangeVisibleTextEditors(set),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.scheme === scheme) set();
    }),
  ];
  return {
    onDidTick: ticked.event,
    dispose: () => {
      clearTimeout(timer);
      for (const listener of listeners) listener.dispose();
    },
  };
}

function documentsInSight(): readonly TextDocument[] {
  return window.visibleTextEditors.map(({ document }) => document).filter(({ uri }) => uri.scheme === scheme);
}

function changeOf(document: TextDocument): number | undefined {
  const reading = readDocument(document);
  return reading && nextChange(reading.token, checkContext(document, reading.kind));
}
