import { KeyError, notAKey } from './errors.ts';

/** A decoded ASN.1 value. What it holds is decoded when it is asked for, so that nothing is nested too deeply. */
export interface Node {
  /** The first byte: class, form and, where it fits in there, the tag number (X.690 section 8.1.2). */
  readonly identifier: number;
  readonly content: Uint8Array;
  /** How many bytes the whole value takes. */
  readonly size: number;
}

const SEQUENCE = 0x30;
const CONSTRUCTED = 0x20;

/** The longest tag number and the longest length that are read, in bytes; real ones take one to three. */
const LONGEST_NUMBER = 4;

/**
 * Decodes DER; bytes after the value are left alone, as openssl does.
 * @throws {KeyError} `key.cut-off`, `key.not-a-key`
 */
export function decodeAsn1(bytes: Uint8Array): Node {
  const node = valueAt(bytes, 0);
  if (!node) throw notAKey();
  if (node.size <= bytes.length) return node;
  // All that holds a key is a SEQUENCE; other bytes look like a beginning by chance.
  throw node.identifier === SEQUENCE ? new KeyError('key.cut-off', {}) : notAKey();
}

/** The value that begins at an offset, be its end there or not; `undefined` where none does. */
function valueAt(bytes: Uint8Array, start: number): Node | undefined {
  const identifier = bytes[start];
  if (identifier === undefined) return undefined;
  let at = start + 1;
  if ((identifier & 0x1f) === 0x1f) {
    while ((bytes[at] ?? 0) >= 0x80 && at < start + LONGEST_NUMBER) at++;
    if ((bytes[at++] ?? 0xff) >= 0x80) return undefined;
  }
  const first = bytes[at++];
  // A length of 0x80, without a number, is BER's and ends somewhere.
  if (first === undefined || first === 0x80 || first > 0x80 + LONGEST_NUMBER) return undefined;
  let length = first;
  if (first > 0x80) {
    const end = at + first - 0x80;
    if (end > bytes.length) return undefined;
    for (length = 0; at < end; at++) length = length * 0x100 + (bytes[at] ?? 0);
  }
  return { identifier, content: bytes.subarray(at, at + length), size: at - start + length };
}

/** More than any structure that holds a key has in one place. A hostile one has thousands. */
const MOST_CHILDREN = 32;

/** The values in a SEQUENCE or in an explicit context tag; none in anything else. @throws {KeyError} `key.not-a-key` */
export function children(node: Node | undefined): readonly Node[] {
  const nodes: Node[] = [];
  if (!node || (node.identifier & CONSTRUCTED) === 0) return nodes;
  for (let at = 0; at < node.content.length; ) {
    const child = valueAt(node.content, at);
    if (!child || at + child.size > node.content.length || nodes.push(child) > MOST_CHILDREN) throw notAKey();
    at += child.size;
  }
  return nodes;
}

/** Whether bytes are one whole SEQUENCE of several values, as all that holds a key is, and no secret. */
export function isDer(bytes: Uint8Array): boolean {
  const node = valueAt(bytes, 0);
  if (node?.identifier !== SEQUENCE || node.size !== bytes.length) return false;
  try {
    const shape = shapeOf(children(node));
    return shape.length > 1 && !shape.includes('?');
  } catch {
    return false;
  }
}

/**
 * Whether bytes begin like a structure that holds a key, with an INTEGER or a SEQUENCE in a SEQUENCE, and are longer than
 * chance would have it.
 */
export function beginsLikeKey(bytes: Uint8Array): boolean {
  const [tag, length = 0, , , first] = bytes;
  return tag === SEQUENCE && length === 0x82 && (first === 0x02 || first === SEQUENCE) && bytes.length > 32;
}

/** A letter for each value that keys are made of, by its identifier: universal tags (X.680 section 8.6) in the form that DER gives them. */
const letters: Readonly<Record<number, string>> = { 2: 'i', 3: 'b', 4: 'o', 6: 'd', [SEQUENCE]: 's' };

/**
 * What a structure is made of, a letter for each value: `i` INTEGER, `b` BIT STRING, `o` OCTET STRING, `d` OBJECT
 * IDENTIFIER, `s` SEQUENCE, `0` to `9` the context tag of that number, `?` anything else.
 */
export function shapeOf(nodes: readonly (Node | undefined)[]): string {
  return nodes.map(letterOf).join('');
}

function letterOf(node: Node | undefined): string {
  if (!node) return '?';
  const { identifier } = node;
  const number = identifier & 0x1f;
  return identifier >> 6 === 2 && number < 10 ? `${number}` : (letters[identifier] ?? '?');
}

/** Real ones are much shorter; errors name those that are unknown. */
const LONGEST_OID = 32;

/** An OBJECT IDENTIFIER in dotted form (X.690 section 8.19); empty for anything else. */
export function oidOf(node: Node | undefined): string {
  const bytes = node && letterOf(node) === 'd' ? node.content : new Uint8Array();
  if (bytes.length > LONGEST_OID) return '';
  const numbers: bigint[] = [];
  let number = 0n;
  for (const byte of bytes) {
    number = number * 128n + BigInt(byte % 128);
    if (byte >= 128) continue;
    numbers.push(number);
    number = 0n;
  }
  const [first, ...rest] = numbers;
  if (first === undefined) return '';
  const root = first < 80n ? first / 40n : 2n;
  return [root, first - 40n * root, ...rest].join('.');
}

/** The bytes of an OCTET STRING, a BIT STRING, an INTEGER or an implicit context tag; empty for anything else. @throws {KeyError} `key.not-a-key` */
export function bytesOf(node: Node | undefined): Uint8Array<ArrayBuffer> {
  const letter = letterOf(node);
  if (!node || (node.identifier & CONSTRUCTED) !== 0 || !/[iob\d]/.test(letter)) return new Uint8Array();
  if (letter !== 'b') return new Uint8Array(node.content);
  // The first byte counts the bits of the last one that do not count.
  const [unused = 8, ...rest] = node.content.subarray(0, 2);
  if (unused > 7 || (unused > 0 && rest.length === 0)) throw notAKey();
  return new Uint8Array(node.content.subarray(1));
}

/** A small INTEGER's value; NaN for anything else. */
export function numberOf(node: Node | undefined): number {
  const bytes = letterOf(node) === 'i' ? bytesOf(node) : new Uint8Array();
  if (bytes.length === 0 || bytes.length > 4) return Number.NaN;
  const isNegative = (bytes[0] ?? 0) >= 0x80;
  return bytes.reduce((value, byte) => value * 0x100 + byte, 0) - (isNegative ? 0x100 ** bytes.length : 0);
}

/** The DER of a value: its identifier, and its content or the values in it. */
export function encodeAsn1(identifier: number, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const content = parts.flatMap((part) => [...part]);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Uint8Array.from([identifier, ...size, ...content]);
}

/** The DER of an OBJECT IDENTIFIER in dotted form. */
export function encodeOid(dotted: string): Uint8Array {
  const [root = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [40 * root + second, ...rest].flatMap((number) => {
    const digits = [number % 128];
    for (let left = Math.floor(number / 128); left > 0; left = Math.floor(left / 128))
      digits.unshift(128 + (left % 128));
    return digits;
  });
  return encodeAsn1(0x06, Uint8Array.from(bytes));
}
