import { describe, expect, it } from 'vitest';
import { TextMemory } from '../../../src/tokens/memory.ts';

/** What is remembered of these texts after all of them were. */
function kept(texts: readonly string[], limits: { readonly entries: number; readonly length: number }): string[] {
  const memory = new TextMemory<number>(limits);
  for (const [i, text] of texts.entries()) memory.set(text, i);
  return [...new Set(texts)].filter((text) => memory.has(text));
}

describe('TextMemory', () => {
  it.each([
    { what: 'all that fits', texts: ['a', 'bb', 'ccc'], left: ['a', 'bb', 'ccc'] },
    { what: 'so many, the newest', texts: ['a', 'b', 'c', 'd'], left: ['b', 'c', 'd'] },
    { what: 'so much, the newest', texts: ['aaaa', 'bbbb', 'cccc'], left: ['bbbb', 'cccc'] },
    { what: 'one that is too long by itself', texts: ['a', 'b'.repeat(20)], left: ['b'.repeat(20)] },
    { what: 'what comes after that', texts: ['b'.repeat(20), 'a'], left: ['a'] },
    { what: 'one text once', texts: ['aaaa', 'aaaa', 'aaaa', 'bbbb'], left: ['aaaa', 'bbbb'] },
  ])('keeps $what', ({ texts, left }) => {
    expect(kept(texts, { entries: 3, length: 10 })).toEqual(left);
  });

  it('gives the last value of a text', () => {
    const memory = new TextMemory<number>({ entries: 1, length: 1 });
    memory.set('a', 1);
    memory.set('a', 2);
    expect([memory.get('a'), memory.get('b')]).toEqual([2, undefined]);
  });
});
