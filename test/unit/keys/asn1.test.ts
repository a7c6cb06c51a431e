import { ASN1Form, parseASN1 } from '@oslojs/asn1';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bytesOf,
  children,
  decodeAsn1,
  encodeAsn1,
  encodeOid,
  isDer,
  type Node,
  numberOf,
  oidOf,
  shapeOf,
} from '../../../src/keys/asn1.ts';
import { KeyError } from '../../../src/keys/errors.ts';
import { runs } from '../../runs.ts';
import { type Asn1, der } from './encode.ts';

const node = (hex: string) => decodeAsn1(Buffer.from(hex, 'hex'));
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('object identifiers', () => {
  const rows: readonly (readonly [hex: string, dotted: string])[] = [
    ['06092a864886f70d010101', '1.2.840.113549.1.1.1'],
    ['06032b6570', '1.3.101.112'],
    ['0603550403', '2.5.4.3'],
    ['0603883703', '2.999.3'], // X.660's own example
    ['060100', '0.0'],
    ['06012f', '1.7'],
    ['060b6981ffffffffffffffff7f', '2.25.18446744073709551615'],
    ['0600', ''],
    ['060180', ''], // a number without its end
    [`0621${'2b'.repeat(33)}`, ''],
    ['02012a', ''],
    ['26032b6570', ''], // not in a constructed form
    ['86032b6570', ''],
  ];
  test.each(rows)('%s is %j', (hex, dotted) => {
    expect(oidOf(node(hex))).toBe(dotted);
  });

  test('whatever the library encodes', () => {
    const arc = fc.nat(2 ** 27);
    const oid = fc.tuple(fc.nat(2), fc.nat(39), fc.array(arc, { maxLength: 6 }));
    fc.assert(
      fc.property(oid, ([first, second, rest]) => {
        const dotted = [first, second, ...rest].join('.');
        expect(oidOf(decodeAsn1(der(dotted)))).toBe(dotted);
        expect(hexOf(encodeOid(dotted))).toBe(hexOf(der(dotted)));
      }),
    );
  });
});

test('what a structure is made of', () => {
  const fields = '020101 030100 040100 060100 3000 a000 8100 a900 8a00 0500 3100 2400 1000 420100 c20100 1f810000';
  const bytes = Buffer.from(fields.replaceAll(' ', ''), 'hex');
  const values = children(decodeAsn1(Buffer.concat([Buffer.from([0x30, bytes.length]), bytes])));
  expect(shapeOf(values)).toBe('ibods019????????');
  expect(shapeOf([undefined])).toBe('?');
});

describe('values', () => {
  const bytes: readonly (readonly [hex: string, bytes: string])[] = [
    ['0202ff01', 'ff01'],
    ['04020102', '0102'],
    ['0303000102', '0102'],
    ['0302040f', '0f'],
    ['030100', ''],
    ['3003020101', ''],
    ['8001ff', 'ff'],
    ['a003020101', ''],
    ['c001ff', ''],
  ];
  test.each(bytes)('the bytes of %s are %j', (hex, expected) => {
    expect(hexOf(bytesOf(node(hex)))).toBe(expected);
  });

  const numbers: readonly (readonly [hex: string, number: number])[] = [
    ['020100', 0],
    ['02020800', 2048],
    ['02047fffffff', 0x7fff_ffff],
    ['0201ff', -1],
    ['02050080000000', Number.NaN],
    ['0200', Number.NaN],
    ['040101', Number.NaN],
  ];
  test.each(numbers)('the number of %s is %d', (hex, expected) => {
    expect(numberOf(node(hex))).toBe(expected);
  });

  test('nothing', () => {
    expect([children(undefined), bytesOf(undefined), numberOf(undefined), oidOf(undefined)]).toEqual([
      [],
      new Uint8Array(),
      Number.NaN,
      '',
    ]);
  });
});

