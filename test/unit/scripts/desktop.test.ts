import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { desktopArguments, desktopFolders, openOnDesktop } from '../../../scripts/desktop.ts';
import { root } from '../../../scripts/host/paths.ts';
import { selectRuns } from '../../../scripts/integration.ts';
import { testFiles } from '../../integration/harness.ts';

it('opens the folder with the extension of this repository', () => {
  const { command, args, shell } = openOnDesktop('/tmp/my sample', 'linux');
  expect([command, ...args]).toEqual(['code', `--extensionDevelopmentPath=${root}`, '/tmp/my sample']);
  expect(shell).toBe(false);
  expect(existsSync(join(root, 'package.json'))).toBe(true);
});

it('quotes what has a space for the shell of Windows, whose code is a script', () => {
  const { args, shell } = openOnDesktop('C:\\my sample', 'win32');
  expect(args[1]).toBe('"C:\\my sample"');
  expect(shell).toBe(true);
});

it('keeps all that desktop VS Code writes in the folder of the run', () => {
  const folders = Object.values(desktopFolders('/tmp/run'));
  expect(folders.every((folder) => folder.startsWith(join('/tmp/run', '/')))).toBe(true);
  const [workspace, ...options] = desktopArguments('/tmp/run/workspace', '/tmp/run');
  expect(workspace).toBe('/tmp/run/workspace');
  expect(options.map((option) => option.split('=')[0])).toEqual([
    '--user-data-dir',
    '--extensions-dir',
    '--disable-extensions',
  ]);
});

it('runs every suite but those that want workspace trust, which the desktop runner turns off', async () => {
  const runs = await selectRuns({}, ['desktop']);
  expect(runs.map(({ suite }) => suite)).toEqual(['common', 'multiRoot']);
  for (const run of runs) expect((await testFiles(run)).length).toBeGreaterThan(0);
});
