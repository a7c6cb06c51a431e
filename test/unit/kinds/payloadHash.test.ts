import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitOf, hashOf } from '../../../src/kinds/payloadHash.ts';

const node = (text: string) => createHash('sha256').update(text).digest('hex');

test('the hash of any text is what Node computes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(hashOf(text)).toBe(node(text));
    }),
  );
});

test('the hash of texts of every length over the borders of blocks is what Node computes', () => {
  for (let length = 0; length < 300; length++) expect(hashOf('é'.repeat(length))).toBe(node('é'.repeat(length)));
  expect(hashOf('a'.repeat(1_000_000))).toBe(node('a'.repeat(1_000_000)));
});

test('a hash fits a body as it is sent, or as compact JSON', () => {
  expect(fitOf(node('{ "a": 1 }'), '{ "a": 1 }')).toBe('as-sent');
  expect(fitOf(node('{"a":1}'), '{ "a": 1 }')).toBe('as-compact');
  expect(fitOf(node('{"a":1}'), '{ "a": 2 }')).toBe(undefined);
  expect(fitOf(node('a'), 'a ')).toBe(undefined);
});
