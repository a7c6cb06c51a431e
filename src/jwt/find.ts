import { base64urlBits, decodeForNow } from './base64url.ts';
import { parseObject } from './json.ts';
import type { Token } from './token.ts';
import { decodeUtf8 } from './utf8.ts';

/** Where a token stands in a text, as UTF-16 offsets; it holds nothing of the text itself. */
export interface FoundToken {
  readonly start: number;
  readonly end: number;
  readonly form: Token['form'];
  /** The dots between its parts. */
  readonly dots: readonly number[];
}

interface Header {
  /** Its offset in the run of base64url characters that it ends. */
  readonly start: number;
  readonly isEncrypted: boolean;
}

/** The length of `{"alg":0}` in base64url: no header is shorter. */
const SHORTEST_HEADER = 12;
const DOT = 0x2e;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
/** What a text must hold to be JSON with a member `alg`, its name perhaps escaped. */
const NAMES_ALG = /alg|\\u/;
const RUN = /[\w-]*/y;
const WHITE_SPACE: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);

/** The ways in which base64url can end: the characters in its last group of four, and how far right the last byte is. */
const ENDINGS: readonly { readonly rest: number; readonly shift: number }[] = [
  { rest: 0, shift: 0 },
  { rest: 2, shift: 4 },
  { rest: 3, shift: 2 },
];

/** For the twelve bits of two last characters, whether a JSON object can end there in any of these ways. */
const CAN_END_OBJECT = objectEndings();

/**
 * Finds every token in a text, in order. A token is a JWS (three parts, only the last of which may be empty) or a JWE
 * (five, only the second of which may be empty) in compact serialization whose header decodes to a JSON object with an
 * `alg`. What stands before a token may be glued to it; what follows is part of it as long as it is base64url.
 *
 * Tokens do not overlap: the earlier one has the text. Five parts are a JWE where the header has an `enc`; else the
 * first three are a JWS. White space that leads a header belongs to it.
 *
 * Takes time linear in the length of the text, whatever the text is: every stretch of base64url is read a fixed number
 * of times, since it stands before one dot only and a header's braces are matched from its end.
 */
export function findTokens(text: string): FoundToken[] {
  const tokens: FoundToken[] = [];
  const headerOf = rememberLast(headerIn);
  let end = 0;
  let dot = text.indexOf('.', SHORTEST_HEADER);
  while (dot !== -1) {
    const token = canEndHeader(text, dot) ? tokenAround(text, end, dot, headerOf) : undefined;
    if (token) {
      tokens.push(token);
      end = token.end;
    }
    // A header stands between its dot and what comes before: nearer dots are none of a header's.
    dot = text.indexOf('.', token ? end + SHORTEST_HEADER : dot + 1 + SHORTEST_HEADER);
  }
  return tokens;
}

/** A quick look at what stands before a dot, which nearly all dots of ordinary text fail. */
function canEndHeader(text: string, dot: number): boolean {
  const bits = (base64urlBits(text, dot - 2) << 6) | base64urlBits(text, dot - 1);
  if (bits < 0 || CAN_END_OBJECT[bits] === 0) return false;
  for (let i = dot - SHORTEST_HEADER; i < dot - 2; i++) if (base64urlBits(text, i) < 0) return false;
  return true;
}

/** Written from the few bytes that can stand there, as this is work at every start of VS Code. */
function objectEndings(): Uint8Array {
  const endings = new Uint8Array(4096);
  for (const { shift } of ENDINGS) {
    for (const byte of [CLOSE, ...WHITE_SPACE]) {
      for (let others = 0; others < 16; others++) {
        const [right, left] = [others & ((1 << shift) - 1), others >> shift];
        endings[(left << (shift + 8)) | (byte << shift) | right] = 1;
      }
    }
  }
  return endings;
}

function canEndObject(bits: number, shift: number): boolean {
  const byte = (bits >> shift) & 0xff;
  return byte === CLOSE || WHITE_SPACE.has(byte);
}

