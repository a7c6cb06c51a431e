import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { hs256 } from '../../hs256.ts';
import {
  actionsAt,
  type CodeAction,
  CodeActionKind,
  type CodeLens,
  type CompletionItem,
  commands,
  files,
  type Hover,
  type InlayHint,
  page,
  problemsOf,
  provided,
  Range,
  setSetting,
  settings,
  Uri,
  window,
  workspace,
} from '../../standIn/vscode.ts';
import { answering } from '../answering.ts';
import { useWholeExtension } from '../wholeExtension.ts';

/** What people see in documents, with the whole extension in the stand-in for VS Code, and what is done at a click. */

const [secret, stranger] = [randomBytes(32), randomBytes(32)];
const signed = (payload: object, key = secret) => hs256(payload, key);
const now = Math.floor(Date.now() / 1000);
const expired = signed({ sub: 'old', iat: now - 7200, exp: now - 3600 });
const valid = signed({ sub: 'new', iat: now, exp: now + 36_000 });
const foreign = signed({ sub: 'new', iat: now, exp: now + 36_000 }, stranger);
const uri = Uri.file('/work/a.txt');
const pem = String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
const http = `@token = ${valid}

GET https://one.test
Authorization: Bearer {{token}}

###

GET https://two.test

###

GET https://three.test
Authorization: Bearer {{$jwt mime}}

###

GET https://four.test
Authorization: Bearer {{gone}}
`;
useWholeExtension({
  uri,
  text: `${expired}\n${valid}\n${foreign}\nno token\n`,
  secret,
  beside: { '/work/a.http': http, '/work/ed.pem': pem, '/work/.git/HEAD': '' },
});

const put = (path: string, text: string) => files.writeFile(Uri.file(path), Buffer.from(text));
async function open(path: string, text?: string) {
  if (text !== undefined) await put(path, text);
  const document = await page.open(Uri.file(path));
  await window.showTextDocument(document);
  return document;
}
const all = new Range(0, 0, 1000, 0);
const lens = (each: unknown) => {
  const { range, command } = each as CodeLens & { command: { title: string; command: string; arguments?: unknown[] } };
  return [range.start.line, command.title, command.command.replace('tokensmith.', '')] as const;
};
async function lensesOf(path: string) {
  const document = await open(path);
  return (await provided('CodeLenses', document)).map(lens);
}
const hover = (shown: unknown) =>
  (shown as Hover).contents.map((each) => (each as { value: string }).value).join('\n---\n');
const codes = (path: string) =>
  problemsOf(Uri.file(path)).map(({ code, range }) => [typeof code === 'object' ? code.value : code, range.start.line]);
const click = ({ command }: CodeAction) =>
  commands.executeCommand(command?.command ?? '', ...(command?.arguments ?? []));
const actions = async (path: string, line: number) => actionsAt(await open(path), new Range(line, 0, line, 5));
const named = (found: readonly CodeAction[], title: string) => found.find((each) => each.title === title);

describe('above each token', () => {
  it('a lens says what it is, and what can be done with it', async () => {
    const found = await lensesOf(uri.path);
    expect(found.filter(([line]) => line === 0).map(([, title, id]) => [title, id])).toEqual([
      [expect.stringMatching(/expired 1 hour ago/), 'decodeToken'],
      ['Renew', 'renewToken'],
      ['Edit', 'editToken'],
      ['Copy', 'copyToken'],
    ]);
    expect(found.filter(([line]) => line === 1).map(([, title]) => title)).toEqual([
      expect.stringMatching(/expires in (9|10) hours/),
      'Renew',
      'Edit',
      'Copy',
    ]);
  });

  it('does at a click what it says, of the token below it', async () => {
    const document = await open(uri.path);
    const lenses = (await provided('CodeLenses', document)) as (CodeLens & {
      command: { command: string; arguments: unknown[] };
    })[];
    const copy = lenses.find((each) => each.range.start.line === 2 && each.command.command.endsWith('copyToken'));
    expect(await commands.executeCommand('tokensmith.copyToken', ...(copy?.command.arguments ?? []))).toBe(foreign);
    expect(JSON.stringify(lenses)).not.toContain('eyJ');
  });

  it('only decodes and copies where nothing can be written', async () => {
    setSetting('files.readonlyInclude', { '**/a.txt': true });
    expect([...new Set((await lensesOf(uri.path)).map(([, , id]) => id))]).toEqual(['decodeToken', 'copyToken']);
  });

  it.each([
    ['codeLens.enabled', false],
    ['exclude', ['**/*.txt']],
  ])('is no lens by %s', async (name, value) => {
    setSetting(`tokensmith.${name}`, value);
    expect(await lensesOf(uri.path)).toEqual([]);
  });
});

