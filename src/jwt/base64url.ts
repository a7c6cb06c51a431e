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

export interface DecodedBase64url {
  /** What could be decoded. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** At most one for each reason. */
  readonly faults: readonly Base64urlFault[];
  /** The offsets of the characters that were passed over, ascending: padding and white space. */
  readonly skipped: readonly number[];
}

type FromBase64 = (text: string, options: { readonly alphabet: 'base64url' }) => Uint8Array<ArrayBuffer>;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const CODES = Uint8Array.from(ALPHABET, (character) => character.charCodeAt(0));
const LATIN = new TextDecoder('latin1');
const NONE: never[] = [];
/** From this length on the call into the host is quicker than the table. */
const NATIVE_LENGTH = 200;

/** The six bits of a character by its UTF-16 code; -1 where it is not base64url. */
const BITS = new Int32Array(256).fill(-1);
for (const [bits, code] of CODES.entries()) BITS[code] = bits;

/** The six bits of the base64url character at a UTF-16 offset; -1 where there is none. */
export function base64urlBits(text: string, offset: number): number {
  return BITS[text.charCodeAt(offset)] ?? -1;
}

/** Encodes bytes as base64url without padding (RFC 7515 section 2). */
export function encodeBase64url(bytes: Uint8Array): string {
  const codes = new Uint8Array(Math.ceil((bytes.length * 4) / 3));
  for (let i = 0; i < codes.length; i++) {
    const first = Math.floor((i * 3) / 4);
    const bits = ((bytes[first] ?? 0) << 8) | (bytes[first + 1] ?? 0);
    codes[i] = CODES[(bits >> (10 - ((i * 6) % 8))) & 0b11_1111] ?? 0;
  }
  return LATIN.decode(codes);
}

/**
 * Decodes the base64url of `text` between two UTF-16 offsets, and says where it is not the strict form.
 * Decoding goes as far as it can: `+` and `/` are read as `-` and `_`, padding and white space are passed over,
 * unused bits do not count, and any other character ends it.
 */
export function decodeBase64url(text: string, from = 0, to = text.length): DecodedBase64url {
  const bytes = decodeClean(text, from, to);
  if (!bytes) return decodeDamaged(text, from, to);
  const faults: Base64urlFault[] = hasTrailingBits(text, from, to)
    ? [{ reason: 'trailing-bits', offset: to - 1 }]
    : NONE;
  return { bytes, faults, skipped: NONE };
}

/** The bytes of a stretch of base64url characters; `undefined` where there are others, or a number that encodes no bytes. */
function decodeClean(text: string, from: number, to: number): Uint8Array<ArrayBuffer> | undefined {
  if ((to - from) % 4 === 1) return undefined;
  const native = (Uint8Array as { fromBase64?: FromBase64 }).fromBase64;
  return native && to - from >= NATIVE_LENGTH ? byHost(native, text.slice(from, to)) : byTable(text, from, to);
}

function byHost(fromBase64: FromBase64, text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const bytes = fromBase64(text, { alphabet: 'base64url' });
    // The host passes over white space and padding without a word: then fewer bytes come out.
    return bytes.length === byteLength(text.length) ? bytes : undefined;
  } catch {
    return undefined;
  }
}

function byTable(text: string, from: number, to: number): Uint8Array<ArrayBuffer> | undefined {
  const bytes = new Uint8Array(byteLength(to - from));
  const whole = to - ((to - from) % 4);
  let size = 0;
  let sign = 0; // negative once a character was not base64url
  for (let i = from; i < whole; i += 4) {
    const bits =
      (base64urlBits(text, i) << 18) |
      (base64urlBits(text, i + 1) << 12) |
      (base64urlBits(text, i + 2) << 6) |
      base64urlBits(text, i + 3);
    sign |= bits;
    bytes[size++] = bits >> 16;
    bytes[size++] = bits >> 8;
    bytes[size++] = bits;
  }
  if (whole < to) {
    const third = to - whole === 3 ? base64urlBits(text, whole + 2) : 0;
    const bits = (base64urlBits(text, whole) << 18) | (base64urlBits(text, whole + 1) << 12) | (third << 6);
    sign |= bits;
    bytes[size++] = bits >> 16;
    bytes[size] = bits >> 8; // nowhere to go after two characters, and left out then
  }
  return sign < 0 ? undefined : bytes;
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
    else if (hasTrailingBits(clean, 0, whole)) faults.set('trailing-bits', last);
  }
  return {
    bytes: byTable(clean, 0, whole) ?? new Uint8Array(),
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

/** Whether the last character has bits set that belong to no byte. */
function hasTrailingBits(text: string, from: number, to: number): boolean {
  const unused = [0, 0, 0b1111, 0b11][(to - from) % 4] ?? 0;
  return (base64urlBits(text, to - 1) & unused) !== 0;
}

/** How many bytes so many characters encode. */
function byteLength(characters: number): number {
  return Math.floor((characters * 3) / 4);
}
