import { Disposable, EventEmitter, InlayHint, type InlayHintsProvider, languages, type Position } from 'vscode';
import { isEnabled } from '../editor/settings.ts';
import type { JsonNode } from '../jwt/json.ts';
import { isTime, timeClaims } from '../jwt/time.ts';
import type { Kind } from '../kinds/kind.ts';
import { registeredClaims } from '../kinds/registered.ts';
import { localTime, relative } from '../words/time.ts';
import { readDocument } from './reading.ts';
import { scheme } from './store.ts';
import type { Ticker } from './ticker.ts';

/** Readable dates behind the numeric times of a `jwt:` document. */
export function registerDates(ticker: Ticker): Disposable {
  const changed = new EventEmitter<void>();
  const provider: InlayHintsProvider = {
    onDidChangeInlayHints: changed.event,
    provideInlayHints(document, range) {
      if (!isEnabled('inlayHints', document)) return [];
      const reading = readDocument(document);
      return timesOf(reading?.parts.payload, reading?.kind)
        .map(({ end, value }) => ({ position: document.positionAt(end), value }))
        .filter(({ position }) => range.contains(position))
        .flatMap(({ position, value }) => hintAt(position, value) ?? []);
    },
  };
  return Disposable.from(
    changed,
    ticker.onDidTick(() => changed.fire()),
    languages.registerInlayHintsProvider({ scheme }, provider),
  );
}

/** The members of a payload that hold a time: by their claim, or by a name that says so. */
export function timesOf(payload: JsonNode | undefined, kind: Kind | undefined) {
  if (payload?.type !== 'object') return [];
  return payload.members.flatMap(({ name, value }) =>
    value.type === 'number' && isTimeClaim(name, kind) ? [{ name, end: value.end, value: value.value }] : [],
  );
}

export function isTimeClaim(name: string, kind: Kind | undefined): boolean {
  const claims = { ...registeredClaims, ...kind?.claims };
  const described = Object.hasOwn(claims, name) ? claims[name] : undefined;
  const isStandard = kind !== undefined && Object.values(timeClaims(kind)).includes(name);
  return described ? described.type === 'time' : isStandard || /(_at|_time)$/.test(name);
}

function hintAt(position: Position, instant: number): InlayHint | undefined {
  const local = isTime(instant) ? localTime(instant) : undefined;
  if (local === undefined) return undefined;
  const hint = new InlayHint(position, `${local} · ${relative(instant, Date.now())}`);
  hint.paddingLeft = true;
  return hint;
}
