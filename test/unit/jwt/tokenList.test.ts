import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTokens } from '../../../src/jwt/find.ts';
import {
  type Change,
  listTokens,
  type TextSource,
  type TokenList,
  tokenIn,
  updateList,
} from '../../../src/jwt/tokenList.ts';
import { runs } from '../../runs.ts';
import { jwe, jws, noise, tokenOf } from './tokens.ts';

/** A text, and what of it was read. */
function sourceOf(text: string): TextSource & { readonly read: () => number } {
  let read = 0;
  return {
    length: text.length,
    slice: (start, end) => {
      read += end - start;
      return text.slice(start, end);
    },
    read: () => read,
  };
}

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Makes non-overlapping replacements in a text, and says them as one event. */
function edit(
  text: string,
  replacements: readonly Replacement[],
): { readonly after: string; readonly changes: Change[] } {
  const fromEnd = replacements.toSorted((a, b) => b.start - a.start);
  const after = fromEnd.reduce((all, { start, end, text }) => all.slice(0, start) + text + all.slice(end), text);
  const changes = replacements.map(({ start, end, text }) => ({ start, removed: end - start, inserted: text.length }));
  return { after, changes };
}

const piece = fc.oneof(
  jws,
  jwe,
  noise,
  jws.map((text) => text.slice(0, 10)),
  jws.map((text) => text.slice(5)),
);
const document = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));

const whole = (text: string) => [{ start: 0, text }];

/** The tokens of a list as a full scan gives them. */
function tokensOf(list: TokenList) {
  return list.tokens.map((_, index) => {
    const { identity: _identity, ...found } = tokenIn(list, index) ?? {};
    return found;
  });
}

describe('updateList', () => {
  it('always gives what a full scan gives', () => {
    const replacement = fc.tuple(fc.nat(), fc.nat(), fc.oneof(piece, fc.constant('')));
    // The replacements of one event take turns through the text, in an order of their own.
    const event = fc.array(replacement, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(document, fc.array(event, { minLength: 1, maxLength: 4 }), fc.boolean(), (text, events, descends) => {
        let before = text;
        let list = listTokens(whole(before));
        for (const replacements of events) {
          const cuts = replacements.flatMap(([a, b]) => [a % (before.length + 1), b % (before.length + 1)]);
          const places = cuts.toSorted((a, b) => a - b);
          const ordered = replacements.map(([, , inserted], i) => ({
            start: places[2 * i] ?? 0,
            end: places[2 * i + 1] ?? 0,
            text: inserted,
          }));
          const { after, changes } = edit(before, descends ? ordered.reverse() : ordered);
          const update = updateList(list, changes, sourceOf(after));
          const [were, are] = [new Set(list.tokens), new Set(update.list.tokens)];
          expect(tokensOf(update.list)).toEqual(findTokens(after));
          expect(update.removed).toEqual(list.tokens.filter((token) => !are.has(token)));
          expect(update.added.map(({ identity }) => identity)).toEqual(
            update.list.tokens.filter((token) => !were.has(token)),
          );
          list = update.list;
          before = after;
        }
      }),
      runs(1500),
    );
  });

  const token = tokenOf({ sub: '1' });
  const rows: readonly (readonly [what: string, before: string, replacements: Replacement[], count: number])[] = [
    ['glues two tokens', `${token} ${token}`, [{ start: token.length, end: token.length + 1, text: '' }], 1],
    ['parts two tokens', `${token}${token}`, [{ start: token.length, end: token.length, text: '\n' }], 2],
    ['splits a token', token, [{ start: 25, end: 25, text: '"' }], 0],
    ['joins the halves of a token', `${token.slice(0, 9)}"${token.slice(9)}`, [{ start: 9, end: 10, text: '' }], 1],
    ['replaces everything', `${token} ${token}`, [{ start: 0, end: 2 * token.length + 1, text: token }], 1],
    ['deletes everything', `${token} ${token}`, [{ start: 0, end: 2 * token.length + 1, text: '' }], 0],
    ['changes nothing', `${token} ${token}`, [{ start: 3, end: 3, text: '' }], 2],
    ['adds a dot behind', `${token} x`, [{ start: token.length, end: token.length + 1, text: '.' }], 1],
    [
      'changes both ends of a line',
      `a ${token} b`,
      [
        { start: token.length + 3, end: token.length + 4, text: token },
        { start: 0, end: 1, text: token },
      ],
      3,
    ],
  ];
  it.each(rows)('follows an event that %s', (_, before, replacements, count) => {
    const { after, changes } = edit(before, replacements);
    const tokens = tokensOf(updateList(listTokens(whole(before)), changes, sourceOf(after)).list);
    expect(tokens).toEqual(findTokens(after));
    expect(tokens).toHaveLength(count);
  });

  const many = Array.from({ length: 1000 }, () => `log line ${token} and so on\n`).join('');

  it('gives the same of a text that is read in pieces of whole lines', () => {
    const lines = many.split('\n');
    const pieces = [lines.slice(0, 300), lines.slice(300, 301), lines.slice(301)].map((part) => part.join('\n'));
    let start = 0;
    const placed = pieces.map((text) => {
      const piece = { start, text };
      start += text.length + 1;
      return piece;
    });
    expect(tokensOf(listTokens(placed))).toEqual(findTokens(many));
  });

  it('reads no more than what a change touches', () => {
    const start = many.length / 2 + 5;
    const { after, changes } = edit(many, [{ start, end: start, text: 'x' }]);
    const source = sourceOf(after);
    expect(tokensOf(updateList(listTokens(whole(many)), changes, source).list)).toEqual(findTokens(after));
    expect(source.read()).toBeLessThan(2000);
  });

  it('takes the changes of a formatter in a long text, 300,000 in one event, in no time', { tags: ['time'] }, () => {
    const line = '  log line and so on\n';
    const text = Array.from({ length: 300_000 }, (_, i) => (i % 100 === 0 ? `  ${token}\n` : line)).join('');
    const replacements = [...text.matchAll(/^ {2}/gm)].map(({ index }) => ({ start: index, removed: 2, inserted: 1 }));
    const after = text.replaceAll(/^ {2}/gm, '\t');
    const known = listTokens(whole(text));
    const before = process.cpuUsage();
    const { list } = updateList(known, replacements, sourceOf(after));
    // Milliseconds of work, however busy the machine is.
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(2000);
    expect(tokensOf(list)).toEqual(findTokens(after));
    expect(list.tokens).toHaveLength(3000);
  });

  it('keeps the tokens that the event leaves alone, wherever they move', () => {
    const before = listTokens(whole(many));
    const { after, changes } = edit(many, [{ start: many.indexOf('and'), end: many.indexOf('and'), text: 'x' }]);
    const { list, removed, added } = updateList(before, changes, sourceOf(after));
    expect(list.tokens).toBe(before.tokens);
    expect([...removed, ...added]).toEqual([]);
    expect(tokensOf(list)[999]).toEqual(findTokens(after)[999]);
  });
});
