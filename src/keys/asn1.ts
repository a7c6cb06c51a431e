import {
  type AsnType,
  BitString,
  Constructed,
  fromBER,
  Integer,
  ObjectIdentifier,
  OctetString,
  Sequence,
} from 'asn1js';
import { KeyError } from './errors.ts';

/** A decoded ASN.1 value. */
export type Node = AsnType;

/**
 * Decodes BER or DER; bytes after the value are left alone, as openssl does.
 * @throws {KeyError} `key.cut-off`, `key.not-a-key`
 */
export function decodeAsn1(bytes: Uint8Array): Node {
  if (lengthOf(bytes) > bytes.length) throw new KeyError('key.cut-off', {});
  try {
    const { offset, result } = fromBER(bytes, { parseEmbedded: false });
    if (offset >= 0) return result;
  } catch {
    // asn1js reports most faults and throws some; both mean the same here.
  }
  throw new KeyError('key.not-a-key', {});
}

/** How long the value says it is, its first bytes included; 0 where it does not say. asn1js tells a cut value from a broken one in words only. */
function lengthOf(bytes: Uint8Array): number {
  const [, first = 0] = bytes;
  if (first < 0x80) return bytes.length < 2 ? 0 : 2 + first;
  const size = first & 0x7f;
  return size === 0 || size > 4 ? 0 : 2 + size + toNumber(bytes.subarray(2, 2 + size));
}

/** The values in a SEQUENCE or in an explicit context tag; none in anything else. */
export function children(node: Node | undefined): readonly Node[] {
  return node instanceof Constructed ? node.valueBlock.value : [];
}

const letters: readonly (readonly [new () => Node, string])[] = [
  [Integer, 'i'],
  [BitString, 'b'],
  [OctetString, 'o'],
  [ObjectIdentifier, 'd'],
  [Sequence, 's'],
];

/**
 * What a structure is made of, a letter for each value: `i` INTEGER, `b` BIT STRING, `o` OCTET STRING, `d` OBJECT
 * IDENTIFIER, `s` SEQUENCE, `0` to `9` the context tag of that number, `?` anything else.
 */
export function shapeOf(nodes: readonly Node[]): string {
  return nodes
    .map((node) => {
      const { tagClass, tagNumber } = node.idBlock;
      if (tagClass === 3) return tagNumber < 10 ? `${tagNumber}` : '?';
      return letters.find(([type]) => node instanceof type)?.[1] ?? '?';
    })
    .join('');
}

/** Real ones are much shorter; errors name those that are unknown. */
const LONGEST_OID = 100;

/** An OBJECT IDENTIFIER in dotted form; empty for anything else. */
export function oidOf(node: Node | undefined): string {
  const oid = node instanceof ObjectIdentifier ? node.getValue() : '';
  return oid.length <= LONGEST_OID ? oid : '';
}

/** The bytes of an OCTET STRING, BIT STRING or INTEGER; empty for anything else. */
export function bytesOf(node: Node | undefined): Uint8Array<ArrayBuffer> {
  if (node instanceof OctetString) return new Uint8Array(node.getValue());
  return node instanceof BitString || node instanceof Integer
    ? new Uint8Array(node.valueBlock.valueHexView)
    : new Uint8Array();
}

/** A small INTEGER's value; NaN for anything else. */
export function numberOf(node: Node | undefined): number {
  const bytes = bytesOf(node);
  return node instanceof Integer && bytes.length <= 4 ? toNumber(bytes) : Number.NaN;
}

function toNumber(bytes: Uint8Array): number {
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}
