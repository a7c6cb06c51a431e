import { randomBytes } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { encodePart, hs256 } from '../../hs256.ts';
import { commands, files, page, setSetting, Uri, window, workspace } from '../../standIn/vscode.ts';
import { answering, leave } from '../answering.ts';
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

  it('keeps what was not touched as it is written, also in what was saved before', async () => {
    const { shown, write, save } = await opened('editToken', text.indexOf(token));
    const payload = () => Buffer.from(/^first [\w-]+\.([\w-]+)\./.exec(source())?.[1] ?? '', 'base64url').toString();
    await write('{ "header": { "alg": "HS256" }, "payload": { "sub": "two", "n": 1.0 } }');
    expect(await save()).toBe(true);
    expect(payload()).toBe('{"sub":"two","n":1.0}');
    await write('{ "header": { "alg": "HS256" }, "payload": { "sub": "three", "n": 1.0 } }');
    expect(await save()).toBe(true);
    expect(payload()).toBe('{"sub":"three","n":1.0}');
    // Closed and opened anew, it shows what was saved.
    page.close(shown);
    await page.idle();
    expect((await page.open(shown)).getText()).toBe(
      '{ "header": { "alg": "HS256" }, "payload": { "sub": "three", "n": 1.0 } }',
    );
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
    ['no JSON', '{ "header": { "alg": "HS256" }, "payload": ', 'Invalid JSON at line 1'],
    ['another member', '{ "header": { "alg": "HS256" }, "payload": {}, "more": 1 }', 'exactly "header" and "payload"'],
    ['no header', '{ "payload": {} }', 'exactly "header" and "payload"'],
    ['a header that is none', '{ "header": [], "payload": {} }', '"header" must be an object'],
    ['no algorithm', '{ "header": {}, "payload": {} }', 'alg'],
    ['an algorithm of another key', '{ "header": { "alg": "RS256" }, "payload": {} }', 'RS256'],
    ['no signature any more', '{ "header": { "alg": "none" }, "payload": {} }', 'none'],
  ])('is left alone where it is saved with %s, and VS Code says so', async (_what, written, words) => {
    const { write, save, model } = await opened('editToken', text.indexOf(token));
    await write(written);
    expect(await save()).toBe(false);
    expect([source(), model.text]).toEqual([text, written]);
    expect(page.said).toEqual([expect.stringContaining(words)]);
    // The words alone, and no name of an error.
    expect(page.said[0]).toMatch(/^Failed to save 'a\.txt:1 – JWT\.json': (?!\w*Error)/);
  });

  it('says in the status bar what was done, and that the file is not saved', async () => {
    const said = vi.spyOn(window, 'setStatusBarMessage');
    const { write, save } = await opened('editToken', text.indexOf(token));
    await write(edited('two'));
    expect(await save()).toBe(true);
    expect(said.mock.calls).toEqual([['Token re-signed in a.txt. a.txt has unsaved changes.', expect.anything()]]);
    expect(page.model(uri)?.isDirty).toBe(true);
  });

  it.each([
    ['automatic', 'off', false],
    ['automatic', 'afterDelay', false],
    ['unformatted', 'afterDelay', false],
    ['unformatted', 'off', true],
    ['manual', 'afterDelay', true],
  ] as const)('is signed at the save of a person alone: %s, with Auto Save %s', async (how, autoSave, isSigned) => {
    setSetting('files.autoSave', autoSave);
    const { shown, write } = await opened('editToken', text.indexOf(token));
    await write(edited('two'));
    expect(await page.save(shown, how)).toBe(isSigned);
    expect(source() === text).toBe(!isSigned);
    expect(page.said).toEqual(isSigned ? [] : [expect.stringMatching(/Auto Save doesn't re-sign tokens/)]);
    // What was said before counts for that save alone.
    if (!isSigned) expect(await page.save(shown)).toBe(true);
    expect(source()).not.toBe(text);
  });

  it('is left alone where it is gone, or was replaced by somebody else', async () => {
    const { write, save } = await opened('editToken', text.indexOf(token));
    await write(edited('two'));
    const model = page.model(uri);
    const other = signed({ sub: 'theirs' });
    if (model) page.type(model, [{ start: 6, end: 6 + token.length, text: other }]);
    await page.idle();
    expect(await save()).toBe(false);
    expect(page.said).toHaveLength(1);
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
    const asked = answering(leave);
    expect(await save()).toBe(false);
    expect(asked).toHaveLength(1);
    expect(page.said).toEqual([expect.stringMatching(/No key selected\. The token was not changed/)]);
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
