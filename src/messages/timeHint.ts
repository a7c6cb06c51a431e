import { InlayHint, type Position } from 'vscode';
import { isTime } from '../jwt/time.ts';
import { localMinute, localTime, relative } from './time.ts';

/** A date behind a time; what `relative` says of it comes when somebody asks. */
export class TimeHint extends InlayHint {
  readonly instant: number;

  constructor(position: Position, label: string, instant: number) {
    super(position, label);
    this.instant = instant;
  }
}

/**
 * The hint behind a numeric time: when that is, and if the hint is renewed as time passes, how far off before that, to the
 * minute, since VS Code cuts hints of more than 43 characters; else its tooltip says that. `undefined` for what is no time
 * in seconds.
 * @param instant in seconds
 * @param now for a hint that is renewed, the clock in milliseconds
 */
export function timeHint(position: Position, instant: number, now?: number): InlayHint | undefined {
  const date = isTime(instant) ? (now === undefined ? localTime(instant) : localMinute(instant)) : undefined;
  if (date === undefined) return undefined;
  const hint = new TimeHint(position, now === undefined ? date : `${relative(instant, now)} · ${date}`, instant);
  hint.paddingLeft = true;
  return hint;
}
