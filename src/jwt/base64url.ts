import { decodeUtf8 } from './utf8.ts';

/** Why a text is not the strict base64url of RFC 7515 section 2 (RFC 4648 section 5 without padding). */
export type Base64urlReason =
  | 'padding' // an `=`, which base64url in JOSE leaves out
  | 'base64-alphabet' // `+` or `/` of plain base64
  | 'white-space'
  | 'character' // any other character that is not base64url
  | 'cut-off' // a length that no whole number of bytes encodes to
  | 'trailing-bits'; // unused bits of the last character are not zero

/** One way in which a text is not base64url, at the first place where it shows: a UTF-16 offset in the whole text. */
export interface Base64urlFault {
  readonly reason: Base64urlReason;
  readonly offset: number;
}

/** Bytes that were decoded, with what is wrong with their text. Offsets are UTF-16 units of it. */
export interface DecodedBase64url {
  /** What could be decoded. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** At most one for each reason. */
  readonly faults: readonly Base64urlFault[];
  /** The offsets of the characters that were passed over, ascending: padding and white space. */
  readonly skipped: readonly number[];
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const CODES = Uint8Array.from(ALPHABET, (character) => character.charCodeAt(0));
const UTF8 = new TextEncoder();
const LATIN = new TextDecoder('latin1');
const EMPTY: never[] = [];
const PLUS = 0x2b;
const SLASH = 0x2f;

/** The six bits of a character by its code; -1 where it is not base64url. */
const BITS = new Int32Array(256).fill(-1);
for (const [bits, code] of CODES.entries()) BITS[code] = bits;

/** The six bits of the base64url character at a UTF-16 offset; -1 where there is none. */
export function base64urlBits(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  return code < 256 ? bitsOf(code) : -1;
}

/** The six bits of the character at a UTF-16 offset, by the alphabet of base64url or that of plain base64; -1 where there is none. */
export function base64Bits(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  return code === PLUS ? 62 : code === SLASH ? 63 : code < 256 ? bitsOf(code) : -1;
}

/** A text in the alphabet of base64url instead of that of plain base64. */
export function inBase64url(text: string): string {
  return text.replaceAll('+', '-').replaceAll('/', '_');
}

/** Encodes bytes as base64url without padding (RFC 7515 section 2). */
export function encodeBase64url(bytes: Uint8Array): string {
  const codes = new Uint8Array(Math.ceil((bytes.length * 4) / 3));
  let size = 0;
  for (let i = 0; i < bytes.length; i += 3) {
    const bits = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    // What one or two last bytes leave over has no place in `codes`.
    codes[size++] = CODES[bits >> 18] ?? 0;
    codes[size++] = CODES[(bits >> 12) & 0b11_1111] ?? 0;
    codes[size++] = CODES[(bits >> 6) & 0b11_1111] ?? 0;
    codes[size++] = CODES[bits & 0b11_1111] ?? 0;
  }
  return LATIN.decode(codes);
}

/**
 * Decodes the base64url of `text` between two UTF-16 offsets, and says where it is not the strict form.
 * Decoding goes as far as it can: `+` and `/` are read as `-` and `_`, padding and white space are passed over,
 * unused bits do not count, and any other character ends it.
 */
export function decodeBase64url(text: string, from = 0, to = text.length): DecodedBase64url {
  const bytes = decodeForNow(text, from, to);
  return bytes
    ? { bytes: bytes.slice(), faults: trailingBits(text, from, to), skipped: EMPTY }
    : decodeDamaged(text, from, to);
}

/** What `decodeBase64url` finds wrong. */
export function base64urlFaults(text: string, from = 0, to = text.length): readonly Base64urlFault[] {
  return decodeForNow(text, from, to) ? trailingBits(text, from, to) : decodeDamaged(text, from, to).faults;
}

/** As `decodeBase64url`, but gives the text that the bytes spell in UTF-8, and is quicker; `undefined` where they spell none. */
export function decodeBase64urlText(text: string, from = 0, to = text.length) {
  const bytes = decodeForNow(text, from, to);
  if (bytes) return { text: decodeUtf8(bytes), faults: trailingBits(text, from, to) };
  const damaged = decodeDamaged(text, from, to);
  return { text: decodeUtf8(damaged.bytes), faults: damaged.faults };
}

/** `Uint8Array.prototype.setFromBase64`, where the host has it. */
interface Buffer extends Uint8Array<ArrayBuffer> {
  readonly setFromBase64?: (text: string, options: { readonly alphabet: 'base64url' }) => { readonly written: number };
}

/** From this length on the host's own decoder is quicker than the table, call and all. */
const NATIVE_LENGTH = 500;
const LARGEST_SCRATCH = 1_048_576;

/** Where texts are decoded: a new buffer for each would take longer than the decoding. Grows up to a limit. */
let scratch: Buffer = new Uint8Array(4_096);

/**
 * The bytes of a stretch that holds nothing but base64url characters, in a buffer that the next call overwrites;
 * `undefined` where it holds others, or as many as encode no bytes.
 */
export function decodeForNow(text: string, from = 0, to = text.length): Uint8Array<ArrayBuffer> | undefined {
  const length = to - from;
  const size = Math.floor((length * 3) / 4);
  const buffer = bufferFor(length);
  const isNative = length >= NATIVE_LENGTH && buffer.setFromBase64 !== undefined;
  const decode = isNative ? decodeByHost : decodeByTable;
  return length % 4 !== 1 && decode(text.slice(from, to), buffer, size) ? buffer.subarray(0, size) : undefined;
}

/** A buffer with room for the characters, in whole groups of four. */
function bufferFor(length: number): Buffer {
  const room = length + 3;
  if (room <= scratch.length) return scratch;
  const buffer = new Uint8Array(room);
  if (room <= LARGEST_SCRATCH) scratch = buffer;
  return buffer;
}

function decodeByHost(text: string, buffer: Buffer, size: number): boolean {
  try {
    // The host passes over white space and padding without a word: then fewer bytes come out.
    return buffer.setFromBase64?.(text, { alphabet: 'base64url' }).written === size;
  } catch {
    return false;
  }
}

/** Lays the characters into the buffer and packs them in place: the host copies a text quicker than one can read it. */
function decodeByTable(text: string, buffer: Buffer): boolean {
  const { read, written } = UTF8.encodeInto(text, buffer);
  buffer.fill(CODES[0] ?? 0, written, written + 3);
  let size = 0;
  let all = 0; // negative once a character was not base64url
  for (let i = 0; i < written; i += 4) {
    const bits =
      (bitsOf(buffer[i]) << 18) | (bitsOf(buffer[i + 1]) << 12) | (bitsOf(buffer[i + 2]) << 6) | bitsOf(buffer[i + 3]);
    buffer[size++] = bits >> 16;
    buffer[size++] = bits >> 8;
    buffer[size++] = bits;
    all |= bits;
  }
  return read === text.length && all >= 0;
}

function bitsOf(code = 0): number {
  return BITS[code] ?? -1;
}

function decodeDamaged(text: string, from: number, to: number): DecodedBase64url {
  const faults = new Map<Base64urlReason, number>();
  const skipped: number[] = [];
  let clean = '';
  let last = from;
  for (let i = from; i < to && !faults.has('character'); i++) {
    const character = text.charAt(i);
    const damage = base64urlBits(text, i) < 0 ? damageOf(character) : undefined;
    if (damage && !faults.has(damage.reason)) faults.set(damage.reason, i);
    if (damage && !damage.substitute) {
      skipped.push(i);
      continue;
    }
    clean += damage?.substitute ?? character;
    last = i;
  }
  const isCutOff = clean.length % 4 === 1;
  const whole = isCutOff ? clean.length - 1 : clean.length;
  if (!faults.has('character')) {
    if (isCutOff) faults.set('cut-off', last);
    else if (trailingBits(clean, 0, whole).length > 0) faults.set('trailing-bits', last);
  }
  return {
    bytes: decodeForNow(clean, 0, whole)?.slice() ?? new Uint8Array(),
    faults: [...faults].map(([reason, offset]) => ({ reason, offset })),
    skipped,
  };
}

function damageOf(character: string): { readonly reason: Base64urlReason; readonly substitute?: string } {
  if (character === '+') return { reason: 'base64-alphabet', substitute: '-' };
  if (character === '/') return { reason: 'base64-alphabet', substitute: '_' };
  if (character === '=') return { reason: 'padding' };
  return { reason: /\s/.test(character) ? 'white-space' : 'character' };
}

/** The fault of a stretch whose last character has bits set that belong to no byte. */
function trailingBits(text: string, from: number, to: number): readonly Base64urlFault[] {
  const unused = [0, 0, 0b1111, 0b11][(to - from) % 4] ?? 0;
  return (base64urlBits(text, to - 1) & unused) === 0 ? EMPTY : [{ reason: 'trailing-bits', offset: to - 1 }];
}
