import { type Disposable, type Event, EventEmitter, type TextDocument, window, workspace } from 'vscode';
import type { Clock } from '../editor/clock.ts';
import { scheme } from '../editor/jwtScheme.ts';
import { checkContext } from '../editor/settings.ts';
import { nextChange } from '../jwt/time.ts';
import { readDocument } from './reading.ts';

/** The longest and the shortest time from one tick to the next, in milliseconds. */
const longestWait = 60_000;
const shortestWait = 1000;

/** Tells when time alone makes untrue what is said of the `jwt:` documents in sight; silent where there are none. */
export interface Ticker extends Disposable {
  readonly onDidTick: Event<void>;
}

/** @param clock whose ticks, which also tell of changed settings, are passed on */
export function createTicker(clock: Clock): Ticker {
  const ticked = new EventEmitter<void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const set = () => {
    clearTimeout(timer);
    const changes = documentsInSight().flatMap((document) => changeOf(document) ?? []);
    if (changes.length === 0) return;
    const wait = Math.min(...changes) - Date.now();
    timer = setTimeout(tick, Math.min(Math.max(wait, shortestWait), longestWait));
  };
  const tick = () => {
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
