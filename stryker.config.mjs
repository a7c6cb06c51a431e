/** How the mutants of `npm run mutate` are made and tried. */
export default {
  // The page of the Token Builder is tried in a browser.
  mutate: ['src/**/*.ts', '!src/builder/webview/**'],
  testRunner: 'vitest',
  // Of imports by `import()`, Vitest does not find which tests are related to a file.
  vitest: { configFile: 'vitest.mutation.config.mts', related: false },
  coverageAnalysis: 'perTest',
  // A mutant of what is evaluated as a module loads would need all tests, in a process of its own.
  ignoreStatic: true,
  incremental: true,
  // A busy machine is no endless loop.
  timeoutMS: 15_000,
  incrementalFile: '.cache/mutation/results.json',
  tempDirName: '.cache/mutation/sandbox',
  ignorePatterns: ['.cache', 'dist', 'media', 'docs/pictures', '*.vsix'],
  reporters: ['clear-text', 'progress-append-only', 'html'],
  htmlReporter: { fileName: '.cache/mutation/report.html' },
  clearTextReporter: { logTests: false, reportTests: false },
  // Types are not checked: TypeScript 7 has not the API that Stryker asks, so it is to find no configuration.
  disableTypeChecks: false,
  tsconfigFile: 'none',
};
