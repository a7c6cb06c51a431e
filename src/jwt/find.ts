import { algorithmNamed } from './algorithms.ts';
import { base64Bits, base64urlBits, decodeBase64urlText, decodeForNow, inBase64url } from './base64url.ts';
import { type JsonObject, memberValue, parseObject } from './json.ts';
import type { Token } from './token.ts';
import { decodeUtf8 } from './utf8.ts';

/** Where a token stands in a text, as UTF-16 offsets; it holds nothing of the text itself. */
export interface FoundToken {
  readonly start: number;
  readonly end: number;
  readonly form: Token['form'];
  /** The dots between its parts. */
  readonly dots: readonly number[];
  /** Of an SD-JWT, how many UTF-16 units behind its signature are disclosures and key binding. */
  readonly disclosed?: number;
}

/** The header of a token in a text. */
interface Header {
  /** Where it begins, as a UTF-16 offset in what it was found in. */
  readonly start: number;
  readonly value: JsonObject;
}

/** Reads the header that ends at a dot and begins at or after `from`. */
type HeaderReader = (text: string, from: number, dot: number) => Header | undefined;

/** The length of `{"alg":0}` in base64url: no header is shorter. */
const SHORTEST_HEADER = 12;
const EQUALS = 0x3d;
/** No group of four characters has more. */
const MOST_PADDING = 2;
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

const DOT = 0x2e;
const TILDE = 0x7e;
const RUN = /[\w-]*/y;
/** The alphabets of base64url and of plain base64. */
const WIDE_RUN = /[\w+/-]*/y;
/** A JSON array in base64url. */
const ARRAY = /W[w-z\d_-][\w-]*/y;
const SD_JWT = /sd-jwt$/i;
/**
 * Finds every token in a text, in order. A token is a JWS (three parts, only the last of which may be empty) or a JWE
 * (five, only the second of which may be empty) in compact serialization whose header decodes to a JSON object with an
 * `alg`. What stands before a token may be glued to it; what follows is part of it as long as it is base64url.
 *
 * Found whole as well is what programs write against the rule: `=` padding behind any part (behind the last one no more
 * than its length takes), and `+` and `/` of plain base64 in a header, in a payload that is a JSON object with them, and
 * in a signature that is as long with them as those of its algorithm. Of an SD-JWT (RFC 9901) the disclosures and the
 * key binding belong to the token.
 *
 * Tokens do not overlap: the earlier one has the text. Five parts are a JWE where the header has an `enc`; else the
 * first three are a JWS. White space that leads a header belongs to it.
 *
 * Takes time linear in the length of the text, whatever the text is: every stretch of base64 is read a fixed number
 * of times, since it stands before one dot only and a header's braces are matched from its end.
 */
export function findTokens(text: string): FoundToken[] {
  const tokens: FoundToken[] = [];
  const headerBefore = headerReader();
  let end = 0;
  let dot = text.indexOf('.', SHORTEST_HEADER);
  while (dot !== -1) {
    const token = canEndHeader(text, dot) ? tokenAround(text, end, dot, headerBefore) : undefined;
    if (token) {
      tokens.push(token);
      end = token.end;
    }
    // A header stands between its dot and what comes before: nearer dots are none of a header's.
    dot = text.indexOf('.', token ? end + SHORTEST_HEADER : dot + 1 + SHORTEST_HEADER);
  }
  return tokens;
}

/** The token whose header ends at this dot and begins at or after `from`. */
function tokenAround(text: string, from: number, dot: number, headerBefore: HeaderReader): FoundToken | undefined {
  const second = endOfPayload(text, dot + 1);
  if (second === undefined) return undefined;
  const header = headerBefore(text, from, dot);
  if (!header) return undefined;
  const { start, value } = header;
  const [third, fourth, last] = (Object.hasOwn(value, 'enc') && endsOfParts(text, second + 1, 3)) || [];
  if (third && fourth && last) {
    const end = last + paddingAt(text, fourth + 1, last);
    return { start, end, form: 'jwe', dots: [dot, second, third, fourth] };
  }
  if (second === dot + 1 || !isPayload(text, dot + 1, second)) return undefined;
  const end = endOfSignature(text, second + 1, value);
  const whole = endOfDisclosures(text, end, { header: value, payload: text.slice(dot + 1, second) });
  return { start, end: whole, form: 'jws', dots: [dot, second], ...(whole > end && { disclosed: whole - end }) };
}

/** The dot behind the payload that begins at an offset; `undefined` where there is none. */
function endOfPayload(text: string, start: number): number | undefined {
  const strict = dotBehind(text, endOfRun(text, start));
  return strict ?? dotBehind(text, endOfRun(text, start, WIDE_RUN));
}

/** The dot at an offset, or behind the padding there. */
function dotBehind(text: string, end: number): number | undefined {
  for (let dot = end; dot - end <= MOST_PADDING; dot++) {
    if (text.charCodeAt(dot) === DOT) return dot;
    if (text.charCodeAt(dot) !== EQUALS) return undefined;
  }
  return undefined;
}

/** Whether the stretch between two dots is a payload: in plain base64 only what is a JSON object. */
function isPayload(text: string, start: number, end: number): boolean {
  return endOfRun(text, start) >= endOfContent(text, end) || parseObject(textOf(text.slice(start, end))) !== undefined;
}

