import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TextDocument } from 'vscode';
import { type Documents, type IndexChange, TokenIndex } from '../../../src/tokens/tokenIndex.ts';
import { encodePart, hs256 } from '../../hs256.ts';
import { runs } from '../../runs.ts';
import { files, folderAt, Position, page, Range, resetVSCode, Uri, workspace } from '../../standIn/vscode.ts';

const secret = Buffer.from('a secret of this test alone, of 32 bytes and more');
const [one, two, three] = ['one', 'two', 'three'].map((sub) => hs256({ sub }, secret)) as [string, string, string];
const text = `first ${one}\nsecond ${two}\n`;
const uri = Uri.file('/work/a.txt');
let index: TokenIndex;
let told: IndexChange[];
let closed: IndexChange[];
let document: TextDocument;

/** An index of the open documents, and what it tells. */
function listening(): TokenIndex {
  const made = new TokenIndex(workspace as unknown as Documents);
  made.onDidChange((change) => told.push(change));
  made.onDidClose((change) => closed.push(change));
  return made;
}

beforeEach(async () => {
  workspace.workspaceFolders = [folderAt('/work')];
  files.lay({ [uri.path]: text });
  [told, closed] = [[], []];
  index = listening();
  document = (await page.open(uri)) as unknown as TextDocument;
});
afterEach(async () => {
  index.dispose();
  await page.idle();
  resetVSCode();
});

const model = () => {
  const found = page.model(uri);
  if (!found) throw new Error('closed');
  return found;
};
async function type(start: number, end: number, typed: string) {
  page.type(model(), [{ start, end, text: typed }]);
  await page.idle();
}
const texts = (tokens: readonly { readonly start: number; readonly end: number }[]) =>
  tokens.map(({ start, end }) => model().text.slice(start, end));

describe('the tokens of a document', () => {
  it('are found by their number, and by where they stand', () => {
    const at = [text.indexOf(one), text.indexOf(two)] as const;
    expect(texts(index.tokens(document))).toEqual([one, two]);
    expect([index.count(document), index.identities(document).length]).toEqual([2, 2]);
    expect([0, 1, 2].map((n) => [index.startOf(document, n), index.lengthOf(document, n)])).toEqual([
      [at[0], one.length],
      [at[1], two.length],
      [0, 0],
    ]);
    expect(index.tokenOf(document, 2)).toBeUndefined();
    expect([0, at[0], at[0] + 1, at[1] + 1].map((offset) => index.firstFrom(document, offset))).toEqual([0, 0, 1, 2]);
    expect(index.nextToken(document, at[0] + 1)?.start).toBe(at[1]);
    expect(index.nextToken(document, at[1] + 1)).toBeUndefined();
  });

  it('are those that an offset lies in or at the edge of, or a stretch touches', () => {
    const [from, to] = [text.indexOf(one), text.indexOf(one) + one.length];
    expect([from - 1, from, to, to + 1].map((at) => index.tokenAt(document, at)?.start)).toEqual([
      undefined,
      from,
      from,
      undefined,
    ]);
    const second = text.indexOf(two);
    const between = (a: number, b: number) => texts(index.tokensBetween(document, a, b));
    expect([
      between(0, text.length),
      between(to + 1, second - 1),
      between(to, second),
      between(to + 1, second),
    ]).toEqual([[one, two], [], [one, two], [two]]);
    const line = new Range(new Position(1, 0), new Position(1, 10)) as never;
    expect(texts(index.tokensIn(document, line))).toEqual([two]);
  });

  it('are followed where something else is typed, and told of as moved', async () => {
    const before = index.identities(document);
    await type(0, 0, 'new\n');
    expect(index.identities(document)).toEqual(before);
    expect(texts(index.tokens(document))).toEqual([one, two]);
    expect(told).toEqual([{ document, removed: [], added: [], changes: [{ start: 0, removed: 0, inserted: 4 }] }]);
  });

  it('that an edit takes away or brings are told of', async () => {
    const [first] = index.identities(document);
    const at = text.indexOf(one);
    await type(at, at + one.length, three);
    expect(told).toHaveLength(1);
    expect([told[0]?.removed, told[0] && texts(told[0].added)]).toEqual([[first], [three]]);
    await type(at, at + three.length, '');
    expect([told[1]?.removed, told[1]?.added]).toEqual([told[0]?.added.map(({ identity }) => identity), []]);
    expect(texts(index.tokens(document))).toEqual([two]);
  });

  it('are the same whoever asks first: what is told of, or who is told before', async () => {
    const before = index.identities(document);
    index.dispose();
    const listener = workspace.onDidChangeTextDocument(() => void index.tokens(document));
    index = listening();
    const known = index.identities(document);
    expect(known).toHaveLength(before.length);
    await type(0, 0, '\n');
    expect(texts(index.tokens(document))).toEqual([one, two]);
    // All are told of anew, and what went is what was known before.
    expect(told.map(({ removed, added }) => [removed.length, added.length])).toEqual([[2, 2]]);
    expect(told[0]?.removed).toEqual(known);
    expect(told[0]?.changes).toEqual([{ start: 0, removed: 0, inserted: 1 }]);
    await type(0, 1, '');
    expect(told).toHaveLength(2);
    listener.dispose();
  });

  it('of a document that nobody asked about are told of by nobody', async () => {
    await type(0, 0, 'new\n');
    page.close(uri);
    await page.idle();
    expect(told).toEqual([]);
    expect(closed).toEqual([{ document, removed: [], added: [] }]);
  });

  it('go with the document', async () => {
    const known = index.identities(document);
    page.close(uri);
    await page.idle();
    expect(closed).toEqual([{ document, removed: known, added: [] }]);
    expect(index.tokens(document).map(({ start, end }) => text.slice(start, end))).toEqual([one, two]);
    expect(index.openDocuments()).toEqual([]);
    index.dispose();
    document = (await page.open(uri)) as unknown as TextDocument;
    index.count(document);
    await type(0, 0, 'x');
    expect(told).toEqual([]);
  });

  it('are those of its text, whatever is typed', async () => {
    const piece = fc.constantFrom(one, two, three, one.slice(0, 30), two.slice(30), ' ', '\n', '.', 'x', '');
    const edit = fc.tuple(fc.nat(), fc.nat(200), piece);
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 12 }), async (edits) => {
        for (const [at, length, typed] of edits) {
          index.count(document);
          const start = at % (model().text.length + 1);
          await type(start, Math.min(start + length, model().text.length), typed);
          const fresh = new TokenIndex(workspace as unknown as Documents);
          expect(index.tokens(document).map(({ start, end }) => [start, end])).toEqual(
            fresh.tokens(document).map(({ start, end }) => [start, end]),
          );
          fresh.dispose();
        }
      }),
      runs(200),
    );
  });

  it('are all found in a document of very many lines', async () => {
    await type(0, text.length, `${'x\n'.repeat(4999)}${one}\n${two}\n${'y\n'.repeat(5000)}${three}`);
    expect(texts(index.tokens(document))).toEqual([one, two, three]);
  });

  it('are none in what is no token', async () => {
    await type(0, text.length, `${encodePart({ a: 1 })}.x`);
    expect(index.tokens(document)).toEqual([]);
  });
});
