import { describe, expect, it } from 'vitest';
import { Memory } from '../../../src/tokens/memory.ts';

/** What is remembered of these texts after all of them were, and what went. */
function kept(texts: readonly string[]): { readonly left: readonly string[]; readonly gone: readonly string[] } {
  const memory = new Memory<string, string>({ entries: 3, size: 10 });
  const gone = texts.flatMap((text) => memory.set(text, text, text.length));
  return { left: [...memory.values()], gone };
}

const long = 'b'.repeat(20);

describe('Memory', () => {
  it.each([
    { what: 'all that fits', texts: ['a', 'bb', 'ccc'], left: ['a', 'bb', 'ccc'], gone: [] },
    { what: 'so many, the newest', texts: ['a', 'b', 'c', 'd'], left: ['b', 'c', 'd'], gone: ['a'] },
    { what: 'so much, the newest', texts: ['aaaa', 'bbbb', 'cccc'], left: ['bbbb', 'cccc'], gone: ['aaaa'] },
    { what: 'one that is too long by itself', texts: ['a', long], left: [long], gone: ['a'] },
    { what: 'what comes after that', texts: [long, 'a'], left: ['a'], gone: [long] },
    { what: 'one key once', texts: ['aaaa', 'aaaa', 'aaaa', 'bbbb'], left: ['aaaa', 'bbbb'], gone: [] },
  ])('keeps $what', ({ texts, left, gone }) => {
    expect(kept(texts)).toEqual({ left, gone });
  });

  it('gives the last value of a key, and counts its last size', () => {
    const memory = new Memory<string, number>({ entries: 3, size: 10 });
    memory.set('a', 1, 9);
    memory.set('a', 2, 1);
    memory.set('b', 3, 9);
    expect([memory.get('a'), memory.get('b'), memory.get('c')]).toEqual([2, 3, undefined]);
  });

  it('has room again for what was deleted', () => {
    const memory = new Memory<string, number>({ entries: 3, size: 10 });
    memory.set('a', 1, 10);
    memory.delete('a');
    memory.delete('a');
    memory.set('b', 2, 5);
    memory.set('c', 3, 5);
    expect([...memory.values()]).toEqual([2, 3]);
  });
});