describe('the hover of a token', () => {
  it('says what it claims, and is gone where it is switched off', async () => {
    const document = await open(uri.path);
    const position = document.positionAt(5);
    const [shown, ...others] = await provided('Hover', document, position);
    expect(others).toEqual([]);
    expect(hover(shown)).toMatch(/old/);
    expect(await provided('Hover', document, document.positionAt(document.getText().indexOf('no token')))).toEqual([]);
    setSetting('tokensmith.hover.enabled', false);
    expect(await provided('Hover', document, position)).toEqual([]);
  });
});

describe('the problems of tokens', () => {
  it('are shown at each, and switched off by a fix', async () => {
    await open(uri.path);
    await vi.waitFor(() => expect(codes(uri.path)).toContainEqual(['expired', 0]));
    expect(codes(uri.path).filter(([, line]) => line === 1)).toEqual([]);
    const off = named(await actions(uri.path, 0), 'Don\'t show "expired" problems');
    expect(off?.kind).toBe(CodeActionKind.QuickFix);
    if (off) await click(off);
    expect(settings.workspace['tokensmith.problems.severity']).toEqual({ expired: 'off' });
    await vi.waitFor(() => expect(codes(uri.path)).not.toContainEqual(['expired', 0]));
  });

  it('are fixed by renewing, which comes first, one or all', async () => {
    await open(uri.path);
    await vi.waitFor(() => expect(codes(uri.path)).toContainEqual(['expired', 0]));
    const found = await actions(uri.path, 0);
    expect(found.map(({ title }) => title)).toEqual([
      'Renew token',
      'Renew all expired tokens in file',
      'Edit token',
      'Verify with…',
      expect.stringMatching(/^Don't show/),
    ]);
    const renew = named(found, 'Renew token') as CodeAction & { isPreferred?: boolean };
    expect([renew.kind, renew.isPreferred]).toEqual([CodeActionKind.QuickFix, true]);
    const renewed = await click(renew);
    expect(page.model(uri)?.text).toBe(`${renewed}\n${valid}\n${foreign}\nno token\n`);
    await vi.waitFor(() => expect(codes(uri.path)).not.toContainEqual(['expired', 0]));
  });

  it('of a file are gone with the setting, and with trust what would sign', async () => {
    workspace.isTrusted = false;
    const found = (await actions(uri.path, 0)).map(({ title }) => title);
    expect(found).not.toContain('Verify with…');
    expect(found).not.toContain('Renew all expired tokens in file');
    setSetting('tokensmith.problems.enabled', false);
    await vi.waitFor(() => expect(codes(uri.path)).toEqual([]));
  });

  it('a line that takes a token is offered one', async () => {
    const document = await open('/work/b.http', 'GET https://a.test\nAuthorization: \n');
    const found = await actionsAt(document, new Range(1, 15, 1, 15));
    expect(found.map(({ title, command }) => [title, command?.command])).toEqual([
      ['Insert token…', 'tokensmith.insertAuthorizationHeader'],
    ]);
    workspace.isTrusted = false;
    expect(await actionsAt(document, new Range(1, 15, 1, 15))).toEqual([]);
  });
});

describe('the requests of an .http file', () => {
  it('say where their token is from, and those without one offer it', async () => {
    const found = await lensesOf('/work/a.http');
    const of = (text: string) => http.slice(0, http.indexOf(text)).split('\n').length - 1;
    expect(found.filter(([line]) => line === of('GET https://one'))).toEqual([
      [
        of('GET https://one'),
        expect.stringMatching(/^Authorization .*in (9|10) hours.* · from @token$/),
        'decodeToken',
      ],
      [of('GET https://one'), 'Renew', 'renewToken'],
    ]);
    expect(found.filter(([line]) => line === of('GET https://two'))).toEqual([
      [of('GET https://two'), 'Authorize…', 'insertAuthorizationHeader'],
    ]);
    expect(found.filter(([line]) => line === of('GET https://three')).map(([, title]) => title)).toEqual([
      'Authorization made at send from mime',
    ]);
    expect(found.filter(([line]) => line >= of('GET https://four'))).toEqual([]);
  });

  it('say no time of a token that has none by design', async () => {
    const webhook = signed({ iat: now, jti: 'a', iss: 'Vonage', api_key: 'abcd1234' });
    const path = '/work/webhook.http';
    await open(path, `@token = ${webhook}\n\nPOST https://a.test\nAuthorization: Bearer {{token}}\n`);
    const titles = (await lensesOf(path)).map(([, title]) => title);
    expect(titles).toContain('Authorization · from @token');
  });

  it('renew the token where it stands, in another file, too', async () => {
    const beside = `TOKEN=${expired}\n`;
    await put('/work/.env', beside);
    const document = await open('/work/c.http', 'GET https://a.test\nAuthorization: Bearer {{$dotenv TOKEN}}\n');
    const lenses = (await provided('CodeLenses', document)) as (CodeLens & {
      command: { title: string; arguments: unknown[] };
    })[];
    const renew = lenses.find(({ command }) => command.title === 'Renew');
    expect(lenses.map(({ command }) => command.title)[0]).toMatch(/expired.* · from \.env$/);
    const renewed = await commands.executeCommand('tokensmith.renewToken', ...(renew?.command.arguments ?? []));
    expect(files.text('/work/.env')).toBe(`TOKEN=${renewed}\n`);
    expect(document.getText()).not.toContain('eyJ');
  });

  it('say on hover what is sent', async () => {
    const document = await open('/work/a.http');
    const at = async (text: string) =>
      (await provided('Hover', document, document.positionAt(http.indexOf(text) + 3))).map(hover);
    expect(await at('{{token}}')).toEqual([expect.stringMatching(/^Sent from `@token`\n---\n.*new/s)]);
    expect(await at('{{$jwt mime}}')).toEqual([expect.stringMatching(/^There is no recipe `mime`/)]);
    expect(await at('{{gone}}')).toEqual([]);
    setSetting('tokensmith.recipes', { mime: { kind: 'custom', key: 'file:s.jwk', claims: {} } });
    expect(await at('{{$jwt mime}}')).toEqual([expect.stringMatching(/^A new JWT token from the recipe `mime`/)]);
    setSetting('tokensmith.hover.enabled', false);
    expect(await at('{{token}}')).toEqual([]);
  });

  it('tell of a recipe that is not there, and name the nearest', async () => {
    setSetting('tokensmith.recipes', { mine: { kind: 'custom', key: 'file:s.jwk', claims: {} } });
    await open('/work/a.http');
    const line = http.slice(0, http.indexOf('{{$jwt')).split('\n').length - 1;
    const ofRecipes = () => codes('/work/a.http').filter(([code]) => code === 'recipe.unknown');
    await vi.waitFor(() => expect(ofRecipes()).toEqual([['recipe.unknown', line]]));
    const document = await open('/work/a.http');
    const fix = named(await actionsAt(document, new Range(line, 0, line, 40)), 'Use recipe "mine"');
    if (fix) await click(fix);
    expect(document.getText()).toBe(http.replace('mime', 'mine'));
    await vi.waitFor(() => expect(ofRecipes()).toEqual([]));
  });

  it('complete the recipes, by which their tokens are made', async () => {
    setSetting('tokensmith.recipes', { mine: { kind: 'custom', key: 'file:s.jwk', claims: {} } });
    const text = 'GET https://a.test\nAuthorization: \n\n###\nGET https://b.test\nAuthorization: Bearer {{$jwt m\n';
    const document = await open('/work/d.http', text);
    const at = async (offset: number) =>
      (await provided('CompletionItems', document, document.positionAt(offset))) as (CompletionItem & {
        insertText: string;
        command?: { arguments: unknown[] };
      })[];
    const first = await at(text.indexOf('Authorization: ') + 15);
    expect(first.map(({ insertText, command }) => [insertText, command?.arguments[0]])).toEqual([
      ['Bearer ', { recipe: 'mine' }],
      ['Bearer ', { recipe: 'mine', insertAs: 'environment' }],
    ]);
    expect((await at(text.indexOf('{{$jwt m') + 8)).map(({ label, insertText }) => [label, insertText])).toEqual([
      ['mine', 'mine}}'],
    ]);
    expect(await at(3)).toEqual([]);
  });
});

describe('times', () => {
  it('are dates behind the numbers of claims, in JSON and .http files alone', async () => {
    const text = `{ "exp": ${now}, "count": ${now}, "iat" : 1700000000, "nbf": 17 }\n`;
    const hints = async (path: string) =>
      ((await provided('InlayHints', await open(path, text), all)) as InlayHint[]).map(
        ({ position }) => position.character,
      );
    const ends = [`"exp": ${now}`, '"iat" : 1700000000'].map((part) => text.indexOf(part) + part.length);
    expect(await hints('/work/e.http')).toEqual(ends);
    expect(await hints('/work/e.txt')).toEqual([]);
    setSetting('tokensmith.inlayHints.enabled', false);
    expect(await hints('/work/f.http')).toEqual([]);
  });
});

describe('menus', () => {
  it('know whether there are tokens in the editor, and whether they can be written', async () => {
    const known: Record<string, unknown> = {};
    const { executeCommand } = commands;
    vi.spyOn(commands, 'executeCommand').mockImplementation(async (id, ...given) => {
      if (id !== 'setContext') return executeCommand(id, ...given);
      known[String(given[0])] = given[1];
      return undefined;
    });
    await vi.waitFor(() => expect(known).toMatchObject({ 'tokensmith.hasTokens': true, 'tokensmith.canRenew': true }));
    const model = page.model(uri);
    if (model) page.type(model, [{ start: 0, end: model.text.length, text: 'no token\n' }]);
    await vi.waitFor(() =>
      expect(known).toMatchObject({ 'tokensmith.hasTokens': false, 'tokensmith.canRenew': false }),
    );
  });
});

describe('a private key', () => {
  it('that git would commit is told of, and ignored by the fix', async () => {
    await open('/work/ed.pem');
    await vi.waitFor(() => expect(codes('/work/ed.pem')).toContainEqual(['key.not-ignored', 0]));
    const fix = (await actions('/work/ed.pem', 0)).find(({ title }) => /gitignore/.test(title));
    if (fix) await click(fix);
    expect(files.text('/work/.gitignore')).toBe('/ed.pem\n');
  });

  it('in the settings is told of, and moved by the fix', async () => {
    const path = '/work/.vscode/settings.json';
    const text = '{ "tokensmith.recipes": { "a": { "kind": "custom", "key": "hunter2 hunter2" } } }\n';
    const document = await open(path, text);
    await vi.waitFor(() => expect(codes(path)).toContainEqual(['key.in-settings', 0]));
    const at = document.positionAt(text.indexOf('hunter2'));
    const fix = named(await actionsAt(document, new Range(at, at)), 'Move to Secret Storage…');
    expect(JSON.stringify(fix)).not.toContain('hunter2');
    answering('a');
    if (fix) await click(fix);
    expect(document.getText()).toBe(text.replace('"hunter2 hunter2"', '"secret:a"'));
  });
});
