import type { Span } from '../jwt/span.ts';
import { type HttpRequest, readRequest } from './httpRequest.ts';
import { isRequestLine, METHOD_LINE } from './httpSyntax.ts';
import { type Line, linesIn, textStart } from './lines.ts';

/** A definition `@name = value`. */
export interface HttpVariable {
  readonly name: string;
  readonly line: Span;
  /** Where the value stands, without the white space around it; empty where there is none. */
  readonly value: Span;
  /** Whether it stands below a request line, where clients disagree on whether it is a definition. */
  readonly isBelow: boolean;
}

/**
 * What stands between two `###` lines of an `.http` file, or as httpYac has it, method lines. It starts with the line
 * that separates it from the region before (the first one need not have it). Without a request, what it defines holds
 * for the whole file in every client.
 */
export interface HttpRegion extends Span {
  /** In order. */
  readonly variables: readonly HttpVariable[];
  readonly request: HttpRequest | undefined;
  /** Whether a script stands above the request, or alone. */
  readonly hasScript: boolean;
}

/** How an `.http` file is read where its clients disagree. */
export interface HttpReading {
  /** Whether a method line begins a request even without `###` before it, as in httpYac. */
  readonly startsAtMethods?: boolean | undefined;
}

/** What is meant by an offset: a request, or a script, which takes no header, or neither. */
export type Meant = { readonly request: HttpRequest } | 'script' | undefined;

const SEPARATOR = /^###/;
/** httpYac's; to other clients an indented one is a comment. */
const INDENTED_SEPARATOR = /^\s*###/;

interface Block {
  readonly open: RegExp;
  readonly close: RegExp;
  readonly isScript: boolean;
}

