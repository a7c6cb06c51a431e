import { base64Bits, base64urlBits, decodeForNow, inBase64url } from './base64url.ts';
import { type JsonObject, parseObject } from './json.ts';
import { decodeUtf8 } from './utf8.ts';

/** The header of a token in a text. */
export interface Header {
  /** Where it begins, as a UTF-16 offset in what it was found in. */
  readonly start: number;
  readonly value: JsonObject;
}

/** Reads the header that ends at a dot and begins at or after `from`. */
export type HeaderReader = (text: string, from: number, dot: number) => Header | undefined;

/** The length of `{"alg":0}` in base64url: no header is shorter. */
export const SHORTEST_HEADER = 12;
export const EQUALS = 0x3d;
/** No group of four characters has more. */
export const MOST_PADDING = 2;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
/** What a text must hold to be JSON with a member `alg`, its name perhaps escaped. */
const NAMES_ALG = /alg|\\u/;
const WHITE_SPACE: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);

/** The ways in which base64url can end: the characters in its last group of four, and how far right the last byte is. */
const ENDINGS: readonly { readonly rest: number; readonly shift: number }[] = [
  { rest: 0, shift: 0 },
  { rest: 2, shift: 4 },
  { rest: 3, shift: 2 },
];

/** For the twelve bits of two last characters, whether a JSON object can end there in any of these ways. */
const CAN_END_OBJECT = objectEndings();

/** A quick look at what stands before a dot, which nearly all dots of ordinary text fail. */
export function canEndHeader(text: string, dot: number): boolean {
  const last = endOfContent(text, dot);
  const bits = (base64Bits(text, last - 2) << 6) | base64Bits(text, last - 1);
  if (bits < 0 || CAN_END_OBJECT[bits] === 0) return false;
  for (let i = last - SHORTEST_HEADER; i < last - 2; i++) if (base64Bits(text, i) < 0) return false;
  return true;
}

/** Where the content of a part ends that has perhaps padding before this dot. */
export function endOfContent(text: string, dot: number): number {
  let end = dot;
  while (dot - end < MOST_PADDING && text.charCodeAt(end - 1) === EQUALS) end--;
  return end;
}

/** A reader for one text. Headers repeat, as the tokens of a text mostly come from one issuer: the last one is remembered. */
export function headerReader(): HeaderReader {
  let lastRun: string | undefined;
  let lastHeader: Header | undefined;
  const remembered = (run: string) => {
    if (run !== lastRun) lastHeader = headerIn(run);
    lastRun = run;
    return lastHeader;
  };
  return (text, from, dot) => headerBefore(text, from, dot, remembered);
}

function headerBefore(text: string, from: number, dot: number, headerOf: typeof headerIn): Header | undefined {
  const last = endOfContent(text, dot);
  const found = (start: number, run: string): Header | undefined => {
    const header = headerOf(run);
    return header && { ...header, start: start + header.start };
  };
  let start = last - SHORTEST_HEADER;
  while (start > from && base64urlBits(text, start - 1) >= 0) start--;
  const run = text.slice(start, last);
  const strict = found(start, run);
  if (strict) return strict;
  while (start > from && base64Bits(text, start - 1) >= 0) start--;
  const wide = text.slice(start, last);
  return inBase64url(wide) === run ? undefined : found(start, inBase64url(wide));
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
      return { start: origin + (first / 3) * 4, value: header };
    }
  }
  return undefined;
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
