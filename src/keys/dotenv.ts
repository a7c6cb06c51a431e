/**
 * Reads the variables of a `.env` file as npm's dotenv does: `export`; `=` or `: ` after the name; values in single,
 * double and back quotes, over several lines; comments from `#` on outside quotes; in double quotes `\n` and `\r` for
 * their characters. A name that stands twice has its last value. Linear in the length of the text, which dotenv's own
 * expression is not.
 */
export function parseDotenv(text: string): ReadonlyMap<string, string> {
  const lines = text.replace(/\r\n?/g, '\n');
  const variables = new Map<string, string>();
  for (let at = 0; at < lines.length; ) {
    // White space before a name may have line breaks in it.
    const nameAt = endOf(/\s*/y, lines, at);
    const [assigned, name] = matchAt(/(?:export\s+)?([\w.-]+)(?:\s*=|:\s)/y, lines, nameAt) ?? [];
    if (assigned === undefined || name === undefined) {
      at = nextLine(lines, nameAt);
      continue;
    }
    const valueAt = nameAt + assigned.length;
    const end = quotedEnd(lines, valueAt) ?? endOf(/[^#\n]*/y, lines, valueAt);
    variables.set(name, unquoted(lines.slice(valueAt, end).trim()));
    at = nextLine(lines, end);
  }
  return variables;
}

/** What a value says. */
function unquoted(text: string): string {
  const value = withoutQuotes(text);
  return text.startsWith('"') ? value.replaceAll('\\n', '\n').replaceAll('\\r', '\r') : value;
}

/** Without the quotation marks that begin a line and, the last of their sort, end one: `/^(['"`])([\s\S]*)\1$/gm` in linear time. */
function withoutQuotes(text: string): string {
  const ends = new Map([...text.matchAll(/['"`]$/gm)].map(({ 0: quote, index }) => [quote, index]));
  let value = '';
  let from = 0;
  for (const { 0: quote, index } of text.matchAll(/^['"`]/gm)) {
    const end = ends.get(quote) ?? -1;
    if (index < from || end <= index) continue;
    value += text.slice(from, index) + text.slice(index + 1, end);
    from = end + 1;
  }
  return value + text.slice(from);
}

/**
 * Where a quoted value ends, behind its quotation mark; `undefined` where none begins, or where something else follows it
 * on its line. A mark behind a backslash ends the value only where no other does.
 */
function quotedEnd(text: string, start: number): number | undefined {
  const open = endOf(/\s*/y, text, start);
  const quote = text[open];
  if (quote !== '"' && quote !== "'" && quote !== '`') return undefined;
  const marks: number[] = [];
  for (let mark = text.indexOf(quote, open + 1); mark >= 0; mark = text.indexOf(quote, mark + 1)) {
    marks.push(mark);
    if (text[mark - 1] !== '\\') break;
  }
  const close = marks.findLast((mark) => matchAt(/[^\S\n\u2028\u2029]*(?:[#\n\u2028\u2029]|$)/y, text, mark + 1));
  return close === undefined ? undefined : close + 1;
}

function nextLine(text: string, at: number): number {
  return endOf(/.*\s?/y, text, at);
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Where a pattern that always matches ends, if it begins at an offset. */
function endOf(pattern: RegExp, text: string, at: number): number {
  return at + (matchAt(pattern, text, at)?.[0].length ?? 0);
}
