/** `npm run build`: the one bundle that both extension hosts load. `--production` minifies, `--watch` builds on every change. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, context, build as esbuild } from 'esbuild';
import { Failure } from './host/failure.ts';
import { root } from './host/paths.ts';
import { runScript } from './host/script.ts';

/** How the bundles are built. */
export interface Build {
  /** Minified, without source maps, and with nothing left in `dist` of earlier builds. */
  readonly production?: boolean;
}

function bundles({ production = false }: Build): BuildOptions {
  return {
    absWorkingDir: root,
    entryPoints: { extension: 'src/extension.ts' },
    outdir: 'dist',
    bundle: true,
    // `browser` and `node` bundles of this code come out alike; one serves the Node host and the web worker host.
    platform: 'browser',
    format: 'cjs',
    target: 'es2023',
    external: ['vscode'],
    minify: production,
    sourcemap: !production,
    logLevel: 'warning',
  };
}

/**
 * Builds into `dist`.
 *
 * @throws Failure if the sources do not build, after esbuild has printed why.
 */
export async function build(options: Build = {}): Promise<void> {
  if (options.production) await rm(join(root, 'dist'), { recursive: true, force: true });
  await esbuild(bundles(options)).catch((cause: unknown) => {
    throw new Failure('Tokensmith does not build.', { cause });
  });
}

if (import.meta.main) {
  const production = process.argv.includes('--production');
  if (process.argv.includes('--watch')) await (await context(bundles({ production }))).watch();
  else await runScript(() => build({ production }).then(() => 0));
}
