import { createPrivateKey } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { verifySignature } from '@vonage/jwt';
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { type Fixtures, layWorkspace } from '../workspace.ts';
import {
  chooseKind,
  create,
  field,
  fill,
  frameOf,
  kindPicker,
  messagesOf,
  type Overheard,
  openBuilder,
  overhear,
  pageOf,
  press,
  shownToken,
  soon,
  status,
  whenReady,
} from './builderPage.ts';
import { useWorkbench } from './harness.ts';

const passphrase = 'open sesame, canary';
const forumSecret = 'canary0123456789abcdef0123456789';
const sessionId = '1_MX40NTMyODc3Mn5-MTQ5OTI5MTIwNjg5N35';

/** The usual workspace with more keys in it. */
async function workspace(folder: string, fixtures: Fixtures): Promise<void> {
  await layWorkspace(folder, fixtures);
  const locked = createPrivateKey(fixtures.keys.otherRsa);
  const pem = locked.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase });
  await writeFile(join(folder, 'locked.key'), pem);
  await writeFile(join(folder, 'short.key'), fixtures.keys.rsa1024);
}

// Some open VS Code anew.
vi.setConfig({ testTimeout: 180_000 });

const vscode = useWorkbench({ theme: 'dark', workspace });

let overheard: Overheard;
const builder = () => pageOf(vscode().page);
const quickInput = () => vscode().page.locator('.quick-input-widget:visible');
const path = (name: string) => join(vscode().folder, name);

beforeAll(async () => {
  overheard = await overhear(vscode().page);
  await vscode().openFile('requests.http');
  await vscode().putCursor('Accept: application/json');
  await openBuilder(vscode());
});

describe('makes a token of each kind', () => {
  const kinds: readonly (readonly [string, Readonly<Record<string, string>>, object])[] = [
    ['Vonage REST', { 'Expires in': '1h' }, {}],
    [
      'Vonage Video client',
      { 'Session ID': sessionId, Role: 'moderator', 'Connection data': 'name=Alice' },
      { session_id: sessionId, role: 'moderator', connection_data: 'name=Alice', scope: 'session.connect' },
    ],
    ['Vonage user', { 'User name': 'alice', ACL: 'Client SDK, older versions' }, { sub: 'alice' }],
  ];
  it.each(kinds)('%s', async (kind, fields, claims) => {
    const { keys, applicationId } = vscode().fixtures;
    await chooseKind(builder(), kind);
    await fill(builder(), { 'Application ID': applicationId, Key: 'private.key (RSA 2048)', ...fields });
    const token = await create(builder());
    expect(verifySignature(token, keys.rsaPublic)).toBe(true);
    const payload = decodeJwt(token);
    expect(payload).toMatchObject({ application_id: applicationId, ...claims });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(kind === 'Vonage REST' ? 3600 : 900);
    await builder().getByText('signature valid (private.key)').waitFor();
  });

  it('Vanilla', async () => {
    await chooseKind(builder(), 'Vanilla');
    await fill(builder(), {
      Issuer: 'https://sso.example.com',
      Subject: '42',
      Audience: 'https://community.example.com',
      'E-mail': 'alice@example.com',
      'Display name': 'Alice',
    });
    await field(builder(), 'Key').selectOption('env:VANILLA_SECRET');
    const secret = new TextEncoder().encode(vscode().fixtures.vanillaSecret);
    const { payload, protectedHeader } = await jwtVerify(await create(builder()), secret);
    expect(protectedHeader.alg).toBe('HS256');
    expect(payload).toMatchObject({ sub: '42', displayname: 'Alice' });
  });

  it('any other, with a locked key', async () => {
    const { answer } = vscode();
    await chooseKind(builder(), 'JWT');
    await field(builder(), 'Key').selectOption('file:locked.key');
    await fill(builder(), {
      'Issued at': 'yes',
      Algorithm: 'PS384',
      'Expires in': 'Custom lifetime…',
      'Lifetime, for example 90s, 15m or 24h': '90s',
      'Add to Claims': 'aud: Audience: who should accept the token.',
    });
    await soon(() => field(builder(), 'Claims').inputValue()).toContain('"aud": ""');
    await fill(builder(), { Claims: '{"sub": "me", "admin": true}' });
    await press(builder(), 'Create');
    await quickInput()
      .getByText(/The key is encrypted/)
      .waitFor();
    await answer(passphrase);
    await status(builder(), 'JWT token created.').waitFor();
    const token = await shownToken(builder());
    expect(decodeProtectedHeader(token).alg).toBe('PS384');
    const { iat = 0, exp = 0, ...claims } = decodeJwt(token);
    expect(claims).toEqual({ sub: 'me', admin: true });
    expect(exp - iat).toBe(90);
  });
});

