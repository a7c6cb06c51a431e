import { execFileSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, randomBytes, randomUUID } from 'node:crypto';
import { appendFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import jsonwebtoken from 'jsonwebtoken';
import { beforeAll, expect, it, vi } from 'vitest';
import { uriPath } from '../../scripts/host/paths.ts';
import { type Fixtures, layWorkspace } from '../workspace.ts';
import { useFlow } from './flow.ts';
import { useWorkbench } from './harness.ts';
import { leftBehind, placesOf } from './leftBehind.ts';

vi.setConfig({ testTimeout: 120_000 });

const canary = (): string => `canary-${randomUUID()}`;

/** Unique texts in keys, secrets and passphrases. Wherever one turns up after the run, a secret has leaked. */
const canaries: Record<string, string> = {
  'a comment before a key': canary(),
  'a member beside a key': canary(),
  'a file that is no key': canary(),
  'a secret of .env': canary(),
  'a stored secret': canary(),
  'a secret in the settings': canary(),
  'a wrong passphrase': canary(),
  'a key of a JWK': randomBytes(32).toString('base64url'),
};
/** What stands in tokens: it may be in the documents that the person had open, and in no log. */
const claims: Record<string, string> = { 'a claim': canary() };

const rest = { kind: 'vonage-rest', applicationId: 'env:VONAGE_APPLICATION_ID' };
const forum = {
  kind: 'vanilla',
  issuer: 'https://sso.example.com',
  subject: claims['a claim'],
  audience: 'https://community.example.com',
  email: 'alice@example.com',
  displayName: 'Alice',
};

/** A repository with keys and recipes of every sort, and a key outside it. */
async function workspace(folder: string, fixtures: Fixtures): Promise<void> {
  await layWorkspace(folder, fixtures);
  const { keys } = fixtures;
  const { d = '' } = createPrivateKey(keys.rsa).export({ format: 'jwk' });
  canaries['a passphrase'] = fixtures.passphrase;
  canaries['the number of a key'] = d;
  for (const [name, pem] of Object.entries({ 'private.key': keys.rsa, 'far.key': keys.otherRsa, pasted: keys.p256 }))
    canaries[`a line of ${name}`] = pem.trimEnd().split('\n').at(-3) ?? '';
  const recipes = {
    'my forum': { ...forum, key: canaries['a secret in the settings'] },
    Absent: { ...rest, key: 'file:absent.key' },
    Encrypted: { ...rest, key: 'file:encrypted.pem' },
    Linked: { ...rest, key: 'file:link.key' },
    Outside: { ...rest, key: 'file:../elsewhere/far.key' },
    'No key': { ...rest, key: 'file:notes.pem' },
    Commented: { kind: 'custom', key: 'file:commented.pem', claims: { sub: claims['a claim'] } },
    JWK: { kind: 'custom', key: 'file:secret.jwk', claims: {} },
    Forum: { ...forum, key: 'secret:forum' },
    Environment: { ...forum, key: 'env:FORUM_SECRET' },
    Short: { ...forum, key: 'env:SHORT_SECRET' },
  };
  const jwk = { kty: 'oct', k: canaries['a key of a JWK'], note: canaries['a member beside a key'] };
  const files = {
    '.gitignore': '.env\n*.key\n*.pem\n*.jwk\n!es256.pem\n',
    'encrypted.pem': keys.rsaEncrypted,
    'commented.pem': `${canaries['a comment before a key']}\n${keys.rsa}`,
    'notes.pem': `${canaries['a file that is no key']}\n`,
    'secret.jwk': JSON.stringify(jwk),
    '.vscode/settings.json': JSON.stringify({ 'tokensmith.recipes': recipes }, null, 2),
    '../elsewhere/far.key': keys.otherRsa,
    '../foreign/.vscode/settings.json': JSON.stringify({
      'tokensmith.recipes': { Foreign: { kind: 'custom', key: 'secret:forum', claims: { sub: 'me' } } },
    }),
    '../foreign/requests.http': 'GET https://example.com/\n',
  };
  execFileSync('git', ['init', '-q', folder]);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  await appendFile(
    join(folder, '.env'),
    `FORUM_SECRET=${canaries['a secret of .env']}\nSHORT_SECRET=short\nDOUBTED_SECRET=keys/jwt\n`,
  );
  await symlink('../elsewhere/far.key', join(folder, 'link.key'));
}

const vscode = useWorkbench({
  installed: true,
  open: 'requests.http',
  workspace,
  settings: {
    'tokensmith.recipes': {
      'My own': { ...rest, key: 'file:../elsewhere/far.key' },
      'My link': { ...rest, key: 'file:link.key' },
    },
  },
});
const flow = useFlow(vscode);

// The server's half of the key with which a page encrypts SecretStorage; VS Code's server leaves it to what stands before it.
const serverKey = randomBytes(32);
beforeAll(() => vscode().page.route('**/mint-key', (route) => route.fulfill({ body: serverKey })));

const toasts = () => vscode().page.locator('.notification-toast:visible');
const dialog = () => vscode().page.locator('.monaco-dialog-box');
const savedText = (name: string) => readFile(join(vscode().folder, name), 'utf8');

/** Starts to make a token by a recipe of the settings; the one used last is offered as such, with its key. */
async function useRecipe(name: string): Promise<void> {
  const { start, step, pick } = flow();
  await start('JWT: Create Token…');
  await step('Select a recipe or a kind of token');
  await pick(new RegExp(` ${name}(,| ·)`));
}

it('asks for the passphrase of a key once a session, and takes no other', async () => {
  const { page, fixtures } = vscode();
  const { step, answer, copied } = flow();
  await useRecipe('Encrypted');
  await step(/The key is encrypted/);
  await page.keyboard.press('Escape');
  await useRecipe('Encrypted');
  await step(/The key is encrypted/, 'passphrase 1');
  expect(await flow().input.getAttribute('type')).toBe('password');
  await answer(canaries['a wrong passphrase']);
  await step(/Wrong passphrase/, 'passphrase 2 wrong');
  await answer(fixtures.passphrase);
  jsonwebtoken.verify(await copied(), fixtures.keys.rsaPublic);
  await useRecipe('Encrypted');
  jsonwebtoken.verify(await copied(), fixtures.keys.rsaPublic);
});

it('says once, in a notification with the ways out, why a command cannot do its work', async () => {
  const { page, runCommand, screenshot } = vscode();
  await useRecipe('Absent');
  await toasts().getByText("absent.key doesn't exist. Check the path, or generate a key.").waitFor();
  await screenshot('error');
  expect(await toasts().count()).toBe(1);
  expect(await dialog().count()).toBe(0);
  await toasts().getByRole('button', { name: 'Generate Key…' }).click();
  await flow().step(/Select a key type/);
  await page.keyboard.press('Escape');
  await useRecipe('No key');
  await toasts().getByText("notes.pem: This isn't a key.").waitFor();
  await runCommand('Notifications: Clear All Notifications');
});

it('follows no link, and signs with a key from outside only by a recipe of the user, after asking', async () => {
  const { page, fixtures, runCommand, screenshot } = vscode();
  for (const name of ['Linked', 'My link']) {
    await useRecipe(name);
    await toasts().getByText('link.key is a symbolic link, or is behind one').waitFor();
    await toasts().getByRole('button', { name: 'Open User Settings' }).waitFor();
    await runCommand('Notifications: Clear All Notifications');
  }
  await useRecipe('Outside');
  await toasts().getByText('../elsewhere/far.key is outside the workspace').waitFor();
  await runCommand('Notifications: Clear All Notifications');
  const question = () =>
    dialog()
      .getByText(/Allow this workspace to sign tokens with your key file .*far\.key\?/)
      .waitFor();
  await useRecipe('My own');
  await question();
  await screenshot('key file outside');
  await page.keyboard.press('Escape');
  await useRecipe('My own');
  await question();
  await dialog().getByRole('button', { name: 'Use Key' }).click();
  const publicKey = createPublicKey(fixtures.keys.otherRsa);
  expect(jsonwebtoken.verify(await flow().copied(), publicKey)).toMatchObject({
    application_id: fixtures.applicationId,
  });
  await page.locator('.tab.active[data-resource-name="requests.http"]').waitFor();
});

it('stores a secret that is typed unseen, and signs with it', async () => {
  const { page, lens, runCommand } = vscode();
  const { start, step, type, answer, input } = flow();
  await start('JWT: Store Secret…');
  await step(/A name for this secret/);
  await type('a b');
  await step(/letters, digits/, 'secret 1 name');
  await answer('forum');
  await step(/Paste the secret or the private key/);
  await type('<your-secret>');
  await step('This looks like a placeholder.');
  await type('op://vault/jwt/secret');
  await step(/Another program keeps this secret/);
  await type(canaries['a stored secret'] ?? '');
  expect(await input.getAttribute('type')).toBe('password');
  await step(/Paste the secret or the private key/, 'secret 2 value');
  await answer();
  await page.getByText('Secret stored. Use it in recipes as secret:forum.').first().waitFor();
  await useRecipe('Forum');
  await step('The token is ready');
  await flow().pick('Insert Authorization Header');
  await lens(/Vanilla · expires in 15 minutes · ✓ secret:forum/).waitFor();
  await runCommand('File: Save');
  await expect.poll(() => savedText('requests.http')).toContain('Bearer eyJ');
  const token = /Bearer (eyJ\S+)/.exec(await savedText('requests.http'))?.[1] ?? '';
  claims['a signature'] = token.split('.')[2] ?? '';
  expect(jsonwebtoken.verify(token, canaries['a stored secret'] ?? '')).toMatchObject({ displayname: 'Alice' });
});

/** Starts to make a token of any kind with a row of the list of keys. Rows that are out of sight are not there before one types. */
async function useKey(row: string): Promise<void> {
  const { start, step, pick, type } = flow();
  await start('JWT: Create Token…');
  await step('Select a recipe or a kind of token');
  await type('Any other token');
  await pick(/Any other token/);
  await step('Select the key to sign with');
  await type(row.replace(/\..*/, ''));
  await pick(new RegExp(row));
}

it('stores a key that is pasted unseen, and signs with it', async () => {
  const { fixtures, screenshot } = vscode();
  const { step, pick, type, answer, input, copied } = flow();
  const { p256, rsaPublic } = fixtures.keys;
  await useKey('Paste a Key…');
  await step(/Paste a private key or JWK/);
  await type(canaries['a stored secret'] ?? '');
  await step(/This isn't a key\. Paste the whole text/);
  await type(rsaPublic);
  await step(/This is a public key\. Paste the private one\./);
  await type(p256);
  await step(/Paste a private key or JWK/);
  expect(await input.getAttribute('type')).toBe('password');
  await screenshot('paste 1 key');
  await answer();
  await step(/A name for this secret/, 'paste 2 name');
  await answer('pasted');
  const made = async () => {
    await step(/How long the token is valid/);
    await pick('1h');
    await step(/More claims, added last/);
    await answer('{"sub": "me"}');
    return jsonwebtoken.verify(await copied(), createPublicKey(p256), { algorithms: ['ES256'] });
  };
  expect(await made()).toMatchObject({ sub: 'me' });
  // It is one of the stored ones from now on, and nobody is asked for leave to use it here.
  await useKey('pasted');
  expect(await made()).toMatchObject({ sub: 'me' });
});

it('signs with a key file elsewhere that is browsed for, and asks for no leave', async () => {
  const { page, folder, fixtures, screenshot } = vscode();
  const { step, pick, type, option, answer, copied } = flow();
  await useKey('Browse for Key File…');
  await step('Browse for Key File');
  await screenshot('browse');
  // VS Code's dialog takes Enter for its first row until it has read the path.
  await type(join(folder, '..', 'elsewhere', 'far.key'));
  await option('far.key').waitFor();
  await page.locator('.quick-input-widget:visible').getByRole('button', { name: 'Use Key' }).click();
  await step(/The algorithm that signs/);
  await pick('RS256');
  await step(/How long the token is valid/);
  await pick('1h');
  await step(/More claims, added last/);
  await answer('');
  jsonwebtoken.verify(await copied(), createPublicKey(fixtures.keys.otherRsa));
  expect(await dialog().count()).toBe(0);
  // It is in the list from now on.
  await useKey('far.key');
  await step(/The algorithm that signs/);
  await vscode().page.keyboard.press('Escape');
});

it('signs with secrets of .env and keys of files, and warns of a short one', async () => {
  for (const name of ['Environment', 'Commented', 'JWK', 'Short']) {
    await useRecipe(name);
    await flow().copied();
  }
  await toasts()
    .getByText(/Token created, but .*40 bits/)
    .waitFor();
  expect(await toasts().count()).toBe(1);
  await vscode().runCommand('Notifications: Clear All Notifications');
});

it('says of a variable that it may hold no secret, before it is used', async () => {
  await useKey('Environment Variable…');
  await flow().step(/Name of the variable/);
  await flow().type('DOUBTED_SECRET');
  await flow().step("This looks like the path of a file that doesn't exist.");
  await vscode().page.keyboard.press('Escape');
  await useKey('DOUBTED_SECRET.*looks like the path');
  await vscode().page.keyboard.press('Escape');
});

it('moves a secret out of the settings', async () => {
  const { page, openFile, putCursor, runCommand, screenshot } = vscode();
  const secret = canaries['a secret in the settings'] ?? '';
  await openFile('.vscode/settings.json');
  await putCursor(secret);
  await page.locator('.squiggly-error').first().waitFor();
  const fix = page.locator('.action-widget').getByText('Move to Secret Storage…');
  // VS Code closes the list where problems come meanwhile, as they do for a while after a file was opened.
  const isOffered = async () => {
    if (!(await fix.isVisible())) await page.keyboard.press('ControlOrMeta+.');
    return fix.waitFor({ timeout: 3000 }).then(
      () => true,
      () => false,
    );
  };
  await expect.poll(isOffered).toBe(true);
  await screenshot('secret 3 in settings');
  await fix.click();
  await flow().step(/A name for this secret/, 'secret 4 name of one in settings');
  await flow().answer('my-forum');
  await expect.poll(() => savedText('.vscode/settings.json')).toContain('"key": "secret:my-forum"');
  expect(await savedText('.vscode/settings.json')).not.toContain(secret);
  await runCommand('View: Close Editor');
  await useRecipe('my forum');
  jsonwebtoken.verify(await flow().copied(), secret);
});

it('generates a key, and has it ignored', async () => {
  const { screenshot } = vscode();
  const { start, step, pick, type, answer, input } = flow();
  await start('JWT: Generate Key…');
  await step(/Select a key type/, 'generate 1 type');
  await pick(/^EC P-256/);
  await step(/File name for the private key/);
  expect(await input.inputValue()).toBe('es256.pem');
  await type('notes.pem');
  await step(/notes\.pem already exists/, 'generate 2 taken');
  await answer('es256.pem');
  await toasts().getByText("The private key isn't in .gitignore.").waitFor();
  await screenshot('generate 3 written');
  await toasts().getByRole('button', { name: 'Add to .gitignore' }).click();
  await expect.poll(() => savedText('.gitignore')).toContain('\n/es256.pem\n');
  expect(await savedText('es256.public.pem')).toContain('BEGIN PUBLIC KEY');
  canaries['a generated key'] = (await savedText('es256.pem')).split('\n')[1] ?? '';
});

it('reads, edits, renews, breaks and compares what it made', async () => {
  const { page, runCommand, putCursor, lens } = vscode();
  const { start, pick, copied } = flow();
  const line = 'Authorization: Bearer eyJ';
  const activeLine = (text: string) =>
    page.locator('.editor-group-container.active .view-line').filter({ hasText: text }).first();
  await start('JWT: Decode Token', line);
  await activeLine('"payload"').waitFor();
  await runCommand('View: Close Editor');
  await start('JWT: Edit and Re-sign Token', line);
  await activeLine('"payload"').waitFor();
  await putCursor('"displayname"');
  for (const key of ['ArrowLeft', 'ArrowLeft', 'x']) await page.keyboard.press(key);
  await runCommand('File: Save');
  await page.locator('.editor-group-container.active .tab.active:not(.dirty)').waitFor();
  await runCommand('View: Close Editor');
  await start('JWT: Renew Token', line);
  await lens(/Vanilla · expires in 15 minutes · ✓ secret:forum/).waitFor();
  await runCommand('File: Save');
  await start('JWT: Verify Signature', line);
  await toasts()
    .getByText(/secret:forum\)\. .*No problems were found/)
    .waitFor();
  await start('JWT: Create Broken Variant for Testing…', line);
  await pick(/Wrong key/);
  await copied();
  await start('JWT: Compare Tokens', line);
  await page.locator('.editor-group-container.active .monaco-diff-editor').waitFor();
  await runCommand('View: Close Editor');
  await start('JWT: Open Token Builder', line);
  await page.frameLocator('iframe.webview.ready').frameLocator('#active-frame').getByRole('combobox').first().waitFor();
  await runCommand('View: Close Editor');
});

it('forgets a secret, after asking', async () => {
  const { page, screenshot } = vscode();
  const { start, pick } = flow();
  await start('JWT: Forget Secret…');
  await pick('my-forum');
  await dialog().getByText('Forget the secret "my-forum"?').waitFor();
  await screenshot('secret 5 forget');
  await dialog().getByRole('button', { name: 'Forget' }).click();
  await page.getByText('Secret "my-forum" deleted.').first().waitFor();
});

it('asks before another workspace signs with a secret for the first time', async () => {
  const { page, folder, screenshot, openFile } = vscode();
  await page.goto(`${new URL(page.url()).origin}/?folder=${uriPath(join(folder, '..', 'foreign'))}`);
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 90_000 });
  await openFile('requests.http');
  const question = () => dialog().getByText('Allow this workspace to sign tokens with the secret "forum"?').waitFor();
  await useRecipe('Foreign');
  await question();
  await screenshot('secret 6 another workspace');
  await page.keyboard.press('Escape');
  await useRecipe('Foreign');
  await question();
  await dialog().getByRole('button', { name: 'Use Secret' }).click();
  expect(jsonwebtoken.verify(await flow().copied(), canaries['a stored secret'] ?? '')).toMatchObject({ sub: 'me' });
  await useRecipe('Foreign');
  await flow().copied();
});

