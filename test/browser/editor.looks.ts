import { createHash, createHmac, createPrivateKey, randomUUID, sign } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CompactEncrypt } from 'jose';
import { beforeAll, describe, it, vi } from 'vitest';
import { layPictured } from '../pictures/workspace.ts';
import type { Fixtures } from '../workspace.ts';
import { useFlow } from './flow.ts';
import { useWorkbench } from './harness.ts';
import { useTheme } from './themes.ts';

vi.setConfig({ testTimeout: 60_000 });

/** What people see of each feature, to look at: a picture each, of what is waited for. */

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
const rs256 = { alg: 'RS256', typ: 'JWT' };

/** The usual workspace of pictures as a repository, with tokens and requests of all sorts. */
async function workspace(folder: string, fixtures: Fixtures): Promise<void> {
  await layPictured(folder, fixtures);
  const { keys, applicationId, vanillaSecret } = fixtures;
  const now = Math.floor(Date.now() / 1000);
  const signed = (payload: object, header: object = rs256, key = keys.rsa) => {
    const input = `${encode(header)}.${encode(payload)}`;
    return `${input}.${sign('sha256', Buffer.from(input), createPrivateKey(key)).toString('base64url')}`;
  };
  const hmac = (payload: object) => {
    const input = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(payload)}`;
    return `${input}.${createHmac('sha256', vanillaSecret).update(input).digest('base64url')}`;
  };
  const times = { iat: now - 60, exp: now + 840 };
  const rest = { application_id: applicationId, ...times, jti: randomUUID() };
  const video = { ...rest, sub: 'video', session_id: '1_MX4', scope: 'session.connect' };
  const client = { ...video, role: 'host', acl: { paths: { 'session/**': {} } }, data: 'a' };
  const disclosures = [
    ['c2FsdA', 'given_name', 'Alice'],
    ['cGVwcGVy', 'birthdate', '1990-01-31'],
  ].map((parts) => Buffer.from(JSON.stringify(parts)).toString('base64url'));
  const digests = disclosures.map((text) => createHash('sha256').update(text).digest('base64url'));
  const encrypted = await new CompactEncrypt(new TextEncoder().encode('{"sub":"me"}'))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(new Uint8Array(32));
  const files = {
    '.git/HEAD': 'ref: refs/heads/main\n',
    '.gitignore': '',
    'unknown.txt': `${signed({ sub: 'me', ...times }, rs256, keys.otherRsa)}\n`,
    'two.txt': [
      { sub: 'alice', ...times },
      { sub: 'bob', role: 'admin', ...times },
    ]
      .map((claims) => signed(claims))
      .join('\n'),
    'disclosed.txt': `${signed({ iss: 'https://issuer.example.com', ...times, _sd_alg: 'sha-256', _sd: digests })}~${disclosures.join('~')}~\n`,
    'encrypted.txt': `${encrypted}\n`,
    'faults.http': [
      'GET https://api.nexmo.com/1',
      `Authorization: Bearer ${signed({ ...rest, exp: now + 30 * 86_400 })}`,
      '### milliseconds',
      'GET https://api.nexmo.com/2',
      `Authorization: Bearer ${signed({ ...rest, exp: times.exp * 1000 })}`,
      '### unsigned',
      'GET https://api.nexmo.com/3',
      `Authorization: Bearer ${encode({ alg: 'none' })}.${encode({ sub: 'me' })}.`,
      '### a client',
      'GET https://api.nexmo.com/4',
      `Authorization: Bearer ${signed(client)}`,
      '',
    ].join('\n'),
    'client.http': `GET https://video.api.vonage.com/\nAuthorization: Bearer ${signed(client)}\n`,
    'webhook.http': [
      'POST http://localhost:3000/inbound',
      'Content-Type: application/json',
      `Authorization: Bearer ${hmac({ iss: 'Vonage', iat: now, jti: randomUUID(), api_key: 'abcd1234', payload_hash: createHash('sha256').update('{"text":"Hi"}').digest('hex') })}`,
      '',
      '{"text":"Hello"}',
      '',
    ].join('\n'),
    '.env.local': 'API_TOKEN=\n',
    'config.json': '{\n  "url": "https://api.nexmo.com",\n  "headers": { "Accept": "application/json" }\n}\n',
  };
  const settings = join(folder, '.vscode', 'settings.json');
  const mistaken = { kind: 'vonage-rest', key: 'file:private.key', secretEncoding: 'hex', expiresIn: 'soon' };
  const { 'tokensmith.recipes': recipes } = JSON.parse(await readFile(settings, 'utf8'));
  await writeFile(settings, JSON.stringify({ 'tokensmith.recipes': { ...recipes, mistaken } }, undefined, 2));
  await mkdir(join(folder, '.git'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}

const vscode = useWorkbench({ installed: true, workspace, open: 'calls.http' });
const flow = useFlow(vscode);
const shown = (text: string | RegExp) => vscode().page.getByText(text).first().waitFor();
const lens = (title: string | RegExp) => vscode().lens(title).first();

/** Opens a file with the cursor at the end of the line that has a text. */
async function at(file: string, text: string): Promise<void> {
  await vscode().openFile(file);
  await vscode().putCursor(text);
}

/** Runs a command on the token of a file. */
async function on(file: string, command: string, step?: string | RegExp): Promise<void> {
  await at(file, 'eyJ');
  await vscode().runCommand(command);
  if (step !== undefined) await flow().step(step);
}

/** Shows the hover of a file at the end of the line that has a text. */
async function hoverAt(file: string, text: string, says: string | RegExp): Promise<void> {
  await at(file, text);
  await vscode().runCommand('Show or Focus Hover');
  await vscode().page.locator('.monaco-hover:visible').getByText(says).first().waitFor();
}

/** Opens the list of what can be done where a file has a text. */
async function lightBulb(file: string, text: string, action: string | RegExp): Promise<void> {
  await at(file, text);
  await vscode().page.keyboard.press('ControlOrMeta+.');
  await vscode().page.locator('.action-widget').getByText(action).first().waitFor();
}

async function edit(): Promise<void> {
  await vscode().openFile('expired.http');
  await lens('Edit').click();
  await shown('Save and Sign in expired.http');
}

/** What is looked at, and how a person gets there. */
const sights: Readonly<Record<string, () => Promise<unknown>>> = {
  authorize: async () => {
    await vscode().openFile('calls.http');
    await lens('Authorize…').waitFor();
  },
  references: async () => {
    await vscode().openFile('references.http');
    await lens(/from \.env/).waitFor();
  },
  'reference hover': () => hoverAt('references.http', '$dotenv', 'Sent from'),
  'recipe hover': () => hoverAt('references.http', '$jwt', 'made each time httpYac sends'),
  'expired hover': () => hoverAt('expired.http', 'eyJ', 'expired 4'),
  'client hover': () => hoverAt('client.http', 'eyJ', 'session_id'),
  'webhook hover': () => hoverAt('webhook.http', 'eyJ', 'hash of another body'),
  'SD-JWT hover': () => hoverAt('disclosed.txt', 'eyJ', 'disclosed'),
  'encrypted hover': () => hoverAt('encrypted.txt', 'eyJ', 'A256GCM'),
  'key file': async () => {
    await vscode().openFile('private.key');
    await vscode().page.locator('.codelens-decoration').getByText('used by vonage').first().waitFor();
  },
  problems: async () => {
    await vscode().openFile('faults.http');
    await vscode().runCommand('Problems: Focus on Problems View');
    await vscode().page.locator('.markers-panel').getByText('30 days').first().waitFor();
  },
  'quick fixes': () => lightBulb('expired.http', 'eyJ', 'Renew token'),
  'light bulb of a variable': () => lightBulb('.env.local', 'API_TOKEN', 'Insert token…'),
  'light bulb of JSON': () => lightBulb('config.json', 'headers', 'Insert token…'),
  menu: async () => {
    const { page, openFile } = vscode();
    await openFile('expired.http');
    await lens('Renew').waitFor();
    await page.keyboard.press('ControlOrMeta+Home');
    await page.locator('.view-line span > span').filter({ hasText: 'eyJ' }).first().click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'JWT' }).hover();
    await page.getByRole('menuitem', { name: 'Decode Token' }).waitFor();
  },
  'renew without the key': async () => {
    await vscode().openFile('unknown.txt');
    await lens('Renew').click();
    await flow().step('Select the key to sign with');
  },
  'paste a key': async () => {
    await sights['renew without the key']?.();
    await flow().pick('Paste a Key…');
    await flow().step(/Paste a private key or JWK/);
  },
  'browse for a key': async () => {
    await sights['renew without the key']?.();
    await flow().pick('Browse for Key File…');
    await shown('Browse for Key File');
  },
  'another key': async () => {
    await on('unknown.txt', 'JWT: Verify Signature');
    await vscode().page.getByRole('button', { name: 'Verify with…' }).click();
    await flow().step('Select the key to verify with');
  },
  'verdict valid': async () => {
    await on('two.txt', 'JWT: Verify Signature');
    await shown(/Signature valid \(private\.key\)/);
  },
  'name of a secret': async () => {
    await vscode().runCommand('JWT: Store Secret…');
    await flow().step(/A name for this secret/);
  },
  'value of a secret': async () => {
    await sights['name of a secret']?.();
    await flow().answer('forum');
    await flow().step(/Paste the secret or the private key/);
  },
  'key to generate': async () => {
    await vscode().runCommand('JWT: Generate Key…');
    await flow().step('Select a key type');
  },
  'public key to copy': async () => {
    await vscode().runCommand('JWT: Copy Public Key…');
    await flow().step('Select the key whose public half to copy');
  },
  'form of a public key': async () => {
    await sights['public key to copy']?.();
    await flow().answer();
    await flow().step('Select the format');
  },
  'form of a copy': () => on('expired.http', 'JWT: Copy Token', 'Select what to copy'),
  'first rows': async () => {
    await at('calls.http', 'Accept');
    await vscode().runCommand('JWT: Create Token…');
    await flow().step('Select a recipe or a kind of token');
  },
  'decoded document': async () => {
    await vscode().openFile('expired.http');
    await lens('Vonage REST').click();
    await vscode().page.locator('.view-line').getByText('"exp"').first().waitFor();
  },
  'edited document': edit,
  completion: async () => {
    const { page } = vscode();
    await edit();
    await vscode().putCursor('"payload"');
    await page.keyboard.press('Enter');
    await page.keyboard.type('"');
    await page.locator('.suggest-widget:visible').getByText('acl').first().waitFor();
    await page.keyboard.press('ControlOrMeta+Space');
  },
  comparison: async () => {
    await at('two.txt', 'eyJ');
    await vscode().page.keyboard.press('ControlOrMeta+A');
    await vscode().runCommand('JWT: Compare Tokens');
    await vscode().page.locator('.monaco-diff-editor .modified').getByText('"admin"').waitFor();
  },
  'recipe with mistakes': async () => {
    await vscode().openFile('.vscode/settings.json');
    await vscode().runCommand('Problems: Focus on Problems View');
    await vscode().page.locator('.markers-panel').getByText('secretEncoding').first().waitFor();
  },
  'no editor': async () => {
    await vscode().runCommand('View: Close All Editors');
    await vscode().runCommand('JWT: Insert Authorization Header');
    await flow().pick(/\bvonage\b/);
    await shown('Authorization header copied: no editor is open.');
  },
};

