import type { Span } from '../jwt/span.ts';
import { type HttpRequest, readRequest } from './httpRequest.ts';
import { isRequestLine } from './httpSyntax.ts';
import { type Line, linesIn, textStart } from './lines.ts';

/** A definition `@name = value`. */
export interface HttpVariable {
  readonly name: string;
  readonly line: Span;
  /** Where the value stands, without the white space around it; empty where there is none. */
  readonly value: Span;
}

/**
 * What stands between two `###` lines of an `.http` file. It starts with the line that parts it from the region before
 * (the first one need not have it). Without a request, what it defines holds for the whole file in every client.
 */
export interface HttpRegion extends Span {
  /** The variables that are defined above the request. */
  readonly variables: readonly HttpVariable[];
  readonly request: HttpRequest | undefined;
}

const SEPARATOR = '###';

/** What spans several lines above a request, and must not be taken for one. */
const BLOCKS: readonly { readonly open: RegExp; readonly close: RegExp }[] = [
  // A script of httpYac, for one event or for all.
  { open: /^\s*\{\{(?:@js\s+)?[+@]?(?:request|streaming|response|after|responseLogging)?\s*$/i, close: /^\s*\}\}\s*$/ },
  // A pre-request script of JetBrains.
  { open: /^\s*<\s*\{%/, close: /%\}\s*$/ },
  { open: /^\s*\/\*/, close: /\*\/\s*$/ },
  // A GraphQL operation or fragment that requests share.
  { open: /^\s*(?:query|mutation|subscription|fragment)(?=[\s{(@]|$)/, close: /^\s*$/ },
];

/** `@name = value` for all clients, `@name value` and the lazy `@name := value` for httpYac. */
const VARIABLE = /^\s*@([^\s=:]+)(?:\s*:?=+\s*|\s+)(?=(.*))/;
const STATUS_LINE = /^\s*HTTP\/\d/;

/** The regions of an `.http` file, in order; together they are the whole text. Takes time linear in its length. */
export function regionsIn(text: string): HttpRegion[] {
  return regionSpans(text).map((span) => readRegion(text, span));
}

/**
 * The request that is meant by an offset in an `.http` file: the one of the region around it; where there is none (on
 * an empty region, above the first request), the one that follows; on a `###` line that nothing follows, the one
 * before. `undefined` where there is no such request.
 */
export function requestAt(text: string, offset: number): HttpRequest | undefined {
  const spans = regionSpans(text);
  const here = Math.max(
    0,
    spans.findLastIndex(({ start }) => start <= offset),
  );
  for (const span of spans.slice(here)) {
    const { request } = readRegion(text, span);
    if (request) return request;
  }
  if (!isOnSeparator(text, spans[here], offset)) return undefined;
  for (const span of spans.slice(0, here).reverse()) {
    const { request } = readRegion(text, span);
    if (request) return request;
  }
  return undefined;
}

function regionSpans(text: string): Span[] {
  const starts = [0];
  for (const { start } of linesIn(text, { start: textStart(text), end: text.length })) {
    if (text.startsWith(SEPARATOR, start) && start > textStart(text)) starts.push(start);
  }
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? text.length }));
}

function isOnSeparator(text: string, region: Span | undefined, offset: number): boolean {
  if (!region) return false;
  const [first] = linesIn(text, region);
  return first !== undefined && text.startsWith(SEPARATOR, first.start) && offset <= first.end;
}

function readRegion(text: string, region: Span): HttpRegion {
  const variables: HttpVariable[] = [];
  const lines = linesIn(text, { start: Math.max(region.start, textStart(text)), end: region.end });
  for (const line of lines) {
    const source = text.slice(line.start, line.end);
    const block = BLOCKS.find(({ open }) => open.test(source));
    if (block) {
      skipBlock(text, block.close, line, lines);
      continue;
    }
    const variable = readVariable(source, line);
    if (variable) variables.push(variable);
    else if (STATUS_LINE.test(source)) break;
    else if (isRequestLine(source)) return { ...region, variables, request: readRequest(text, region, line) };
  }
  return { ...region, variables, request: undefined };
}

/** Reads on to the line that closes a block; a block that nothing closes takes the rest of the region. */
function skipBlock(text: string, close: RegExp, first: Line, lines: Iterator<Line>): void {
  let line = first;
  let source = text.slice(line.start, line.end);
  while (!close.test(source)) {
    const next = lines.next();
    if (next.done) return;
    line = next.value;
    source = text.slice(line.start, line.end);
  }
}

function readVariable(source: string, line: Line): HttpVariable | undefined {
  const found = VARIABLE.exec(source);
  if (!found?.[1]) return undefined;
  const start = line.start + found[0].length;
  const value = found[2] ?? '';
  return { name: found[1], line, value: { start, end: start + value.trimEnd().length } };
}
