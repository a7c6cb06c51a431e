import { createPrivateKey, sign } from 'node:crypto';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tokenGenerate } from '@vonage/jwt';
import { decodeJwt } from 'jose';
import type { Locator } from 'playwright-core';
import { beforeEach, expect, it } from 'vitest';
import { hostile } from '../hostile.ts';
import { type Fixtures, layWorkspace } from '../workspace.ts';
import { useWorkbench } from './harness.ts';
import { themeNames, useTheme } from './themes.ts';

const vscode = useWorkbench({ theme: 'light', workspace: layTokens, installed: true });

/** Claims of a token, each with a name and a value that must become nothing but text. */
const hostileGroups = [0, 9, 18].map((start) => Object.values(hostile).slice(start, start + 9));
const hostileName = '[evil](command:workbench.action.toggleSidebarVisibility)';

/** Lays the usual workspace, with a file of tokens for each test: VS Code's search for files may not see later ones. */
async function layTokens(folder: string, fixtures: Fixtures): Promise<void> {
  await layWorkspace(folder, fixtures);
  const now = Math.floor(Date.now() / 1000);
  const times = { iat: now - 7200, exp: now - 3600 };
  const signed = (header: object, payload: object | string) => {
    const encode = (part: object | string) =>
      Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');
    const input = `${encode(header)}.${encode(payload)}`;
    return `${input}.${sign('sha256', Buffer.from(input), createPrivateKey(fixtures.keys.rsa)).toString('base64url')}`;
  };
  const video = tokenGenerate(fixtures.applicationId, fixtures.keys.rsa, {
    sub: 'video',
    acl: { paths: { '/session/**': {} } },
    session_id: '1_MX4xMjM0NTY3OH5-MTcwMDAwMDAwMDAwMH4',
    scope: 'session.connect',
    role: 'publisher',
    connection_data: 'name=Alice',
    initial_layout_class_list: '',
    iat: now,
    exp: now + 3600,
  });
  const month = { application_id: fixtures.applicationId, iat: now - 3600, jti: 'x', exp: now + 30 * 24 * 3600 - 3600 };
  const expired = signed({ alg: 'RS256', typ: 'JWT' }, { sub: 'me', ...times });
  const files: Readonly<Record<string, readonly string[]>> = {
    'edit.txt': [video, video],
    'life.txt': [video],
    'named.txt': [signed({ alg: 'RS256' }, `{"${hostileName}":1,"${hostileName}":2}`)],
    'algorithm.txt': [signed({ alg: hostileName }, { sub: 'me', ...times })],
    'month.txt': [signed({ alg: 'RS256', typ: 'JWT' }, month)],
    'many.txt': Array<string>(3000).fill(expired),
    'reload.txt': [video],
    'looks.txt': [video, expired, signed({ alg: 'RS256' }, '{"x"')],
    ...Object.fromEntries(
      hostileGroups.map((group, number) => [
        `hostile${number}.txt`,
        [signed({ alg: 'RS256', kid: group[0] }, { ...Object.fromEntries(group.map((text) => [text, text])), group })],
      ]),
    ),
  };
  for (const [name, tokens] of Object.entries(files)) await writeFile(join(folder, name), textOf(tokens));
}

/** Tokens with a name each, a line each. */
function textOf(tokens: readonly string[]): string {
  return tokens.map((token, number) => `t${number} = ${token}\n`).join('');
}

/** The tokens of a file on disk. */
async function tokensOf(name: string): Promise<readonly string[]> {
  const text = await readFile(join(vscode().folder, name), 'utf8');
  return [...text.matchAll(/= (\S+)/g)].map(([, token = '']) => token);
}

/** Whether VS Code has kept, for a reload of the window, a text that is not saved. */
async function isKept(text: string): Promise<boolean> {
  const cwd = join(vscode().folder, '..', 'user-data');
  for await (const file of glob('**/Backups/**', { cwd, withFileTypes: true }))
    if (file.isFile() && (await readFile(join(file.parentPath, file.name), 'utf8')).includes(text)) return true;
  return false;
}

/** The group of editors that has a tab whose name ends like this: documents about tokens begin with the place. */
function groupOf(name: string): Locator {
  const { page } = vscode();
  return page.locator('.editor-group-container').filter({ has: page.locator(`.tab[data-resource-name$="${name}"]`) });
}

beforeEach(async () => {
  const { page, runCommand } = vscode();
  await page.keyboard.press('Escape');
  await runCommand('View: Close All Editors');
});

