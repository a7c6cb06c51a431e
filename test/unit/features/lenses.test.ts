import { randomBytes } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { encodePart, hs256 } from '../../hs256.ts';
import {
  commands,
  env,
  files,
  focusWindow,
  page,
  setSetting,
  tellOfFile,
  Uri,
  watching,
  window,
  workspace,
} from '../../standIn/vscode.ts';
import { lensesOf, retype, seenLens, soon } from '../seeing.ts';
import { useWholeExtension } from '../wholeExtension.ts';

/** What stands above the tokens of a document, whatever they are, however many, and as time passes. */

const [secret, stranger] = [randomBytes(32), randomBytes(32)];
const now = Math.floor(Date.now() / 1000);
const uri = Uri.file('/work/a.txt');
useWholeExtension({ uri, text: 'none\n', secret });

const signed = (payload: object, key = secret) => hs256(payload, key);
async function open(text: string, path = uri.path) {
  if (path === uri.path) await retype(uri, text);
  else await files.writeFile(Uri.file(path), Buffer.from(text));
  const document = await page.open(Uri.file(path));
  await window.showTextDocument(document);
  return document;
}
const bytes = (part: Uint8Array) => Buffer.from(part).toString('base64url');
const part = encodePart;

const all = ['decodeToken', 'renewToken', 'editToken', 'copyToken'];
const rows: readonly (readonly [what: string, token: string, commands: readonly string[]])[] = [
  ['a token', signed({ exp: now + 60 }), all],
  ['one without a signature', `${part({ alg: 'none' })}.${part({ a: 1 })}.`, all],
  [
    'one of an algorithm that nobody knows',
    `${part({ alg: 'XY1' })}.${part({ a: 1 })}.AAAA`,
    ['decodeToken', 'copyToken'],
  ],
  ['an encrypted one', `${part({ alg: 'dir', enc: 'A128GCM' })}..aXY.Y3Q.dGFn`, ['decodeToken', 'copyToken']],
  ['an SD-JWT', `${signed({ _sd: [] })}~${part(['s', 'n', 1])}~`, ['decodeToken', 'copyToken']],
  [
    'a payload that is text',
    `${part({ alg: 'HS256' })}.${bytes(Buffer.from('text'))}.AAAA`,
    ['decodeToken', 'editToken', 'copyToken'],
  ],
  [
    'a payload that is none',
    `${part({ alg: 'HS256' })}.${bytes(Buffer.from([255, 254]))}.AAAA`,
    ['decodeToken', 'copyToken'],
  ],
];

describe('above a token', () => {
  it.each(rows)('stands what can be done with it: %s', async (_what, token, expected) => {
    const found = await lensesOf(await open(`x ${token} y\n`));
    expect(found.map(({ command }) => command)).toEqual(expected);
    expect(new Set(found.map(({ line }) => line))).toEqual(new Set([0]));
  });

  it('stands only what reads where the workspace is not trusted', async () => {
    workspace.isTrusted = false;
    const found = await lensesOf(await open(`${signed({ exp: now + 60 })}\n`));
    expect(found.map(({ command }) => command)).toEqual(['decodeToken', 'copyToken']);
    expect(found[0]?.tooltip).toBe('Signature not checked (Restricted Mode). Click to decode.');
  });

  it.each([
    [
      'valid',
      signed({ exp: now + 7300 }),
      /expires in 2 hours · ✓ s\.jwk$/,
      /^Signature valid \(s\.jwk\)\. Click to decode\.$/,
    ],
    [
      'of another key',
      signed({ exp: now + 7300 }, stranger),
      /expires in 2 hours/,
      /^Signature not verified: no key in this workspace matches\. Click to decode\.$/,
    ],
    [
      'to come',
      signed({ nbf: now + 7300, exp: now + 9000 }),
      /not valid for 2 hours/,
      /\. Becomes valid in 2 hours\. Click to decode\.$/,
    ],
  ])('stand the marks of one that is %s, and what they mean', async (_what, token, title, tooltip) => {
    const shown = watching('CodeLenses', await open(`${token}\n`));
    await soon(() => expect(shown().map(seenLens)[0]?.tooltip).toMatch(tooltip));
    expect(shown().map(seenLens)[0]?.title).toMatch(title);
  });

  it('stands what is known by now: as one types, as keys come, and as time passes', async () => {
    const document = await open(`${signed({ sub: 'me', exp: now + 7201 }, stranger)}\n`);
    const shown = watching('CodeLenses', document);
    const first = () => shown().map(seenLens)[0];
    await soon(() => expect(first()?.title).toMatch(/expires in 2 hours/));
    expect(first()?.title).not.toContain('✓');
    const key = JSON.stringify({ kty: 'oct', k: stranger.toString('base64url') });
    await files.writeFile(Uri.file('/work/other.jwk'), Buffer.from(key));
    tellOfFile('created', '/work/other.jwk');
    await soon(() => expect(first()?.title).toMatch(/expires in 2 hours · ✓ other\.jwk$/));
    vi.spyOn(Date, 'now').mockReturnValue((now + 3600) * 1000);
    focusWindow();
    await soon(() => expect(first()?.title).toMatch(/expires in 1 hour · ✓ other\.jwk$/));
    await retype(uri, `\n\n${document.getText()}`);
    await soon(() => expect(first()?.line).toBe(2));
    setSetting('tokensmith.codeLens.enabled', false);
    await soon(() => expect(shown()).toEqual([]));
  });
});

