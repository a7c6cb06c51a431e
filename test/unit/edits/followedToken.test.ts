import { afterEach, expect, test, vi } from 'vitest';
import { FollowedToken } from '../../../src/edits/followedToken.ts';
import { TokenIndex } from '../../../src/tokens/tokenIndex.ts';
import { files, page, resetVSCode, Uri, workspace } from '../../standIn/vscode.ts';

const encode = (json: unknown) => Buffer.from(JSON.stringify(json)).toString('base64url');
const token = (n: number) => `${encode({ alg: 'HS256' })}.${encode({ n })}.AAAA`;
const filler = 'x'.repeat(400);
const text = Array.from({ length: 200 }, (_, n) => `${token(n)}\n${filler}\n`).join('');
const uri = Uri.file('/work/a.txt');

afterEach(() => {
  vi.restoreAllMocks();
  resetVSCode();
});

/** A document in which something is typed, and how often its text was looked at meanwhile. */
async function typedIn(follow: (tokens: TokenIndex, document: never) => void, at: number, typed: string) {
  resetVSCode();
  files.lay({ '/work/a.txt': text });
  const document = (await page.open(uri)) as never;
  const tokens = new TokenIndex(workspace as never);
  tokens.tokens(document);
  follow(tokens, document);
  const spies = [
    vi.spyOn(document as { getText(): string }, 'getText'),
    vi.spyOn(document as { lineAt(): unknown }, 'lineAt'),
  ];
  const model = page.model(uri);
  if (model) page.type(model, [{ start: at, end: at, text: typed }]);
  await page.idle();
  return spies.map(({ mock }) => mock.calls.length);
}

const start = text.indexOf(token(100));
let one: FollowedToken | undefined;

function following(rests: boolean) {
  return (tokens: TokenIndex, document: never) => {
    const found = new FollowedToken(tokens, { document, start, end: start + token(100).length });
    tokens.onDidChange((change) => found.changed(change));
    if (rests) found.rest();
    one = found;
  };
}

test.each([
  ['above', false, token(0).length + 10, 5],
  ['below', false, text.length, 0],
  ['beside it, while it rests', true, start - 1, 5],
] as const)(
  'a stroke %s costs the shift of its offset, whatever else is in the document',
  async (_, rests, at, distance) => {
    const without = await typedIn(() => {}, at, 'typed');
    expect(await typedIn(following(rests), at, 'typed')).toEqual(without);
    one?.wake();
    expect(one?.here()?.start).toBe(start + distance);
  },
);

test('a stroke in it while it rests makes it gone', async () => {
  await typedIn(following(true), start + 20, 'A');
  one?.wake();
  expect(one?.here()).toBeUndefined();
});