test('no more than 32 values in one place', () => {
  const values = (count: number) => children(decodeAsn1(der(Array.from({ length: count }, () => 0n))));
  expect(values(32)).toHaveLength(32);
  expect(() => values(33)).toThrow(expect.objectContaining({ code: 'key.not-a-key' }));
});

describe('what is no DER', () => {
  const rows: readonly (readonly [hex: string, code: string])[] = [
    ['', 'key.not-a-key'],
    ['30', 'key.not-a-key'],
    ['3080', 'key.not-a-key'], // of indefinite length, which is BER
    ['30800201010000', 'key.not-a-key'],
    ['30030201', 'key.cut-off'],
    ['3082ffff00', 'key.cut-off'],
    ['3084ffffffff00', 'key.cut-off'],
    ['3085ffffffffff00', 'key.not-a-key'],
  ];
  test.each(rows)('%j', (hex, code) => {
    expect(() => node(hex)).toThrow(expect.objectContaining({ code }));
  });

  test.each(['30020201', '3003020301', '30021f81'])('in %s', (hex) => {
    expect(() => children(node(hex))).toThrow(expect.objectContaining({ code: 'key.not-a-key' }));
  });

  test.each(['0300', '030108', '030101'])('a BIT STRING of %s', (hex) => {
    expect(() => bytesOf(node(hex))).toThrow(expect.objectContaining({ code: 'key.not-a-key' }));
  });
});

/** What a value and all that it holds is, as far as both readers go. */
const outline = (node: Node, depth = 0): unknown =>
  depth < 6 && (node.identifier & 0x20) !== 0
    ? [node.identifier, ...children(node).map((child) => outline(child, depth + 1))]
    : [node.identifier, hexOf(node.content)];

/** The same of another reader, which throws its own errors. */
function outlineByLibrary(bytes: Uint8Array, depth = 0): unknown {
  const [value] = parseASN1(bytes);
  const isConstructed = value.form === ASN1Form.Constructed;
  // The library gives the number of a tag of several bytes, which no key has.
  const identifier = bytes[0];
  const content = value.contents();
  if (depth >= 6 || !isConstructed) return [identifier, hexOf(content)];
  const held: unknown[] = [];
  for (let at = 0; at < content.length; ) {
    held.push(outlineByLibrary(content.subarray(at), depth + 1));
    at += parseASN1(content.subarray(at))[1];
  }
  return [identifier, ...held];
}

describe('beside another reader', () => {
  const value: fc.Arbitrary<Asn1> = fc.letrec<{ value: Asn1 }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.bigInt({ min: -(2n ** 200n), max: 2n ** 2100n }),
      fc.uint8Array({ maxLength: 300 }),
      fc.constantFrom('1.2.840.113549.1.1.1', '2.5.4.3'),
      fc.array(tie('value'), { maxLength: 6 }),
    ),
  })).value;

  test('what it writes is read as it reads it', () => {
    fc.assert(
      fc.property(value, (structure) => {
        const bytes = der(structure);
        const node = decodeAsn1(bytes);
        expect(outline(node)).toEqual(outlineByLibrary(bytes));
        expect(node.size).toBe(bytes.length);
        expect(hexOf(encodeAsn1(node.identifier, node.content))).toBe(hexOf(bytes));
      }),
      runs(300),
    );
  });

  test('damaged, it is read alike or refused', () => {
    const damaged = fc
      .tuple(value, fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { minLength: 1, maxLength: 3 }))
      .map(([structure, changes]) => {
        const bytes = Uint8Array.from(der(structure));
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        return bytes;
      });
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 60 })), (bytes) => {
        let ours: unknown;
        try {
          ours = outline(decodeAsn1(bytes));
        } catch (error) {
          if (!(error instanceof KeyError)) throw error;
        }
        isDer(bytes);
        let theirs: unknown;
        try {
          theirs = outlineByLibrary(bytes);
        } catch {
          // It refuses longer forms of a length than are needed, which openssl takes.
          return;
        }
        if (ours !== undefined) expect(ours).toEqual(theirs);
      }),
      runs(2000),
    );
  });
});
