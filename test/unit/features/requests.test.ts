import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { hs256 } from '../../hs256.ts';
import {
  actionsAt,
  type CompletionItem,
  commands,
  EventEmitter,
  files,
  focusWindow,
  grantTrust,
  type Hover,
  install,
  page,
  provided,
  Range,
  setSetting,
  tellOfFile,
  Uri,
  watching,
  window,
  workspace,
} from '../../standIn/vscode.ts';
import { hearing } from '../hearing.ts';
import { lensesOf, marksOf, retype, seenLens, soon } from '../seeing.ts';
import { useWholeExtension } from '../wholeExtension.ts';

/** What is said of the requests of `.http` files whose token stands elsewhere, and what httpYac sends. */

const [secret, stranger] = [randomBytes(32), randomBytes(32)];
const now = Math.floor(Date.now() / 1000);
const token = hs256({ sub: 'me', exp: now + 7300 }, secret);
const expired = hs256({ sub: 'me', iat: now - 7200, exp: now - 3600 }, secret);
const uri = Uri.file('/work/api/a.http');
useWholeExtension({ uri, text: 'GET https://a.test\n', secret });

const lay = async (laid: Readonly<Record<string, string>>) => {
  for (const [path, text] of Object.entries(laid)) await files.writeFile(Uri.file(path), Buffer.from(text));
};
async function open(text: string) {
  await retype(uri, text);
  return page.open(uri);
}
const bearer = (value: string) => `GET https://a.test\nAuthorization: Bearer ${value}\n`;
const titles = async (text: string) => (await lensesOf(await open(text))).map(({ title }) => title);
const mine = { kind: 'custom', key: 'file:s.jwk', claims: { sub: 'made' }, expiresIn: '1h' };
const claims = (made: string | undefined) =>
  JSON.parse(Buffer.from(made?.split('.')[1] ?? '', 'base64url').toString() || '{}');

/** httpYac's extension, as far as others see it. */
function httpYac(environments: readonly string[] = []) {
  const plugins: Record<string, (api: unknown) => void> = {};
  const chosen = new EventEmitter<void>();
  const state = { environments, cleared: 0 };
  const exports = {
    httpyac: { store: { pluginStore: plugins } },
    documentStore: {
      getActiveEnvironment: () => state.environments,
      clear: () => {
        state.cleared++;
      },
    },
    environmentChanged: chosen.event,
  };
  type Replace = (text: unknown, type: string) => Promise<unknown>;
  type Sent = (context: { args: readonly [{ headers?: Record<string, unknown>; body?: unknown }] }) => Promise<boolean>;
  const hooks: { replace?: Replace; sent?: Sent } = {};
  return {
    exports,
    state,
    plugins,
    chooses: (...names: readonly string[]) => {
      state.environments = names;
      chosen.fire();
    },
    extension: { isActive: true, exports, activate: async () => exports },
    /** What it sends for a text with its variables, and for a token in the header, once it knows the plugin. */
    connected: async () => {
      await soon(() => expect(Object.keys(plugins)).toEqual(['tokensmith']));
      plugins.tokensmith?.({
        hooks: {
          replaceVariable: { addHook: (_id: string, replace: Replace) => Object.assign(hooks, { replace }) },
          onRequest: {
            addInterceptor: ({ afterLoop }: { afterLoop: Sent }) => Object.assign(hooks, { sent: afterLoop }),
          },
        },
      });
      return {
        replaced: (text: string) => hooks.replace?.(text, 'any'),
        sent: async (authorization: string, body?: string) => {
          const request = { headers: { authorization }, body };
          await hooks.sent?.({ args: [request] });
          return request.headers.authorization;
        },
      };
    },
  };
}
const id = 'anweber.vscode-httpyac';

