/** Makes the pictures of the README, in docs/pictures, as a person would come to see them. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it, vi } from 'vitest';
import { root } from '../../scripts/host/paths.ts';
import { chooseKind, create, fill, openBuilder } from '../browser/builderPage.ts';
import { useFlow } from '../browser/flow.ts';
import { useWorkbench } from '../browser/harness.ts';
import { layPictured } from './workspace.ts';

vi.setConfig({ testTimeout: 120_000 });

const folder = join(root, 'docs', 'pictures');

const vscode = useWorkbench({
  installed: true,
  workspace: layPictured,
  open: 'calls.http',
  // What says nothing about Tokensmith stays out.
  settings: {
    'breadcrumbs.enabled': false,
    'editor.lightbulb.enabled': 'off',
    'editor.minimap.enabled': false,
    'editor.overviewRulerBorder': false,
    'editor.scrollbar.horizontal': 'hidden',
    'editor.scrollbar.vertical': 'hidden',
    'workbench.editor.openSideBySideDirection': 'down',
    'workbench.activityBar.location': 'hidden',
    'workbench.editor.editorActionsLocation': 'hidden',
  },
});
const flow = useFlow(vscode);

/** Saves the editors, at a size in CSS pixels, as a picture of the README. */
async function picture(name: string): Promise<void> {
  const { page } = vscode();
  const clip = await page.locator('.part.editor').boundingBox();
  if (!clip) throw new Error('no editor is there');
  await page.screenshot({ path: join(folder, `${name}.png`), clip });
}

/** Gives the editors a size, in CSS pixels. */
async function setSize(width: number, height: number): Promise<void> {
  const { page } = vscode();
  const around = async (): Promise<readonly [number, number]> => {
    const [all, part] = [page.viewportSize(), await page.locator('.part.editor').boundingBox()];
    return [(all?.width ?? 0) - (part?.width ?? 0), (all?.height ?? 0) - (part?.height ?? 0)];
  };
  const [left, top] = await around();
  await page.setViewportSize({ width: width + left, height: height + top });
  await expect.poll(async () => (await page.locator('.part.editor').boundingBox())?.width).toBe(width);
}

async function closeAll(): Promise<void> {
  await vscode().runCommand('File: Save All Files');
  await vscode().runCommand('View: Close All Editors');
}

/** Takes the mouse to where nothing answers to it. */
const moveAway = (): Promise<void> => vscode().page.mouse.move(1, 1);

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  await vscode().runCommand('View: Toggle Primary Side Bar Visibility');
});

it('the loop: a token inserted into one request, and one to renew in another', async () => {
  const { page, putCursor, runCommand, answer, lens } = vscode();
  await setSize(900, 330);
  await putCursor('Accept: application/json');
  await runCommand('JWT: Insert Authorization Header');
  await answer('vonage');
  await lens(/expires in 15 minutes · ✓ private\.key/).waitFor();
  await lens(/expired 45 minutes ago · ✓ private\.key/).waitFor();
  await page.locator('.squiggly-warning').first().waitFor();
  await moveAway();
  await picture('loop');
});

it('what a token says', async () => {
  const { page } = vscode();
  await page
    .locator('.squiggly-warning')
    .first()
    .hover({ force: true, position: { x: 60, y: 2 } });
  const card = page.locator('.monaco-hover:visible');
  await card.getByText('application_id').waitFor();
  await picture('hover');
  await page.keyboard.press('Escape');
});

it('where requests have their tokens', async () => {
  const { page, lens, openFile } = vscode();
  await closeAll();
  await setSize(900, 390);
  await openFile('references.http');
  await lens(/expires in 1\d minutes · ✓ private\.key/).waitFor();
  await lens(/Authorization expires in 1\d minutes · from \.env/).waitFor();
  // A lens that leads nowhere is no link.
  await page.locator('.codelens-decoration').getByText('Authorization made at send from vonage').waitFor();
  await moveAway();
  await picture('references');
});

it('an expired token, edited', async () => {
  const { page, lens, openFile, answer, runCommand } = vscode();
  await closeAll();
  await setSize(900, 460);
  await openFile('expired.http');
  await lens(/expired 4\d minutes ago · ✓ private\.key/).waitFor();
  await page.keyboard.press('Control+G');
  await answer(':2:30');
  await runCommand('JWT: Edit and Re-sign Token');
  await page.locator('.editor-group-container.active .view-line').filter({ hasText: '"payload"' }).waitFor();
  await runCommand('Increase Current View Size');
  await moveAway();
  await picture('edit');
});

it('a session for a client, in the Token Builder', async () => {
  await closeAll();
  await setSize(1000, 560);
  const builder = await openBuilder(vscode());
  await chooseKind(builder, 'Vonage Video client');
  await fill(builder, { 'Application ID': 'env:VONAGE_APPLICATION_ID', 'Session ID': '2_MX4xMjM0NTY3OH5-MTc5NTM0' });
  await create(builder);
  await builder.locator('.status p').waitFor({ state: 'detached' });
  await moveAway();
  await picture('builder');
});

it('a token of a community', async () => {
  const { page, lens, openFile, putCursor, runCommand } = vscode();
  await closeAll();
  await setSize(900, 180);
  await openFile('community.http');
  await runCommand('JWT: Store Secret…');
  await flow().step(/A name for this secret/);
  await flow().answer('forum');
  await flow().step(/Paste the secret or the private key/);
  await flow().answer(vscode().fixtures.vanillaSecret);
  await page.getByText('Use it in recipes as secret:forum').first().waitFor();
  await runCommand('Notifications: Clear All Notifications');
  await putCursor('Accept: application/json');
  await runCommand('JWT: Insert Authorization Header');
  await flow().answer('forum');
  await lens(/Vanilla · expires in 15 minutes · ✓ secret:forum/).waitFor();
  await moveAway();
  await picture('vanilla');
});

it('a recipe, with what may be in it', async () => {
  const { page, openFile, putCursor } = vscode();
  await closeAll();
  await setSize(900, 400);
  await openFile('.vscode/settings.json');
  await putCursor('"key": "file:private.key"');
  await page.keyboard.type(',');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ControlOrMeta+Space');
  await page.locator('.suggest-widget').getByText('expiresIn').first().waitFor();
  const chosen = page.locator('.suggest-widget .monaco-list-row.focused');
  await expect
    .poll(() => page.keyboard.press('ArrowDown').then(() => chosen.innerText()), { interval: 200 })
    .toContain('expiresIn');
  await page.keyboard.press('ControlOrMeta+Space');
  await page.locator('.suggest-details').getByText('How long the token is valid').waitFor();
  await picture('recipe');
});
