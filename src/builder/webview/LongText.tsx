import { useState } from 'preact/hooks';
import { ShowAll } from './ShowAll.tsx';

/** A text that is shown whole only when the person wants it. */
export function LongText({ text, most }: { readonly text: string; readonly most: number }) {
  const [isWhole, setWhole] = useState(false);
  if (text.length <= most) return <>{text}</>;
  return (
    <>
      {isWhole ? text : shortened(text, most)} <ShowAll isWhole={isWhole} onToggle={() => setWhole(!isWhole)} />
    </>
  );
}

/** The beginning of a text, with an ellipsis where there is more; never half a character. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
