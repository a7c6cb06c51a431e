import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { expect, it, vi } from 'vitest';
import type { Fixtures } from '../workspace.ts';
import { useFlow } from './flow.ts';
import { useWorkbench } from './harness.ts';

vi.setConfig({ testTimeout: 120_000 });

/** How many keys and clicks a token takes, once its command was chosen: the numbers are what is promised. */

const requests = [
  '### one',
  'GET https://api.nexmo.com/v1/calls',
  '',
  '### two',
  'GET https://api.nexmo.com/v1/two',
  '',
];
const application = randomUUID();

/** A folder with a key in it and nothing else, but for a file of requests to look at. */
async function workspace(folder: string, { keys }: Fixtures): Promise<void> {
  await mkdir(folder);
  await writeFile(join(folder, 'private.key'), keys.rsa);
  await writeFile(join(folder, 'requests.http'), requests.join('\n'));
}

const vscode = useWorkbench({ installed: true, workspace, open: 'requests.http' });
const flow = useFlow(vscode);

/** What a person does in the quick input; `did` says what that was, in order. */
function counted() {
  const { page } = vscode();
  const { start, step, copied } = flow();
  const did: string[] = [];
  return {
    did,
    start,
    step,
    copied,
    async enter(): Promise<void> {
      did.push('Enter');
      await page.keyboard.press('Enter');
    },
    async paste(text: string): Promise<void> {
      did.push('paste');
      await page.evaluate((copy) => navigator.clipboard.writeText(copy), text);
      await page.keyboard.press('ControlOrMeta+V');
    },
  };
}

const header = async (place: number): Promise<string> => {
  await vscode().runCommand('File: Save');
  const read = async () => (await readFile(join(vscode().folder, 'requests.http'), 'utf8')).split('###')[place] ?? '';
  await expect.poll(read).toContain('Authorization: Bearer eyJ');
  return /Bearer (\S+)/.exec(await read())?.[1] ?? '';
};

it('a request is authorized in an empty folder by three Enters and a paste', async () => {
  const { did, start, step, enter, paste } = counted();
  await start('JWT: Insert Authorization Header', 'v1/calls');
  await step('Select a recipe or a kind of token', 'few steps 1 kinds');
  await enter();
  await step(/The UUID of the Vonage application/, 'few steps 2 application');
  await paste(application);
  await enter();
  await step('Select the key to sign with', 'few steps 3 key');
  await enter();
  await vscode().lens('Vonage REST · expires in 15 minutes · ✓ private.key').waitFor();
  expect(did).toEqual(['Enter', 'paste', 'Enter', 'Enter']);
  expect(decodeJwt(await header(1))).toMatchObject({ application_id: application });
  await vscode().screenshot('few steps 4 authorized');
});

it('a second request is authorized by one Enter', async () => {
  const { did, start, step, enter } = counted();
  await start('JWT: Insert Authorization Header', 'v1/two');
  await step('Select a recipe or a kind of token');
  await enter();
  await expect.poll(() => vscode().lens('Vonage REST').count()).toBe(2);
  expect(decodeJwt(await header(2))).toMatchObject({ application_id: application });
  expect(did).toEqual(['Enter']);
});

/** Expects the last token of a command to be made and copied again by two Enters, with these claims among its own. */
async function expectAgain(command: string, what: string, picture: string, claims: object): Promise<void> {
  const { page } = vscode();
  const { did, start, step, enter } = counted();
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await start(command);
  await step(what, picture);
  await enter();
  await step('The token is ready');
  await enter();
  await expect
    .poll(async () => decodeJwt(await page.evaluate(() => navigator.clipboard.readText())))
    .toMatchObject(claims);
  expect(did).toEqual(['Enter', 'Enter']);
}

it('a second video token is copied by two Enters', async () => {
  const { start, step, copied } = counted();
  await start('JWT: Create Vonage Video Token');
  await step(/The UUID of the Vonage application/);
  await flow().answer(application);
  await step(/The session that the client may join/);
  await flow().answer('1_MX4');
  await step(/What the client may do/);
  await flow().answer();
  await step(/Text about the client/);
  await flow().answer('');
  await step('Select the key to sign with');
  await flow().answer();
  expect(decodeJwt(await copied())).toMatchObject({ session_id: '1_MX4' });
  await expectAgain('JWT: Create Vonage Video Token', 'Lets a client join a video session', 'few steps 5 video again', {
    session_id: '1_MX4',
    application_id: application,
  });
});