describe('the token of a request', () => {
  const environments = (value: string, name = 'mine') => JSON.stringify({ dev: { [name]: value } });
  it.each([
    ['a variable of the file', `@mine = ${token}\n\n${bearer('{{mine}}')}`, {}, '@mine'],
    ['a variable by way of another', `@mine = ${token}\n@other = {{mine}}\n\n${bearer('{{other}}')}`, {}, '@mine'],
    ['.env', bearer('{{$dotenv MY}}'), { '/work/.env': `MY=${token}\n` }, '.env'],
    [
      'the nearest .env',
      bearer('{{$dotenv MY}}'),
      { '/work/.env': 'MY=none\n', '/work/api/.env': `MY=${token}\n` },
      'api/.env',
    ],
    [
      'an environment',
      bearer('{{mine}}'),
      { '/work/http-client.env.json': environments(token) },
      'http-client.env.json',
    ],
    [
      'a private one before it',
      bearer('{{mine}}'),
      { '/work/http-client.env.json': environments('x'), '/work/http-client.private.env.json': environments(token) },
      'http-client.private.env.json',
    ],
  ])('is said with where it stands: %s', async (_what, text, laid, place) => {
    await lay(laid);
    const found = await lensesOf(await open(text));
    const line = text.split('\n').findIndex((each) => each.startsWith('GET'));
    const ofRequest = found.filter((lens) => lens.line === line);
    expect(ofRequest.map(({ title, command }) => [title, command])).toEqual([
      [
        expect.stringMatching(
          new RegExp(`^Authorization expires in 2 hours · from ${place.replace(/[.@]/g, '\\$&')}$`),
        ),
        'decodeToken',
      ],
      ['Renew', 'renewToken'],
    ]);
    const document = await page.open(uri);
    const shown = await provided('Hover', document, document.positionAt(text.lastIndexOf('{{') + 4));
    const said = (shown as Hover[]).flatMap(({ contents }) =>
      contents.map((each) => (each as { value: string }).value),
    );
    expect(said[0]).toBe(`Sent from \`${place}\``);
    expect(said[1]).toContain('`"me"`');
  });

  it.each([
    ['a token itself', bearer(token)],
    ['nothing that is known', bearer('{{gone}}')],
    ['a text that is no token', `@mine = none\n\n${bearer('{{mine}}')}`],
    ['another scheme', `@mine = ${token}\n\nGET https://a.test\nAuthorization: Basic {{mine}}\n`],
    ['a variable of several environments', bearer('{{both}}')],
  ])('has no lens of its own at the request: %s', async (_what, text) => {
    await lay({ '/work/http-client.env.json': JSON.stringify({ one: { both: token }, two: { both: expired } }) });
    expect((await titles(text)).filter((title) => /^Auth|from/.test(title))).toEqual([]);
  });

  it('is read only where the workspace is trusted, and is renewed only where the file can be written', async () => {
    await lay({ '/work/.env': `MY=${token}\n` });
    setSetting('files.readonlyInclude', { '**/*.http': true });
    expect(await titles(bearer('{{$dotenv MY}}'))).toEqual([expect.stringMatching(/from \.env$/)]);
    workspace.isTrusted = false;
    expect(await titles(bearer('{{$dotenv MY}}'))).toEqual([]);
    setSetting('files.readonlyInclude', undefined);
    workspace.isTrusted = true;
    expect(await titles(bearer('{{$dotenv MY}}'))).toHaveLength(2);
    setSetting('tokensmith.codeLens.enabled', false);
    expect(await titles(bearer('{{$dotenv MY}}'))).toEqual([]);
  });

  it('is said as it is by now: as other files change, as time passes, and as settings do', async () => {
    await lay({ '/work/.env': `MY=${hs256({ exp: now + 7201 }, secret)}\n` });
    const shown = watching('CodeLenses', await open(bearer('{{$dotenv MY}}')));
    const first = () => shown().map(seenLens)[0]?.title;
    await soon(() => expect(first()).toBe('Authorization expires in 2 hours · from .env'));
    vi.spyOn(Date, 'now').mockReturnValue((now + 3600) * 1000);
    focusWindow();
    await soon(() => expect(first()).toBe('Authorization expires in 1 hour · from .env'));
    await lay({ '/work/.env': `MY=${expired}\n` });
    tellOfFile('changed', '/work/.env');
    await soon(() => expect(first()).toBe('Authorization expired 2 hours ago · from .env'));
    setSetting('tokensmith.codeLens.enabled', false);
    await soon(() => expect(shown()).toEqual([]));
  });

  it('is said in a file of some size, and in none that is larger', async () => {
    const text = `@mine = ${token}\n\n${bearer('{{mine}}')}`;
    const ofRequests = async (length: number) =>
      (await titles(text + ' '.repeat(length - text.length))).filter((title) => title.startsWith('Authorization'));
    expect(await ofRequests(1_000_000)).toHaveLength(1);
    expect(await ofRequests(1_000_001)).toHaveLength(0);
  });
});

