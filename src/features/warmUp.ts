import { Disposable } from 'vscode';

/** So long the host is to have had nothing else to do, in milliseconds, and so late it may be then. */
const pause = 500;
const late = 20;

/** Loads what is likely to be asked for next, once the host has had nothing else to do for a moment. */
export function warmUp(load: () => Promise<unknown>): Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    const due = performance.now() + pause;
    timer = setTimeout(() => {
      if (performance.now() > due + late) wait();
      // Who asks for it tries again, and is told.
      else load().catch(() => undefined);
    }, pause);
  };
  wait();
  return new Disposable(() => clearTimeout(timer));
}
