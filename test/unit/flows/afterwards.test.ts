import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { hs256 } from '../../hs256.ts';
import {
  commands,
  env,
  files,
  folderAt,
  page,
  setSetting,
  settings,
  Uri,
  window,
  workspace,
} from '../../standIn/vscode.ts';
import { answering, enter, goBack, leave, look } from '../answering.ts';
import { hearing } from '../hearing.ts';
import { useWholeExtension } from '../wholeExtension.ts';

/** What a person sees of a token once it is made, with the whole extension in the stand-in for VS Code. */

const secret = randomBytes(32);
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const encrypted = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open' } as const;
const uri = Uri.file('/work/a.http');
const requests = 'GET https://a.test\n\n###\n\nGET https://b.test\n';
useWholeExtension({
  uri,
  text: requests,
  secret,
  beside: { '/work/.git/HEAD': '', '/work/locked.pem': String(privateKey.export(encrypted)), '/work/b.txt': 'a\nb\n' },
});

const recipe = { kind: 'custom', key: 'file:s.jwk', claims: { sub: 'me' } };
const run = (command: string, argument?: unknown): Promise<unknown> =>
  commands.executeCommand(`tokensmith.${command}`, ...(argument === undefined ? [] : [argument]));
const text = (of = uri) => page.model(of)?.text;
const placed =
  (path: string, ...at: readonly (readonly [number, number])[]) =>
  async () => {
    const editor = await window.showTextDocument(await page.open(Uri.file(path)));
    const spans = at.map(([from, to]) => [editor.document.positionAt(from), editor.document.positionAt(to)] as const);
    editor.selections = spans.map(([start, end]) => ({ active: end, start, end }));
    return editor;
  };

describe('a token that is inserted', () => {
  const looks = () => window.activeTextEditor?.decorations ?? new Map();
  const marked = () =>
    [...looks()].flatMap(([{ look }, ranges]) => ('isWholeLine' in Object(look) ? ranges : [])) as {
      start: { line: number };
    }[];

  it('comes into sight and is marked for a moment, in whatever editor shows it', async () => {
    const editor = await placed(uri.path, [requests.lastIndexOf('GET'), requests.lastIndexOf('GET')])();
    await run('insertAuthorizationHeader', { recipe });
    expect(editor.revealed?.start.line).toBe(5);
    expect(marked().map(({ start }) => start.line)).toEqual([5]);
    await vi.waitFor(() => expect(marked()).toEqual([]), 3000);
  });

  it('and its variable are both marked, the request in sight', async () => {
    const editor = await placed(uri.path, [requests.lastIndexOf('GET'), requests.lastIndexOf('GET')])();
    await run('insertAuthorizationHeader', { recipe, insertAs: 'variable' });
    await page.idle();
    const lines = text()?.split('\n') ?? [];
    const header = lines.findIndex((line) => line.startsWith('Authorization'));
    expect(editor.revealed?.start.line).toBe(header);
    expect(marked().map(({ start }) => start.line)).toEqual([lines.findIndex((line) => line.startsWith('@')), header]);
  });

  it.each([
    [1, 'backgroundColor'],
    [2, 'backgroundColor'],
    [3, 'outlineColor'],
    [4, 'outlineColor'],
  ])('is marked in theme %d by its %s', async (kind, property) => {
    const before = window.activeColorTheme.kind;
    window.activeColorTheme.kind = kind;
    await placed(uri.path, [0, 0])();
    await run('insertAuthorizationHeader', { recipe });
    window.activeColorTheme.kind = before;
    const [look] = [...looks().keys()].map(({ look }) => look).filter((each) => 'isWholeLine' in Object(each));
    expect(Object.keys(look as object).filter((name) => name.endsWith('Color'))).toEqual([property]);
  });

  it('in a document that nobody looks at marks nothing', async () => {
    const editor = await placed('/work/b.txt', [0, 0])();
    await run('createToken', { recipe, output: 'header', uri: uri.toString(), offset: 0 });
    expect([editor.revealed, marked()]).toEqual([undefined, []]);
    expect(text()).toContain('Authorization');
  });

  it('goes to each of several cursors', async () => {
    const there = Uri.file('/work/b.txt');
    await placed(there.path, [0, 1], [2, 2])();
    const token = await run('createToken', { recipe, output: 'cursor' });
    await page.idle();
    expect(text(there)).toBe(`${token}\n${token}b\n`);
  });

  it('keeps to the request that it was for, whatever is typed meanwhile', async () => {
    const at = requests.lastIndexOf('GET');
    await placed(uri.path, [at, at])();
    vi.spyOn(window, 'showInputBox').mockImplementation(async () => {
      const model = page.model(uri);
      if (model) page.type(model, [{ start: 0, end: 0, text: '# mine\n' }]);
      await page.idle();
      return 'open';
    });
    const token = await run('insertAuthorizationHeader', { recipe: { ...recipe, key: 'file:locked.pem' } });
    expect(text()).toBe(`# mine\n${requests}Authorization: Bearer ${token}\n`);
  });

  it('goes nowhere where its request is gone by then', async () => {
    const at = requests.lastIndexOf('GET');
    await placed(uri.path, [at, at])();
    vi.spyOn(window, 'showInputBox').mockImplementation(async () => {
      const model = page.model(uri);
      if (model) page.type(model, [{ start: at - 5, end: model.text.length, text: '' }]);
      await page.idle();
      return 'open';
    });
    const made = run('insertAuthorizationHeader', { recipe: { ...recipe, key: 'file:locked.pem' } });
    await expect(made).rejects.toThrow(/a\.http/);
    expect(text()).toBe(requests.slice(0, at - 5));
  });
});

