/** Builds the one bundle that both extension hosts load. `--watch` rebuilds on change, `--production` minifies. */
import { rm } from 'node:fs/promises';
import { type BuildOptions, build, context } from 'esbuild';

const production = process.argv.includes('--production');

const extension: BuildOptions = {
  entryPoints: { extension: 'src/extension.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  // `browser` and `node` bundles of this code come out alike; one serves the Node host and the web worker host.
  platform: 'browser',
  format: 'cjs',
  target: 'es2023',
  external: ['vscode'],
  minify: production,
  sourcemap: !production,
  logLevel: 'info',
};

await rm('dist', { recursive: true, force: true });
if (process.argv.includes('--watch')) await (await context(extension)).watch();
else await build(extension);
