import { algorithmNamed } from './algorithms.ts';
import { base64Bits, decodeBase64urlText } from './base64url.ts';
import {
  canEndHeader,
  EQUALS,
  endOfContent,
  type HeaderReader,
  headerReader,
  MOST_PADDING,
  SHORTEST_HEADER,
} from './findHeader.ts';
import { type JsonObject, memberValue, parseObject } from './json.ts';
import type { Token } from './token.ts';

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
