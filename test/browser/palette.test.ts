import { createPublicKey } from 'node:crypto';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import jsonwebtoken from 'jsonwebtoken';
import { expect, it, vi } from 'vitest';
import { type Fixtures, layWorkspace } from '../workspace.ts';
import { useFlow } from './flow.ts';
import { useWorkbench } from './harness.ts';

vi.setConfig({ testTimeout: 120_000 });

/** The usual workspace, with keys of every sort in it. */
async function workspace(folder: string, fixtures: Fixtures): Promise<void> {
  await layWorkspace(folder, fixtures);
  const { keys } = fixtures;
  const files = {
    'encrypted.pem': keys.rsaEncrypted,
    'ec.pem': keys.p256,
    'notes.pem': 'no key at all\n',
    'short.key': keys.rsa1024,
    '.vonagerc': JSON.stringify({ 'app-id': fixtures.applicationId, 'private-key': keys.otherRsa }),
    '.vscode/settings.json': JSON.stringify({
      'tokensmith.recipes': {
        'Any user': { kind: 'vonage-user', applicationId: 'vonage-config', key: 'vonage-config' },
      },
    }),
  };
  await mkdir(join(folder, '.vscode'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  await symlink('private.key', join(folder, 'link.key'));
}

const vscode = useWorkbench({ installed: true, theme: 'dark', open: 'requests.http', workspace });
const flow = useFlow(vscode);

it('makes a Vonage REST token, and inserts it as a header', async () => {
  const { folder, fixtures, lens, runCommand } = vscode();
  const { start, step, answer, pick, input, option } = flow();
  await start('JWT: Create Vonage REST Token');
  await step(/The UUID of the Vonage/, 'rest 1 application id');
  expect(await input.inputValue()).toBe('env:VONAGE_APPLICATION_ID');
  await answer();
  await step('Select the key to sign with');
  await option(/private\.key.*RSA 2048/).waitFor();
  await answer();
  await step('The token is ready');
  await pick('Insert Authorization Header');
  await lens('Vonage REST · expires in 15 minutes · ✓ private.key').waitFor();
  await runCommand('File: Save');
  const text = () => readFile(join(folder, 'requests.http'), 'utf8');
  await expect.poll(text).toContain('\nAccept: application/json\nAuthorization: Bearer eyJ');
  const token = /Bearer (eyJ\S+)/.exec(await text())?.[1] ?? '';
  expect(jsonwebtoken.verify(token, fixtures.keys.rsaPublic)).toMatchObject({ application_id: fixtures.applicationId });
});

it('inserts the second header with one key, and offers to keep its answers as a recipe', async () => {
  const { page, folder, runCommand, screenshot } = vscode();
  const { start, step, answer, options } = flow();
  await start('JWT: Insert Authorization Header', 'Accept: application/json');
  const what = 'Select a recipe or a kind of token';
  await step(what, 'again 1 first row');
  expect((await options(what))[0]).toMatch(/^Vonage REST · env:VONAGE_APPLICATION_ID · private\.key/);
  await answer();
  const toast = page.locator('.notification-toast');
  await toast.getByText('Keep these answers as a recipe?').waitFor();
  await screenshot('again 2 inserted');
  await toast.getByRole('button', { name: 'Save as Recipe…' }).click();
  await step(/The name of the recipe/);
  await answer('Server');
  await toast.getByRole('button', { name: 'Copy Key Binding' }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain('"command": "tokensmith.insertAuthorizationHeader"');
  await runCommand('File: Save');
  await expect.poll(() => readFile(join(folder, 'requests.http'), 'utf8')).toMatch(/Authorization: Bearer eyJ/);
});

it('makes a Vonage Video token, step by step and back, and saves the recipe', async () => {
  const { folder, fixtures } = vscode();
  const { start, step, answer, pick, type, back, option, copied } = flow();
  await start('JWT: Create Vonage Video Token');
  await step(/The UUID of the Vonage/);
  await type('my-application');
  await step(/The application id is not a UUID/, 'video 1 wrong application id');
  await type('env:NOWHERE');
  await step(/NOWHERE isn't set in/);
  await answer('env:VONAGE_APPLICATION_ID');
  await step(/The session that the client may join/, 'video 2 session id');
  await answer('1_MX4');
  await step(/What the client may do/, 'video 3 role');
  await back();
  await step(/The session that the client may join/);
  await answer('1_MX5');
  await step(/What the client may do/);
  await pick('Customize…');
  await option('Customize…').waitFor({ state: 'hidden' });
  await pick('moderator');
  await step(/Text about the client/, 'video 4 data');
  await answer('');
  await step(/The paths this token may access/, 'video 4 acl');
  await pick('Other…');
  await step(/The paths this token may access.*Press 'Enter'/);
  await type('{"paths":{"/*/rtc/**":{}}}');
  await step(/The ACL doesn't allow joining a video session/, 'video 4 wrong acl');
  await answer('{"paths":{"/session/**":{"methods":["GET"]}}}');
  await option(/private\.key.*RSA 2048/).waitFor();
  await step('Select the key to sign with', 'video 5 key');
  await option(/short\.key.*This is an RSA key of 1024 bits; RS256 needs 2048 or more\.$/).waitFor();
  await option(/link\.key.*symbolic link/).waitFor();
  await option(/notes\.pem.*This isn't a key\.$/).waitFor();
  await pick('Environment Variable…');
  await step(/Name of the variable/);
  await type('NOWHERE');
  await step(/NOWHERE isn't set in/, 'video 6 variable');
  await back();
  // It says why, and cannot be picked.
  await pick(/short\.key/);
  await pick(/private\.key.*RSA 2048/);
  await step('The token is ready', 'video 7 ready');
  await pick('Save as Recipe…');
  await step(/The name of the recipe/, 'video 8 recipe name');
  await answer('Moderator');
  const token = await copied();
  const { applicationId } = fixtures;
  const chosen = { role: 'moderator', acl: { paths: { '/session/**': { methods: ['GET'] } } } };
  expect(decodeJwt(token)).toMatchObject({ application_id: applicationId, session_id: '1_MX5', ...chosen });
  const settings = JSON.parse(await readFile(join(folder, '.vscode', 'settings.json'), 'utf8'));
  expect(settings['tokensmith.recipes'].Moderator).toEqual({
    kind: 'vonage-video',
    applicationId: 'env:VONAGE_APPLICATION_ID',
    sessionId: '1_MX5',
    key: 'file:private.key',
    ...chosen,
  });
});

it('offers recipes, then kinds, the last used first, and asks for what a recipe leaves out alone', async () => {
  const { start, step, answer, pick, back, options, copied } = flow();
  const what = 'Select a recipe or a kind of token';
  await start('JWT: Create Token…');
  await step(what, 'picker');
  const [last = '', ...others] = await options(what);
  expect(last).toMatch(/^Vonage Video client · 1_MX5 · private\.key/);
  // The last made first, then those whose key is in the workspace, then the others.
  const kinds = [/^Vonage Video client/, /^Vonage REST/, /^Vonage user/, /^Vanilla/, /^Vonage webhook/, /^Google/];
  const neighbours = [/^Apple/, /^GitHub App/, /^Twilio/, /^LiveKit/, /^Client assertion/, /^JWT/];
  expect(others).toEqual(
    [/^Any user\s*Vonage user/, /^Server/, /^Moderator/, ...kinds, ...neighbours].map((name) =>
      expect.stringMatching(name),
    ),
  );
  await pick(/Any user/);
  await step(/The name of the user/, 'recipe 1 missing field');
  await back();
  await step(what);
  await pick(/Any user/);
  await step(/The name of the user/);
  await answer('Alice');
  expect(decodeJwt(await copied())).toMatchObject({ sub: 'Alice', acl: { paths: { '/*/legs/**': {} } } });
  await start('JWT: Create Token…');
  expect((await options(what))[0]).toMatch(/^Any user · Alice · vonage-config/);
  // Once more is one key.
  await answer();
  expect(decodeJwt(await copied())).toMatchObject({ sub: 'Alice' });
});

it("makes a Vonage user token with Vonage's configuration, whose key is offered beside its application", async () => {
  const { fixtures } = vscode();
  const { start, step, answer, pick, type, copied } = flow();
  await start('JWT: Create Vonage User Token');
  await pick('New token…');
  await step(/Application ID/);
  await answer('vonage-config');
  await step(/User name/);
  await type(' ');
  await step(/is empty/);
  await answer('Bob');
  await step(/The paths this token may access/, 'user 1 acl');
  await answer();
  await step('Select the key to sign with', 'user 2 key');
  await answer();
  expect(jsonwebtoken.verify(await copied(), createPublicKey(fixtures.keys.otherRsa))).toMatchObject({
    sub: 'Bob',
    acl: { paths: { '/*/rtc/**': {} } },
  });
});

it('makes a Vanilla token, and opens it in the Token Builder', async () => {
  const { page, fixtures } = vscode();
  const { start, step, answer, pick, type, option, input, copied } = flow();
  const answers = {
    Issuer: 'https://sso.example.com',
    Subject: '42',
    Audience: 'https://community.example.com',
    'E-mail': 'alice@example.com',
    'Display name': 'Alice',
  };
  for (const again of [false, true]) {
    await start('JWT: Create Vanilla Token');
    if (again) await pick('New token…');
    for (const [label, text] of Object.entries(answers)) {
      await step(new RegExp(`: ${label} \\(`), label === 'E-mail' && !again ? 'vanilla 1 e-mail' : undefined);
      // What was answered is there the next time.
      expect(await input.inputValue()).toBe(again ? text : '');
      await type(' ');
      await step(/is empty/);
      await answer(text);
    }
    await option(/VANILLA_SECRET.*HMAC 256/).waitFor();
    await step('Select the key to sign with', 'vanilla 2 key');
    await pick(/VANILLA_SECRET/);
    if (!again)
      expect(jsonwebtoken.verify(await copied(), fixtures.vanillaSecret)).toMatchObject({
        aud: 'https://community.example.com',
        displayname: 'Alice',
        email: 'alice@example.com',
      });
  }
  await step('The token is ready');
  await pick('Open in Token Builder');
  const builder = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  await expect.poll(() => builder.getByRole('combobox', { name: 'Kind of token' }).inputValue()).toBe('Vanilla');
  await expect.poll(() => builder.getByLabel('Display name', { exact: true }).inputValue()).toBe('Alice');
  await page.mouse.move(700, 850);
  await vscode().screenshot('vanilla 3 builder');
  await vscode().runCommand('View: Close Editor');
});

it('makes any other token from claims as JSON, and inserts it at the cursor', async () => {
  const { folder, openFile, putCursor, runCommand } = vscode();
  const { step, answer, pick, type } = flow();
  const file = join(folder, 'notes.txt');
  await writeFile(file, 'token: \n');
  await openFile('notes.txt');
  await putCursor('token:');
  await runCommand('JWT: Create Token…');
  await step('Select a recipe or a kind of token');
  await pick(/Any other token/);
  await step('Select the key to sign with');
  await pick(/private\.key.*RSA 2048/);
  await step(/The algorithm that signs/, 'custom 1 algorithm');
  await pick('PS384');
  await step(/How long the token is valid/, 'custom 2 life');
  await pick('1h');
  await step(/More claims, added last/);
  await type('{"sub": ');
  await step(/must be a JSON object/, 'custom 3 claims');
  await type('{"nbf": "soon"}');
  await step(/must be a number of seconds/);
  await answer('{"sub": "me", "n": [1]}');
  await step('The token is ready');
  await pick('Insert at Cursor');
  await runCommand('File: Save');
  const text = () => readFile(file, 'utf8');
  await expect.poll(text).toMatch(/^token: eyJ\S+\n$/);
  const token = (await text()).slice('token: '.length).trim();
  expect(decodeProtectedHeader(token)).toEqual({ alg: 'PS384', typ: 'JWT' });
  const { exp, ...claims } = decodeJwt(token);
  expect(claims).toEqual({ sub: 'me', n: [1] });
  expect(exp).toBeGreaterThan(Date.now() / 1000 + 3500);
});

it('changes nothing where one leaves a flow', async () => {
  const { page, folder, openFile } = vscode();
  const { start, step, answer, pick } = flow();
  await openFile('requests.http');
  const before = await readFile(join(folder, 'requests.http'), 'utf8');
  await page.evaluate(() => navigator.clipboard.writeText('as it was'));
  for (const command of ['JWT: Create Vonage REST Token', 'JWT: Insert Authorization Header', 'JWT: Create Token…']) {
    await start(command, 'Accept: application/json');
    if (command.includes('REST')) await pick('New token…');
    else {
      await step('Select a recipe or a kind of token');
      await pick(/Calls to Vonage APIs/);
    }
    await step(/The UUID of the Vonage/);
    await answer();
    await step('Select the key to sign with');
    await page.keyboard.press('Escape');
  }
  await page.locator('.tab.active[data-resource-name="requests.http"]:not(.dirty)').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('as it was');
  expect(await readFile(join(folder, 'requests.http'), 'utf8')).toBe(before);
  expect(await page.locator('.notifications-toasts .notification-toast').count()).toBe(0);
});

it('leads from a key that cannot be read to the command that converts it, with the name of its file', async () => {
  const { page, folder, screenshot } = vscode();
  const { start, step, pick, option } = flow();
  /** The list of keys, anew until it has a row: a file counts as soon as VS Code tells of it. */
  const row = async (name: RegExp) => {
    await expect
      .poll(async () => {
        await start('JWT: Create Token…', 'Accept: application/json');
        await step('Select a recipe or a kind of token');
        await pick(/Any other token/);
        await step('Select the key to sign with');
        return option(name).count();
      })
      .toBe(1);
    return option(name);
  };
  // What Apple's and Microsoft's PKCS#12 begins with.
  await writeFile(join(folder, 'my store.p12'), Buffer.from('308002010330800609', 'hex'));
  await (await row(/my store\.p12.*PKCS#12 keys aren't supported\.$/)).click();
  const dialog = page.locator('.monaco-dialog-box');
  const command = 'openssl pkcs12 -nodes -in "my store.p12" -out "my store.converted.pem"';
  await dialog.getByText(`PKCS#12 keys aren't supported. Convert it with: ${command}`).waitFor();
  await screenshot('convert');
  await dialog.getByRole('button', { name: 'Copy Command' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(command);
  // What the command writes is offered.
  await writeFile(join(folder, 'my store.converted.pem'), vscode().fixtures.keys.p256);
  await row(/my store\.converted\.pem.*EC P-256/);
  await page.keyboard.press('Escape');
});