function textOf(part: string): string | undefined {
  return decodeBase64urlText(part).text;
}

/** Where a signature ends that begins at an offset: its padding belongs to it. */
function endOfSignature(text: string, start: number, header: JsonObject): number {
  const strict = endOfRun(text, start);
  const end = base64Bits(text, strict) < 0 ? strict : endOfPlainSignature(text, start, strict, header);
  return end + paddingAt(text, start, end);
}

/** Where a signature in plain base64 ends that is as long as those of its algorithm; else where its base64url ends. */
function endOfPlainSignature(text: string, start: number, strict: number, header: JsonObject): number {
  const wide = endOfRun(text, start, WIDE_RUN);
  const { signatureBytes = [] } = algorithmNamed(memberValue(header, 'alg')) ?? {};
  // What follows may be a path.
  const ends = signatureBytes
    .map((bytes) => start + Math.ceil((bytes * 4) / 3))
    .filter((end) => strict < end && (end === wide || (end < wide && text.charAt(end) === '/')));
  return Math.max(strict, ...ends);
}

/** How much of the padding at the end of a part its length takes. */
function paddingAt(text: string, start: number, end: number): number {
  const needed = [0, 0, 2, 1][(end - start) % 4] ?? 0;
  let padding = 0;
  while (padding < needed && text.charCodeAt(end + padding) === EQUALS) padding++;
  return padding;
}

/**
 * Where an SD-JWT ends whose signature ends at an offset (RFC 9901 section 4): after each disclosure comes a tilde, then
 * perhaps a key-binding JWT. The offset itself where what follows makes the token no SD-JWT.
 */
function endOfDisclosures(text: string, end: number, token: { header: JsonObject; payload: string }): number {
  if (text.charCodeAt(end) !== TILDE) return end;
  let last = end + 1;
  for (let next = endOfRun(text, last, ARRAY); next > last; next = endOfRun(text, last, ARRAY)) {
    const behind = next + paddingAt(text, last, next);
    // The last tilde got lost.
    if (text.charCodeAt(behind) !== TILDE) return behind;
    last = behind + 1;
  }
  const bound = endOfKeyBinding(text, last);
  return bound > last || last > end + 1 || isSelective(token) ? bound : end;
}

/** Whether a token says that it is an SD-JWT, though it discloses nothing. */
function isSelective({ header, payload }: { readonly header: JsonObject; readonly payload: string }): boolean {
  const claims = parseObject(textOf(payload)) ?? {};
  return (
    SD_JWT.test(String(memberValue(header, 'typ'))) || ['_sd', '_sd_alg'].some((name) => Object.hasOwn(claims, name))
  );
}

/** Where the key-binding JWT ends that begins at an offset; the offset where there is none. */
function endOfKeyBinding(text: string, start: number): number {
  const dot = endOfRun(text, start);
  const second = endOfRun(text, dot + 1);
  if (dot === start || text.charCodeAt(dot) !== DOT || second === dot + 1 || text.charCodeAt(second) !== DOT)
    return start;
  const header = parseObject(textOf(text.slice(start, dot)));
  return memberValue(header, 'typ') === 'kb+jwt' ? endOfRun(text, second + 1) : start;
}

/** Where each of so many parts ends that begin at an offset, the last one without padding; `undefined` where one of them is missing or empty. */
function endsOfParts(text: string, start: number, count: number): number[] | undefined {
  const ends: number[] = [];
  for (let from = start; ends.length < count; ) {
    const run = endOfRun(text, from);
    const end = ends.length < count - 1 ? dotBehind(text, run) : run;
    if (end === undefined || run === from) return undefined;
    ends.push(end);
    from = end + 1;
  }
  return ends;
}

/** Whether a token can hold the character at an offset: what parts tokens from each other is any other character. */
export function isTokenCharacter(text: string, offset: number): boolean {
  if (base64Bits(text, offset) >= 0) return true;
  const code = text.charCodeAt(offset);
  return code === DOT || code === EQUALS || code === TILDE;
}

/** Where the run of characters ends that begins at an offset. @param run sticky */
function endOfRun(text: string, start: number, run: RegExp = RUN): number {
  run.lastIndex = start;
  return run.test(text) ? run.lastIndex : start;
}

/** A quick look at what stands before a dot, which nearly all dots of ordinary text fail. */
function canEndHeader(text: string, dot: number): boolean {
  const last = endOfContent(text, dot);
  const bits = (base64Bits(text, last - 2) << 6) | base64Bits(text, last - 1);
  if (bits < 0 || CAN_END_OBJECT[bits] === 0) return false;
  for (let i = last - SHORTEST_HEADER; i < last - 2; i++) if (base64Bits(text, i) < 0) return false;
  return true;
}

/** Where the content of a part ends that has perhaps padding before this dot. */
function endOfContent(text: string, dot: number): number {
  let end = dot;
  while (dot - end < MOST_PADDING && text.charCodeAt(end - 1) === EQUALS) end--;
  return end;
}

/** A reader for one text. Headers repeat, as the tokens of a text mostly come from one issuer: the last one is remembered. */
function headerReader(): HeaderReader {
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
