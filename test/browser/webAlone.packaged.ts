import { expect, it, vi } from 'vitest';
import { testLoop } from './packagedLoop.ts';
import { useWebWorkbench } from './webHost.ts';

vi.setConfig({ testTimeout: 60_000 });

const vscode = useWebWorkbench({ isAlone: true });

it('runs in VS Code for the Web, in pages that are isolated from other origins', async () => {
  expect(await vscode().page.evaluate(() => crossOriginIsolated)).toBe(true);
});

testLoop('web isolated', vscode);