/** The token whose header ends at this dot and begins at or after `from`. */
function tokenAround(text: string, from: number, dot: number, headerOf: typeof headerIn): FoundToken | undefined {
  const second = endOfRun(text, dot + 1);
  if (text.charCodeAt(second) !== DOT) return undefined;
  let run = dot - SHORTEST_HEADER;
  while (run > from && base64urlBits(text, run - 1) >= 0) run--;
  const header = headerOf(text.slice(run, dot));
  if (!header) return undefined;

  const start = run + header.start;
  const [third, fourth, end] = (header.isEncrypted && endsOfParts(text, second + 1, 3)) || [];
  if (third && fourth && end) return { start, end, form: 'jwe', dots: [dot, second, third, fourth] };
  if (second === dot + 1) return undefined;
  return { start, end: endOfRun(text, second + 1), form: 'jws', dots: [dot, second] };
}

/** Where each of so many parts ends that begin at an offset; `undefined` where one of them is missing or empty. */
function endsOfParts(text: string, start: number, count: number): number[] | undefined {
  const ends: number[] = [];
  for (let from = start; ends.length < count; ) {
    const end = endOfRun(text, from);
    ends.push(end);
    if (end === from || (ends.length < count && text.charCodeAt(end) !== DOT)) return undefined;
    from = end + 1;
  }
  return ends;
}

/** The header with which a run of base64url characters ends; what is glued to its front is left out. */
function headerIn(run: string): Header | undefined {
  const lastBits = (base64urlBits(run, run.length - 2) << 6) | base64urlBits(run, run.length - 1);
  for (const { rest, shift } of ENDINGS) {
    if (!canEndObject(lastBits, shift)) continue;
    const origin = (run.length - rest) % 4;
    const bytes = decodeForNow(run, origin);
    const first = bytes ? headerStart(bytes) : -1;
    const text = bytes && first >= 0 ? decodeUtf8(bytes.subarray(first)) : undefined;
    const header = text && NAMES_ALG.test(text) ? parseObject(text) : undefined;
    if (header && Object.hasOwn(header, 'alg')) {
      return { start: origin + (first / 3) * 4, isEncrypted: Object.hasOwn(header, 'enc') };
    }
  }
  return undefined;
}

/** Headers repeat: the tokens of a text mostly come from one issuer. */
function rememberLast(read: typeof headerIn): typeof headerIn {
  let lastRun: string | undefined;
  let lastHeader: Header | undefined;
  return (run) => {
    if (run !== lastRun) lastHeader = read(run);
    lastRun = run;
    return lastHeader;
  };
}

/**
 * The first byte of the JSON object at the end of some bytes, with the white space that leads it; -1 where there is none
 * that begins where a group of base64url characters does.
 */
function headerStart(bytes: Uint8Array): number {
  const brace = objectStart(bytes);
  let first = brace;
  while (first > 0 && WHITE_SPACE.has(bytes[first - 1] ?? 0)) first--;
  first = Math.ceil(first / 3) * 3;
  return first <= brace ? first : -1;
}

/**
 * The brace that opens the JSON object at the end of some bytes; -1 where there is none. JSON can be read backwards: a
 * quotation mark inside a string is one that an odd number of backslashes stands before.
 */
function objectStart(bytes: Uint8Array): number {
  let depth = 0;
  let inString = false;
  for (let i = bytes.length - 1; i >= 0; i--) {
    const byte = bytes[i] ?? 0;
    if (byte === QUOTE) {
      let backslashes = 0;
      while (bytes[i - 1 - backslashes] === BACKSLASH) backslashes++;
      inString = !inString || backslashes % 2 === 1;
      i -= backslashes;
    } else if (!inString) {
      if (byte === CLOSE) depth++;
      else if (byte === OPEN && --depth === 0) return i;
    }
  }
  return -1;
}

/** Whether a token can hold the character at an offset: what parts tokens from each other is any other character. */
export function isTokenCharacter(text: string, offset: number): boolean {
  return base64urlBits(text, offset) >= 0 || text.charCodeAt(offset) === DOT;
}

/** Where the base64url that begins at an offset ends. */
function endOfRun(text: string, start: number): number {
  RUN.lastIndex = start;
  RUN.test(text);
  return RUN.lastIndex;
}
