/** Makes the pictures of the README, in docs/pictures, as a person would come to see them. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { root } from '../../scripts/host/paths.ts';
import { chooseKind, openBuilder } from '../browser/builderPage.ts';
import { useWorkbench } from '../browser/harness.ts';

const folder = join(root, 'docs', 'pictures');
const recipe = { kind: 'vonage-rest', applicationId: 'env:VONAGE_APPLICATION_ID', key: 'file:private.key' };

const vscode = useWorkbench({
  open: 'requests.http',
  size: { width: 1000, height: 560 },
  settings: {
    'tokensmith.recipes': { vonage: recipe },
    'editor.minimap.enabled': false,
    'chat.commandCenter.enabled': false,
  },
});

/** Saves what is seen as a picture of the README. */
async function picture(name: string): Promise<void> {
  await vscode().page.screenshot({ path: join(folder, `${name}.png`) });
}

async function saved(): Promise<string> {
  await vscode().runCommand('File: Save');
  const text = () => readFile(join(vscode().folder, 'requests.http'), 'utf8');
  await expect.poll(text).toContain('Bearer eyJ');
  return text();
}

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  await vscode().runCommand('View: Toggle Primary Side Bar Visibility');
});

it('the loop', async () => {
  const { putCursor, runCommand, answer, lens } = vscode();
  await putCursor('Accept: application/json');
  await runCommand('JWT: Insert Authorization Header');
  await answer('vonage');
  await lens(/✓ private\.key/)
    .first()
    .waitFor();
  await saved();
  await picture('loop');
});

it('reading a token', async () => {
  const { hover, page } = vscode();
  const card = await hover('eyJ');
  await expect.poll(() => card.textContent()).toContain('application_id');
  await picture('hover');
  await page.keyboard.press('Escape');
});

it('the Token Builder', async () => {
  const { page } = vscode();
  await page.setViewportSize({ width: 1200, height: 760 });
  const builder = await openBuilder(vscode());
  await chooseKind(builder, 'Vonage Video client');
  await vscode().runCommand('View: Join All Editor Groups');
  await picture('builder');
});

it('the walkthrough, to look at', async () => {
  const { page, runCommand, answer, screenshot } = vscode();
  await runCommand('Welcome: Open Walkthrough...');
  await answer('Get Started with Tokensmith');
  await page.getByText('Have a key').first().waitFor();
  await screenshot('walkthrough');
});
