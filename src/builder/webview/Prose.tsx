import { Icon } from './Icon.tsx';

interface ProseProps {
  readonly text: string;
  /** The page behind the words. */
  readonly source?: string | undefined;
}

/**
 * Our own words, with what stands in backquotes as code, and a link to the page behind them. Text of a token or a person is
 * never given to it as markup: all ends in text nodes.
 */
export function Prose({ text, source }: ProseProps) {
  if (source === undefined) return <Words text={text} />;
  // The link stays on the line of the last word.
  const [, words = text, last = ''] = /^(.* )([^ `]{1,24}|`[^ `]{1,24}`[^ `]?)$/s.exec(text) ?? [];
  return (
    <>
      <Words text={words} />
      <span class="last">
        <Words text={last} /> <Source href={source} />
      </span>
    </>
  );
}

/** A text without the characters that would turn the direction of the words around it, as a name in it may have them. */
export function straight(text: string): string {
  return text.replaceAll(/\p{Bidi_Control}/gu, '');
}

function Words({ text }: { readonly text: string }) {
  const pieces = straight(text).split(/`([^`]*)`/);
  return (
    <>
      {pieces.map((piece, i) =>
        // The pieces of one text have no other name than their place.
        i % 2 === 1 ? <code key={`${i}`}>{piece}</code> : piece,
      )}
    </>
  );
}

/** A link named by who wrote the page. */
function Source({ href }: { readonly href: string }) {
  const { hostname } = new URL(href);
  return (
    <a class="source" href={href} aria-label={hostname} title={hostname}>
      <Icon name="link-external" />
    </a>
  );
}
