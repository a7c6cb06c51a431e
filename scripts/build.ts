/** `npm run build`: the one bundle that both extension hosts load, and that of the Token Builder's page. `--production` minifies, `--watch` builds on every change. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, context, build as esbuild, type Plugin } from 'esbuild';
import { Failure } from './host/failure.ts';
import { root } from './host/paths.ts';
import { runScript } from './host/script.ts';
import { licences } from './licences.ts';
import { networkCalls } from './networkCalls.ts';

/** How the bundles are built. */
export interface Build {
  /** Minified, without source maps, with the licences of what is bundled, and with nothing left in `dist` of earlier builds. */
  readonly production?: boolean;
}

/**
 * Has the bundle require VS Code's API once, not once a module: each time, VS Code asks the file system whose code it is
 * that requires it.
 */
const oneVSCode: Plugin = {
  name: 'one vscode',
  setup({ onResolve, onLoad }) {
    const namespace = 'api';
    onResolve({ filter: /^vscode$/ }, (imported) =>
      imported.namespace === namespace ? { path: 'vscode', external: true } : { path: 'vscode', namespace },
    );
    onLoad({ filter: /^/, namespace }, () => ({ contents: `export * from 'vscode';` }));
  },
};

function bundles({ production = false }: Build): readonly BuildOptions[] {
  const common: BuildOptions = {
    absWorkingDir: root,
    bundle: true,
    platform: 'browser',
    minify: production,
    sourcemap: !production,
    metafile: production,
    logLevel: 'warning',
  };
  return [
    {
      ...common,
      entryPoints: { extension: 'src/extension.ts' },
      outdir: 'dist',
      // `browser` and `node` bundles of this code come out alike; one serves the Node host and the web worker host.
      format: 'cjs',
      target: 'es2023',
      plugins: [oneVSCode],
    },
    {
      ...common,
      entryPoints: { builder: 'src/builder/webview/main.tsx', style: 'src/builder/webview/style.css' },
      outdir: 'dist/webview',
      format: 'esm',
      // Chromium of the oldest VS Code that Tokensmith runs in.
      target: 'chrome132',
      // Icons: files of their own, as the page may read no `data:` addresses.
      loader: { '.svg': 'file' },
      // `@vscode/l10n` would fetch translations; the host hands them over.
      define: { fetch: 'undefined' },
      assetNames: '[name]',
    },
  ];
}

/**
 * Builds into `dist`.
 *
 * @throws Failure if the sources do not build, after esbuild has printed why, or a bundle could open a network connection.
 */
export async function build(options: Build = {}): Promise<void> {
  if (options.production) await rm(join(root, 'dist'), { recursive: true, force: true });
  const results = await Promise.all(bundles(options).map(esbuild)).catch((cause: unknown) => {
    throw new Failure('Tokensmith does not build.', { cause });
  });
  for (const file of ['extension.js', 'webview/builder.js', 'webview/style.css']) {
    const [call] = networkCalls(await readFile(join(root, 'dist', file), 'utf8'));
    if (call) throw new Failure(`Tokensmith opens no network connection, and dist/${file} could: … ${call} …`);
  }
  if (options.production)
    await writeFile(
      join(root, 'dist', 'LICENSES.txt'),
      await licences(results.flatMap(({ metafile }) => metafile ?? [])),
    );
}

if (import.meta.main) {
  const production = process.argv.includes('--production');
  if (process.argv.includes('--watch'))
    await Promise.all(bundles({ production }).map(async (options) => (await context(options)).watch()));
  else await runScript(() => build({ production }).then(() => 0));
}
