/** Answers the steps of a quick input as a person does: what a step says is waited for before it is answered. */
import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import type { Workbench } from './harness.ts';

/** What a person sees of the quick input, and does in it. */
export interface Flow {
  /** Runs a command from the palette, with the cursor at the end of the line of `requests.http` that has `text`. */
  start(command: string, text?: string): Promise<void>;
  /** Waits for a step by its prompt, its placeholder or its message, and takes its picture. */
  step(text: string | RegExp, picture?: string): Promise<void>;
  /** Picks an option of a list. */
  pick(name: string | RegExp): Promise<void>;
  /** Types a text, over what is there, and leaves it there. */
  type(text: string): Promise<void>;
  /** Types a text, if one is given, and presses Enter. */
  answer(text?: string): Promise<void>;
  /** Goes back to the step before. */
  back(): Promise<void>;
  readonly input: Locator;
  option(name: string | RegExp): Locator;
  /** Waits until a list is there, by its placeholder, and gives its options as text. */
  options(placeholder: string | RegExp): Promise<readonly string[]>;
  /** The token that the last step copies. */
  copied(): Promise<string>;
}

/** A function that gives what drives the quick input of a workbench, to be called inside tests. */
export function useFlow(workbench: () => Omit<Workbench, 'folder'>): () => Flow {
  return () => flowIn(workbench());
}

function flowIn({ page, openFile, putCursor, runCommand, screenshot }: Omit<Workbench, 'folder'>): Flow {
  const widget = page.locator('.quick-input-widget:visible');
  const input = widget.locator('input').first();
  const option = (name: string | RegExp) => widget.getByRole('option', { name }).first();
  const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  const flow: Flow = {
    input,
    option,
    async start(command, text = 'GET ') {
      await page.keyboard.press('Escape');
      if (
        (await page
          .locator('.editor-group-container.active .tab.active[data-resource-name="requests.http"]')
          .count()) === 0
      )
        await openFile('requests.http');
      await putCursor(text);
      await runCommand(command);
    },
    async step(text, picture) {
      await widget.getByText(text).or(widget.getByPlaceholder(text)).first().waitFor();
      if (picture === undefined) return;
      // Away from what shows a hover.
      await page.mouse.move(700, 850);
      await screenshot(picture);
    },
    pick: (name) => option(name).click(),
    type: (text) => input.fill(text),
    async answer(text) {
      if (text !== undefined) await input.fill(text);
      await page.keyboard.press('Enter');
    },
    back: () => widget.getByRole('button', { name: 'Back' }).click(),
    async options(placeholder) {
      await widget.getByPlaceholder(placeholder).waitFor();
      return (await widget.getByRole('option').allInnerTexts()).map((text) => text.trim().replaceAll(/\s*\n\s*/g, ' '));
    },
    async copied() {
      await page.evaluate(() => navigator.clipboard.writeText(''));
      await flow.step('The token is ready');
      await flow.pick('Copy');
      await expect.poll(clipboard).toMatch(/^eyJ/);
      return clipboard();
    },
  };
  return flow;
}
