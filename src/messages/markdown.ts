/** Markdown from text that is data: nothing in it becomes a link, an image, HTML or a table's border. */

/** Characters that show nothing, turn the direction of text around, or break a line. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/** A text as a code span, in which Markdown has no meaning and addresses no links. Invisible characters are shown as `\u…`. */
export function codeSpan(text: string): string {
  const shown = visible(text);
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

/** A text in which VS Code's messages find no link: they make one of `[…](…)`, even one that runs a command. */
export function unlinked(text: string): string {
  return text.replaceAll('](', '] (');
}

/** Our own words in Markdown: code in backquotes stays, all else is plain. Bare addresses are no links either. */
export function plain(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((piece) => (/^`.*`$/.test(piece) ? piece : piece.replace(/[!-/:-@[-`{-~]/g, '\\$&')))
    .join('');
}

/**
 * A table from cells that are Markdown of one line each, the first row its head. In a code span a border has to be escaped
 * like anywhere else, so that what stands there must not have a single backslash before it: text of JSON never has.
 */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [head, head.map(() => ':--'), ...rows].map(line).join('\n');
}

/** A text without what is in its middle, with an ellipsis there, where it is too long: names often begin alike. */
export function cutMiddle(text: string, most: number): string {
  if (text.length <= most) return text;
  const tail = Math.floor(most / 2);
  return `${cut(text, most - tail)}${text.slice(-tail).replace(/^\p{Cs}/u, '')}`;
}

/** The first characters of a text, with an ellipsis where there are more. Never half a character. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most).replace(/\p{Cs}$/u, '')}…`;
}
