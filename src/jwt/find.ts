import { base64urlBits, decodeBase64url } from './base64url.ts';
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

/** The length of `{"alg":0}` in base64url: no header is shorter. */
const SHORTEST_HEADER = 12;
const DOT = 0x2e;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const WHITE_SPACE: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);

/**
 * The ways in which a header can end: how many characters its last group of four has, and the last byte that two last
 * characters with these bits then spell.
 */
const ENDINGS: readonly { readonly rest: number; readonly lastByte: (a: number, b: number) => number }[] = [
  { rest: 0, lastByte: (a, b) => ((a & 0b11) << 6) | b },
  { rest: 2, lastByte: (a, b) => (a << 2) | (b >> 4) },
  { rest: 3, lastByte: (a, b) => ((a & 0b1111) << 4) | (b >> 2) },
];

/** For the bits of two last characters, the endings with which a JSON object can end there, as indices of ENDINGS. */
const POSSIBLE_ENDINGS = Array.from({ length: 4096 }, (_, bits) =>
  ENDINGS.filter(({ lastByte }) => {
    const byte = lastByte(bits >> 6, bits & 0b11_1111);
    return byte === CLOSE || WHITE_SPACE.has(byte);
  }),
);

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
  let end = 0;
  let dot = text.indexOf('.', SHORTEST_HEADER);
  while (dot !== -1) {
    const token = tokenAround(text, end, dot);
    if (token) {
      tokens.push(token);
      end = token.end;
    }
    // A header stands between its dot and whatever comes before: nearer dots are none of a header's.
    dot = text.indexOf('.', token ? end + SHORTEST_HEADER : dot + 1 + SHORTEST_HEADER);
  }
  return tokens;
}

/** The token whose header ends at this dot and begins at or after `from`. */
function tokenAround(text: string, from: number, dot: number): FoundToken | undefined {
  const a = base64urlBits(text, dot - 2);
  const b = base64urlBits(text, dot - 1);
  const endings = a < 0 || b < 0 ? undefined : POSSIBLE_ENDINGS[(a << 6) | b];
  if (!endings?.length) return undefined;

  const dots = [dot];
  let end = endOfRun(text, dot + 1);
  while (dots.length < 4 && text.charCodeAt(end) === DOT) {
    dots.push(end);
    end = endOfRun(text, end + 1);
  }
  const [, second, third, fourth] = dots;
  if (second === undefined) return undefined;
  const isJws = second > dot + 1;
  const isJwe = third && fourth && third > second + 1 && fourth > third + 1 && end > fourth + 1;
  if (!isJws && !isJwe) return undefined;

  for (const { rest } of endings) {
    const header = headerBefore(text, from, dot, rest);
    if (isJwe && header?.encrypted) return { start: header.start, end, form: 'jwe', dots };
    if (isJws && header) return { start: header.start, end: third ?? end, form: 'jws', dots: [dot, second] };
  }
  return undefined;
}

/**
 * The header that ends at a dot with `rest` characters in its last group of four; whatever is glued to its front left out.
 */
function headerBefore(text: string, from: number, dot: number, rest: number) {
  let run = dot;
  while (run > from && base64urlBits(text, run - 1) >= 0) run--;
  if (dot - run < SHORTEST_HEADER) return undefined;

  const origin = run + ((dot - run - rest) % 4);
  const { bytes } = decodeBase64url(text, origin, dot);
  const brace = objectStart(bytes);
  let first = brace;
  while (first > 0 && WHITE_SPACE.has(bytes[first - 1] ?? 0)) first--;
  first = Math.ceil(first / 3) * 3; // a header begins where a group does
  if (first > brace) return undefined;
  const header = parseObject(decodeUtf8(bytes.subarray(first)));
  if (!header || !Object.hasOwn(header, 'alg')) return undefined;
  return { start: origin + (first / 3) * 4, encrypted: Object.hasOwn(header, 'enc') };
}

/**
 * The offset of the brace that opens the JSON object at the end of `bytes`; -1 where there is none. JSON can be read
 * backwards: a quotation mark inside a string is one that an odd number of backslashes stands before.
 */
function objectStart(bytes: Uint8Array): number {
  let depth = 0;
  let inString = false;
  for (let i = bytes.length - 1; i >= 0; i--) {
    const byte = bytes[i];
    if (byte === QUOTE) {
      let backslashes = 0;
      while (bytes[i - 1 - backslashes] === BACKSLASH) backslashes++;
      inString = inString ? backslashes % 2 === 1 : true;
      i -= backslashes;
    } else if (byte === CLOSE && !inString) {
      depth++;
    } else if (byte === OPEN && !inString && --depth === 0) {
      return i;
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
  let end = start;
  while (base64urlBits(text, end) >= 0) end++;
  return end;
}
