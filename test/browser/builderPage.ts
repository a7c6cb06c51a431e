/** The Token Builder's page as a person meets it in VS Code. */
import type { Frame, FrameLocator, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Workbench } from './harness.ts';

/** The panel's page. It is in an iframe of VS Code's in an iframe. */
export function pageOf(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}

/** The frame of the panel's page, to run scripts in. */
export async function frameOf(page: Page): Promise<Frame> {
  const frame = await (await pageOf(page).locator('html').elementHandle())?.ownerFrame();
  if (!frame) throw new Error('the page is not there');
  return frame;
}

/** Expects something of what a person comes to see. */
export function soon<T>(look: () => Promise<T>) {
  return expect.poll(look, { timeout: 20_000 });
}

/** Opens the panel from the palette and waits until its keys are there. */
export async function openBuilder({ page, runCommand }: Workbench): Promise<FrameLocator> {
  await runCommand('JWT: Open Token Builder');
  return whenReady(page);
}

/** The panel's page, once it shows which keys there are. */
export async function whenReady(page: Page): Promise<FrameLocator> {
  const builder = pageOf(page);
  // After a reload, the extension host starts first.
  await kindPicker(builder).waitFor({ timeout: 90_000 });
  await builder.locator('option', { hasText: 'Looking for keys' }).waitFor({ state: 'detached' });
  return builder;
}

/** What the page was told and what its policy has stopped, from now on. */
export interface Overheard {
  /** The messages from the host, as JSON. */
  readonly messages: readonly string[];
  /** What the Content Security Policy has kept from loading or running. */
  readonly violations: readonly string[];
}

/** Listens in on each page of the builder that opens from now on; its line to the host is then in `globalThis.line`. */
export async function overhear(page: Page): Promise<Overheard> {
  const overheard = { messages: [] as string[], violations: [] as string[] };
  await page.exposeFunction('overhear', (what: keyof Overheard, text: string) => overheard[what].push(text));
  await page.addInitScript(() => {
    const frame = globalThis as unknown as {
      readonly overhear: (what: keyof Overheard, text: string) => void;
      line: unknown;
    };
    let acquire: (() => unknown) | undefined;
    // VS Code writes the page anew into the frame, which takes all listeners away, and then gives it this function.
    Object.defineProperty(frame, 'acquireVsCodeApi', {
      get: () => acquire,
      set: (original: () => unknown) => {
        addEventListener('message', ({ data }) => frame.overhear('messages', JSON.stringify(data) ?? ''));
        addEventListener('securitypolicyviolation', ({ blockedURI, effectiveDirective }) =>
          frame.overhear('violations', `${effectiveDirective} ${blockedURI}`),
        );
        acquire = () => {
          frame.line = original();
          return frame.line;
        };
      },
    });
  });
  return overheard;
}

/** The list of kinds, which shows the one whose form is in sight. */
export function kindPicker(builder: FrameLocator): Locator {
  return builder.getByRole('combobox', { name: 'Kind of token' });
}

/** Shows the form of a kind. */
export async function chooseKind(builder: FrameLocator, kind: string): Promise<void> {
  await kindPicker(builder).click();
  await builder.getByRole('option', { name: kind, exact: true }).click();
}

/** A field's control by its label. */
export function field(builder: FrameLocator, label: string): Locator {
  return builder.getByLabel(label, { exact: true }).and(builder.locator('input, select, textarea'));
}

/** Fills fields in by their labels, folded up or not; a list by the text of an option, a box by `yes`. */
export async function fill(builder: FrameLocator, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(values)) {
    const control = field(builder, label);
    await control.waitFor({ state: 'attached' });
    if (!(await control.isVisible())) {
      await builder.locator('summary', { hasText: 'More options' }).press('Enter');
      await control.waitFor();
    }
    const { tag, type } = await control.evaluate((element) => ({
      tag: element.tagName,
      type: element.getAttribute('type'),
    }));
    if (tag === 'SELECT') await control.selectOption({ label: value });
    else if (type === 'checkbox') await builder.locator('label', { hasText: label }).click();
    else await control.fill(value);
  }
}

/** Presses a button of the page, with the keyboard: it may move as the form is checked. */
export async function press(builder: FrameLocator, name: string): Promise<void> {
  await builder.getByRole('button', { name, exact: true }).press('Enter');
}

/** What the page says was done last; says it for a while only. */
export function status(builder: FrameLocator, text: string | RegExp): Locator {
  return builder.locator('.status').getByText(text);
}

/** Makes the token and gives it. */
export async function create(builder: FrameLocator): Promise<string> {
  const before = (await builder.locator('.encoded').isVisible()) ? await shownToken(builder) : '';
  await press(builder, 'Create');
  await soon(async () => ((await builder.locator('.encoded').isVisible()) ? shownToken(builder) : before)).not.toBe(
    before,
  );
  return shownToken(builder);
}

/** The token in sight. */
export async function shownToken(builder: FrameLocator): Promise<string> {
  const all = builder.locator('.encoded').getByRole('button', { name: 'Show all' });
  if (await all.isVisible()) await all.click();
  return (await builder.locator('.encoded p').innerText()).replaceAll(/\s/g, '');
}

/** What is wrong with a field, by what assistive technology is told describes it. */
export async function messagesOf(builder: FrameLocator, label: string): Promise<string> {
  const [messages = ''] = ((await field(builder, label).getAttribute('aria-describedby')) ?? '').split(' ');
  return builder.locator(`.messages[id="${messages}"]`).innerText();
}