describe('above very many tokens', () => {
  const line = (n: number) => `${hs256({ n, exp: now + 7300 }, secret)}\n`;
  const linesOf = (shown: readonly unknown[]) => {
    const lines = shown.map(seenLens).map((each) => each.line);
    return [Math.min(...lines), Math.max(...lines), lines.length];
  };

  it('stand lenses near those in sight, and above others once they are', async () => {
    const text = Array.from({ length: 1001 }, (_, n) => line(n)).join('');
    const document = await open(text);
    const shown = watching('CodeLenses', document);
    await soon(() => expect(linesOf(shown())).toEqual([0, 349, 1400]));
    const editor = window.activeTextEditor;
    editor?.scrollTo(600);
    await soon(() => expect(linesOf(shown())).toEqual([300, 949, 2600]));
    // All above and below are there already.
    editor?.scrollTo(850);
    await soon(() => expect(linesOf(shown())).toEqual([550, 1000, 1804]));
    const last = shown()
      .map(seenLens)
      .findLast(({ command }) => command === 'copyToken');
    expect(await commands.executeCommand('tokensmith.copyToken', ...(last?.given ?? []))).toBe(line(1000).trim());
    expect(env.clipboard.text).toBe(line(1000).trim());
  });

  it('stands what each says once it is in sight', async () => {
    const document = await open(Array.from({ length: 101 }, (_, n) => line(n)).join(''));
    const shown = watching('CodeLenses', document);
    const said = () =>
      shown()
        .map(seenLens)
        .filter(({ command }) => command === 'decodeToken')
        .map(({ line: at, title }) => (/expires in 2 hours · ✓ s\.jwk$/.test(title) ? at : title));
    const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
    await soon(() => expect(said().slice(0, 50)).toEqual(lines(0, 50)));
    expect(shown()).toHaveLength(404);
    window.activeTextEditor?.scrollTo(51);
    await soon(() => expect(said().slice(-50)).toEqual(lines(51, 101)));
    const last = shown()
      .map(seenLens)
      .findLast(({ command }) => command === 'decodeToken');
    const decoded = await commands.executeCommand('tokensmith.decodeToken', ...(last?.given ?? []));
    expect((await page.open(Uri.parse(String(decoded)))).getText()).toContain('"n": 100');
  });

  it('stand lenses in a file that nobody has in sight, near its beginning', async () => {
    await files.writeFile(Uri.file('/work/many.txt'), Buffer.from(line(1).repeat(1001)));
    const document = await page.open(Uri.file('/work/many.txt'));
    const found = await lensesOf(document);
    expect(Math.max(...found.map((each) => each.line))).toBe(300);
  });
});
