import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AxeResults, ElementContext, RunOptions } from 'axe-core';
import type { Locator } from 'playwright-core';
import { beforeAll, expect, it, vi } from 'vitest';
import { root } from '../../scripts/host/paths.ts';
import { layPictured } from '../pictures/workspace.ts';
import { useFlow } from './flow.ts';
import { useWorkbench } from './harness.ts';
import { openStep, openWalkthrough, stepOf } from './walkthrough.ts';

vi.setConfig({ testTimeout: 120_000 });

const vscode = useWorkbench({ installed: true, workspace: layPictured, open: 'calls.http' });
const flow = useFlow(vscode);

const themes = {
  'Light+': 'vs',
  'Dark+': 'vs-dark',
  'Default High Contrast': 'hc-black',
  'Default High Contrast Light': 'hc-light',
} as const;

const steps = ['key', 'token', 'insert', 'renew', 'share'];

/** What of the page holds texts of Tokensmith; all else is VS Code's. */
const ours = ['.category-title', '.category-description', '.step-title', '.step-description-container'];

const open = (): Promise<Locator> => openWalkthrough(vscode(), 'Get Started with Tokensmith');

/** Changes settings of the folder. */
async function useSettings(settings: object): Promise<void> {
  const file = join(vscode().folder, '.vscode', 'settings.json');
  await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), ...settings }));
}

beforeAll(() => vscode().runCommand('View: Toggle Primary Side Bar Visibility'));

it.each(Object.entries(themes))('has nothing that axe finds, in the theme %s', async (theme, className) => {
  const { page, screenshot } = vscode();
  await useSettings({ 'workbench.colorTheme': theme });
  await page.locator(`.monaco-workbench.${className}`).waitFor();
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

/** What completes each step, as a person does it; the command may be left without doing anything. */
const completions: Readonly<Record<string, () => Promise<unknown>>> = {
  key: async () => {
    await stepOf(await open(), 'key')
      .getByRole('button', { name: 'Generate Key' })
      .click();
    await flow().step(/Select a key type/);
  },
  token: async () => {
    await stepOf(await open(), 'token')
      .getByRole('button', { name: 'Create Token' })
      .click();
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
  share: () => useSettings({ 'tokensmith.recipes': { vonage: { kind: 'vonage-rest' } } }),
};

it.each(Object.entries(completions))('has its step "%s" completed by what a person does', async (id, complete) => {
  const { page } = vscode();
  const done = async (): Promise<string | null> => {
    const walkthrough = await open();
    await openStep(walkthrough, id);
    return stepOf(walkthrough, id).locator('[data-done-step-id]').getAttribute('aria-checked');
  };
  expect(await done()).toBe('false');
  await complete();
  await page.keyboard.press('Escape');
  await expect.poll(done).toBe('true');
});

it('leads to the setting of recipes', async () => {
  const { page, screenshot } = vscode();
  const walkthrough = await open();
  await openStep(walkthrough, 'share');
  await stepOf(walkthrough, 'share').getByRole('button', { name: 'Open Settings' }).click();
  await page.locator('.settings-editor').getByText('Named recipes: everything needed').waitFor();
  await screenshot('walkthrough settings');
});
