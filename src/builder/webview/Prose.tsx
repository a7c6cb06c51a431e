import { Icon } from './Icon.tsx';

/** Our own words, with what stands in backquotes as code. Text of a token or a person is never given to it as markup: all ends in text nodes. */
export function Prose({ text }: { readonly text: string }) {
  const pieces = text.split(/`([^`]*)`/);
  return (
    <>
      {pieces.map((piece, i) =>
        // The pieces of one text have no other name than their place.
        i % 2 === 1 ? <code key={`${i}`}>{piece}</code> : piece,
      )}
    </>
  );
}

/** A link to the page behind a rule or a meaning, named by who wrote it; on the line of the words before it. */
export function Source({ href }: { readonly href: string }) {
  const { hostname } = new URL(href);
  return (
    <>
      {'\u00a0'}
      <a class="source" href={href} aria-label={hostname} title={hostname}>
        <Icon name="link-external" />
      </a>
    </>
  );
}
