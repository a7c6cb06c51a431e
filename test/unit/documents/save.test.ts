import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { commands, files, page, Uri, window, workspace } from '../../fuzz/vscode.ts';
import { encodePart, hs256 } from '../../hs256.ts';
import { useWholeExtension } from '../wholeExtension.ts';

/** What becomes of a token's document when it is saved, with the whole extension in the stand-in for VS Code. */

const [secret, stranger] = [randomBytes(32), randomBytes(32)];
const uri = Uri.file('/work/a.txt');
const signed = (payload: object, key = secret) => hs256(payload, key);
const token = signed({ sub: 'one' });
const text = `first ${token}\nsecond ${token}\n`;
useWholeExtension({ uri, text, secret });

const source = () => page.model(uri)?.text ?? '';
const run = (command: string, offset: number) =>
  commands.executeCommand(`tokensmith.${command}`, { uri: uri.toString(), offset });
/** Opens the document of the token at an offset; `write` changes its text as a person does, `save` saves it. */
async function opened(command: string, offset: number) {
  const shown = Uri.parse(String(await run(command, offset)));
  await page.open(shown);
  const model = page.model(shown);
  if (!model) throw new Error('not open');
  const write = async (after: string) => {
    page.type(model, [{ start: 0, end: model.text.length, text: after }]);
    await page.idle();
  };
  return { shown, model, write, save: () => page.save(shown) };
}
const edited = (sub: string) => `{\n  "header": { "alg": "HS256" },\n  "payload": { "sub": "${sub}" }\n}\n`;

describe('an edited token', () => {
  it('is signed anew by the key that signed it, in its place, and the copy stays', async () => {
    const { write, save, model } = await opened('editToken', text.lastIndexOf(token));
    expect(JSON.parse(model.text)).toEqual({ header: { alg: 'HS256' }, payload: { sub: 'one' } });
    await write(edited('two'));
    expect(await save()).toBe(true);
    const [, payload] = /second [\w-]+\.([\w-]+)\./.exec(source()) ?? [];
    expect(JSON.parse(Buffer.from(payload ?? '', 'base64url').toString())).toEqual({ sub: 'two' });
    expect(source()).toMatch(new RegExp(`^first ${token.replaceAll('.', '\\.')}\n`));
    // Once more, from what it has become.
    await write(edited('three'));
    expect(await save()).toBe(true);
    expect(source()).toContain(`second ${encodePart({ alg: 'HS256' })}.`);
    expect(source().split('\n')).toHaveLength(3);
  });

  it('follows its place while the document above it changes', async () => {
    const { write, save } = await opened('editToken', text.lastIndexOf(token));
    const model = page.model(uri);
    if (model) page.type(model, [{ start: 0, end: 0, text: '# typed\n' }]);
    await write(edited('two'));
    expect(await save()).toBe(true);
    expect(source()).toMatch(new RegExp(`^# typed\nfirst ${token.replaceAll('.', '\\.')}\nsecond ey`));
    expect(source()).not.toContain(`second ${token}`);
  });

  it.each([
    ['no JSON', '{ "header": { "alg": "HS256" }, "payload": '],
    ['another member', '{ "header": { "alg": "HS256" }, "payload": {}, "more": 1 }'],
    ['no header', '{ "payload": {} }'],
    ['a header that is none', '{ "header": [], "payload": {} }'],
    ['no algorithm', '{ "header": {}, "payload": {} }'],
    ['an algorithm of another key', '{ "header": { "alg": "RS256" }, "payload": {} }'],
    ['no signature any more', '{ "header": { "alg": "none" }, "payload": {} }'],
  ])('is left alone where it is saved with %s', async (_what, written) => {
    const { write, save, model } = await opened('editToken', text.indexOf(token));
    await write(written);
    expect(await save()).toBe(false);
    expect([source(), model.text]).toEqual([text, written]);
  });

  it('is left alone where it is gone, or was replaced by somebody else', async () => {
    const { write, save } = await opened('editToken', text.indexOf(token));
    await write(edited('two'));
    const model = page.model(uri);
    const other = signed({ sub: 'theirs' });
    if (model) page.type(model, [{ start: 6, end: 6 + token.length, text: other }]);
    await page.idle();
    expect(await save()).toBe(false);
    expect(source()).toBe(`first ${other}\nsecond ${token}\n`);
  });

  it('is left alone where nobody knows its key', async () => {
    const unknown = signed({ sub: 'one' }, stranger);
    files.lay({ '/work/a.txt': unknown });
    page.close(uri);
    await page.idle();
    await window.showTextDocument(await page.open(uri));
    const { write, save } = await opened('editToken', 0);
    await write(edited('two'));
    expect(await save()).toBe(false);
    expect(source()).toBe(unknown);
  });
});

describe('a document that shows a token', () => {
  it('is the same one each time, and is read-only', async () => {
    const { shown, model } = await opened('decodeToken', text.indexOf(token));
    expect(JSON.parse(model.text)).toEqual({ header: { alg: 'HS256' }, payload: { sub: 'one' } });
    expect(String(await run('decodeToken', text.indexOf(token)))).toBe(shown.toString());
    expect(model.isReadonly).toBe(true);
    // Other extensions could write it.
    await expect(workspace.fs.writeFile(shown, Buffer.from(edited('two')))).rejects.toThrow(/read-only/);
    expect(source()).toBe(text);
  });
});

it('a document of an earlier session is not there, and nothing is written', async () => {
  await expect(page.open(Uri.parse('jwt:/gone/a.json'))).rejects.toMatchObject({ code: 'FileNotFound' });
  expect(source()).toBe(text);
});
