/** What Tokensmith shows in other languages than English. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { root } from '../../scripts/host/paths.ts';
import { readTexts } from '../../scripts/localization.ts';
import { fieldsOf } from '../../src/kinds/fields.ts';
import { writableKinds } from '../../src/kinds/index.ts';
import { layPictured } from '../pictures/workspace.ts';
import { pageOf, press, soon } from './builderPage.ts';
import { clippings } from './clippings.ts';
import { useFlow } from './flow.ts';
import { useWorkbench, type Workbench } from './harness.ts';
import { bare, installPseudo, pseudo, seen } from './pseudo.ts';
import { openStep, openWalkthrough, stepOf } from './walkthrough.ts';

vi.setConfig({ testTimeout: 120_000 });

const wide = { width: 1500, height: 950 };
const steps = ['key', 'token', 'insert', 'renew', 'share'];
const activeLines = ({ page }: Workbench) => page.locator('.editor-group-container.active .view-line');

/** Opens the token of calls.http as JSON. */
async function edit(workbench: Workbench, command: string): Promise<void> {
  await workbench.putCursor('Authorization');
  await workbench.runCommand(command);
  await activeLines(workbench).filter({ hasText: '"payload"' }).waitFor();
}

describe('in a pseudo-language, every text between « and »', () => {
  const vscode = useWorkbench({
    installed: true,
    install: installPseudo,
    language: pseudo,
    size: wide,
    // VS Code cuts long hints.
    settings: { 'editor.inlayHints.maximumLength': 0 },
    workspace: layPictured,
    open: 'calls.http',
  });
  const flow = useFlow(vscode);

  beforeEach(() => vscode().page.keyboard.press('Escape'));

  /** Values such as people have, which empty fields show. */
  const examples = writableKinds
    .flatMap((kind) => fieldsOf(kind).flatMap(({ example = [] }) => example))
    .sort((a, b) => b.length - a.length)
    .map((example) => example.replaceAll(/\W/g, '\\$&'));
  const exampled = new RegExp(`(?<!\\w)(${examples.join('|')})(?!\\w)`, 'g');

  /** What is the same in every language; dates are written by the host's own means. */
  const always = [
    exampled,
    // Icons of rows.
    /^\s*(gear|folder-opened|clippy|key|add|shield|history)\s*$/gm,
    /\w{3}\s\d{1,2},\s\d{4},\s[\d:]+\s[AP]M(\sUTC)?/g,
    /\bJWT\b|private\.key|public\.key|calls\.http/g,
    /VONAGE_APPLICATION_ID|VANILLA_SECRET/g,
    /\b((RS|PS|ES|HS)(256|384|512)|EdDSA|Ed25519|ML-DSA-\d+|none|RSA 2048|HMAC 256)\b/g,
  ];

  /** What stands in forms: how far off a date is, examples, values to choose, claims, an ACL's paths and methods, and hosts of links. */
  const values = [
    exampled,
    /\((in )?\d+ \w+( ago)?\)/g,
    /^\s*[\w#]+:|\beyJ…|\b\d+[smhd]\b|\b[\w-]+(\.[\w-]+)+\b/gm,
    /\b(publisher|subscriber|moderator|publisheronly|utf8|base64|base64url|hex|iat|nbf|both|connection_data|data)\b/g,
    /\b(app-store-connect|app-store-server|apns|sign-in)\b|^\s*user\s*$/gm,
    /\/[\w*/]+|\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b/g,
  ];

  /** Expects these elements to have texts of ours, and none that did not pass through the language. */
  async function expectTranslated(elements: Locator, allowed: readonly RegExp[] = [], except?: string): Promise<void> {
    const text = await seen(elements, except);
    expect(text).toContain('«');
    expect.soft(bare(text, [...allowed, ...always])).toEqual([]);
  }

  it('is a language that fails where a text is not in it', () => {
    expect(bare('«Vonage REST» · «expires in «1 hour»» · ✓ private.key', always)).toEqual([]);
    expect(bare('«Vonage REST» · expires in «1 hour»', always)).toEqual(['· expires in']);
  });

  it('of lenses', async () => {
    const { page } = vscode();
    await expect.poll(() => page.locator('.codelens-decoration').allInnerTexts()).toHaveLength(2);
    await expectTranslated(page.locator('.codelens-decoration'));
  });

  it('of hovers and problems', async () => {
    const { page, hover, screenshot } = vscode();
    const card = await hover('eyJ');
    await card.getByText('application_id').waitFor();
    await expectTranslated(card, [
      /\bjwt\(?expired\)?/g,
      /View Problem.*|Quick Fix.*|No quick fixes.*|Checking for quick fixes.*|^\s*Copy\s*$/gm,
    ]);
    await screenshot('pseudo hover');
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+Shift+M');
    const problems = page.locator('.markers-panel .marker-message-details-container');
    await problems.first().waitFor();
    await screenshot('pseudo problems');
    await expectTranslated(problems, [/\bjwt\b|\bexpired\b/g, /\[Ln \d+, Col \d+\]/g]);
    await page.keyboard.press('ControlOrMeta+Shift+M');
  });

  it('of the palette', async () => {
    const { page, screenshot } = vscode();
    await page.keyboard.press('F1');
    const widget = page.locator('.quick-input-widget:visible');
    await widget.locator('input').first().fill('>JWT: ');
    await widget
      .getByRole('option', { name: /^JWT: / })
      .first()
      .waitFor();
    await screenshot('pseudo palette');
    const { contributes } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    const texts = await readTexts(join(root, 'package.nls.json'));
    const titles = contributes.commands.map(({ title }: { readonly title: string }) => texts[title.slice(1, -1)]);
    // Below the title of a command, VS Code shows its English one.
    const labels = await widget
      .locator('.monaco-list-row')
      .evaluateAll((rows) => rows.map((row) => row.querySelector('.label-name')?.textContent ?? ''));
    const ours = labels.filter((label) => label.startsWith('JWT: '));
    expect(ours.length).toBeGreaterThan(7);
    for (const label of ours) expect(titles).toContain(/^JWT: «(.*)»$/.exec(label)?.[1] ?? label);
    await page.keyboard.press('Escape');
  });

  it('of a flow', async () => {
    const { page, putCursor, runCommand, screenshot } = vscode();
    const { step, type, answer, pick } = flow();
    const widget = page.locator('.quick-input-widget:visible');
    // VS Code's own, with the names of icons, which it tells assistive technology.
    const own = [
      ...values,
      /\b(add|circle-slash|clippy|copy|edit|folder-opened|gear|globe|history|insert|key|lock|save|symbol-variable|tools)\b/g,
      /\b((Control|Ctrl|Shift|Alt|Meta)\+)+\S+/g,
      /\(?Press 'Enter' to confirm.*/g,
      /\bBack\b|\bOK\b|Progress|Toggle all checkboxes|\d+ Results?/g,
      /Type to narrow.*/g,
    ];
    const check = (picture: string) => screenshot(picture).then(() => expectTranslated(widget, own));
    await putCursor('Accept: application/json');
    await runCommand('JWT: «Create Vonage Video Token»');
    await step(/Application ID/);
    await type('abc');
    await step(/not a UUID/);
    await check('pseudo flow 1');
    await answer('env:VONAGE_APPLICATION_ID');
    await step(/The session that/);
    await check('pseudo flow 2');
    await answer('1_MX4');
    await step(/What the client may do/);
    await check('pseudo flow 3');
    await pick('publisher');
    await step(/Text about the client/);
    await check('pseudo flow 4');
    await answer('');
    await step(/Select the key to sign with/);
    await widget.getByRole('option', { name: /private\.key/ }).waitFor();
    await check('pseudo flow 5');
    await answer();
    await step(/The token is ready/);
    await check('pseudo flow 6');
    await page.keyboard.press('Escape');
  });

  it('of the document that edits a token', async () => {
    await edit(vscode(), 'JWT: «Edit and Re-sign Token»');
    await soon(() => seen(activeLines(vscode()))).toContain('«');
    await vscode().screenshot('pseudo edit');
    await expectTranslated(activeLines(vscode()), [/"[^"]*"/g]);
    await vscode().runCommand('View: Close Editor');
  });

  it('of notifications', async () => {
    const { page, runCommand, screenshot } = vscode();
    await runCommand('JWT: «Verify Signature»');
    const toasts = page.locator('.notification-toast .notification-list-item-message');
    await toasts.first().waitFor();
    await screenshot('pseudo notification');
    await expectTranslated(toasts);
    await runCommand('Notifications: Clear All Notifications');
  });

  it('of the Token Builder', async () => {
    const { runCommand, screenshot } = vscode();
    await runCommand('JWT: «Open Token Builder»');
    await runCommand('View: Join All Editor Groups');
    const builder = pageOf(vscode().page);
    await builder.getByRole('combobox').first().waitFor();
    const picker = builder.getByRole('combobox').first();
    for (let index = 0; index < writableKinds.length; index++) {
      await picker.click();
      await builder.getByRole('option').nth(index).click();
      await press(builder, '«Create»');
      await builder.locator('details').evaluateAll((all) => all.map((details) => details.setAttribute('open', '')));
      await screenshot(`pseudo builder ${index}`);
      await expectTranslated(builder.locator('main'), values, 'code, .encoded p, .recipe .title');
    }
    const token = /Bearer (eyJ\S+)/.exec(await readFile(join(vscode().folder, 'calls.http'), 'utf8'))?.[1] ?? '';
    const again = builder.getByRole('button', { name: '«Paste Another»' });
    if (await again.isVisible()) await again.press('Enter');
    await builder.getByLabel('«Paste a token»', { exact: true }).fill(token);
    await builder.locator('.token').waitFor();
    await screenshot('pseudo builder token');
    await expectTranslated(builder.locator('main'), values, 'code, .encoded p, .recipe .title');
    await runCommand('View: Close Editor');
  });

  it('of the walkthrough', async () => {
    const walkthrough = await openWalkthrough(vscode(), 'Get Started with Tokensmith');
    await expectTranslated(walkthrough.locator('.getting-started-category'));
    for (const step of steps) {
      await openStep(walkthrough, step);
      await expectTranslated(stepOf(walkthrough, step), [/Checkbox for Step |: (Not c|C)ompleted|Inspect this in .*/g]);
    }
    await vscode().screenshot('pseudo walkthrough');
  });
});

describe('in German', () => {
  const vscode = useWorkbench({
    installed: true,
    language: 'de',
    size: wide,
    workspace: layPictured,
    open: 'calls.http',
  });
  const flow = useFlow(vscode);

  beforeAll(() => vscode().runCommand('View: Toggle Primary Side Bar Visibility'));

  it('shows lenses, hovers and JSON', async () => {
    const { page, hover, lens, screenshot } = vscode();
    await lens('vor 45 Minuten abgelaufen · ✓ private.key').waitFor();
    const card = await hover('eyJ');
    await card.getByText('application_id').waitFor();
    await screenshot('German hover');
    await page.keyboard.press('Escape');
    await edit(vscode(), 'JWT: Token bearbeiten und neu signieren');
    await screenshot('German edit');
    await vscode().runCommand('View: Close Editor');
  });

  it('shows a flow', async () => {
    const { page, screenshot, putCursor, runCommand } = vscode();
    await putCursor('Accept: application/json');
    await runCommand('JWT: Vonage-Video-Token erstellen');
    await page
      .locator('.quick-input-widget:visible')
      .getByText(/Application ID|Anwendungs-ID/)
      .first()
      .waitFor();
    await flow().type('abc');
    await screenshot('German flow');
    await page.keyboard.press('Escape');
  });

  it('shows the Token Builder, wide and narrow', async () => {
    const { page, runCommand, screenshot } = vscode();
    await runCommand('JWT: Token Builder öffnen');
    await runCommand('View: Join All Editor Groups');
    const builder = pageOf(page);
    await builder.getByRole('combobox').first().waitFor();
    for (const width of [1440, 400]) {
      await page.setViewportSize({ width, height: width === 400 ? 1800 : 1000 });
      const picker = builder.getByRole('combobox').first();
      for (let index = 0; index < writableKinds.length; index++) {
        await picker.click();
        await builder.getByRole('option').nth(index).click();
        await press(builder, 'Erstellen');
        expect(await clippings(builder)).toEqual([]);
        await screenshot(`German builder ${width} ${index}`);
      }
    }
    await page.setViewportSize(wide);
    await runCommand('View: Close Editor');
  });

  it('shows the walkthrough', async () => {
    const walkthrough = await openWalkthrough(vscode(), 'Tokensmith');
    for (const step of steps) {
      await openStep(walkthrough, step);
      await vscode().screenshot(`German walkthrough ${step}`);
    }
  });
});
