import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// A stand-in for what words, features and the vault ask of VS Code, which is not here.
const alias = { vscode: join(import.meta.dirname, 'test', 'standIn', 'vscode.ts') };
/** What measures time or memory, which mutants are not tried by: their instruments take more of both. */
const tags = [{ name: 'time' }];
export const unit = { include: ['test/unit/**/*.test.ts'], testTimeout: 60_000, alias, tags };
/** Tests that replace a module, which is to count for no others. */
export const replacing = 'test/unit/**/*.isolated.test.ts';

/** Each file starts a server and a browser of its own, which need a core when they work. */
const inBrowser = {
  maxWorkers: Math.max(2, availableParallelism()),
  testTimeout: 60_000,
  hookTimeout: 600_000,
  // What a person would wait for: a busy machine takes its time.
  expect: { poll: { timeout: 20_000 } },
};

export default defineConfig({
  test: {
    // Nothing else is asked of the machine meanwhile.
    maxWorkers: '100%',
    projects: [
      // What is tested is pure, so files share a process: to load all anew for each took half of the time.
      { test: { ...unit, name: 'unit', exclude: [replacing], isolate: false } },
      { test: { ...unit, name: 'unit-isolated', include: [replacing] } },
      {
        test: {
          name: 'conformance',
          include: ['test/conformance/**/*.test.ts'],
          alias,
          testTimeout: 60_000,
          isolate: false,
        },
      },
      { test: { ...inBrowser, name: 'browser', include: ['test/browser/**/*.test.ts'] } },
      {
        test: {
          ...inBrowser,
          name: 'packaged',
          include: ['test/browser/**/*.packaged.ts'],
          globalSetup: 'test/browser/packages.ts',
        },
      },
      { test: { ...inBrowser, name: 'looks', include: ['test/browser/**/*.looks.ts'] } },
      { test: { ...inBrowser, name: 'pictures', include: ['test/pictures/**/*.picture.ts'] } },
    ],
  },
});