describe('a request without a token', () => {
  const offered = async (text: string) =>
    (await lensesOf(await open(text))).filter(({ title }) => title === 'Authorize…').map(({ line }) => line);
  const with401 = `GET https://a.test\nAuthorization: Bearer x\n\n###\n`;

  it.each([
    ['others have one', `${with401}GET https://b.test\n`, [4]],
    ['none has one', 'GET https://a.test\n\n###\nGET https://b.test\n', []],
    ['an assertion stands in its body', `${with401}POST https://b.test\n\ngrant_type=x&client_assertion=y\n`, []],
    ['an assertion is its body', `${with401}POST https://b.test\n\nassertion=y\n`, []],
    ['something else stands in its body', `${with401}POST https://b.test\n\nno_assertion=y\n`, [4]],
  ])('is offered one where that is usual: %s', async (_what, text, lines) => {
    expect(await offered(text)).toEqual(lines);
  });

  it('gets one where it is clicked, wherever that stands by now', async () => {
    setSetting('tokensmith.recipes', { mine });
    const document = await open(`${with401}GET https://b.test\n`);
    const [lens] = (await lensesOf(document)).filter(({ title }) => title === 'Authorize…');
    const model = page.model(uri);
    if (model) page.type(model, [{ start: 0, end: 0, text: '# typed above\n' }]);
    await page.idle();
    const place = Object.assign(lens?.given[0] as object, { recipe: 'mine' });
    const made = await commands.executeCommand(`tokensmith.${lens?.command}`, place);
    expect(document.getText()).toBe(`# typed above\n${with401}GET https://b.test\nAuthorization: Bearer ${made}\n`);
    expect(claims(String(made))).toMatchObject({ sub: 'made' });
  });

  it.each([
    ['its host', 'GET https://video.api.vonage.com/v2\n', [0]],
    ['its host, by way of a variable', '@host = https://video.api.vonage.com\n\nGET {{host}}/v2\n', [2]],
    ['its host, with who asks', 'GET https://me@video.api.vonage.com/v2\n', [0]],
    ['another host', 'GET https://example.com/video.api.vonage.com\n', []],
    ['a variable that is nowhere', 'GET {{host}}/v2\n', []],
  ])('is offered one where a recipe is for its host: %s', async (_what, text, lines) => {
    expect(await offered(text)).toEqual([]);
    setSetting('tokensmith.recipes', { video: { kind: 'vonage-video', key: 'file:s.jwk', applicationId: 'a' } });
    expect(await offered(text)).toEqual(lines);
    setSetting('files.readonlyInclude', { '**/*.http': true });
    expect(await offered(text)).toEqual([]);
  });
});

