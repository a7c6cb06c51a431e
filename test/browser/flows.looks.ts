import { createPrivateKey, sign } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { type Fixtures, layWorkspace } from '../workspace.ts';
import { useFlow } from './flow.ts';
import { useWorkbench } from './harness.ts';
import { themeNames, useTheme } from './themes.ts';

vi.setConfig({ testTimeout: 120_000 });

/** Flows, hovers and messages to look at, in each theme and at two widths. */

function token(header: object, payload: object, key: string): string {
  const input = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${input}.${sign('sha256', Buffer.from(input), createPrivateKey(key)).toString('base64url')}`;
}

/** Thirty claims with names that begin alike, of a key that an issuer publishes. */
function manyClaims(): object {
  const now = Math.floor(Date.now() / 1000);
  const long = ['service-account.name', 'service-account.uid', 'namespace', 'pod.name', 'pod.uid', 'node.name'];
  return {
    iss: 'https://accounts.google.com',
    sub: '110169484474386276334',
    aud: 'https://api.example.com',
    iat: now - 60,
    exp: now + 3540,
    ...Object.fromEntries(long.map((name) => [`kubernetes.io/serviceaccount/${name}`, `${name}-0123456789`.repeat(3)])),
    ...Object.fromEntries(
      Array.from({ length: 19 }, (_, i) => [`https://example.com/claims/group_${i}`, `value ${i}`]),
    ),
  };
}

async function workspace(folder: string, fixtures: Fixtures): Promise<void> {
  await layWorkspace(folder, fixtures);
  const many = token(
    { alg: 'RS256', kid: '2f9a8c1d-7a4b-4c0e-9d53-8be1f0c2a6d7', typ: 'JWT' },
    manyClaims(),
    fixtures.keys.otherRsa,
  );
  await writeFile(join(folder, 'signed.txt'), token({ alg: 'RS256' }, { sub: 'me', exp: 4e9 }, fixtures.keys.rsa));
  await writeFile(join(folder, 'many.txt'), `${many}\n\nnothing here\n`);
  await writeFile(join(folder, 'curl.sh'), 'curl https://api.example.com/calls\n');
}

const vscode = useWorkbench({ installed: true, workspace, open: 'requests.http' });
const flow = useFlow(vscode);
const toast = () => vscode().page.locator('.notification-toast');

beforeAll(() => vscode().runCommand('View: Toggle Primary Side Bar Visibility'));

describe.each(themeNames)('in %s', (theme) => {
  it('the hover of thirty claims has its life in the first line and its links in sight, wide and narrow', async () => {
    const { page, openFile, hover, screenshot } = vscode();
    await useTheme(vscode(), theme);
    await openFile('many.txt');
    for (const [size, width] of [
      ['wide', 1400],
      ['narrow', 480],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      // To the start of the line, and the mouse away from it, so that it comes anew.
      await page.keyboard.press('ControlOrMeta+Home');
      await page.mouse.move(200, 850);
      const card = await hover('eyJ');
      await card.getByText('signature not verified').waitFor();
      const box = await card.boundingBox();
      const bottom = (box?.y ?? 0) + (box?.height ?? 0);
      const links = await card.getByText('Decode', { exact: true }).boundingBox();
      await screenshot(`looks hover ${theme} ${size}`);
      expect.soft((links?.y ?? bottom) + (links?.height ?? 0), size).toBeLessThanOrEqual(bottom);
      expect.soft((await card.getByText('expires in').first().boundingBox())?.y ?? 0).toBeLessThan((box?.y ?? 0) + 60);
      await page.keyboard.press('Escape');
    }
    await page.setViewportSize({ width: 1400, height: 900 });
  });

  it('a verdict, and a message with its way out, are in sight whole', async () => {
    const { page, putCursor, runCommand, screenshot } = vscode();
    await putCursor('eyJ');
    await runCommand('JWT: Verify Signature');
    await toast()
      .getByText(/Signature not verified: no key in this workspace matches \(kid 2f9a/)
      .waitFor();
    await toast().getByRole('button', { name: 'Copy Download Command' }).waitFor();
    await screenshot(`looks verdict ${theme}`);
    await runCommand('Notifications: Clear All Notifications');
    await vscode().openFile('curl.sh');
    await page.evaluate(() => navigator.clipboard.writeText('nothing'));
    await runCommand('JWT: Verify Signature');
    await toast().getByRole('button', { name: 'Open Token Builder' }).waitFor();
    await screenshot(`looks message ${theme}`);
    await runCommand('Notifications: Clear All Notifications');
  });

  it('flows: variants, a key, a light bulb', async () => {
    const { page, openFile, putCursor, runCommand, screenshot } = vscode();
    const { step, pick } = flow();
    await openFile('signed.txt');
    await putCursor('eyJ');
    await runCommand('JWT: Create Broken Variant for Testing…');
    await step(/Select what to break/);
    await screenshot(`looks variant ${theme}`);
    await pick('Several as a fixture…');
    await page.getByText('7 Selected').waitFor();
    await page.mouse.move(700, 850);
    await screenshot(`looks variants ${theme}`);
    await page.keyboard.press('Enter');
    await step('Select where to put the fixture', `looks fixture ${theme}`);
    await page.keyboard.press('Escape');
    await openFile('curl.sh');
    await putCursor('curl');
    await page.keyboard.press('ControlOrMeta+.');
    await page.getByText('Insert token…').waitFor();
    await screenshot(`looks light bulb ${theme}`);
    await page.keyboard.press('Escape');
    await runCommand('JWT: Create Vonage User Token');
    await step(/The UUID of the Vonage/, `looks field ${theme}`);
    await page.keyboard.press('Enter');
    await step(/The name of the user/);
    await flow().answer('Alice');
    await step(/The paths this token may access/, `looks acl ${theme}`);
    await page.keyboard.press('Enter');
    await step('Select the key to sign with', `looks key ${theme}`);
    await pick('Generate Key…');
    await step('Select a key type');
    await pick('RSA 2048');
    await step(/File name for the private key/);
    await page.keyboard.press('Enter');
    await step(/Add the public key to your application at Vonage/, `looks upload ${theme}`);
    await page.keyboard.press('Escape');
  });
});