it('leaves no key, secret or passphrase behind', async () => {
  const { page, folder } = vscode();
  const { start, step, answer } = flow();
  const around = join(folder, '..');
  const left = () => leftBehind(page, around, ['workspace', 'foreign', 'elsewhere', 'extensions']);
  // What is remembered last, by a name that is no secret: once it is there, so is all before it.
  const mark = `last-${randomUUID()}`;
  await start('JWT: Store Secret…');
  await step(/A name for this secret/);
  await answer(mark);
  await step(/Paste the secret or the private key/);
  await answer(canaries['a stored secret']);
  await expect.poll(async () => placesOf({ mark }, await left()), { timeout: 60_000, interval: 500 }).not.toEqual([]);

  const all = await left();
  const places = all.map(({ place }) => place);
  for (const place of [
    /^server\.log$/,
    /^console\.log$/,
    /exthost\.log$/,
    /^user-data\/User\/settings\.json$/,
    /^localStorage$/,
  ])
    expect(places).toContainEqual(expect.stringMatching(place));
  expect(Object.values({ ...canaries, ...claims }).every((text) => text.length > 20)).toBe(true);
  // SecretStorage is there, encrypted, so that it need not be left out.
  expect(await page.evaluate(() => localStorage.getItem('secrets.provider'))).toMatch(/^[\w+/=]{100,}$/);
  expect(placesOf(canaries, all)).toEqual([]);
  const logs = all.filter(({ place }) => /log/.test(place));
  expect(placesOf(claims, logs)).toEqual([]);

  // That it would have been found.
  await appendFile(join(around, 'server.log'), canaries['a stored secret'] ?? '');
  await page.evaluate((text) => localStorage.setItem('planted', text), canaries['a passphrase'] ?? '');
  expect(placesOf(canaries, await left())).toEqual(['a stored secret in server.log', 'a passphrase in localStorage']);
});
