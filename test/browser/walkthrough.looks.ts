import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AxeResults, ElementContext, RunOptions } from 'axe-core';
import type { Locator } from 'playwright-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { root } from '../../scripts/host/paths.ts';
import { layPictured } from '../pictures/workspace.ts';
import { useFlow } from './flow.ts';
import { useWorkbench } from './harness.ts';
import { themeNames, useTheme } from './themes.ts';
import { openStep, openWalkthrough, stepOf } from './walkthrough.ts';

vi.setConfig({ testTimeout: 120_000 });

const vscode = useWorkbench({ installed: true, workspace: layPictured, open: 'calls.http' });
const flow = useFlow(vscode);

const steps = ['key', 'token', 'insert', 'renew', 'share'];

/** What of the page holds texts of Tokensmith; all else is VS Code's. */
const ours = ['.category-title', '.category-description', '.step-title', '.step-description-container'];

const open = (): Promise<Locator> => openWalkthrough(vscode(), 'Get Started with Tokensmith');

beforeAll(() => vscode().runCommand('View: Toggle Primary Side Bar Visibility'));

it.each(themeNames)('has nothing that axe finds, in the theme %s', async (theme) => {
  const { page, screenshot } = vscode();
  await useTheme(vscode(), theme);
  const walkthrough = await open();
  await page.evaluate(await readFile(join(root, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8'));
  for (const step of steps) {
    await openStep(walkthrough, step);
    await page.mouse.move(1, 1);
    const { violations } = await page.evaluate(
      (ours) =>
        (
          globalThis as unknown as {
            readonly axe: { run: (context: ElementContext, options: RunOptions) => Promise<AxeResults> };
          }
        ).axe.run({ include: ours }, { resultTypes: ['violations'] }),
      ours,
    );
    await screenshot(`walkthrough ${theme} ${step}`);
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, any }) => `${id} ${target} ${any[0]?.message}`),
    );
    expect.soft(found, step).toEqual([]);
  }
});

async function isDone(id: string): Promise<string | null> {
  const walkthrough = await open();
  await openStep(walkthrough, id);
  return stepOf(walkthrough, id).locator('[data-done-step-id]').getAttribute('aria-checked');
}

it('has ticked what was done before it was opened: a key and recipes are there', async () => {
  await open();
  const ticked = async () => Promise.all(['key', 'share'].map(isTicked));
  await expect.poll(ticked).toEqual(['true', 'true']);
  expect(await Promise.all(['token', 'insert', 'renew'].map(isTicked))).toEqual(['false', 'false', 'false']);
});

async function isTicked(id: string): Promise<string | null> {
  return stepOf(vscode().page.locator('.gettingStartedSlideDetails'), id)
    .locator('[data-done-step-id]')
    .getAttribute('aria-checked');
}

/** What completes each step, as a person does it; the command may be left without doing anything. */
const completions: Readonly<Record<string, () => Promise<unknown>>> = {
  token: async () => {
    const walkthrough = await open();
    await openStep(walkthrough, 'token');
    await stepOf(walkthrough, 'token').getByRole('button', { name: 'Create Token' }).click();
    await flow().step('Select a recipe or a kind of token');
  },
  insert: async () => {
    await flow().start('JWT: Insert Authorization Header', 'Accept: application/json');
    await flow().step('Select a recipe or a kind of token');
  },
  renew: async () => {
    await vscode().openFile('calls.http');
    await vscode().lens('Renew').first().click();
    await vscode().lens('expires in 15 minutes').waitFor();
  },
};

it.each(Object.entries(completions))('has its step "%s" completed by what a person does', async (id, complete) => {
  expect(await isDone(id)).toBe('false');
  await complete();
  await vscode().page.keyboard.press('Escape');
  await expect.poll(() => isDone(id)).toBe('true');
});

it('leads to the setting of recipes', async () => {
  const { page, screenshot } = vscode();
  const walkthrough = await open();
  await openStep(walkthrough, 'share');
  await stepOf(walkthrough, 'share').getByRole('button', { name: 'Open Settings' }).click();
  await page.locator('.settings-editor').getByText('Named recipes: everything needed').waitFor();
  await screenshot('walkthrough settings');
});

describe('in an empty folder', () => {
  const elsewhere = useWorkbench({
    installed: true,
    workspace: async (folder) => {
      await mkdir(join(folder, '.vscode'), { recursive: true });
      await writeFile(join(folder, '.vscode', 'settings.json'), '{}');
    },
  });

  it('a key file that comes into the folder and a recipe complete their steps', async () => {
    const { page, folder, fixtures, screenshot } = elsewhere();
    const walkthrough = await openWalkthrough(elsewhere(), 'Get Started with Tokensmith');
    const ticked = (id: string) => stepOf(walkthrough, id).locator('[data-done-step-id]').getAttribute('aria-checked');
    await openStep(walkthrough, 'key');
    expect([await ticked('key'), await ticked('share')]).toEqual(['false', 'false']);
    await screenshot('walkthrough key file');
    await stepOf(walkthrough, 'key').getByRole('button', { name: 'I Have a Key File' }).click();
    // VS Code's own dialog for files.
    await page.locator('.quick-input-widget:visible').getByText('Browse for Key File').waitFor();
    await screenshot('walkthrough key file dialog');
    await page.keyboard.press('Escape');
    expect(await ticked('key')).toBe('false');
    await writeFile(join(folder, 'mine.key'), fixtures.keys.rsa);
    await expect.poll(() => ticked('key')).toBe('true');
    const settings = { 'tokensmith.recipes': { vonage: { kind: 'vonage-rest' } } };
    await writeFile(join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
    await expect.poll(() => ticked('share')).toBe('true');
  });
});
