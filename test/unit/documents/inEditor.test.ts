import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { documentSchema } from '../../../src/documents/schema.ts';
import { readClaimTables } from '../../../src/kinds/claims.ts';
import type { TextDocument } from '../../fuzz/textDocuments.ts';
import {
  type CodeLens,
  type CompletionItem,
  closeTab,
  commands,
  type InlayHint,
  page,
  problemsOf,
  provided,
  Range,
  setSetting,
  Uri,
  window,
} from '../../fuzz/vscode.ts';
import { hs256 } from '../../hs256.ts';
import { useWholeExtension } from '../wholeExtension.ts';

/** What people see in the document of a token, with the whole extension in the stand-in for VS Code. */

const [secret, stranger] = [randomBytes(32), randomBytes(32)];
const signed = (payload: object, key = secret) => hs256(payload, key);
const now = Math.floor(Date.now() / 1000);
const times = { iat: now - 7200, exp: now - 3600 };
const [old, foreign] = [signed({ sub: 'me', ...times }), signed({ sub: 'me' }, stranger)];
const uri = Uri.file('/work/a.txt');
useWholeExtension({ uri, text: `${old}\n${foreign}\n`, secret });

async function opened(command: string, argument: object = { uri: uri.toString(), offset: 0 }) {
  const shown = Uri.parse(String(await commands.executeCommand(`tokensmith.${command}`, argument)));
  return { shown, document: await page.open(shown) };
}
const titles = async (document: TextDocument) =>
  ((await provided('CodeLenses', document)) as (CodeLens & { command: { title: string; command: string } })[]).map(
    ({ command }) => [command.title, command.command],
  );
async function write(shown: Uri, text: string) {
  const model = page.model(shown);
  if (model) page.type(model, [{ start: 0, end: model.text.length, text }]);
  await page.idle();
}
const all = new Range(0, 0, 100, 0);

describe('the line above it', () => {
  it('says what saving does, what the token is for and how long it lives', async () => {
    const { document } = await opened('editToken');
    await vi.waitFor(async () => expect(await titles(document)).toHaveLength(2));
    expect(await titles(document)).toEqual([
      ['Save and Sign in a.txt', 'workbench.action.files.save'],
      [expect.stringMatching(/^JWT · expired 1 hour ago · /), ''],
    ]);
  });

  it('follows what is typed', async () => {
    const { shown, document } = await opened('editToken');
    await write(shown, document.getText().replace(String(times.exp), String(now + 8000)));
    expect((await titles(document))[1]?.[0]).toMatch(/^JWT · expires in 2 hours · /);
    await write(shown, '{');
    expect(await titles(document)).toHaveLength(1);
  });

  it('of one that is only read says that nobody here knows its key', async () => {
    const { document } = await opened('decodeToken', { token: foreign });
    expect((await titles(document)).map(([title]) => title)).toEqual([
      expect.stringMatching(/^JWT/),
      expect.stringMatching(/key/),
    ]);
    const known = await opened('decodeToken', { token: old });
    expect(await titles(known.document)).toHaveLength(1);
    setSetting('tokensmith.codeLens.enabled', false);
    expect(await titles(document)).toEqual([]);
  });
});

describe('behind its times', () => {
  it('stand dates, and behind other numbers none', async () => {
    const { shown, document } = await opened('editToken');
    const lines = async () =>
      ((await provided('InlayHints', document, all)) as InlayHint[]).map(({ position }) =>
        document.getText().split('\n')[position.line]?.trim().slice(0, 5),
      );
    expect(await lines()).toEqual(['"iat"', '"exp"']);
    const [hint] = (await provided('InlayHints', document, all)) as (InlayHint & { tooltip: { value: string } })[];
    expect(hint?.tooltip.value).toMatch(/^2 hours ago .*!\[expired 1 hour ago\]/);
    await write(shown, document.getText().replace('"sub": "me"', `"count": ${now}`));
    expect(await lines()).toEqual(['"iat"', '"exp"']);
    setSetting('tokensmith.inlayHints.enabled', false);
    expect(await lines()).toEqual([]);
  });

  it('are offered times from now on, for claims that hold one', async () => {
    const { document } = await opened('editToken');
    const text = document.getText();
    const at = async (words: string) =>
      (await provided(
        'CompletionItems',
        document,
        document.positionAt(text.indexOf(words) + words.length),
      )) as (CompletionItem & {
        insertText: string;
        range: Range;
      })[];
    const found = await at('"exp": ');
    expect(found.map(({ insertText }) => Math.round((Number(insertText) - now) / 60))).toEqual([
      0, 5, 15, 60, 480, 1440, 10_080,
    ]);
    const { range } = found[0] ?? {};
    expect(range && text.split('\n')[range.start.line]?.slice(range.start.character, range.end.character)).toBe(
      String(times.exp),
    );
    expect(await at('"sub": ')).toEqual([]);
    expect(await at('"payl')).toEqual([]);
  });
});

