/**
 * Reads the variables of a `.env` file as the dotenv libraries do: `export`; single, double and backquoted values, over
 * several lines; comments from `#` on outside quotes; in double quotes `\n`, `\r` and `\t` for their characters.
 * A name that stands twice has its last value. Linear in the length of the text.
 */
export function parseDotenv(text: string): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  const assignment = /^[ \t\uFEFF]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*/gm;
  for (let match = assignment.exec(text); match; match = assignment.exec(text)) {
    const start = match.index + match[0].length;
    const { value, end } = quoted(text, start) ?? bare(text, start);
    variables.set(match[1] as string, value);
    assignment.lastIndex = end;
  }
  return variables;
}

interface Value {
  readonly value: string;
  readonly end: number;
}

/** A quoted value; `undefined` where there is no quote or it is never closed. */
function quoted(text: string, start: number): Value | undefined {
  const quote = text[start];
  if (quote !== '"' && quote !== "'" && quote !== '`') return undefined;
  for (let end = text.indexOf(quote, start + 1); end >= 0; end = text.indexOf(quote, end + 1)) {
    if (quote === '"' && isEscaped(text, end)) continue;
    const raw = text.slice(start + 1, end);
    return {
      value: quote === '"' ? raw.replace(/\\([nrt"\\])/g, (_, c: string) => escapes[c] ?? c) : raw,
      end: end + 1,
    };
  }
  return undefined;
}

function bare(text: string, start: number): Value {
  const newline = text.indexOf('\n', start);
  const end = newline < 0 ? text.length : newline;
  const line = text.slice(start, end);
  const comment = line.indexOf('#');
  return { value: (comment < 0 ? line : line.slice(0, comment)).trim(), end };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}
