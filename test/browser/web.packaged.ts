import { expect, it, vi } from 'vitest';
import { testLoop } from './packagedLoop.ts';
import { useWebWorkbench } from './webHost.ts';

vi.setConfig({ testTimeout: 60_000 });

const vscode = useWebWorkbench({ isAlone: false });

it('runs in VS Code for the Web, in pages that share with other origins', async () => {
  expect(await vscode().page.evaluate(() => crossOriginIsolated)).toBe(false);
});

testLoop('web', vscode);
