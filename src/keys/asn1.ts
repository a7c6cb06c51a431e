import { ASN1Class, ASN1Form, type ASN1Value, parseASN1 } from '@oslojs/asn1';
import { KeyError } from './errors.ts';

/** A decoded ASN.1 value. What it holds is decoded when it is asked for, so that nothing is nested too deeply. */
export type Node = ASN1Value;

/**
 * Decodes DER; bytes after the value are left alone, as openssl does.
 * @throws {KeyError} `key.cut-off`, `key.not-a-key`
 */
export function decodeAsn1(bytes: Uint8Array): Node {
  if (lengthOf(bytes) > bytes.length) throw new KeyError('key.cut-off', {});
  const [node] = decoded(() => parseASN1(bytes));
  return node;
}

/** Whether bytes are one whole SEQUENCE of several values, as all that holds a key is, and no secret. */
export function isDer(bytes: Uint8Array): boolean {
  if (bytes[0] !== SEQUENCE || lengthOf(bytes) !== bytes.length) return false;
  try {
    const shape = shapeOf(children(decodeAsn1(bytes)));
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

const SEQUENCE = 0x30;

/** How long the value says it is, its first bytes included; 0 where it does not say. The library does not tell a cut value from a broken one. */
function lengthOf(bytes: Uint8Array): number {
  const [, first = 0] = bytes;
  if (first < 0x80) return bytes.length < 2 ? 0 : 2 + first;
  const size = first & 0x7f;
  if (size === 0 || size > 4) return 0;
  return 2 + size + bytes.subarray(2, 2 + size).reduce((length, byte) => length * 256 + byte, 0);
}

/** More than any structure that holds a key has in one place. A hostile one has thousands, each of which may take the library long. */
const MOST_CHILDREN = 32;

/** The values in a SEQUENCE or in an explicit context tag; none in anything else. @throws {KeyError} `key.not-a-key` */
export function children(node: Node | undefined): readonly Node[] {
  const nodes: Node[] = [];
  if (node?.form !== ASN1Form.Constructed) return nodes;
  const content = node.contents();
  for (let at = 0; at < content.length; ) {
    const [child, size] = decoded(() => parseASN1(content.subarray(at)));
    if (nodes.push(child) > MOST_CHILDREN) throw new KeyError('key.not-a-key', {});
    at += size;
  }
  return nodes;
}

function decoded<T>(decode: () => T): T {
  try {
    return decode();
  } catch {
    throw new KeyError('key.not-a-key', {});
  }
}

/** A letter for each universal tag that keys are made of (X.680 section 8.6), and the form that DER gives it. */
const letters: Readonly<Record<number, readonly [letter: string, form: ASN1Form]>> = {
  2: ['i', ASN1Form.Primitive],
  3: ['b', ASN1Form.Primitive],
  4: ['o', ASN1Form.Primitive],
  6: ['d', ASN1Form.Primitive],
  16: ['s', ASN1Form.Constructed],
};

/**
 * What a structure is made of, a letter for each value: `i` INTEGER, `b` BIT STRING, `o` OCTET STRING, `d` OBJECT
 * IDENTIFIER, `s` SEQUENCE, `0` to `9` the context tag of that number, `?` anything else.
 */
export function shapeOf(nodes: readonly (Node | undefined)[]): string {
  return nodes.map(letterOf).join('');
}

function letterOf(node: Node | undefined): string {
  if (node?.class === ASN1Class.ContextSpecific) return node.tag < 10 ? `${node.tag}` : '?';
  const [letter, form] = (node?.class === ASN1Class.Universal && letters[node.tag]) || [];
  return letter !== undefined && form === node?.form ? letter : '?';
}

/** Real ones are much shorter; errors name those that are unknown. */
const LONGEST_OID = 32;

/** An OBJECT IDENTIFIER in dotted form (X.690 section 8.19), which the library compares but does not spell out; empty for anything else. */
export function oidOf(node: Node | undefined): string {
  const bytes = node && letterOf(node) === 'd' ? node.contents() : new Uint8Array();
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
  if (!node || node.form !== ASN1Form.Primitive || !/[iob\d]/.test(letter)) return new Uint8Array();
  return new Uint8Array(letter === 'b' ? decoded(() => node.bitString()).bytes : node.contents());
}

/** A small INTEGER's value; NaN for anything else. */
export function numberOf(node: Node | undefined): number {
  const size = bytesOf(node).length;
  return node && letterOf(node) === 'i' && size > 0 && size <= 4 ? Number(node.integer().value) : Number.NaN;
}
