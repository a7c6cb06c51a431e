import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useWorkbench } from './harness.ts';

const vscode = useWorkbench({ theme: 'dark' });

it('opens a file and edits it as a person would', async () => {
  const { page, folder, openFile, putCursor, runCommand, screenshot } = vscode();
  await openFile('requests.http');
  await putCursor('Accept: application/json');
  await page.keyboard.type('; charset=utf-8');
  await runCommand('File: Save');
  await expect
    .poll(() => readFile(join(folder, 'requests.http'), 'utf8'))
    .toContain('Accept: application/json; charset=utf-8\n');
  await screenshot('workbench');
});

it('has Tokensmith among its extensions', async () => {
  const { page, runCommand, screenshot } = vscode();
  await runCommand('Developer: Show Running Extensions');
  await page.locator('.runtime-extensions-editor .monaco-list-row').filter({ hasText: 'Tokensmith' }).waitFor();
  await screenshot('running-extensions');
});
