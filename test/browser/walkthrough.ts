/** The walkthrough's page as a person meets it in VS Code. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { root } from '../../scripts/host/paths.ts';
import type { Workbench } from './harness.ts';

/** Opens the walkthrough by its title, and waits until its steps are there. */
export async function openWalkthrough({ page, runCommand, answer }: Workbench, title: string): Promise<Locator> {
  await runCommand('Welcome: Open Walkthrough...');
  await answer(title);
  const walkthrough = page.locator('.gettingStartedSlideDetails');
  await walkthrough.locator('.getting-started-step').first().waitFor();
  return walkthrough;
}

/** The step of this id, which is also what opens it. */
export function stepOf(walkthrough: Locator, id: string): Locator {
  return walkthrough.locator(`[data-step-id$="#${id}"]`);
}

/** Opens a step, and waits until its picture is there. */
export async function openStep(walkthrough: Locator, id: string): Promise<void> {
  const step = stepOf(walkthrough, id);
  if ((await step.getAttribute('aria-expanded')) !== 'true') await step.locator('.step-title').click();
  const picture = await readFile(join(root, 'media', 'walkthrough', `${id}.svg`), 'utf8');
  const textOf = (text: string | null): string => (text ?? '').replaceAll(/<[^>]*>|\s/g, '');
  const shown = walkthrough.page().frameLocator('iframe.webview.ready').frameLocator('#active-frame').locator('svg');
  await expect.poll(async () => textOf(await shown.textContent())).toBe(textOf(picture));
}
