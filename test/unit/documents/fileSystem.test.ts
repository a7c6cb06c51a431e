import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { hs256 } from '../../hs256.ts';
import { commands, page, problemsOf, provided, Range, Uri, window, workspace } from '../../standIn/vscode.ts';
import { useWholeExtension } from '../wholeExtension.ts';

/** The documents about tokens as files, which VS Code, the explorer's commands and other extensions use. */

const secret = randomBytes(32);
const token = hs256({ sub: 'ä' }, secret);
const uri = Uri.file('/work/a.txt');
useWholeExtension({ uri, text: `${token}\n`, secret });

const { fs } = workspace;
const opened = async (command: string) =>
  Uri.parse(String(await commands.executeCommand(`tokensmith.${command}`, { uri: uri.toString(), offset: 0 })));
const textOf = async (file: Uri) => new TextDecoder().decode(await fs.readFile(file));
const code = (work: () => unknown) => new Promise((done) => done(work())).then(String, ({ code: failure }) => failure);

describe('the document of a token', () => {
  it('is a file of so many bytes, read-only unless it is for editing', async () => {
    const [decoded, edited] = [await opened('decodeToken'), await opened('editToken')];
    const size = Buffer.from(await textOf(decoded)).length;
    expect(await fs.stat(decoded)).toMatchObject({ type: 1, size, permissions: 1 });
    expect(await fs.stat(edited)).toMatchObject({ type: 1, size });
    expect([decoded, edited].map((shown) => page.model(shown)?.isReadonly)).toEqual([true, false]);
  });

  it('is neither deleted nor renamed, and lies in no folder', async () => {
    const shown = await opened('editToken');
    expect(await code(() => fs.delete(shown))).toBe('NoPermissions');
    expect(await code(() => fs.rename(shown, shown.with({ path: '/1/other.json' })))).toBe('NoPermissions');
    expect(await fs.readDirectory(shown.with({ path: '/' }))).toEqual([]);
  });

  it('is none where none was opened', async () => {
    await expect(fs.readFile(Uri.parse('jwt:/1234/JWT.json'))).rejects.toThrow(/link to the original token was lost/);
    expect(await code(() => fs.stat(Uri.parse('jwt:/1234/JWT.json')))).toBe('FileNotFound');
  });
});

describe('a schema', () => {
  const urls = manifest.contributes.jsonValidation.flatMap(({ url }) => (url.startsWith('jwt:') ? [url] : []));

  it.each(urls)('of the manifest is there to be read: %s', async (url) => {
    const { properties } = JSON.parse(await textOf(Uri.parse(url)));
    expect(Object.keys(properties)).toEqual(['header', 'payload']);
    expect(properties.payload.properties.exp.description).toMatch(/^Expiration time/);
  });

  it.each([
    'jwt://schemas/other.json',
    'jwt://schemas/a/custom.json',
    'jwt://schemas/custom.json5',
    'jwt:/custom.json',
  ])('is not at %s', async (url) => {
    expect(await code(() => fs.readFile(Uri.parse(url)))).toBe('FileNotFound');
  });

  it('that somebody opens has no help for tokens', async () => {
    const [shown] = urls.map((url) => Uri.parse(url));
    if (!shown) throw new Error('no schema');
    await opened('decodeToken');
    const document = await page.open(shown);
    await window.showTextDocument(document);
    expect(page.model(shown)?.isReadonly).toBe(true);
    expect(await provided('CodeLenses', document)).toEqual([]);
    expect(await provided('InlayHints', document, new Range(0, 0, 9, 0))).toEqual([]);
    expect(problemsOf(shown)).toEqual([]);
  });
});