it('edits a claim with completion from the schema, signs anew, undoes it, and compares old and new', async () => {
  const { page, lens, openFile, runCommand, screenshot } = vscode();
  const [old = ''] = await tokensOf('edit.txt');
  await openFile('edit.txt');
  const source = groupOf('edit.txt');
  await lens(/Vonage Video client · expires in 5\d minutes · ✓ private.key/)
    .nth(1)
    .waitFor();
  await lens('Edit').nth(1).click();
  const document = groupOf('Vonage Video client.json');
  await document.getByText('Save and Sign in edit.txt').waitFor();
  const exp = document.locator('.view-line').filter({ hasText: '"exp"' });
  await exp.getByText(/in\s5\d\sminutes/).waitFor();
  await screenshot('tokens 1 edited document');

  await document.locator('.view-line').getByText('"publisher"').dblclick();
  await page.keyboard.press('Delete');
  await page.keyboard.press('ControlOrMeta+Space');
  const suggestion = page.locator('.suggest-widget:visible .monaco-list-row').filter({ hasText: 'moderator' });
  await suggestion.waitFor();
  await screenshot('tokens 2 completion');
  await suggestion.click();
  await document.locator('.view-line').getByText('"moderator"').waitFor();
  await page.keyboard.press('ControlOrMeta+S');
  await page.getByText('Token re-signed in edit.txt').first().waitFor();
  await runCommand('View: Close Editor');

  await source.locator('.view-line').first().click();
  await runCommand('File: Save');
  await expect.poll(async () => (await tokensOf('edit.txt'))[1]).not.toBe(old);
  const [first, second = ''] = await tokensOf('edit.txt');
  expect(first).toBe(old);
  expect(decodeJwt(second)).toEqual({ ...decodeJwt(old), role: 'moderator' });

  await page.keyboard.press('ControlOrMeta+A');
  await runCommand('JWT: Compare Tokens');
  const difference = page.locator('.monaco-diff-editor');
  await difference.locator('.original .view-line').getByText('"publisher"').waitFor();
  await difference.locator('.modified .view-line').getByText('"moderator"').waitFor();
  await expect.poll(() => difference.locator('.modified .line-insert').count()).toBeGreaterThan(0);
  await screenshot('tokens 3 compared');
  await runCommand('View: Close Editor');

  await source.locator('.view-line').first().click();
  await page.keyboard.press('ControlOrMeta+Z');
  await runCommand('File: Save');
  await expect.poll(() => tokensOf('edit.txt')).toEqual([old, old]);
});

it('keeps what was edited over a reload of the window, says why it cannot be signed, and signs it once the token is open again', async () => {
  const { page, lens, openFile, screenshot } = vscode();
  const [old = ''] = await tokensOf('reload.txt');
  const document = groupOf('Vonage Video client.json');
  const edited = document.locator('.tab.dirty');
  const role = (value: string) => document.locator('.view-line').getByText(`"${value}"`);
  await openFile('reload.txt');
  await lens('Edit').click();
  await role('publisher').dblclick();
  await page.keyboard.type('moderator');
  await expect.poll(() => isKept('moderator')).toBe(true);
  await page.reload();
  await edited.click({ timeout: 60_000 });
  await role('moderator').click();
  await page.keyboard.press('ControlOrMeta+S');
  await page.getByText('The link to the original token was lost').first().waitFor();
  await screenshot('tokens 10 after a reload');
  await edited.waitFor();
  expect(await tokensOf('reload.txt')).toEqual([old]);

  await role('moderator').click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('ControlOrMeta+C');
  await vscode().runCommand('View: Revert and Close Editor');
  await openFile('reload.txt');
  await lens('Edit').click();
  await role('publisher').click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('ControlOrMeta+V');
  await role('moderator').waitFor();
  await page.keyboard.press('ControlOrMeta+S');
  await page.getByText('Token re-signed in reload.txt').first().waitFor();
  await groupOf('reload.txt').locator('.view-line').first().click();
  await vscode().runCommand('File: Save');
  await expect.poll(async () => decodeJwt((await tokensOf('reload.txt'))[0] ?? '').role).toBe('moderator');
}, 180_000);

it('shows a life as a picture where the dates of a decoded document are read', async () => {
  const { page, lens, openFile, screenshot } = vscode();
  await openFile('life.txt');
  await lens('Vonage Video client').click();
  const exp = groupOf('Vonage Video client.json').locator('.view-line').filter({ hasText: '"exp"' });
  await exp.getByText(/in\s5\d\sminutes/).hover();
  await page.locator('.monaco-hover:visible img[src^="data:image/svg+xml"]').waitFor();
  await screenshot('tokens 4 decoded document');
});

/** What must be true of a hover: its links are Tokensmith's commands, the pages of problems, and VS Code's own buttons. */
async function expectHarmless(hover: Locator): Promise<void> {
  const found = await hover.evaluate((element) => ({
    links: [...element.querySelectorAll('a')].map((link) => link.dataset.href || link.getAttribute('href') || ''),
    images: [...element.querySelectorAll('img, video, iframe, object')].map((image) => image.getAttribute('src')),
    icons: element.querySelectorAll('.codicon-alert').length,
    words: [...element.querySelectorAll('*')]
      .filter((part) => !part.closest('code'))
      .flatMap((part) => [...part.childNodes].filter(({ nodeType }) => nodeType === 3))
      .map(({ nodeValue }) => nodeValue ?? ''),
  }));
  const ours = /^($|https:\/\/www\.rfc-editor\.org\/|command:tokensmith\.(decodeToken|copyToken)\?)/;
  for (const link of found.links) expect(link).toMatch(ours);
  for (const image of found.images) expect(image).toMatch(/^data:image\/svg\+xml;base64,/);
  expect(found.icons).toBe(0);
  expect(found.words.filter((words) => words.includes('evil'))).toEqual([]);
}

