import { randomBytes } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { commands, files, page, setSetting, Uri, window, workspace } from '../../standIn/vscode.ts';
import { answering, goBack } from '../answering.ts';
import { useWholeExtension } from '../wholeExtension.ts';

/** Where a new token goes from a request, with the whole extension in the stand-in for VS Code. */

const secret = randomBytes(32);
const uri = Uri.file('/work/api/a.http');
const request = 'GET https://a.test\n';
useWholeExtension({ uri, text: request, secret, beside: { '/work/.git/HEAD': '' } });

const recipe = { kind: 'custom', key: 'file:s.jwk', claims: { sub: 'me' } };
const insert = (more: object = {}): Promise<unknown> =>
  commands.executeCommand('tokensmith.createToken', {
    recipe,
    output: 'header',
    uri: uri.toString(),
    offset: 1,
    ...more,
  });
const failure = (promise: Promise<unknown>) => promise.then(String, (error: Error) => error.message);
const put = (path: string, text: string) => files.writeFile(Uri.file(path), Buffer.from(text));
const text = () => page.model(uri)?.text ?? '';
async function write(after: string) {
  const model = page.model(uri);
  if (model) page.type(model, [{ start: 0, end: model.text.length, text: after }]);
  await page.idle();
}

describe('a token of a request stands', () => {
  it('in its header', async () => {
    const token = await insert();
    expect(text()).toBe(`${request}Authorization: Bearer ${token}\n`);
  });

  it('in a variable above it', async () => {
    const token = await insert({ insertAs: 'variable' });
    expect(text()).toMatch(/\nAuthorization: Bearer \{\{\w+\}\}\n/);
    expect(text().split(String(token))).toHaveLength(2);
    expect(text()).toMatch(new RegExp(`^@\\w+ = ${token}$`, 'm'));
  });

  it('outside of the file, where git would not commit it, by the setting', async () => {
    const warned = vi
      .spyOn(window, 'showWarningMessage')
      .mockImplementation(async (_message, ...buttons) => buttons[0]);
    setSetting('tokensmith.http.insertAs', 'environment');
    const token = await insert();
    expect(files.text('/work/.env')).toMatch(new RegExp(`^\\w+="?${token}"?\n$`));
    expect(text()).not.toContain('eyJ');
    await vi.waitFor(() =>
      expect(warned.mock.lastCall).toEqual([expect.stringMatching(/^\.env now contains a token/), 'Add to .gitignore']),
    );
    await vi.waitFor(() => expect(files.text('/work/.gitignore')).toBe('/.env\n'));
    warned.mockClear();
    const next = await insert({ recipe: { ...recipe, claims: { sub: 'you' } } });
    expect(files.text('/work/.env')).toContain(String(next));
    expect(files.text('/work/.env')).not.toContain(String(token));
    expect(warned.mock.calls).toEqual([]);
  });

  it('in the environment that the person picks, and there again without asking', async () => {
    const before = { dev: { host: 'a' }, live: { host: 'b' } };
    await put('/work/api/http-client.private.env.json', JSON.stringify(before));
    const asked = vi.spyOn(window, 'showQuickPick').mockResolvedValueOnce('live');
    const held = () => JSON.parse(files.text('/work/api/http-client.private.env.json') ?? '');
    const token = await insert({ insertAs: 'environment' });
    expect(asked.mock.lastCall?.[0]).toEqual(['dev', 'live']);
    expect(held().dev).toEqual({ host: 'a' });
    expect(Object.values(held().live)).toEqual(['b', token]);
    const next = await insert({ insertAs: 'environment', recipe: { ...recipe, claims: { sub: 'you' } } });
    expect(Object.values(held().live)).toEqual(['b', next]);
    expect(asked.mock.calls).toHaveLength(1);
  });

  it('nowhere where the person picks no environment', async () => {
    await put('/work/api/http-client.private.env.json', '{"dev":{},"live":{}}');
    expect(await insert({ insertAs: 'environment' })).toBeUndefined();
    expect([text(), files.text('/work/api/http-client.private.env.json')]).toEqual([request, '{"dev":{},"live":{}}']);
  });

  it('where its header takes it from, in whatever file that is', async () => {
    await put('/work/.env', 'OTHER=1\nTOKEN=old\n');
    await write(`${request}Authorization: Bearer {{$dotenv TOKEN}}\n`);
    const token = await insert();
    expect(files.text('/work/.env')).toBe(`OTHER=1\nTOKEN=${token}\n`);
    expect(text()).toBe(`${request}Authorization: Bearer {{$dotenv TOKEN}}\n`);
  });

  it('nowhere: its recipe is named, where it has a name', async () => {
    expect(await failure(insert({ insertAs: 'send' }))).toMatch(/recipe/);
    expect(text()).toBe(request);
    setSetting('tokensmith.recipes', { mine: recipe });
    await insert({ insertAs: 'send', recipe: 'mine' });
    expect(text()).toBe(`${request}Authorization: Bearer {{$jwt mine}}\n`);
  });

  it('nowhere where files cannot be trusted, or nothing takes it', async () => {
    await write('> {%\n  client.log("x");\n%}\n');
    expect(await failure(insert({ offset: 8 }))).toMatch(/a\.http/);
    await write(request);
    workspace.isTrusted = false;
    expect(await failure(insert())).toMatch(/trust/i);
  });
});

describe('the variable that holds a key', () => {
  it('is typed, and said of what is none', async () => {
    await put(
      '/work/.env',
      'API_PORT=8080\nEMPTY=\nWEAK_SECRET=keys/me\nAPI_SECRET=correct horse battery staple, and more\n',
    );
    const asked = answering(
      /JWT Any other/,
      /Environment Variable/,
      goBack,
      /Environment Variable/,
      'no name',
      'GONE',
      'EMPTY',
      'WEAK_SECRET',
      /HS256/,
      /^5m/,
      '{}',
    );
    expect(await commands.executeCommand('tokensmith.createToken', { output: 'none' })).toMatch(/^ey/);
    expect(asked.find(({ said }) => said.length === 4)?.said).toEqual([
      'Enter a variable name.',
      expect.stringMatching(/GONE/),
      expect.stringMatching(/empty/),
      { message: expect.stringMatching(/^This looks like/), severity: 1 },
    ]);
  });
});
