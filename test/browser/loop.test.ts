import { createPublicKey } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tokenGenerate, verifySignature } from '@vonage/jwt';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { expect, it } from 'vitest';
import { useWorkbench } from './harness.ts';

const vscode = useWorkbench({ theme: 'light', open: 'requests.http' });

async function savedToken(): Promise<string> {
  const { folder, runCommand } = vscode();
  const token = async () => /Bearer (eyJ\S+)/.exec(await readFile(join(folder, 'requests.http'), 'utf8'))?.[1] ?? '';
  await runCommand('File: Save');
  await expect.poll(token).not.toBe('');
  return token();
}

it('inserts a token that Vonage accepts, from the palette', async () => {
  const { page, fixtures, putCursor, runCommand, answer, lens, hover, screenshot } = vscode();
  await putCursor('Accept: application/json');
  await runCommand('JWT: Insert Authorization Header');
  await answer('Vonage REST');
  await page.getByText('The UUID of the Vonage application').waitFor();
  await screenshot('loop 1 application id');
  await answer(fixtures.applicationId);
  await page.getByRole('option', { name: /private\.key.*RSA 2048/ }).waitFor();
  await screenshot('loop 2 key');
  await page.keyboard.press('Enter');
  await lens('Vonage REST · expires in 15 minutes · ✓ private.key').waitFor();
  await screenshot('loop 3 lens');

  const token = await savedToken();
  const publicKey = createPublicKey(fixtures.keys.rsa).export({ type: 'spki', format: 'pem' }).toString();
  expect(verifySignature(token, publicKey)).toBe(true);
  const theirs = tokenGenerate(fixtures.applicationId, fixtures.keys.rsa);
  expect(decodeProtectedHeader(token)).toEqual(decodeProtectedHeader(theirs));
  expect(Object.keys(decodeJwt(token)).sort()).toEqual(Object.keys(decodeJwt(theirs)).sort());

  const card = await hover('eyJ');
  await expect.poll(() => card.textContent()).toContain('application_id');
  await screenshot('loop 4 hover');
});

it('says when a token has expired, and renews it with one click', async () => {
  const { fixtures, folder, page, lens, openFile, screenshot } = vscode();
  const short = tokenGenerate(fixtures.applicationId, fixtures.keys.rsa, { ttl: 2 });
  await page.keyboard.press('Escape');
  await writeFile(
    join(folder, 'short.http'),
    `GET https://api.nexmo.com/v2/applications\nAuthorization: Bearer ${short}\n`,
  );
  await openFile('short.http');
  await lens(/Vonage REST · expired less than a minute ago · ✓ private.key/).waitFor({ timeout: 20_000 });
  await screenshot('loop 5 expired');
  await lens('Renew').first().click();
  await lens(/expires in less than a minute|expired/)
    .first()
    .waitFor();
  await expect
    .poll(async () => (await page.locator('.view-line').allInnerTexts()).join(''))
    .not.toContain(short.slice(-20));
  await screenshot('loop 6 renewed');
});
