import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of `.http` files. Each has one request whose `Authorization` is `OLD`; the rest must stay as it is. */
export const corpusFolder = fileURLToPath(new URL('../../corpus/http/', import.meta.url));
export const OLD = 'Authorization: Bearer old.token.value';

export const headers = ['absent', 'present', 'in another case'] as const;
export const forms = ['\\n', '\\r\\n', 'mixed', 'byte order mark', 'no final newline'] as const;
export type Header = (typeof headers)[number];
export type Form = (typeof forms)[number];

/** What of a file's lines the real client cannot send to a server that knows HTTP alone, and why. */
type Aside = string;

/** Each feature that a file can have: the file that has it, and why httpYac does not send it, if so. */
export const features: Readonly<Record<string, { readonly file: string; readonly aside?: Aside }>> = {
  'separators with titles': { file: 'separators' },
  'separators with nothing between them': { file: 'trailing-separators' },
  'comments with # and //': { file: 'comments' },
  'a block comment': { file: 'block-comment' },
  'metadata: # @name and others': { file: 'metadata' },
  'request settings of JetBrains': { file: 'jetbrains-settings' },
  'imports and runs of JetBrains': { file: 'imports', aside: 'httpYac takes `import` and `run` for a URL' },
  variables: { file: 'variables' },
  'query over several lines': { file: 'query-lines' },
  'query over several lines, no header': { file: 'query-lines-only' },
  'path over several lines': { file: 'path-lines' },
  'no method': { file: 'without-method' },
  'a version of HTTP': { file: 'http-version' },
  'other methods': { file: 'methods' },
  'a target without host': { file: 'relative-target' },
  'header names in any case': { file: 'header-case' },
  'repeated headers': { file: 'repeated-headers' },
  'header values of all kinds': { file: 'header-values' },
  'headers over several lines': { file: 'folded-header', aside: 'httpYac takes a continued header for the body' },
  'headers from an object': { file: 'spread' },
  'other schemes and headers named alike': { file: 'other-schemes' },
  'a script before the request': { file: 'script-before' },
  'a script after the request': { file: 'script-after' },
  'a script without a blank line before it': { file: 'script-without-body' },
  'scripts of httpYac': { file: 'script-httpyac' },
  'a body of JSON': { file: 'body-json' },
  'a body of text': { file: 'body-text' },
  'a body from a file': { file: 'body-file' },
  'a body from a file, with variables': { file: 'body-file-variables' },
  'a multipart body': { file: 'multipart' },
  'a form over several lines': { file: 'form' },
  'GraphQL in the body': { file: 'graphql' },
  'GraphQL by header (REST Client)': { file: 'graphql-rest-client' },
  'GraphQL by method': { file: 'graphql-method' },
  gRPC: { file: 'grpc', aside: 'gRPC needs a server with the service of a proto file' },
  WebSocket: { file: 'websocket', aside: 'a WebSocket needs a server that talks back' },
  'server-sent events': { file: 'sse', aside: 'an event stream does not end by itself' },
  MQTT: { file: 'mqtt', aside: 'MQTT needs a broker' },
  assertions: { file: 'assertions' },
  'assertions below the headers': { file: 'assertions-below-headers' },
  'assertions below the request line': { file: 'assertions-below-line' },
  tabs: { file: 'tabs' },
  'references to responses, and where to save them': { file: 'responses' },
  'an answer kept in the file': { file: 'recorded-answer' },
  'a curl command': { file: 'curl', aside: 'only REST Client sends curl commands' },
};

export const corpusFiles = readdirSync(corpusFolder)
  .filter((name) => name.endsWith('.http'))
  .map((name) => name.slice(0, -'.http'.length));

export const readCorpus = (file: string): string =>
  readFileSync(`${corpusFolder}${file}.http`, 'utf8').replaceAll('\r\n', '\n');

/** A cell of the matrix: a text before and after, and the offsets that must lead from one to the other. */
export interface Cell {
  readonly before: string;
  readonly after: (credentials: string) => string;
  /** At the start of the request's region, in its head, and at the end of its region. */
  readonly cursors: { readonly before: number; readonly in: number; readonly after: number };
  /** The start and end of every line of the region. */
  readonly everywhere: readonly number[];
}

/** Builds a cell from a corpus file by its lines alone, with nothing of what it tests. */
export function cell(source: string, header: Header, form: Form): Cell {
  const lines = source.split('\n');
  const slot = lines.findIndex((line) => line.includes(OLD));
  const breaks = lines.map((_, index) => lineBreak(form, index < slot ? index : index - 1));
  const write = (replacement: string | undefined) => {
    const text = lines
      .map((line, index) => ({ line: index === slot && replacement ? line.replace(OLD, replacement) : line, index }))
      .filter(({ index }) => replacement !== undefined || index !== slot)
      .map(({ line, index }, at, { length }) => line + (at === length - 1 ? '' : breaks[index]))
      .join('');
    return (
      (form === 'byte order mark' ? '\uFEFF' : '') + (form === 'no final newline' ? text.replace(/\n$/, '') : text)
    );
  };
  const name = header === 'in another case' ? 'aUTHORIZATION' : 'Authorization';
  const before = write(header === 'absent' ? undefined : `${name}: Bearer old.token.value`);

  const starts = lineStarts(before);
  const target = starts[header === 'absent' ? slot - 1 : slot] ?? 0;
  const separators = starts.filter((start) => before.startsWith('###', start));
  const start = separators.findLast((at) => at <= target) ?? 0;
  const end = separators.find((at) => at > target) ?? before.length + 1;
  const inside = starts.filter((at) => at >= start && at < end);
  const ends = inside.map((at) => at + (/^[^\r\n]*/.exec(before.slice(at))?.[0].length ?? 0));
  return {
    before,
    after: (credentials) => write(`${name}: Bearer ${credentials}`),
    cursors: { before: start, in: target + 1, after: end - 1 },
    everywhere: [...inside, ...ends],
  };
}

const lineBreak = (form: Form, index: number): string =>
  form === '\\r\\n' || (form === 'mixed' && index % 2 === 0) ? '\r\n' : '\n';

function lineStarts(text: string): number[] {
  const starts = [text.startsWith('\uFEFF') ? 1 : 0];
  for (const { index, 0: found } of text.matchAll(/\r\n|\n/g)) starts.push(index + found.length);
  return starts;
}
