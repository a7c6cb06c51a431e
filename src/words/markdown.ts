/** Markdown from text that is data: nothing in it becomes a link, an image, HTML or a table's border. */

/** Characters that show nothing, turn the direction of text around, or break a line. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** A text as a code span, in which Markdown has no meaning and addresses no links. Invisible characters are shown as `\u…`. */
export function codeSpan(text: string): string {
  const shown = visible(text).replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = shown === '' || /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** The text with invisible characters as their JSON escapes. */
export function visible(text: string): string {
  return text.replace(invisible, (character) =>
    [...Array(character.length).keys()]
      .map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

/** Our own words in Markdown: code in backquotes stays, all else is plain, in one line of a table too. */
export function plain(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((piece) =>
      /^`.*`$/.test(piece) ? piece.replaceAll('|', '\\|') : piece.replace(/[\\*_{}[\]()#+.!|<>~-]/g, '\\$&'),
    )
    .join('');
}

/** The first characters of a text, with an ellipsis where there are more. Never half a character. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most).replace(/\p{Cs}$/u, '')}…`;
}
