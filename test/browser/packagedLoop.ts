/** What a person does with Tokensmith from day to day, in whatever VS Code the packaged extension runs. */
import { createPublicKey } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tokenGenerate, verifySignature } from '@vonage/jwt';
import jsonwebtoken, { type JwtPayload } from 'jsonwebtoken';
import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { type Fixtures, layWorkspace } from '../workspace.ts';
import { useFlow } from './flow.ts';
import type { Workbench } from './harness.ts';

/** A workbench, whose folder may be one that nobody else sees. */
export type LoopWorkbench = Omit<Workbench, 'folder'>;

/** Lays the usual workspace, and in it a token that has expired by the time that anybody looks. */
export async function layLoop(folder: string, fixtures: Fixtures): Promise<string> {
  await layWorkspace(folder, fixtures);
  const short = tokenGenerate(fixtures.applicationId, fixtures.keys.rsa, { ttl: 2 });
  await writeFile(
    join(folder, 'short.http'),
    `GET https://api.nexmo.com/v2/applications\nAuthorization: Bearer ${short}\n`,
  );
  return folder;
}

/** Runs in the page: what VS Code has written of what extensions remember, which takes it some seconds. */
async function keptState(): Promise<string> {
  const opening = indexedDB.open('vscode-web-state-db-global');
  await new Promise((resolve) => {
    opening.onsuccess = resolve;
  });
  const reading = opening.result.transaction('ItemTable').objectStore('ItemTable').get('tokensmith.tokensmith');
  await new Promise((resolve) => {
    reading.onsuccess = resolve;
  });
  opening.result.close();
  return String(reading.result);
}

/** Defines the tests of the loop: insert, lens, hover, renew, edit, builder, and a secret that is there after a reload. */
export function testLoop(name: string, vscode: () => LoopWorkbench): void {
  const flow = useFlow(vscode);
  const editor = (file: string): Locator =>
    vscode()
      .page.locator('.editor-group-container')
      .filter({ has: vscode().page.locator(`[data-resource-name$="${file}"].active`) });

  /** The token that the editor of a file shows. */
  async function tokenIn(file: string): Promise<string> {
    const lines = await editor(file).locator('.view-line').allInnerTexts();
    return /eyJ[\w-]+\.[\w-]+\.[\w-]+/.exec(lines.join(''))?.[0] ?? '';
  }

  it('finds the key of the folder, and inserts a token that Vonage accepts', async () => {
    const { page, openFile, screenshot, fixtures, putCursor, runCommand, answer, lens, hover } = vscode();
    await openFile('requests.http');
    await putCursor('Accept: application/json');
    await runCommand('JWT: Insert Authorization Header');
    await answer('Vonage REST');
    const { step } = flow();
    await step(/Application ID/);
    await answer(fixtures.applicationId);
    await page.getByRole('option', { name: /private\.key.*RSA 2048/ }).click();
    await lens(/Vonage REST · expires in \d+ minutes · ✓ private.key/).waitFor();
    const publicKey = createPublicKey(fixtures.keys.rsa).export({ type: 'spki', format: 'pem' }).toString();
    expect(verifySignature(await tokenIn('requests.http'), publicKey)).toBe(true);
    const card = await hover('eyJ');
    await expect.poll(() => card.textContent()).toContain('application_id');
    await screenshot(`${name} 1 inserted`);
    await page.keyboard.press('Escape');
  });

  it('renews an expired token', async () => {
    const { openFile, lens, screenshot, fixtures } = vscode();
    await openFile('short.http');
    await lens(/Vonage REST · expired .* · ✓ private.key/).waitFor({ timeout: 20_000 });
    const before = await tokenIn('short.http');
    await lens('Renew').first().click();
    await expect.poll(() => tokenIn('short.http')).not.toBe(before);
    await screenshot(`${name} 2 renewed`);
    jsonwebtoken.verify(await tokenIn('short.http'), fixtures.keys.rsaPublic, { ignoreExpiration: true });
  });

  it('edits a token as JSON, which saving signs', async () => {
    const { page, lens, screenshot, runCommand, fixtures } = vscode();
    await lens('Edit').first().click();
    const exp = editor('Vonage REST.json').locator('.view-line', { hasText: '"exp"' });
    // Behind the number stands a hint, on which no click puts the cursor at the end.
    await exp.getByText(/^\d{10}$/).dblclick();
    await page.keyboard.type('1900000000');
    await runCommand('File: Save');
    const claims = async () => jsonwebtoken.decode(await tokenIn('short.http')) as JwtPayload;
    await expect.poll(async () => (await claims()).exp).toBe(1_900_000_000);
    jsonwebtoken.verify(await tokenIn('short.http'), fixtures.keys.rsaPublic, { ignoreExpiration: true });
    await screenshot(`${name} 3 edited`);
  });

  it('makes a token in the Token Builder', async () => {
    const { page, screenshot, runCommand } = vscode();
    await runCommand('JWT: Open Token Builder');
    const builder = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    await builder.getByRole('button', { name: 'Use env:VONAGE_APPLICATION_ID' }).click();
    await builder.getByRole('button', { name: 'Create', exact: true }).click();
    await builder.getByText(/^eyJ/).first().waitFor();
    await screenshot(`${name} 4 builder`);
  });

  it('keeps a secret over a reload', async () => {
    const { page, screenshot, runCommand, reload } = vscode();
    const { step, answer } = flow();
    await runCommand('JWT: Store Secret…');
    await step(/^Name/);
    await answer('forum');
    await step(/^Secret$/);
    await answer('0123456789abcdef0123456789abcdef');
    await page
      .getByText(/The secret is stored|Secret stored/)
      .first()
      .waitFor();
    await expect.poll(() => page.evaluate(keptState), { timeout: 30_000 }).toContain('forum');
    await reload();
    await runCommand('JWT: Forget Secret…');
    await page.getByRole('option', { name: /forum/ }).waitFor();
    await screenshot(`${name} 5 secret`);
    await page.keyboard.press('Escape');
  });
}
