import { expect, it } from 'vitest';
import { useWorkbench } from './harness.ts';

const vscode = useWorkbench({ open: 'requests.http' });

it('says once what a command cannot do, with a way out, and shows no error beside it', async () => {
  const { page, putCursor, runCommand, screenshot } = vscode();
  await putCursor('Accept: application/json');
  await runCommand('JWT: Verify Signature');
  const message = page.locator('.notification-toast').filter({ hasText: 'No token was found' });
  await message.waitFor();
  await runCommand('View: Focus Explorer');
  expect(await page.locator('.monaco-dialog-box').count()).toBe(0);
  expect(await page.locator('.notification-toast').count()).toBe(1);
  await screenshot('message');
});
