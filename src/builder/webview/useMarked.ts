import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** A part of a token, as the page tells them apart. */
export type Part = 'header' | 'payload' | 'signature';

/**
 * Which part of a token the mouse or the focus is on, so that it can be marked where it is encoded and where it is decoded:
 * the elements of a part in the container have its name in `data-part`.
 */
export function useMarked(): readonly [RefObject<HTMLDivElement | null>, Part | undefined] {
  const container = useRef<HTMLDivElement>(null);
  const [marked, setMarked] = useState<Part>();
  useEffect(() => {
    const element = container.current;
    const mark = ({ target }: Event) => {
      const part = target instanceof Element ? target.closest<HTMLElement>('[data-part]')?.dataset.part : undefined;
      setMarked(part as Part | undefined);
    };
    const unmark = () => setMarked(undefined);
    const listeners = { mouseover: mark, focusin: mark, mouseleave: unmark, focusout: unmark };
    for (const [type, listener] of Object.entries(listeners)) element?.addEventListener(type, listener);
    return () => {
      for (const [type, listener] of Object.entries(listeners)) element?.removeEventListener(type, listener);
    };
  }, []);
  return [container, marked];
}