describe('a recipe that is named', () => {
  const named = bearer('{{$jwt mine}}');

  it('is told of where it is not there, until it is', async () => {
    const document = await open(`${named}# {{$jwt gone}}\n`);
    await soon(() => expect(marksOf(document)).toEqual([['recipe.unknown', 'mine']]));
    setSetting('tokensmith.recipes', { mine });
    await soon(() => expect(marksOf(document)).toEqual([]));
    await retype(uri, `{{other}} ${bearer('{{$jwt mine}}')}`.replace('GET', '# GET'));
    await soon(() => expect(marksOf(document)).toEqual([]));
    await retype(uri, bearer('{{$jwt  two words }}'));
    await soon(() => expect(marksOf(document)).toEqual([['recipe.unknown', 'two words']]));
    setSetting('tokensmith.problems.severity', { 'recipe.unknown': 'off' });
    await soon(() => expect(marksOf(document)).toEqual([]));
    setSetting('tokensmith.problems.severity', undefined);
    await soon(() => expect(marksOf(document)).toHaveLength(1));
    page.close(uri);
    await page.idle();
    expect(marksOf(document)).toEqual([]);
  });

  it('is not one that a workspace names before it is trusted', async () => {
    workspace.isTrusted = false;
    setSetting('tokensmith.recipes', { mine });
    const document = await open(named);
    await page.idle();
    grantTrust();
    await soon(() => expect(marksOf(document)).toEqual([]));
  });

  it.each([
    ['mime', 'Use recipe "mine"'],
    ['something else', undefined],
  ])('is corrected to the nearest: %s', async (name, title) => {
    setSetting('tokensmith.recipes', { mine, theirs: mine });
    const document = await open(bearer(`{{$jwt ${name}}}`));
    await soon(() => expect(marksOf(document)).toEqual([['recipe.unknown', name]]));
    const fixes = (await actionsAt(document, new Range(1, 0, 1, 60))).filter((each) => /recipe "/.test(each.title));
    expect(fixes.map((each) => each.title)).toEqual(title ? [title] : []);
    expect(fixes.map((each) => (each as { isPreferred?: boolean }).isPreferred)).toEqual(title ? [true] : []);
  });

  it('is corrected where it stands by now, and nowhere else', async () => {
    setSetting('tokensmith.recipes', { mine });
    const text = bearer('{{$jwt mime}}');
    const document = await open(text);
    await soon(() => expect(marksOf(document)).toHaveLength(1));
    const [fix] = (await actionsAt(document, new Range(1, 0, 1, 60))).filter((each) => /recipe "/.test(each.title));
    const click = () => commands.executeCommand(fix?.command?.command ?? '', ...(fix?.command?.arguments ?? []));
    const model = page.model(uri);
    if (model) page.type(model, [{ start: 0, end: 0, text: '# typed above\n' }]);
    await page.idle();
    await click();
    expect(document.getText()).toBe(`# typed above\n${bearer('{{$jwt mine}}')}`);
    const heard = hearing();
    await click();
    await soon(() => expect(heard).toEqual([expect.stringMatching(/^error: .*a\.http/)]));
    expect(document.getText()).toBe(`# typed above\n${bearer('{{$jwt mine}}')}`);
  });

  it('is completed by its name, with and without what follows it', async () => {
    setSetting('tokensmith.recipes', { mine, theirs: mine });
    const at = async (text: string) => {
      const document = await open(text.replace('|', ''));
      const found = await provided('CompletionItems', document, document.positionAt(text.indexOf('|')));
      return (found as (CompletionItem & { insertText: string; range: Range; detail: string })[]).map((each) => [
        each.insertText,
        document.getText(each.range),
        each.detail,
      ]);
    };
    const said = 'made at send by httpYac';
    expect(await at(bearer('{{$jwt |'))).toEqual([
      ['mine}}', '', said],
      ['theirs}}', '', said],
    ]);
    expect(await at(bearer('{{$jwt mi|me}}'))).toEqual([
      ['mine', 'mime', said],
      ['theirs', 'mime', said],
    ]);
    expect(await at('GET https://a.test/{{$jwt mine}}|\n')).toEqual([]);
  });

  it('is completed in the header, whose token is then made, or, by httpYac, at each send', async () => {
    setSetting('tokensmith.recipes', { mine: { ...mine, kind: 'vonage-video' }, odd: { kind: 'nothing' } });
    const text = 'GET https://a.test\nAuthorization: Be';
    const labels = async () => {
      const document = await open(text);
      const found = await provided('CompletionItems', document, document.positionAt(text.length));
      return (
        found as (CompletionItem & {
          filterText: string;
          insertText: string;
          detail: string;
          command?: { arguments: unknown[] };
        })[]
      ).map(({ label, insertText, filterText, detail, command }) => [
        label,
        insertText,
        filterText,
        detail,
        command?.arguments,
      ]);
    };
    const outside = 'outside of this file';
    const own = (name: string, detail: string) => [
      [`Bearer ${name}`, 'Bearer ', `BeBearer ${name}`, detail, [{ recipe: name }]],
      [
        { label: `Bearer ${name}`, description: outside },
        'Bearer ',
        `BeBearer ${name}`,
        detail,
        [{ recipe: name, insertAs: 'environment' }],
      ],
    ];
    const [video, odd] = ['Vonage Video client token from the recipe', 'token from the recipe'];
    expect(await labels()).toEqual([...own('mine', video), ...own('odd', odd)]);
    install(id, httpYac().extension);
    const sent = (name: string, detail: string) => [
      { label: `Bearer {{$jwt ${name}}}`, description: 'made at send by httpYac' },
      `Bearer {{$jwt ${name}}}`,
      `BeBearer {{$jwt ${name}}}`,
      detail,
      undefined,
    ];
    expect(await labels()).toEqual([...own('mine', video), sent('mine', video), ...own('odd', odd), sent('odd', odd)]);
  });

  it('is explained, with what other clients do with it', async () => {
    setSetting('tokensmith.recipes', { mine });
    const explained = async (text: string) => {
      const document = await open(text);
      const found = await provided('Hover', document, document.positionAt(text.indexOf('jwt')));
      return (found as Hover[]).flatMap(({ contents }) => contents.map((each) => (each as { value: string }).value));
    };
    const unchanged = ' Other clients send this text unchanged.';
    const known = 'A new JWT token from the recipe `mine`, made each time httpYac sends the request.';
    const unknown = 'There is no recipe `gone`, so httpYac does not send the request.';
    expect(await explained(named)).toEqual([known + unchanged]);
    expect(await explained(bearer('{{$jwt gone}}'))).toEqual([unknown + unchanged]);
    install(id, { isActive: false, activate: () => new Promise(() => {}) });
    expect(await explained(named)).toEqual([known]);
  });
});

describe('httpYac', () => {
  it('sends a new token of the recipe that a request names', async () => {
    setSetting('tokensmith.recipes', { mine });
    const client = httpYac();
    install(id, client.extension);
    const { replaced } = await client.connected();
    const sent = String(await replaced('Bearer {{$jwt mine}} and {{other}}'));
    expect(sent).toMatch(/^Bearer ey\S+ and \{\{other\}\}$/);
    expect(claims(sent)).toMatchObject({ sub: 'made' });
    // What it has read before knew nothing of that.
    expect(client.state.cleared).toBe(1);
  });

  it('sends nothing where there is none, and it is said why', async () => {
    const client = httpYac();
    install(id, client.extension);
    const { replaced } = await client.connected();
    const heard = hearing();
    const words = /^The request was not sent: no token could be made from "mine"\. .*no recipe.*"mine"/;
    const failure = await replaced('{{$jwt mine}}')?.catch((error: unknown) => error);
    expect((failure as Error).message).toMatch(words);
    expect((failure as Error).stack).toBe((failure as Error).message);
    await soon(() => expect(heard).toEqual([expect.stringContaining((failure as Error).message)]));
    workspace.isTrusted = false;
    setSetting('tokensmith.recipes', { mine });
    await expect(replaced('{{$jwt mine}}')).rejects.toThrow(/not sent.*trust/i);
  });

  it.each([
    ['a recipe that is not there', {}, 'Open Settings', 'workbench.action.openSettings', ['tokensmith.recipes']],
    [
      'a key that is not there',
      { mine: { ...mine, key: 'file:gone.key' } },
      'Generate Key…',
      'tokensmith.generateKey',
      [undefined],
    ],
    [
      'a secret that is not there',
      { mine: { ...mine, key: 'secret:gone' } },
      'Store Secret…',
      'tokensmith.storeSecret',
      [undefined],
    ],
    [
      'a file to convert',
      { mine: { ...mine, key: 'file:putty.ppk' } },
      'Convert…',
      'tokensmith.convertKey',
      ['file:putty.ppk'],
    ],
  ])('leads on from where there is none: %s', async (_what, recipes, button, command, given) => {
    await lay({ '/work/putty.ppk': 'PuTTY-User-Key-File-3: ssh-rsa\n' });
    setSetting('tokensmith.recipes', recipes);
    const client = httpYac();
    install(id, client.extension);
    const { replaced } = await client.connected();
    const run = vi.spyOn(commands, 'executeCommand').mockResolvedValue(undefined);
    const heard = hearing(new RegExp(`^${button}$`));
    await expect(replaced('{{$jwt mine}}')).rejects.toThrow(/not sent/);
    await soon(() => expect(run.mock.calls).toContainEqual([command, ...given]));
    // What the command cannot do, it says.
    run.mockRejectedValue(new Error('It cannot be done, for more reasons than have room in one line of a message.'));
    hearing(new RegExp(`^${button}$`));
    const said = hearing(new RegExp(`^${button}$`));
    await expect(replaced('{{$jwt mine}}')).rejects.toThrow(/not sent/);
    await soon(() => expect(said[1]).toMatch(/^error: It cannot be done, .* \[OK\]$/));
    expect(heard).toHaveLength(1);
  });

  it.each([
    ['an expired token renewed', true, expired, /^Bearer (?!OLD)ey/, []],
    ['a valid one as it is', true, token, /^Bearer OLD$/, []],
    ['what is no token as it is', true, 'text', /^Bearer OLD$/, []],
    ['an expired one as it is, where that is not wanted', false, expired, /^Bearer OLD$/, []],
    [
      'an expired one of an unknown key as it is, and says so',
      true,
      hs256({ iat: now - 7200, exp: now - 3600 }, stranger),
      /^Bearer OLD$/,
      [expect.stringMatching(/^warning: The request was sent with an expired token: \S/)],
    ],
  ])('sends %s', async (_what, isOn, old, sends, says) => {
    setSetting('tokensmith.http.renewOnSend', isOn);
    const client = httpYac();
    install(id, client.extension);
    const { sent } = await client.connected();
    const heard = hearing();
    const authorization = await sent(`Bearer ${old}`);
    expect(authorization.replace(old, 'OLD')).toMatch(sends);
    await page.idle();
    expect(heard).toEqual(says);
    if (authorization.includes(old)) return;
    expect(claims(authorization).exp).toBeGreaterThan(now);
    workspace.isTrusted = false;
    expect(await sent(`Bearer ${old}`)).toBe(`Bearer ${old}`);
  });

  it('sends a webhook with a token that is for its body', async () => {
    setSetting('tokensmith.http.renewOnSend', true);
    const client = httpYac();
    install(id, client.extension);
    const { sent } = await client.connected();
    const webhook = { iss: 'Vonage', jti: randomUUID(), api_key: 'abcd1234', payload_hash: 'a'.repeat(64) };
    const old = hs256({ ...webhook, iat: now - 7200, exp: now - 3600 }, secret);
    const authorization = await sent(`Bearer ${old}`, '{"a":1}');
    expect(claims(authorization).payload_hash).toBe(createHash('sha256').update('{"a":1}').digest('hex'));
  });

  it('says which environment counts for a file', async () => {
    const client = httpYac(['dev']);
    install(id, client.extension);
    await client.connected();
    await lay({
      '/work/.env.dev': `MY=${token}\n`,
      '/work/test.env': `MY=${expired}\n`,
      '/work/env/.env': `OTHER=${token}\n`,
      '/work/.httpyac.json': JSON.stringify({
        environments: { dev: { inConfig: token }, test: { inConfig: expired } },
      }),
    });
    const shown = watching('CodeLenses', await open(bearer('{{$dotenv MY}}')));
    const first = () => shown().map(seenLens)[0]?.title;
    await soon(() => expect(first()).toMatch(/expires in 2 hours · from \.env\.dev$/));
    client.chooses('test');
    await soon(() => expect(first()).toMatch(/expired 1 hour ago · from test\.env$/));
    expect(await titles(bearer('{{OTHER}}'))).toEqual([expect.stringMatching(/from env\/\.env$/), 'Renew']);
    expect(await titles(bearer('{{inConfig}}'))).toEqual([
      expect.stringMatching(/expired .* from \.httpyac\.json$/),
      'Renew',
    ]);
  });

  it('is met when it comes, once, and left as it was', async () => {
    const client = httpYac();
    await open(bearer('x'));
    expect(client.plugins).toEqual({});
    install(id, client.extension);
    await client.connected();
    const other = client.plugins.tokensmith;
    await page.open(uri);
    install('other.extension', {});
    await page.idle();
    expect(client.plugins.tokensmith).toBe(other);
    expect(client.state.cleared).toBe(1);
  });

  it('begins a request at each method, which other clients do not', async () => {
    const text = 'GET https://a.test\nAuthorization: Bearer x\n\nGET https://b.test\n';
    const offered = async () =>
      (await lensesOf(await open(text))).filter(({ title }) => title === 'Authorize…').map(({ line }) => line);
    expect(await offered()).toEqual([]);
    install(id, httpYac().extension);
    expect(await offered()).toEqual([3]);
  });

  it('that cannot be started is left alone', async () => {
    install(id, { isActive: false, activate: async () => Promise.reject(new Error('broken')) });
    await page.idle();
    expect(await titles(`@mine = ${token}\n\n${bearer('{{mine}}')}`)).toContain('Renew');
    await window.showTextDocument(uri);
  });
});