it('a second Vanilla token is copied by two Enters', async () => {
  const { start, step, copied } = counted();
  await writeFile(join(vscode().folder, '.env'), `VANILLA_SECRET=${'s'.repeat(32)}\n`);
  await start('JWT: Create Vanilla Token');
  const answers = {
    Issuer: 'https://sso.example.com',
    Subject: '42',
    Audience: 'https://community.example.com',
    'E-mail': 'a@example.com',
    'Display name': 'Alice',
  };
  for (const [label, answer] of Object.entries(answers)) {
    await step(new RegExp(`: ${label} \\(`));
    await flow().answer(answer);
  }
  await step('Select the key to sign with');
  await flow().pick(/VANILLA_SECRET/);
  expect(decodeJwt(await copied())).toMatchObject({ sub: '42' });
  await expectAgain(
    'JWT: Create Vanilla Token',
    'Calls to the API of a Vanilla community',
    'few steps 6 vanilla again',
    { sub: '42', displayname: 'Alice' },
  );
});

it('the first row is what works: not what was made with a key that is gone', async () => {
  const { start } = counted();
  await writeFile(join(vscode().folder, '.env'), '');
  await start('JWT: Create Token…');
  await expect
    .poll(async () => (await flow().options('Select a recipe or a kind of token'))[0])
    .toMatch(/^Vonage Video client · 1_MX4 · private\.key/);
});

it('a new key of a Vonage kind says first that its public half is needed there, and copies it', async () => {
  const { page, folder, screenshot } = vscode();
  const { start, step, pick, answer } = flow();
  await start('JWT: Create Vonage User Token');
  await step(/The UUID of the Vonage application/);
  await answer(application);
  await step(/The name of the user/);
  await answer('Alice');
  await step(/The paths this token may access/);
  await answer();
  await step('Select the key to sign with');
  await pick('Generate Key…');
  await step('Select a key type');
  await pick('RSA 2048');
  await step(/File name for the private key/);
  await answer('vonage.key');
  await step('Add the public key to your application at Vonage before you use a token', 'few steps 7 upload');
  // Nothing is there before the last answer.
  await expect(readFile(join(folder, 'vonage.key'))).rejects.toThrow();
  await page.evaluate(() => navigator.clipboard.writeText('as it was'));
  await answer();
  await step('The token is ready', 'few steps 8 generated');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('-----BEGIN PUBLIC KEY-----');
  await page.locator('.notification-toast').getByText('Add the public key to your application at Vonage.').waitFor();
  await screenshot('few steps 9 toast');
  await page.keyboard.press('Escape');
});

it('Escape at any step leaves text, clipboard and folder as they were', async () => {
  const { page, folder, openFile } = vscode();
  const { start, step, pick, answer } = flow();
  await vscode().runCommand('File: Save All Files');
  await openFile('requests.http');
  const files = () => Promise.all([readdir(folder), readFile(join(folder, 'requests.http'), 'utf8')]);
  const before = await files();
  await page.evaluate(() => navigator.clipboard.writeText('as it was'));
  const generate = async () => {
    await pick('New token…');
    await step(/The UUID of the Vonage application/);
    await answer();
    await step('Select the key to sign with');
    await pick('Generate Key…');
    await step('Select a key type');
  };
  const ways: readonly (readonly [command: string, line: string, steps: () => Promise<void>])[] = [
    ['JWT: Create Broken Variant for Testing…', 'Authorization', () => step(/Select what to break/)],
    [
      'JWT: Create Broken Variant for Testing…',
      'Authorization',
      async () => {
        await step(/Select what to break/);
        await pick('Several as a fixture…');
        await page.getByText('7 Selected').waitFor();
        await answer();
        await step('Select where to put the fixture', 'few steps 10 fixture');
      },
    ],
    ['JWT: Create Vonage REST Token', 'GET', generate],
    [
      'JWT: Create Vonage REST Token',
      'GET',
      async () => {
        await generate();
        await pick('RSA 2048');
        await step(/File name for the private key/);
        await answer('other.key');
        await step(/Add the public key to your application/);
      },
    ],
  ];
  for (const [command, line, steps] of ways) {
    await start(command, line);
    await steps();
    await page.keyboard.press('Escape');
    await page.locator('.quick-input-widget:visible').waitFor({ state: 'hidden' });
  }
  expect(await files()).toEqual(before);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('as it was');
});
