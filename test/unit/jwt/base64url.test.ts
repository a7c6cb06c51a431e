import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64urlFaults, decodeBase64url, decodeBase64urlText, encodeBase64url } from '../../../src/jwt/base64url.ts';
import { runs } from '../../runs.ts';

const long = 'A'.repeat(3000);

describe('decodeBase64url', () => {
  const sound: readonly (readonly [text: string, bytes: readonly number[]])[] = [
    ['', []],
    ['AA', [0]],
    ['AAE', [0, 1]],
    ['_-8C', [255, 239, 2]],
    ['-_-_AA', [251, 255, 191, 0]],
  ];
  it.each(sound)('reads %j', (text, bytes) => {
    expect(decodeBase64url(text)).toEqual({ bytes: Uint8Array.from(bytes), faults: [], skipped: [] });
  });

  const damaged: readonly (readonly [text: string, bytes: string, faults: Record<string, number>])[] = [
    ['YWI=', 'ab', { padding: 3 }],
    ['YQ==', 'a', { padding: 2 }],
    ['YW JjZ\n GVm', 'abcdef', { 'white-space': 2 }],
    ['Pz8/', '???', { 'base64-alphabet': 3 }],
    ['Pz8+Pz8/', '??>???', { 'base64-alphabet': 3 }],
    ['YWJj%20YWJj', 'abc', { character: 4 }],
    ['YWJjü', 'abc', { character: 4 }],
    ['YWJj\u{1f600}', 'abc', { character: 4 }],
    ['YWJjZ', 'abc', { 'cut-off': 4 }],
    ['Y', '', { 'cut-off': 0 }],
    ['YR', 'a', { 'trailing-bits': 1 }],
    ['YWJ', 'ab', { 'trailing-bits': 2 }],
    ['YR==', 'a', { padding: 2, 'trailing-bits': 1 }],
    [' YWJ j=', 'abc', { 'white-space': 0, padding: 6 }],
    [`${long}+${long.slice(1)}`, '', { 'base64-alphabet': 3000 }],
    [`${long} `, '', { 'white-space': 3000 }],
    [`${long}=`, '', { padding: 3000 }],
  ];
  it.each(damaged)('reads %j as far as it goes, and says where it is damaged', (text, bytes, faults) => {
    const decoded = decodeBase64url(text);
    expect(Object.fromEntries(decoded.faults.map(({ reason, offset }) => [reason, offset]))).toEqual(faults);
    if (text.length < 100) expect(new TextDecoder().decode(decoded.bytes)).toBe(bytes);
    expect(base64urlFaults(text)).toEqual(decoded.faults);
  });

  it('reads a stretch of a text', () => {
    expect(decodeBase64url('=YQ=', 1, 3)).toEqual({ bytes: Uint8Array.of(97), faults: [], skipped: [] });
    expect(decodeBase64url('.. YQ=', 2, 6)).toMatchObject({ faults: [{ offset: 2 }, { offset: 5 }], skipped: [2, 5] });
  });

  it('gives bytes that later calls leave alone', () => {
    const { bytes } = decodeBase64url('AQID');
    decodeBase64url('BAUG');
    expect(bytes).toEqual(Uint8Array.of(1, 2, 3));
  });

  it('undoes encodeBase64url, as Node does', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 900 }), (bytes) => {
        const text = encodeBase64url(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64url'));
        expect(decodeBase64url(text)).toEqual({ bytes: Uint8Array.from(bytes), faults: [], skipped: [] });
      }),
      runs(300),
    );
  });

  it('finds a fault in any text that Node would not have written, and in no other', () => {
    const character = fc.constantFrom(...'AEQgwz09-_+/= \n.%ü');
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 12 }), (text) => {
        const isStrict = Buffer.from(text, 'base64url').toString('base64url') === text;
        const { faults, skipped } = decodeBase64url(text);
        expect(faults.length === 0).toBe(isStrict);
        if (skipped.length === 0 && faults.every(({ reason }) => reason === 'base64-alphabet')) {
          expect(decodeBase64url(text).bytes).toEqual(Uint8Array.from(Buffer.from(text, 'base64')));
        }
      }),
      runs(1000),
    );
  });

  it('reads text as its bytes read', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const encoded = encodeBase64url(new TextEncoder().encode(text));
        expect(decodeBase64urlText(encoded)).toEqual({ text, faults: [] });
      }),
      runs(200),
    );
    expect(decodeBase64urlText('_w').text).toBeUndefined();
    expect(decodeBase64urlText('77u_e30').text).toBe('\ufeff{}');
  });
});