/** Leaves all that was opened. */
async function leave(): Promise<void> {
  const { page, runCommand } = vscode();
  for (let times = 0; times < 3; times++) await page.keyboard.press('Escape');
  await runCommand('Notifications: Clear All Notifications');
  const panel = page.locator('.part.panel:visible');
  if (await panel.isVisible()) await page.keyboard.press('ControlOrMeta+J');
  await panel.waitFor({ state: 'hidden' });
  await runCommand('View: Revert and Close Editor');
  await runCommand('View: Close All Editors');
}

beforeAll(() => vscode().runCommand('View: Toggle Primary Side Bar Visibility'));

describe.each(['light', 'high contrast'] as const)('in %s', (theme) => {
  beforeAll(() => useTheme(vscode(), theme));

  it.each(Object.entries(sights))('%s', async (name, reach) => {
    await reach();
    await vscode().screenshot(`look ${name} ${theme}`);
    await leave();
  });
});

describe('in a restricted folder', () => {
  const restricted = useWorkbench({ installed: true, workspaceTrust: true, workspace, open: 'calls.http' });

  it('says why nothing is verified, and what leads on', async () => {
    const { page, hover, putCursor, runCommand, screenshot } = restricted();
    const card = await hover('eyJ');
    await card.getByText('Restricted Mode').waitFor();
    await screenshot('look restricted hover');
    await page.keyboard.press('Escape');
    await putCursor('eyJ');
    await runCommand('JWT: Renew Token');
    await page.locator('.notification-toast').getByRole('button', { name: 'Manage Workspace Trust' }).waitFor();
    await screenshot('look restricted message');
  });
});
