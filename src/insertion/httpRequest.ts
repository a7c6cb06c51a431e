import type { Span } from '../jwt/span.ts';
import { curlIn, plainHeaders } from './curl.ts';
import { AFTERMATH, BODY_END, COMMENT, CURL, HEADER, LONE_QUERY, SPREAD, TARGET } from './httpSyntax.ts';
import { isBlank, type Line, linesIn } from './lines.ts';
import { shell } from './shellWords.ts';

/** A header of a request, by its spans in the text. */
export interface HttpHeader {
  readonly name: Span;
  /** Without the white space around it, with the lines that continue it; empty where there is none. */
  readonly value: Span;
}

/** A request of an `.http` file, by its spans in the text, in UTF-16 offsets. */
export interface HttpRequest {
  /** `curl`: a curl command, which REST Client sends; its headers are those of its options that are plainly quoted. */
  readonly form: 'http' | 'curl';
  /** All that the request's `###` line opens, up to the next one or the end of the text. */
  readonly region: Span;
  /** The request line, with the lines that continue its target. */
  readonly line: Span;
  readonly headers: readonly HttpHeader[];
  /** The request line and the headers, without the line break behind them: a header put at its end is the last. */
  readonly head: Span;
  /** The blank lines before the body. */
  readonly blank: Span | undefined;
  /** The body with the scripts, assertions and the like that follow it (see `sentBody`), up to the end of the region; may be empty. */
  readonly body: Span;
}

/**
 * Reads the request whose request line starts on a line of a region.
 * @param isHttpYac whether it is read as httpYac does, where clients disagree
 */
export function readRequest(text: string, region: Span, first: Line, isHttpYac: boolean): HttpRequest {
  const isCurl = CURL.test(text.slice(first.start, first.end));
  return (isCurl && readCurl(text, region, first)) || readHttp(text, region, first, isHttpYac);
}

/** The body of a request as far as it is sent: without what is done with the answer. */
export function sentBody(text: string, { body }: HttpRequest): Span {
  for (const { start, end } of linesIn(text, body))
    if (BODY_END.test(text.slice(start, end))) return { start: body.start, end: start };
  return body;
}

/** The value of a request's header; `undefined` where it has none of the name, which is in lower case. */
export function headerValue(text: string, { headers }: HttpRequest, wanted: string): string | undefined {
  const found = headers.find(({ name }) => text.slice(name.start, name.end).toLowerCase() === wanted);
  return found && text.slice(found.value.start, found.value.end);
}

function readHttp(text: string, region: Span, first: Line, isHttpYac: boolean): HttpRequest {
  const headers: HttpHeader[] = [];
  let line: Span = { start: first.start, end: first.end };
  let end = first.end;
  let rest = region.end;
  /** What an indented line continues; nothing any more behind what only httpYac knows, which knows no such lines. */
  let continued: 'line' | 'header' | undefined = 'line';
  let continues = true;
  for (const { start, end: lineEnd } of linesIn(text, { start: first.next, end: region.end })) {
    const source = text.slice(start, lineEnd);
    if (COMMENT.test(source)) {
      continued = undefined;
      continue;
    }
    const header = HEADER.exec(source);
    if (isHttpYac && LONE_QUERY.test(source)) {
      rest = start;
      break;
    }
    if (TARGET.test(source) || (continued === 'line' && isContinuation(source, header))) {
      if (headers.length === 0) {
        line = { start: line.start, end: lineEnd };
        continued = 'line';
      }
    } else if (header) {
      headers.push(readHeader(source, start, header));
      continued = continues ? 'header' : undefined;
    } else if (continued === 'header' && isContinuation(source, header)) {
      const [last] = headers.splice(-1);
      if (last) headers.push({ ...last, value: { start: last.value.start, end: start + source.trimEnd().length } });
    } else if (SPREAD.test(source)) {
      continued = undefined;
      continues = false;
    } else {
      rest = start;
      break;
    }
    end = lineEnd;
  }
  return {
    form: 'http',
    region,
    line,
    headers,
    head: { start: line.start, end },
    ...splitRest(text, rest, region.end),
  };
}

/** An indented line that is nothing else continues what stands before it, for JetBrains. */
function isContinuation(source: string, header: unknown): boolean {
  return /^[ \t]+\S/.test(source) && !header && !AFTERMATH.test(source) && !SPREAD.test(source);
}

function readHeader(source: string, offset: number, [start, name = '']: RegExpExecArray): HttpHeader {
  const nameStart = source.indexOf(name);
  return {
    name: { start: offset + nameStart, end: offset + nameStart + name.length },
    value: { start: offset + start.length, end: offset + Math.max(start.length, source.trimEnd().length) },
  };
}

function splitRest(text: string, start: number, end: number): Pick<HttpRequest, 'blank' | 'body'> {
  let bodyStart = start;
  if (start < end) {
    for (const line of linesIn(text, { start, end })) {
      if (!isBlank(text.slice(line.start, line.end))) break;
      bodyStart = line.next;
    }
  }
  return { blank: bodyStart > start ? { start, end: bodyStart } : undefined, body: { start: bodyStart, end } };
}

function readCurl(text: string, region: Span, first: Line): HttpRequest | undefined {
  const command = curlIn(text, { start: first.start, end: region.end }, shell);
  if (!command) return undefined;
  const head = { start: first.start, end: command.span.end };
  const headers = plainHeaders(text, command);
  return { form: 'curl', region, line: head, headers, head, ...splitRest(text, head.end, region.end) };
}
