import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Icon } from './Icon.tsx';

interface FoldProps {
  readonly title: string;
  /** A part of a field, and not of the form. */
  readonly isMinor?: boolean;
  /** Whether there is something in it that the person should see: it opens then, and closes by hand alone. */
  readonly isNeeded?: boolean;
  readonly children: ComponentChildren;
}

/** A part of the page that can be folded up. */
export function Fold({ title, isMinor = false, isNeeded = false, children }: FoldProps) {
  const [isOpen, setOpen] = useState(isNeeded);
  useEffect(() => {
    if (isNeeded) setOpen(true);
  }, [isNeeded]);
  return (
    <details
      class={isMinor ? 'fold minor' : 'fold'}
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        <Icon name="chevron-right" />
        {title}
      </summary>
      <div class="folded">{children}</div>
    </details>
  );
}
