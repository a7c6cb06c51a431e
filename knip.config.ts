import type { KnipConfig } from 'knip';

/**
 * What nobody uses: `npm run check` runs it twice. `--production` looks at `src` alone, so that it also finds what only tests
 * and scripts use; what its own file uses may be exported for tests there.
 */
const isProduction = process.argv.includes('--production');

const config: KnipConfig = {
  entry: [
    'src/extension.ts!',
    'src/builder/webview/{main.tsx,style.css}!',
    'scripts/*.ts',
    'test/**/*.{test,bench,looks,packaged,picture}.ts',
    'test/bench/*{Entry,Probe}.ts',
    'test/integration/harness.host.ts',
    'test/integration/extensions/*/extension.ts',
  ],
  project: ['src/**!', 'scripts/**', 'test/**', '!test/sample/**'],
  ignoreExportsUsedInFile: isProduction,
  // What the tests of key formats hold theirs against, where the machine has it.
  ignoreBinaries: ['openssl', 'ssh-keygen'],
  compilers: {
    css: (text) =>
      [...text.matchAll(/@import "([^"]+)"|url\("([^"]+)"\)/g)]
        .map(([, style, image]) => `import '${style ?? image}';`)
        .join('\n'),
  },
};

export default config;