describe('a request that takes its token from elsewhere', () => {
  const referring = 'GET https://a.test\nAuthorization: Bearer {{gone.response.body.token}}\n';
  const basic = 'get {\n  url: https://a.test\n  auth: basic\n}\n\nauth:basic {\n  username: me\n}\n';
  const rows = [
    ['/work/c.http', referring, /^error: .*gone.* \[Replace\]$/],
    ['/work/c.bru', basic, /^error: .*basic.* \[Replace\]$/],
  ] as const;

  it.each(rows)('is told of before anybody is asked: %s', async (path, request, words) => {
    await files.writeFile(Uri.file(path), Buffer.from(request));
    await placed(path, [1, 1])();
    const [asked, heard] = [answering(), hearing()];
    await expect(run('insertAuthorizationHeader')).rejects.toThrow();
    await vi.waitFor(() => expect(heard).toEqual([expect.stringMatching(words)]));
    expect(asked).toEqual([]);
  });

  it.each(rows)('takes none where the token comes to it in the end: %s', async (path, request) => {
    await files.writeFile(Uri.file(path), Buffer.from(request));
    await placed(path, [1, 1])();
    answering(/Insert Authorization Header/);
    await expect(run('createToken', { recipe })).rejects.toThrow(/gone|basic/);
    expect(text(Uri.file(path))).toBe(request);
  });

  it('is nothing to a token that goes elsewhere', async () => {
    await files.writeFile(Uri.file('/work/c.http'), Buffer.from(referring));
    await placed('/work/c.http', [1, 1])();
    const token = await run('createToken', { recipe, output: 'clipboard' });
    expect(env.clipboard.text).toBe(token);
    await run('createToken', { recipe, output: 'cursor' });
    await page.idle();
    expect(text(Uri.file('/work/c.http'))).toBe(`G${token}${referring.slice(1)}`);
  });
});