it('makes nothing of what stands in a token: no link, image, HTML, icon or command', async () => {
  const { page, hover, lens, openFile, screenshot } = vscode();
  for (const [number, group] of hostileGroups.entries()) {
    await openFile(`hostile${number}.txt`);
    await lens('JWT').waitFor();
    const card = await hover('eyJ');
    await expect.poll(() => card.locator('code').count()).toBeGreaterThan(group.length);
    await expectHarmless(card);
    await screenshot(`tokens 5 hostile ${number}`);
    await page.keyboard.press('Escape');
  }
});

it('makes no link of a name that a message quotes', async () => {
  const { page, lens, openFile, runCommand, screenshot } = vscode();
  const message = page.locator('.notification-toast').filter({ hasText: 'evil' });
  for (const [file, command] of [
    ['named.txt', 'JWT: Verify Signature'],
    ['algorithm.txt', 'JWT: Renew Token'],
  ] as const) {
    await openFile(file);
    await lens('JWT').waitFor();
    await runCommand(command);
    await message.waitFor();
    expect(await message.locator('.notification-list-item-message a').count()).toBe(0);
    await screenshot(`tokens 6 message ${file}`);
    await runCommand('Notifications: Clear All Notifications');
    await message.waitFor({ state: 'hidden' });
  }
});

it('renews a token that lives too long only after saying so', async () => {
  const { page, lens, openFile, runCommand, screenshot } = vscode();
  const before = await tokensOf('month.txt');
  await openFile('month.txt');
  await lens('Renew').click();
  const dialog = page.locator('.monaco-dialog-box').filter({ hasText: 'valid for 30 days' });
  await dialog.waitFor();
  await screenshot('tokens 7 too long');
  await dialog.getByRole('button', { name: 'Renew with a lifetime of 24 hours' }).click();
  await lens(/Vonage REST · expires in (24 hours|1 day) · ✓ private.key/).waitFor();
  await runCommand('File: Save');
  await expect.poll(() => tokensOf('month.txt')).not.toEqual(before);
  const [renewed = ''] = await tokensOf('month.txt');
  const { exp = 0, iat = 0 } = decodeJwt(renewed);
  expect(exp - iat).toBe(24 * 3600);
});

it('leaves the file as it was where renewing many tokens is cancelled', async () => {
  const { page, lens, openFile, runCommand, screenshot } = vscode();
  const before = await tokensOf('many.txt');
  await openFile('many.txt');
  await lens('JWT · expired 1 hour ago').first().waitFor();
  await runCommand('JWT: Renew Expired Tokens in This File');
  const progress = page.locator('.notification-toast').filter({ hasText: /Renewing tokens: \d+ of 3000/ });
  await progress.waitFor();
  await screenshot('tokens 8 progress');
  await progress.getByRole('button', { name: 'Cancel' }).click();
  await progress.waitFor({ state: 'hidden' });
  await runCommand('File: Save');
  expect(await tokensOf('many.txt')).toEqual(before);
  expect(await page.locator('.notification-toast:visible').count()).toBe(0);
});

/** How many colours the text and the parts of its token have. */
async function colorsOfFirstLine(): Promise<number> {
  const pieces = vscode().page.locator('.view-line').filter({ hasText: /^t0\s/ }).locator('span > span');
  return new Set(await pieces.evaluateAll((all) => all.map((piece) => getComputedStyle(piece).color))).size;
}

it('looks right in each theme', async () => {
  const { page, folder, hover, lens, openFile, screenshot } = vscode();
  await openFile('looks.txt');
  const line = (name: string) => page.locator('.view-line').filter({ hasText: new RegExp(`^${name}\\s`) });
  for (const theme of themeNames) {
    await useTheme(vscode(), theme);
    await lens('JWT · expired 1 hour ago · ✓ private.key').waitFor();
    await expect.poll(colorsOfFirstLine).toBe(4);
    const card = await hover('eyJ');
    await card.getByText('signature valid').waitFor();
    await screenshot(`tokens 9 hover ${theme}`);
    await page.keyboard.press('Escape');
    await line('t1').locator('span > span').filter({ hasText: 'eyJ' }).first().hover();
    await card
      .getByText(/expired .* ago/)
      .first()
      .waitFor();
    await screenshot(`tokens 9 hover with a problem ${theme}`);
    await page.keyboard.press('Escape');
    await line('t0').hover({ position: { x: 5, y: 5 } });
  }
  await writeFile(join(folder, '.vscode', 'settings.json'), '{"tokensmith.colors.enabled":false}');
  await expect.poll(colorsOfFirstLine).toBe(1);
});
