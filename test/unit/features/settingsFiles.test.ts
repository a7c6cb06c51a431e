import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import {
  actionsAt,
  type CompletionItem,
  commands,
  files,
  page,
  provided,
  Range,
  setSetting,
  Uri,
} from '../../standIn/vscode.ts';
import { hearing } from '../hearing.ts';
import { marksOf, retype, soon } from '../seeing.ts';
import { useWholeExtension } from '../wholeExtension.ts';

/** What is said and offered in files of settings, and of the settings themselves. */

const secret = randomBytes(32);
const uri = Uri.file('/work/.vscode/settings.json');
const ed = String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = String(rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }));
const locked = String(rsa.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }));
const publicPem = String(rsa.publicKey.export({ type: 'spki', format: 'pem' }));
useWholeExtension({
  uri,
  text: '{}\n',
  secret,
  beside: { '/work/ed.key': ed, '/work/rsa.key': pem, '/work/locked.key': locked, '/work/public.pem': publicPem },
});

const open = async (text: string) => {
  await retype(uri, text);
  return page.open(uri);
};
const recipe = (key: string, kind = 'custom') =>
  `{ "tokensmith.recipes": { "a": { "kind": "${kind}", "key": ${key} } } }`;

describe('the key of a recipe', () => {
  it('that stands there itself is told of, until it is moved', async () => {
    const document = await open(recipe('"hunter2 hunter2"'));
    await soon(() => expect(marksOf(document)).toEqual([['key.in-settings', '"hunter2 hunter2"']]));
    await retype(uri, recipe('"file:rsa.key"'));
    await soon(() => expect(marksOf(document)).toEqual([]));
    await retype(uri, recipe('"hunter2 hunter2"'));
    await soon(() => expect(marksOf(document)).toHaveLength(1));
    setSetting('tokensmith.problems.severity', { 'key.in-settings': 'off' });
    await soon(() => expect(marksOf(document)).toEqual([]));
    setSetting('tokensmith.problems.severity', undefined);
    await soon(() => expect(marksOf(document)).toHaveLength(1));
    page.close(uri);
    await page.idle();
    expect(marksOf(document)).toEqual([]);
  });

  it('is looked for in files of settings alone', async () => {
    const text = recipe('"hunter2 hunter2"');
    for (const path of ['/work/other.json', '/work/my.code-workspace', '/work/settings.json'])
      await files.writeFile(Uri.file(path), Buffer.from(path.endsWith('workspace') ? `{ "settings": ${text} }` : text));
    const documents = await Promise.all(
      ['/work/my.code-workspace', '/work/settings.json', '/work/other.json'].map((path) => page.open(Uri.file(path))),
    );
    await soon(() => expect(documents.map((document) => marksOf(document).length)).toEqual([1, 1, 0]));
  });

  it('is moved by a fix that carries no secret, and other problems have none of it', async () => {
    const document = await open(recipe('"hunter2 hunter2"'));
    await soon(() => expect(marksOf(document)).toHaveLength(1));
    const at = document.positionAt(document.getText().indexOf('hunter2'));
    const found = await actionsAt(document, new Range(at, at));
    const fixes = found.filter(({ title }) => title === 'Move to Secret Storage…');
    expect(fixes.map((fix) => (fix as { isPreferred?: boolean }).isPreferred)).toEqual([true]);
    expect(JSON.stringify(fixes)).not.toContain('hunter2');
  });

  type Item = CompletionItem &
    Readonly<Record<'insertText' | 'filterText' | 'sortText' | 'detail', string>> & { range: Range };
  const completed = async (text: string) => {
    const document = await open(text.replace('|', ''));
    const found = (await provided('CompletionItems', document, document.positionAt(text.indexOf('|')))) as Item[];
    return { document, found };
  };

  it.each([
    ['custom', ['file:ed.key', 'file:locked.key', 'file:rsa.key', 'file:s.jwk']],
    ['vonage-video', ['file:locked.key', 'file:rsa.key']],
    ['vanilla', ['file:s.jwk']],
  ])('is completed with those that can sign a token of its kind: %s', async (kind, references) => {
    const { found } = await completed(recipe('"|"', kind));
    const labels = found.map(({ label }) => String(label)).toSorted();
    expect(labels).toEqual(references);
  });

  it('is completed with what each is, in place of all that is written', async () => {
    const { document, found } = await completed(recipe('"file:|none"'));
    const said = Object.fromEntries(found.map(({ label, detail }) => [String(label), detail]));
    expect(said).toEqual({
      'file:ed.key': 'Ed25519',
      'file:locked.key': 'encrypted',
      'file:rsa.key': 'RSA 2048',
      'file:s.jwk': 'HMAC 256',
    });
    for (const { label, insertText, filterText, sortText, range } of found) {
      expect([insertText, filterText, sortText]).toEqual([`"${label}"`, `"${label}"`, ` ${label}`]);
      expect(document.getText(range)).toBe('"file:none"');
    }
  });

  it.each([
    ['where there is no value yet', '{ "tokensmith.recipes": { "a": { "kind": "custom", "key": | } } }', 4],
    ['nowhere else', '{ "tokensmith.recipes": { "a": { "kind": "|" } } }', 0],
  ])('is completed %s', async (_what, text, count) => {
    expect((await completed(text)).found).toHaveLength(count);
  });
});

describe('a setting that cannot be used', () => {
  const told = (name: string, words: string) =>
    `warning: The setting "tokensmith.${name}" must be ${words}. Its default is used. [Open Settings]`;

  it('is told of once for each value, with a button that opens it where it stands', async () => {
    const opened: unknown[] = [];
    const { executeCommand } = commands;
    vi.spyOn(commands, 'executeCommand').mockImplementation(async (id, ...given) => {
      if (id.startsWith('workbench.action.open')) opened.push([id, ...given]);
      return executeCommand(id, ...given);
    });
    const heard = hearing(/Open Settings/, /Open Settings/);
    setSetting('tokensmith.hover.enabled', 'yes', 'user');
    await soon(() => expect(heard).toEqual([told('hover.enabled', 'true or false')]));
    await soon(() =>
      expect(opened).toEqual([['workbench.action.openGlobalSettings', { query: '@id:tokensmith.hover.enabled' }]]),
    );
    setSetting('tokensmith.http.renewOnSend', false);
    setSetting('editor.fontSize', 3);
    await page.idle();
    expect(heard).toHaveLength(1);
    setSetting('tokensmith.hover.enabled', 'yes', 'workspace');
    await soon(() => expect(opened).toHaveLength(2));
    expect(opened[1]).toEqual(['workbench.action.openWorkspaceSettings', { query: '@id:tokensmith.hover.enabled' }]);
    setSetting('tokensmith.hover.enabled', 1, 'workspace');
    await soon(() => expect(heard).toHaveLength(3));
    // The button was not clicked.
    expect(opened).toHaveLength(2);
  });

  it('is told of at the start, too', async () => {
    const heard = hearing();
    const { activate } = await import('../../../src/extension.ts');
    const { contextOf } = await import('../../fuzz/mix.ts');
    setSetting('tokensmith.codeLens.enabled', 'no');
    await soon(() => expect(heard).toHaveLength(1));
    const context = contextOf();
    activate(context);
    await soon(() => expect(heard).toEqual([1, 2].map(() => told('codeLens.enabled', 'true or false'))));
    for (const each of context.subscriptions) each.dispose();
  });
});