/** A script of httpYac, for one event or for all. */
const SCRIPT: Block = {
  open: /^\s*\{\{(?:@js\s+)?[+@]?(?:request|streaming|response|after|responseLogging)?\s*$/i,
  close: /^\s*\}\}\s*$/,
  isScript: true,
};
/** What spans several lines above a request, and must not be taken for one. */
const BLOCKS: readonly Block[] = [
  SCRIPT,
  // Scripts of JetBrains, before the request and of the answer.
  { open: /^\s*[<>]\s*\{%/, close: /%\}\s*$/, isScript: true },
  { open: /^\s*\/\*/, close: /\*\/\s*$/, isScript: false },
  // A GraphQL operation or fragment that requests share.
  { open: /^\s*(?:query|mutation|subscription|fragment)(?=[\s{(@]|$)/, close: /^\s*$/, isScript: false },
];
/** A script in a file of its own. */
const SCRIPT_FILE = /^\s*[<>]\s+[^\s{%}]+\s*$/;

/** `@name = value` for all clients, `@name value` and the lazy `@name := value` for httpYac. */
const VARIABLE = /^\s*@([^\s=:]+)(?:\s*:?=+\s*|\s+)(?=(.*))/;
/** The form for all clients: among the lines of a body, no other is taken for one. */
const ASSIGNMENT = /^\s*@([^\s=:]+)\s*=\s*(?=(.*))/;
const STATUS_LINE = /^\s*HTTP\/\d/;
/** The parts of a `multipart/mixed` body may be requests themselves. */
const MULTIPART = /^\s*content-type\s*:\s*multipart\/mixed\s*;.*\bboundary="?([^\s";]+)/i;
const ONLY_SEPARATORS = /^\s*(?:#+|\/\/+)\s*@force-?RegionDelimiter\b/i;

/** The regions of an `.http` file, in order; together they are the whole text. Takes time linear in its length. */
export function regionsIn(text: string, { startsAtMethods = false }: HttpReading = {}): HttpRegion[] {
  const lines = [...linesIn(text, { start: textStart(text), end: text.length })];
  const separator = startsAtMethods ? INDENTED_SEPARATOR : SEPARATOR;
  const regions: HttpRegion[] = [];
  for (let at = 0; at < lines.length; ) {
    let next = at + 1;
    while (next < lines.length && !separator.test(sourceOf(text, lines[next]))) next++;
    const stretch: Stretch = { text, lines, end: next, unclosed: new Set() };
    while (at < stretch.end) {
      const read = readRegion(stretch, at, regions.at(-1)?.end ?? 0, startsAtMethods);
      regions.push(read.region);
      at = read.end;
    }
  }
  return regions;
}

/**
 * What is meant by an offset in an `.http` file: the request of the region around it, or its script; where it has
 * neither, the request that follows, else the one before.
 */
export function meantAt(regions: readonly HttpRegion[], offset: number): Meant {
  const here = Math.max(
    0,
    regions.findLastIndex(({ start }) => start <= offset),
  );
  const region = regions[here];
  if (!region?.request && region?.hasScript) return 'script';
  const request =
    regions.slice(here).find((each) => each.request)?.request ??
    regions.slice(0, here).findLast((each) => each.request)?.request;
  return request && { request };
}

/** The request that is meant by an offset (see `meantAt`). */
export function requestAt(text: string, offset: number, reading?: HttpReading): HttpRequest | undefined {
  const meant = meantAt(regionsIn(text, reading), offset);
  return typeof meant === 'object' ? meant.request : undefined;
}

/** The lines between two separators, which may be several regions. */
interface Stretch {
  readonly text: string;
  readonly lines: readonly Line[];
  /** The index behind its last line. */
  readonly end: number;
  /** The blocks that nothing closes, so that nobody looks for their end again. */
  readonly unclosed: Set<Block>;
}

/** Reads the region that starts on a line; `end` is the index behind its last line. */
function readRegion(
  stretch: Stretch,
  firstLine: number,
  start: number,
  startsAtMethods: boolean,
): { readonly region: HttpRegion; readonly end: number } {
  const { text, lines } = stretch;
  const variables: HttpVariable[] = [];
  let first: Line | undefined;
  let boundary: string | undefined;
  let [hasScript, hasEnded, splits] = [false, false, startsAtMethods];
  let at = firstLine;
  for (; at < stretch.end; at++) {
    const line = lines[at];
    const source = sourceOf(text, line);
    if (!line) break;
    // Below the request line, only scripts hide what stands in them.
    const block = BLOCKS.find(({ open, isScript }) => (isScript || !first) && open.test(source));
    if (block) {
      hasScript ||= block.isScript && !first;
      const last = endOfBlock(stretch, block, at);
      if (last !== undefined || !first) {
        at = last ?? stretch.end - 1;
        continue;
      }
    }
    splits &&= !ONLY_SEPARATORS.test(source);
    if (first) {
      boundary ??= MULTIPART.exec(source)?.[1];
      if (boundary && source.includes(`--${boundary}--`)) boundary = '';
      if (splits && !boundary && METHOD_LINE.test(source)) break;
    }
    const variable = readVariable(first ? ASSIGNMENT : VARIABLE, source, line);
    if (variable) variables.push({ ...variable, isBelow: first !== undefined });
    if (variable || first || hasEnded) continue;
    if (STATUS_LINE.test(source)) hasEnded = true;
    else if (SCRIPT_FILE.test(source)) hasScript = true;
    else if (isRequestLine(source)) first = line;
  }
  const end = lines[at]?.start ?? text.length;
  const request = first && readRequest(text, { start, end }, first, startsAtMethods);
  return { region: { start, end, variables, request, hasScript }, end: at };
}

const sourceOf = (text: string, line: Line | undefined): string => (line ? text.slice(line.start, line.end) : '');

/** The index of the line that closes a block; `undefined` where none does. */
function endOfBlock({ text, lines, end, unclosed }: Stretch, block: Block, first: number): number | undefined {
  if (unclosed.has(block)) return undefined;
  for (let at = first; at < end; at++) {
    if (block.close.test(sourceOf(text, lines[at]))) return at;
  }
  unclosed.add(block);
  return undefined;
}

function readVariable(form: RegExp, source: string, line: Line): Omit<HttpVariable, 'isBelow'> | undefined {
  const found = form.exec(source);
  if (!found?.[1]) return undefined;
  const start = line.start + found[0].length;
  const value = found[2] ?? '';
  return { name: found[1], line, value: { start, end: start + value.trimEnd().length } };
}
