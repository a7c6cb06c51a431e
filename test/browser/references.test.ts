import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Fixtures, layWorkspace } from '../workspace.ts';
import { useWorkbench } from './harness.ts';

const recipes = {
  'tokensmith.recipes': {
    nightly: { kind: 'vonage-rest', applicationId: 'env:VONAGE_APPLICATION_ID', key: 'file:private.key' },
  },
};

/** Lays the usual workspace as a repository without rules of what to ignore. */
async function layRepository(folder: string, fixtures: Fixtures): Promise<void> {
  await layWorkspace(folder, fixtures);
  for (const name of ['.git', '.vscode']) await mkdir(join(folder, name));
  const files = {
    '.git/HEAD': 'ref: refs/heads/main\n',
    '.gitignore': '',
    '.vscode/settings.json': JSON.stringify(recipes),
    'named.http': 'GET https://a.test/1\nAuthorization: Bearer {{$dotenv TOKEN}}\n',
    'literal.http': 'GET https://a.test/1\nAccept: text/plain\n',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}

const vscode = useWorkbench({ installed: true, workspace: layRepository, open: 'named.http' });

it('a token that goes where git would commit it is told of, and the file is ignored by a click', async () => {
  const { page, folder, putCursor, runCommand, answer, lens } = vscode();
  await putCursor('GET https://a.test/1');
  await runCommand('JWT: Insert Authorization Header');
  await answer('nightly');
  const toasts = page.locator('.notifications-toasts');
  await toasts.getByText(".env now contains a token, and isn't ignored by Git").waitFor();
  await lens(/Authorization expires in .* · from \.env/).waitFor();
  await toasts.getByRole('button', { name: 'Add to .gitignore' }).click();
  const rules = () => readFile(join(folder, '.gitignore'), 'utf8').catch(() => '');
  await expect.poll(rules, { timeout: 20_000 }).toContain('/.env');
});

it('the line that was written is marked for a moment, and nothing moves for it', async () => {
  const { page, openFile, putCursor, runCommand, answer, lens } = vscode();
  await openFile('literal.http');
  await putCursor('Accept: text/plain');
  await runCommand('JWT: Insert Authorization Header');
  const mark = page.locator('.editor-instance .view-overlays .cdr[class*="ced-"]');
  const marked = mark.first().waitFor({ state: 'attached' });
  await answer('nightly');
  await marked;
  const line = page.locator('.view-line').filter({ hasText: 'Authorization' }).first();
  const height = (await line.boundingBox())?.height;
  await expect.poll(() => mark.count(), { timeout: 20_000 }).toBe(0);
  expect((await line.boundingBox())?.height).toBe(height);
  await lens(/Vonage REST · expires in/).waitFor();
});