describe('says each rule at its field', () => {
  const life = (text: string) => ({ 'Expires in': 'Custom lifetime…', 'Lifetime, for example 90s, 15m or 24h': text });
  const claims = (text: string) => ({ Claims: text });
  const key = (text: string) => ({ Key: 'Enter another key reference…', 'Key reference': text });
  const rules: readonly (readonly [string, Readonly<Record<string, string>>, string, RegExp])[] = [
    ['Vonage REST', { 'Application ID': 'abc' }, 'Application ID', /not a UUID/],
    ['Vonage REST', life('25h'), 'Expires in', /at most 24 hours/],
    ['Vonage REST', life('soon'), 'Expires in', /must be a number of seconds/],
    [
      'Vonage REST',
      { 'Expires in': 'At a date and time…', 'Expires at': '2020-01-01T00:00:00' },
      'Expires in',
      /in the past/,
    ],
    ['Vonage REST', key('private.key'), 'Key reference', /isn't a key reference/],
    ['Vonage REST', claims('{"exp": 99999999999}'), 'Claims', /at most 24 hours/],
    ['Vonage REST', claims('{'), 'Claims', /not JSON: see line 1/],
    ['Vonage REST', claims('{"n": 12345678901234567890}'), 'Claims', /more digits than JSON readers can keep/],
    ['Vonage REST', claims('{"a": 1, "a": 2}'), 'Claims', /Duplicate a/],
    ['Vonage REST', claims('[1]'), 'Claims', /must be a JSON object/],
    ['Vonage REST', { Header: '{"alg": "HS256"}' }, 'Header', /accepts RS256 only/],
    ['Vonage Video client', { 'Connection data': 'x'.repeat(1001) }, 'Connection data', /at most 1000.*this has 1001/],
    ['Vonage Video client', claims('{"role": "admin"}'), 'Claims', /role must be one of publisher/],
    ['Vonage Video client', claims('{"scope": "all"}'), 'Claims', /session\.connect/],
    ['Vonage user', { 'User name': '   ' }, 'User name', /empty/],
    ['Vanilla', claims('{"iat": 99999999999}'), 'Claims', /in the future/],
    ['Vanilla', claims('{"email": ""}'), 'Claims', /requires email/],
    ['Vanilla', { Header: '{"alg": "RS256"}' }, 'Header', /HS256, HS384, HS512/],
    ['JWT', claims('{"exp": 1}'), 'Claims', /in the past/],
    ['JWT', claims('{"exp": "soon"}'), 'Claims', /must be a number of seconds/],
  ];
  it.each(rules)('%s: %j', async (kind, values, label, message) => {
    await chooseKind(builder(), kind);
    await press(builder(), 'Clear');
    await fill(builder(), values);
    await soon(() => messagesOf(builder(), label)).toMatch(message);
    expect(await field(builder(), label).getAttribute('aria-invalid')).toBe('true');
    await press(builder(), 'Clear');
  });

  it('warns of an option of an SDK among the claims', async () => {
    await chooseKind(builder(), 'Vonage REST');
    await fill(builder(), { Claims: '{"ttl": 900}' });
    await soon(() => messagesOf(builder(), 'Claims')).toMatch(/ttl is an SDK option/);
    expect(await field(builder(), 'Claims').getAttribute('aria-invalid')).toBe('false');
  });

  it('leads to the first field that is empty, and names every one', async () => {
    await chooseKind(builder(), 'Vonage Video client');
    await press(builder(), 'Clear');
    await press(builder(), 'Create');
    await soon(() => messagesOf(builder(), 'Application ID')).toContain('"Application ID" is required.');
    await soon(() => messagesOf(builder(), 'Session ID')).toContain('"Session ID" is required.');
    await soon(() => field(builder(), 'Application ID').evaluate((element) => element.matches(':focus'))).toBe(true);
  });

  it('says what is wrong with an ACL at its row, and whether it would let a request through', async () => {
    await builder().getByText('Paths, methods and filters').click();
    await fill(builder(), { 'Path 1': 'session' });
    await soon(() => messagesOf(builder(), 'Path 1')).toContain("Paths start with / and can't contain spaces.");
    await fill(builder(), { 'Path 1': '/v1/users/**' });
    await soon(() => messagesOf(builder(), 'ACL')).toContain("The ACL doesn't allow joining a video session");
    await fill(builder(), { 'Path to try': '/v1/users/alice' });
    await builder().getByText('Allowed by /v1/users/**').waitFor();
    await builder().getByText('every method').first().click();
    await fill(builder(), { GET: 'yes', 'Method to try': 'DELETE' });
    await builder().getByText('Not allowed').waitFor();
    await press(builder(), 'Add Path');
    await fill(builder(), { 'Path 2': '/session/**' });
    await soon(() => messagesOf(builder(), 'ACL')).not.toContain("The ACL doesn't allow");
    await press(builder(), 'Remove path 2');
    await soon(() => field(builder(), 'Path 1').evaluate((element) => element.matches(':focus'))).toBe(true);
  });

  it.each([
    ['file:public.key', /public\.key: This is a public key/],
    ['file:short.key', /1024 bits; RS256 needs 2048/],
    ['file:nowhere.key', /nowhere\.key/],
  ])('says what the key %s cannot do, with a way out', async (reference, message) => {
    await chooseKind(builder(), 'Vonage REST');
    await press(builder(), 'Clear');
    await fill(builder(), {
      'Application ID': vscode().fixtures.applicationId,
      Key: 'Enter another key reference…',
      'Key reference': reference,
    });
    await press(builder(), 'Create');
    await soon(() => messagesOf(builder(), 'Key')).toMatch(message);
    await builder().getByRole('alert').getByRole('button', { name: 'Generate Key…' }).waitFor();
  });
});

describe('leads to a key that is not there yet', () => {
  it('generates one', async () => {
    const { page, answer } = vscode();
    await chooseKind(builder(), 'JWT');
    await press(builder(), 'Clear');
    await press(builder(), 'Generate Key…');
    await quickInput()
      .getByRole('option', { name: /^EC P-256/ })
      .click();
    await quickInput()
      .getByText(/File name for the private key/)
      .waitFor();
    await answer('made.pem');
    await soon(() => field(builder(), 'Key').inputValue()).toBe('file:made.pem');
    expect(decodeProtectedHeader(await create(builder())).alg).toBe('ES256');
    await page.keyboard.press('Escape');
  });

  it('stores a secret', async () => {
    const { answer } = vscode();
    await press(builder(), 'Store Secret…');
    await quickInput()
      .getByText(/A name for this secret/)
      .waitFor();
    await answer('forum');
    await quickInput()
      .getByText(/Paste the secret or the private key/)
      .waitFor();
    await answer(forumSecret);
    await soon(() => field(builder(), 'Key').inputValue()).toBe('secret:forum');
    const { protectedHeader } = await jwtVerify(await create(builder()), new TextEncoder().encode(forumSecret));
    expect(protectedHeader.alg).toBe('HS256');
  });
});

it('fills the form in from a pasted token, which is made anew with a change', async () => {
  const page = builder();
  await chooseKind(page, 'Vonage user');
  const { applicationId } = vscode().fixtures;
  await fill(page, {
    'Application ID': applicationId,
    'User name': 'bob',
    'Expires in': '8h',
    Key: 'private.key (RSA 2048)',
  });
  const token = await create(page);
  await press(page, 'Clear');
  await chooseKind(page, 'Vonage REST');
  await press(page, 'Paste Another Token');
  await fill(page, { 'Paste a token': `Authorization: Bearer ${token}` });
  await status(page, 'Vonage user token decoded and form filled in.').waitFor();
  expect(await kindPicker(page).inputValue()).toBe('Vonage user');
  expect(await field(page, 'User name').inputValue()).toBe('bob');
  expect(await field(page, 'Key').inputValue()).toBe('file:private.key');
  expect(await field(page, 'Expires in').inputValue()).toBe('8h');
  await fill(page, { 'User name': 'carol' });
  await page.getByText('The form has changed. Choose Create').waitFor();
  const { sub, exp = 0, iat = 0, acl } = decodeJwt(await create(page));
  expect({ sub, life: exp - iat, acl }).toEqual({ sub: 'carol', life: 28_800, acl: decodeJwt(token).acl });
});

it('marks the part that the focus or the mouse is on where it is decoded', async () => {
  const marked = (part: string) => builder().locator(`#decoded-${part}.marked`).count();
  // The mouse first: VS Code may give the page the focus a second time.
  await builder().locator('.encoded p .header').hover();
  await soon(() => marked('header')).toBe(1);
  await builder().getByRole('link', { name: 'Payload' }).focus();
  await soon(() => marked('payload')).toBe(1);
});

it('inserts the header into the editor that was active last', async () => {
  const { page, runCommand } = vscode();
  const token = await shownToken(builder());
  await press(builder(), 'Insert Authorization Header');
  // The file has another header, with a variable, and what is saved before the token is there is saved without it.
  await page.locator('.view-line', { hasText: 'Bearer eyJ' }).first().waitFor();
  await runCommand('File: Save');
  await soon(() => readFile(path('requests.http'), 'utf8')).toContain(`Authorization: Bearer ${token}`);
});

it('opens the token as JSON, and has it still when that is closed', async () => {
  const { page, runCommand } = vscode();
  const token = await shownToken(builder());
  await press(builder(), 'Decode');
  await soon(async () => (await page.locator('.view-line').allInnerTexts()).join('\n')).toContain('carol');
  await runCommand('View: Close Editor');
  await whenReady(page);
  expect(await shownToken(builder())).toBe(token);
});

describe('recipes', () => {
  const settings = async () => JSON.parse(await readFile(path('.vscode/settings.json'), 'utf8'))['tokensmith.recipes'];

  it('are saved from the form', async () => {
    await chooseKind(builder(), 'Vonage user');
    await press(builder(), 'Save as Recipe');
    await fill(builder(), { 'Name of the recipe': 'carol' });
    await press(builder(), 'Save');
    await status(builder(), 'Recipe "carol" saved.').waitFor();
    const { applicationId } = vscode().fixtures;
    const recipe = { kind: 'vonage-user', applicationId, subject: 'carol', key: 'file:private.key', expiresIn: '8h' };
    expect(await settings()).toEqual({ carol: recipe });
  });

  it('are opened from the palette', async () => {
    await press(builder(), 'Clear');
    await chooseKind(builder(), 'Vanilla');
    await vscode().runCommand('JWT: Create Token…');
    await quickInput()
      .getByRole('option', { name: /carol, Vonage user/ })
      .click();
    await quickInput()
      .getByRole('option', { name: /Open in Token Builder/ })
      .click();
    await soon(() => kindPicker(builder()).inputValue()).toBe('Vonage user');
    expect(await field(builder(), 'User name').inputValue()).toBe('carol');
  });

  it('are opened, renamed and deleted', async () => {
    const { page } = vscode();
    await press(builder(), 'Clear');
    await chooseKind(builder(), 'Vanilla');
    await builder().getByText('Recipes').click();
    await builder()
      .getByRole('button', { name: /^carol/ })
      .click();
    await status(builder(), 'Recipe "carol" opened.').waitFor();
    expect(await field(builder(), 'User name').inputValue()).toBe('carol');
    await press(builder(), 'Rename carol');
    await fill(builder(), { 'New name of carol': 'dave' });
    await page.keyboard.press('Enter');
    await builder().getByRole('button', { name: 'Rename dave' }).waitFor();
    await soon(async () => Object.keys(await settings())).toEqual(['dave']);
    await press(builder(), 'Delete dave');
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Delete' }).click();
    await builder().getByText('No recipes yet').waitFor();
    await soon(settings).toEqual({});
  });
});

it('refuses messages that are none of the protocol', async () => {
  const frame = await frameOf(vscode().page);
  const before = overheard.messages.length;
  await frame.evaluate(
    (token) => {
      const { line } = globalThis as unknown as { readonly line: { readonly postMessage: (message: unknown) => void } };
      const request = { type: 'request', id: 1_000_000 };
      for (const message of [
        undefined,
        'start',
        { ...request, method: 'toString', params: {} },
        { ...request, method: '__proto__', params: {} },
        { ...request, method: 'copy', params: { token, as: 'key' } },
        { ...request, method: 'followWay', params: { title: 'x', command: 'workbench.action.closeWindow' } },
        { ...request, method: 'openRecipe', params: { name: { toString: 'x' } } },
        { ...request, method: 'check', params: { draft: { kind: 'custom', inputs: { key: 1 } } } },
        { ...request, id: 1_000_001, method: 'tryPath', params: { acl: { rows: [] }, path: '/', method: '' } },
      ])
        line.postMessage(message);
    },
    await shownToken(builder()),
  );
  // The last is one, and is answered.
  const answers = () => overheard.messages.slice(before).map((text) => JSON.parse(text));
  await soon(async () => answers().filter(({ id }) => id === 1_000_001)).toMatchObject([{ type: 'result' }]);
  expect(answers().filter(({ id, type }) => id === 1_000_000 && type !== 'failure')).toEqual([]);
});

it('is there again after a reload, with its fields and without the token', async () => {
  const { page } = vscode();
  await chooseKind(builder(), 'Vonage user');
  await fill(builder(), {
    'Application ID': vscode().fixtures.applicationId,
    'User name': 'erin',
    Key: 'private.key (RSA 2048)',
  });
  const token = await create(builder());
  // The extension remembers what was made last: this is in the page alone.
  await fill(builder(), { 'User name': 'frank' });
  const frame = await frameOf(page);
  const state = () =>
    frame.evaluate(() => {
      const { line } = globalThis as unknown as { readonly line: { readonly getState: () => unknown } };
      return JSON.stringify(line.getState());
    });
  await soon(state).toContain('frank');
  const kept = await state();
  for (const part of token.split('.')) expect(kept).not.toContain(part);
  expectNoSecrets(kept, []);
  // VS Code in a browser writes its state every few seconds, and nothing when the page goes.
  await soon(() => page.evaluate(isStored, 'frank')).toBe(true);
  await page.reload();
  const restored = await whenReady(page);
  expect(await field(restored, 'User name').inputValue()).toBe('frank');
  expect(await kindPicker(restored).inputValue()).toBe('Vonage user');
  await field(restored, 'Paste a token').waitFor();
  expect(await restored.locator('main').innerText()).not.toContain('eyJ0');
});

it('works by keyboard alone, from the palette to the clipboard', async () => {
  const { page, runCommand, fixtures } = vscode();
  await runCommand('View: Close All Editors');
  await page.locator('.editor-group-container .tab').first().waitFor({ state: 'detached' });
  await page.keyboard.press('F1');
  await quickInput().waitFor();
  await page.keyboard.type('JWT: Open Token Builder');
  await quickInput()
    .getByRole('option', { name: /^JWT: Open Token Builder/ })
    .waitFor();
  await page.keyboard.press('Enter');
  await whenReady(page);
  const focused = () =>
    builder()
      .locator(':focus')
      .evaluate((element) => {
        const { labels } = element as HTMLInputElement;
        return (labels?.[0]?.textContent ?? element.getAttribute('aria-label') ?? element.textContent ?? '').trim();
      });
  const tabTo = async (name: string) => {
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press('Tab');
      if ((await focused()) === name) return;
    }
    throw new Error(`Tab does not lead to ${name}`);
  };
  await tabTo('Kind of token');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.type('video cl');
  await page.keyboard.press('Enter');
  await soon(() => kindPicker(builder()).inputValue()).toBe('Vonage Video client');
  await page.keyboard.type('rest');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await soon(() => kindPicker(builder()).inputValue()).toBe('Vonage REST');
  await tabTo('Application ID');
  await page.keyboard.type(fixtures.applicationId);
  await tabTo('Key');
  await page.keyboard.type('private');
  await tabTo('Create');
  await page.keyboard.press('Enter');
  await status(builder(), 'Vonage REST token created.').waitFor();
  const token = await shownToken(builder());
  await tabTo('Copy');
  await page.keyboard.press('Enter');
  await status(builder(), 'Token copied.').waitFor();
  await page.keyboard.press('F1');
  await quickInput().waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(token);
  await page.keyboard.press('Escape');
});

