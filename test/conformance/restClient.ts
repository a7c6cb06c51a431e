/**
 * The requests of an `.http` file as REST Client 0.25 reads them, by its rules: `###` at the start of a line separates;
 * comments are left out everywhere; variables and blank lines above the request line are skipped; a blank line ends the
 * headers (`src/utils/selector.ts` and `httpRequestParser.ts` of Huachao/vscode-restclient).
 */

/** A request as a client reads it. */
export interface ReadRequest {
  /** The lines, counted from zero, for which the client sends it; the last one counts. */
  readonly first: number;
  readonly last: number;
  readonly line: string;
  /** Names and values in order, without `Authorization`. */
  readonly headers: readonly string[];
  /** The values of `Authorization`, whatever the case of its name. */
  readonly authorization: readonly string[];
  readonly body: string;
}

const COMMENT = /^\s*(#|\/{2})/;
const VARIABLE = /^\s*@([^\s=]+)\s*=\s*(.*?)\s*$/;
const QUERY = /^\s*[&?]/;

export function restClientRequests(text: string): ReadRequest[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const separators = lines.flatMap((line, at) => (/^#{3,}/.test(line) ? [at] : []));
  const starts = [0, ...separators.map((at) => at + 1)];
  return starts.flatMap((start, index) => {
    const end = separators[index] ?? lines.length;
    const found = readRequest(lines.slice(start, end));
    return found ? [{ first: index === 0 ? 0 : start - 1, last: end - 1, ...found }] : [];
  });
}

function readRequest(raw: readonly string[]): Omit<ReadRequest, 'first' | 'last'> | undefined {
  const lines = raw.filter((line) => !COMMENT.test(line));
  while (lines[0] !== undefined && (lines[0].trim() === '' || VARIABLE.test(lines[0]))) lines.shift();
  while (lines.at(-1)?.trim() === '') lines.pop();
  const [first] = lines;
  if (first === undefined || /^\s*HTTP\/[\d.]+/.test(first)) return undefined;
  // A curl command is parsed by a library of its own.
  if (/^\s*curl/i.test(first)) return undefined;
  let at = 1;
  while (lines[at] !== undefined && QUERY.test(lines[at] ?? '')) at++;
  const line = lines.slice(0, at).map((each) => each.trim());
  const blank = lines.findIndex((each, index) => index >= at && each.trim() === '');
  const head = lines.slice(at, blank === -1 ? lines.length : blank);
  const pairs = head.map((each) => {
    const colon = each.indexOf(':');
    return colon === -1 ? [each.trim(), ''] : [each.slice(0, colon).trim(), each.slice(colon + 1).trim()];
  });
  const isAuthorization = ([name = '']: readonly string[]) => name.toLowerCase() === 'authorization';
  return {
    line: line.join(''),
    headers: pairs.filter((pair) => !isAuthorization(pair)).map((pair) => pair.join(': ')),
    authorization: pairs.filter(isAuthorization).map(([, value = '']) => value),
    body: blank === -1 ? '' : lines.slice(blank + 1).join('\n'),
  };
}
