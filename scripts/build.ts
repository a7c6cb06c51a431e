/**
 * `npm run build`: the bundles of both extension hosts and of the Token Builder's page. `--production` minifies and fails where
 * one is over its budget, `--watch` builds on every change, `--check` holds the budgets and writes nothing.
 */
import { mkdir, readFile, rm, watch, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { type BuildOptions, build as esbuild } from 'esbuild';
import { checkBudgets, type Part } from './budgets.ts';
import { describeFailure, Failure } from './host/failure.ts';
import { root } from './host/paths.ts';
import { runScript } from './host/script.ts';
import { bundleHosts } from './hosts.ts';
import { licences } from './licences.ts';
import { networkCalls } from './networkCalls.ts';

/** How the bundles are built. */
export interface Build {
  /** Minified, without source maps, with the licences of what is bundled, and with nothing left of earlier builds. */
  readonly production?: boolean;
  /** Whether all is built in memory alone, to be measured. */
  readonly isTrial?: boolean;
  /** Where to, in place of `dist`. */
  readonly folder?: string;
}

const page = (production: boolean): BuildOptions => ({
  absWorkingDir: root,
  entryPoints: { builder: 'src/builder/webview/main.tsx', style: 'src/builder/webview/style.css' },
  outdir: 'webview',
  bundle: true,
  platform: 'browser',
  minify: production,
  sourcemap: !production,
  logLevel: 'warning',
  format: 'esm',
  // Chromium of the oldest VS Code that Tokensmith runs in.
  target: 'chrome132',
  // Icons: files of their own, as the page may read no `data:` addresses.
  loader: { '.svg': 'file' },
  // `@vscode/l10n` would fetch translations; the host hands them over.
  define: { fetch: 'undefined' },
  assetNames: '[name]',
});

/**
 * Builds into `dist`, and says how large what is loaded together came out.
 *
 * @throws Failure if the sources do not build, after the reasons were printed, or a bundle could open a network connection.
 */
export async function build({
  production = false,
  isTrial = false,
  folder = join(root, 'dist'),
}: Build = {}): Promise<readonly Part[]> {
  const [hosts, webview] = await Promise.all([bundleHosts(production), bundlePage(production)]).catch(
    (cause: unknown) => {
      throw new Failure(`Tokensmith does not build: ${describeFailure(cause)}`, { cause });
    },
  );
  const files = new Map<string, string | Uint8Array>([...hosts.files, ...webview.files]);
  for (const [file, content] of files) {
    const [call] = typeof content === 'string' ? networkCalls(content) : [];
    if (call && !file.endsWith('.map'))
      throw new Failure(`Tokensmith opens no network connection, and dist/${file} could: … ${call} …`);
  }
  // What claims mean is read when somebody asks: code that is loaded with all else has no room for it.
  files.set('claims.txt', await readFile(join(root, 'src', 'kinds', 'claims.txt')));
  if (production) files.set('LICENSES.txt', await licences([...hosts.modules, ...webview.modules]));
  if (!isTrial) await write(folder, files, production);
  return [...hosts.parts, webview.part];
}

async function bundlePage(production: boolean) {
  const { outputFiles, metafile } = await esbuild({ ...page(production), metafile: true, write: false });
  const files = outputFiles.map(({ path, contents, text }): [string, string | Uint8Array] => [
    relative(root, path).replaceAll('\\', '/'),
    /\.(js|css)$/.test(path) ? text : contents,
  ]);
  const { bytes = 0, inputs = {} } = metafile.outputs['webview/builder.js'] ?? {};
  const holds = Object.entries(inputs).map(([file, { bytesInOutput }]) => ({ file, bytes: bytesInOutput }));
  const part: Part = { name: 'dist/webview/builder.js', bytes, holds };
  return { files, part, modules: Object.keys(metafile.inputs) };
}

async function write(folder: string, files: ReadonlyMap<string, string | Uint8Array>, anew: boolean): Promise<void> {
  if (anew) await rm(folder, { recursive: true, force: true });
  for (const [file, content] of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), content);
  }
}

if (import.meta.main)
  await runScript(async (stopped) => {
    const isTrial = process.argv.includes('--check');
    const production = isTrial || process.argv.includes('--production');
    const parts = await build({ production, isTrial });
    if (process.argv.includes('--watch'))
      for await (const _ of watch(join(root, 'src'), { recursive: true, signal: stopped }))
        await build({ production }).catch((failure: unknown) => console.error(describeFailure(failure)));
    // What is not minified is held against nothing.
    return production && !checkBudgets(parts) ? 1 : 0;
  });