describe('answers that were given', () => {
  const custom = [/Any other/, /s\.jwk/, enter, /^5m/, '{"sub":"me"}'] as const;
  const saved = { kind: 'custom', key: 'file:s.jwk', algorithm: 'HS256', expiresIn: '5m', claims: { sub: 'me' } };
  const offer = 'info: Token inserted. Keep these answers as a recipe? [Save as Recipe…]';

  it('are offered to be kept, once each, under a name, with a key binding', async () => {
    const heard = hearing(/Save as/, /Copy Key/);
    const asked = answering(...custom, ' ', ' mine ');
    await run('insertAuthorizationHeader');
    await vi.waitFor(() => expect(env.clipboard.text).not.toBe(''));
    expect(asked.at(-1) && look(asked.at(-1) as (typeof asked)[number])).toEqual([
      '‹ Save as Recipe',
      'Name',
      'The name of the recipe in the setting "tokensmith.recipes". Keys and secrets are saved as references only.',
      '[]',
    ]);
    expect(heard).toEqual([offer, 'info: Recipe "mine" saved. [Copy Key Binding]']);
    expect(settings.workspace['tokensmith.recipes']).toEqual({ mine: saved });
    expect(JSON.parse(env.clipboard.text)).toEqual({
      key: 'ctrl+alt+j',
      command: 'tokensmith.insertAuthorizationHeader',
      args: { recipe: 'mine' },
    });
    answering(/Any other token/, /s\.jwk/, enter, /^5m/, '{"sub":"me"}');
    await run('insertAuthorizationHeader');
    await page.idle();
    expect(heard).toHaveLength(2);
  });

  it('are not offered again, and not of a recipe, nor where they go elsewhere', async () => {
    const heard = hearing();
    answering(...custom);
    await run('insertAuthorizationHeader');
    answering(/history/);
    await run('insertAuthorizationHeader');
    expect(heard).toEqual([offer]);
    setSetting('tokensmith.recipes', { mine: recipe });
    answering(/mine/);
    await run('insertAuthorizationHeader');
    await run('insertAuthorizationHeader', { recipe: { ...recipe, claims: { sub: 'you' } } });
    answering(/Any other token/, /s\.jwk/, enter, /^1h/, '{}');
    await run('createToken', { output: 'none' });
    expect(heard).toEqual([offer]);
    answering(/Any other token/, /s\.jwk/, enter, /^8h/, '{}');
    await run('insertAuthorizationHeader');
    expect(heard).toEqual([offer, offer]);
  });

  it('are not offered where a recipe says the same', async () => {
    const heard = hearing();
    setSetting('tokensmith.recipes', { mine: saved });
    answering(...custom);
    await run('insertAuthorizationHeader');
    expect(heard).toEqual([]);
  });

  it('and are not kept where the person leaves, nor copied where nobody asks', async () => {
    const heard = hearing(/Save as/);
    answering(...custom, leave);
    await run('insertAuthorizationHeader');
    await page.idle();
    expect(settings.workspace['tokensmith.recipes']).toBeUndefined();
    expect(heard).toEqual([offer]);
    answering(/history/, /Save as Recipe/, 'mine', /Copy/);
    const token = await run('createToken');
    await page.idle();
    expect([heard.at(-2), env.clipboard.text]).toEqual(['info: Recipe "mine" saved. [Copy Key Binding]', token]);
    expect(heard.at(-1)).toBe('status: Token copied');
  });

  it('are kept on the way to somewhere, and Back leads there without', async () => {
    setSetting('tokensmith.recipes', { mine: { ...recipe, claims: {} } });
    const asked = answering(...custom, /Save as Recipe/, goBack, /Save as Recipe/, 'mine', /Copy/);
    await run('createToken');
    expect(asked.slice(5).map(({ title, rows }) => [title, rows.at(-1)])).toEqual([
      ['The token is ready', '$(save) Save as Recipe…'],
      ['Save as Recipe', undefined],
      ['The token is ready', '$(edit) Open in Token Builder'],
      ['Save as Recipe', undefined],
      ['The token is ready', '$(edit) Open in Token Builder'],
    ]);
    expect(asked[8]?.said).toEqual([
      { message: 'A recipe with this name already exists. Saving replaces it.', severity: 1 },
    ]);
    expect(settings.workspace['tokensmith.recipes']).toEqual({ mine: saved });
  });
});

describe('a token in a file beside the request', () => {
  const insert = (more: object = {}) =>
    run('createToken', { recipe, output: 'header', uri: uri.toString(), offset: 1, insertAs: 'environment', ...more });

  it('is said to be there, and that git would take it', async () => {
    const heard = hearing(/Add to/);
    await insert();
    await vi.waitFor(() => expect(files.text('/work/.gitignore')).toBe('/.env\n'));
    const [, name] = /^(\w+)=/.exec(files.text('/work/.env') ?? '') ?? [];
    expect(heard).toEqual([
      `status: Token written to ${name} in .env`,
      "warning: .env now contains a token, and isn't ignored by Git. Add it to .gitignore before you commit. [Add to .gitignore]",
    ]);
    await insert({ recipe: { ...recipe, claims: {} } });
    await page.idle();
    expect(heard).toHaveLength(3);
  });

  it('goes to the environment that is picked', async () => {
    await files.writeFile(Uri.file('/work/http-client.private.env.json'), Buffer.from('{"dev":{},"live":{}}'));
    const asked = answering(leave);
    expect(await insert()).toBeUndefined();
    expect(asked.map(look)).toEqual([
      ['Insert Authorization Header', 'Select the environment that gets the token', '> dev', '  live'],
    ]);
  });
});