it('never hears of a key, a secret or a passphrase', async () => {
  const all = overheard.messages.join('\n');
  expect(all).toContain('file:private.key');
  expect(all).toContain('secret:forum');
  const { keys } = vscode().fixtures;
  const pems = [
    ...Object.values(keys),
    await readFile(path('locked.key'), 'utf8'),
    await readFile(path('made.pem'), 'utf8'),
  ];
  expectNoSecrets(all, pems);
  expect(overheard.violations).toEqual([]);
});

/** Expects that a text holds no line of a key, and no secret or passphrase that was ever used here. */
function expectNoSecrets(text: string, pems: readonly string[]): void {
  const lines = pems.flatMap((pem) => pem.split('\n').filter((line) => /^[\w+/=]{40,}$/.test(line)));
  const secrets = [vscode().fixtures.vanillaSecret, forumSecret, passphrase, 'PRIVATE KEY', '"kty"', ...lines];
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
}

/** Whether a text stands in what VS Code keeps in this browser; to be run in its page. */
async function isStored(text: string): Promise<boolean> {
  const got = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await got(indexedDB.open(name));
    const stores = [...database.objectStoreNames];
    const values = await Promise.all(
      stores.map((store) => got(database.transaction(store).objectStore(store).getAll())),
    );
    database.close();
    if (JSON.stringify(values).includes(text)) return true;
  }
  return false;
}