describe('a token that is renewed elsewhere', () => {
  const renew = () => commands.executeCommand('tokensmith.renewToken', { uri: uri.toString(), offset: 0 });
  const expiry = (document: TextDocument) => JSON.parse(document.getText()).payload.exp;

  it('is shown as it is now, in front and once its tab comes back', async () => {
    const { shown, document } = await opened('editToken');
    await renew();
    await page.idle();
    await vi.waitFor(() => expect(expiry(document)).toBeGreaterThan(now));
    const first = expiry(document);
    closeTab(shown);
    vi.spyOn(Date, 'now').mockReturnValue((now + 500) * 1000);
    await renew();
    await page.idle();
    await window.showTextDocument(document);
    await page.idle();
    await vi.waitFor(() => expect(expiry(document)).toBeGreaterThan(first));
  });

  it('stays as somebody has edited it', async () => {
    const { shown, document } = await opened('editToken');
    await write(shown, document.getText().replace('"me"', '"you"'));
    const edited = document.getText();
    await renew();
    await page.idle();
    expect(document.getText()).toBe(edited);
    expect(await opened('editToken')).toEqual({ shown, document });
    expect(document.getText()).toBe(edited);
  });

  it('is the same document for the same token, and another for another', async () => {
    const [one, again] = [await opened('editToken'), await opened('editToken')];
    const other = await opened('editToken', { uri: uri.toString(), offset: old.length + 1 });
    expect([String(again.shown) === String(one.shown), String(other.shown) === String(one.shown)]).toEqual([
      true,
      false,
    ]);
    expect(String(one.shown)).toMatch(/a\.txt:1 – JWT\.json$/);
  });
});

describe('its problems', () => {
  it('stand at their claims as one types, and what is missing at the part', async () => {
    setSetting('tokensmith.problems.severity', { 'no-expiry': 'warning' });
    const { shown, document } = await opened('editToken');
    await window.showTextDocument(document);
    const found = () =>
      problemsOf(shown).map(({ code, range }) => [
        typeof code === 'object' ? code.value : code,
        document.getText().split('\n')[range.start.line]?.slice(range.start.character, range.end.character),
      ]);
    await vi.waitFor(() => expect(found()).toContainEqual(['expired', String(times.exp)]));
    await write(shown, '{\n  "header": { "alg": "HS256" },\n  "payload": { "exp": "soon" }\n}\n');
    expect(found()).toContainEqual(['time-not-a-number', '"soon"']);
    await write(shown, '{\n  "header": { "alg": "none" },\n  "payload": {}\n}\n');
    expect(found()).toContainEqual(['unsigned', '"none"']);
    setSetting('tokensmith.problems.enabled', false);
    await vi.waitFor(() => expect(found()).toEqual([]));
  });
});

describe('what explains it', () => {
  const tables = readClaimTables(readFileSync('src/kinds/claims.txt', 'utf8'));
  interface Schema {
    readonly properties?: Readonly<Record<string, Schema>>;
  }
  const schema = (id: string) => documentSchema(id, tables) as Schema | undefined;
  const member = (id: string, ...path: readonly string[]) =>
    path.reduce((at, name) => at?.properties?.[name], schema(id));

  it('is a schema for each kind, with the meaning, the source and examples of its members', () => {
    expect(member('vonage-video', 'header', 'alg')).toMatchObject({ examples: ['RS256'] });
    expect(member('vonage-video', 'payload', 'role')).toMatchObject({
      examples: expect.arrayContaining(['moderator']),
    });
    expect(member('vonage-video', 'payload', 'session_id')).toMatchObject({
      description: expect.stringMatching(/session/),
    });
    expect(member('vonage-video', 'payload', 'exp')).toMatchObject({
      markdownDescription: expect.stringMatching(/\[[\w.-]+\]\(https:/),
      defaultSnippets: [{ body: '^$1' }],
    });
    expect(member('custom', 'header', 'alg')).toMatchObject({ examples: expect.arrayContaining(['EdDSA']) });
    expect(member('encrypted', 'payload', 'exp')).toBeDefined();
  });

  it('is not there for anything else', async () => {
    expect(schema('nothing')).toBeUndefined();
    await expect(page.open(Uri.parse('jwt:/1234/JWT.json'))).rejects.toThrow();
  });
});