describe('what is the person’s own to say', () => {
  const name = 'TOKENSMITH_TEST_OWN_SECRET';
  beforeEach(() => {
    process.env[name] = randomBytes(48).toString('hex');
    return () => delete process.env[name];
  });
  const rule = 'Allow it only if you trust who wrote this. You are asked once per workspace.';

  it('is whether its own variable, secret or file signs here', async () => {
    const heard = hearing();
    const make = (key: string) => run('createToken', { recipe: { ...recipe, key }, output: 'none' });
    await make(`env:${name}`);
    setSetting('tokensmith.recipes', { mine: { ...recipe, key: `env:${name}` } });
    await run('createToken', { recipe: 'mine', output: 'none' });
    expect(heard).toEqual([
      `dialog: Allow this workspace to sign tokens with the environment variable ${name}? – It will sign a JWT token now. ${rule} [Use Key]`,
      `dialog: Allow this workspace to sign tokens with the environment variable ${name}? – The recipe "mine" will sign a JWT token with it now. ${rule} [Use Key]`,
    ]);
  });

  it('is whether a secret that it stored, or a file of its own, signs here', async () => {
    answering('correct horse battery staple, and more');
    await run('storeSecret', { name: 'forum' });
    await files.writeFile(
      Uri.file('/person/own.pem'),
      Buffer.from(String(privateKey.export({ type: 'pkcs8', format: 'pem' }))),
    );
    setSetting('tokensmith.recipes', { own: { ...recipe, key: 'file:/person/own.pem' } }, 'user');
    const heard = hearing();
    workspace.workspaceFolders = [folderAt('/elsewhere')];
    await run('createToken', { recipe: { ...recipe, key: 'secret:forum' }, output: 'none' });
    await run('createToken', { recipe: 'own', output: 'none' });
    expect(heard.map((each) => each.replace(/\? – .*(?= \[)/, '?'))).toEqual([
      'dialog: Allow this workspace to sign tokens with the secret "forum"? [Use Secret]',
      expect.stringMatching(
        /^dialog: Allow this workspace to sign tokens with your key file .*own\.pem\? \[Use Key\]$/,
      ),
    ]);
  });

  it('has names that are no longer than a name, and say nothing beside the question', async () => {
    const heard = hearing();
    const odd = `mine"\u202e\n${'x'.repeat(200)}`;
    setSetting('tokensmith.recipes', { [odd]: { ...recipe, key: `env:${name}` } });
    await run('createToken', { recipe: odd, output: 'none' });
    expect(heard).toHaveLength(1);
    expect(heard[0]).not.toMatch(/[\u202e\n]|x{100}/);
  });

  it('is the passphrase of a key', async () => {
    const asked = answering('shut', leave);
    expect(await run('copyPublicKey', { key: 'file:locked.pem' })).toBeUndefined();
    expect(asked.map(look)).toEqual([
      [
        'Passphrase for locked.pem',
        'The key is encrypted. The passphrase is kept in memory for this session only.',
        '[]',
      ],
      ['Passphrase for locked.pem', 'Wrong passphrase. Try again.', '[]'],
    ]);
    expect(asked.map(({ isHidden }) => isHidden)).toEqual([true, true]);
  });

  it('is which key signs a token that none of the known ones did, and whether it does so from then on', async () => {
    const there = Uri.file('/work/b.txt');
    const foreign = hs256({ sub: 'a', iat: 1000, exp: 1600 }, randomBytes(32));
    const model = (await page.open(there)) && page.model(there);
    if (model) page.type(model, [{ start: 0, end: model.text.length, text: foreign }]);
    await page.idle();
    const heard = hearing();
    const asked = answering(enter, enter);
    await run('renewToken', { uri: there.toString(), offset: 0 });
    expect(asked.map(look)).toEqual([
      expect.arrayContaining(['Sign Token', 'Select the key to sign with', '> $(key) s.jwk HMAC 256']),
      [
        "s.jwk didn't sign this token",
        '> Sign with s.jwk anyway Whoever checks the new token needs this key or its public half.',
        '  Choose Another Key…',
      ],
    ]);
    expect(asked[0]?.rows.filter((row) => row.includes('locked'))).toEqual([]);
    await vi.waitFor(() =>
      expect(heard.at(-1)).toBe('info: Always sign tokens like this one with s.jwk in this workspace? [Always]'),
    );
  });
});
