/**
 * `npm run build`: the bundles of both extension hosts and of the Token Builder's page. `--production` minifies and fails where
 * one is over its budget, `--watch` builds on every change, `--check` holds the budgets and writes nothing.
 */
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, context, build as esbuild, type Metafile, type Plugin } from 'esbuild';
import { type OutputChunk, type OutputOptions, type RolldownOptions, rolldown, watch } from 'rolldown';
import { checkBudgets, type Part } from './budgets.ts';
import { Failure } from './host/failure.ts';
import { root } from './host/paths.ts';
import { runScript } from './host/script.ts';
import { licences } from './licences.ts';
import { networkCalls } from './networkCalls.ts';

/** How the bundles are built. */
export interface Build {
  /** Minified, without source maps, with the licences of what is bundled, and with nothing left in `dist` of earlier builds. */
  readonly production?: boolean;
  /** Whether all is built in memory alone, to be measured. */
  readonly isTrial?: boolean;
  /** Where to, in place of `dist`. */
  readonly folder?: string;
}

const entry = 'src/extension.ts';
const dist = join(root, 'dist');

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

/**
 * Has what the sources load when it is needed come with all else, where one file is to hold all: esbuild would wrap each such
 * module in a function, which takes 14 KB more.
 */
const allAtOnce: Plugin = {
  name: 'all at once',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => {
      const imported: string[] = [];
      const part = (file: string) => `part${imported.push(file) - 1}`;
      const text = (await readFile(path, 'utf8'))
        .replaceAll(/\bawait import\(('\.[^']+')\)/g, (_, file: string) => part(file))
        .replaceAll(/\bimport\(('\.[^']+')\)/g, (_, file: string) => `Promise.resolve(${part(file)})`);
      const imports = imported.map((file, i) => `import * as part${i} from ${file};`);
      return { contents: imports.join('') + text, loader: 'ts' };
    });
  },
};

/** What esbuild makes: one file for the web worker host, which loads one file and no other, and the page. */
function bundles({ production = false, isTrial = false, folder = dist }: Build): readonly BuildOptions[] {
  const common: BuildOptions = {
    absWorkingDir: root,
    bundle: true,
    platform: 'browser',
    minify: production,
    sourcemap: !production,
    metafile: true,
    write: !isTrial,
    logLevel: 'warning',
  };
  return [
    {
      ...common,
      entryPoints: { extension: entry },
      outdir: join(folder, 'web'),
      format: 'cjs',
      target: 'es2023',
      plugins: [oneVSCode, allAtOnce],
    },
    {
      ...common,
      entryPoints: { builder: 'src/builder/webview/main.tsx', style: 'src/builder/webview/style.css' },
      outdir: join(folder, 'webview'),
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
 * The files of the Node host, in the order in which a module goes to the first that wants it, with all that it imports
 * statically. `startup` is what is loaded when the extension is activated; the others with what first asks for them by
 * `import()`. Few files: each costs VS Code a millisecond.
 */
const files: readonly { readonly name: string; readonly test: RegExp }[] = [
  { name: 'startup', test: /\/src\/extension\.ts$/ },
  { name: 'keys', test: /\/src\/keys\/read\.ts$/ },
  { name: 'decryption', test: /\/src\/jwt\/compactDecrypt\.ts$/ },
  { name: 'git', test: /\/src\/vault\/git\.ts$/ },
  { name: 'hover', test: /\/src\/features\/hoverContent\.ts$/ },
  { name: 'commands', test: /\/src\/commands\// },
  { name: 'builder', test: /\/src\/builder\// },
  { name: 'rest', test: /./ },
];

/** What rolldown makes: the Node host's files. esbuild would give each set of modules that some entries share a file of its own. */
const nodeHost: RolldownOptions = {
  cwd: root,
  input: { extension: entry },
  external: ['vscode'],
  // The code is the web worker host's, too: nothing of Node.
  platform: 'browser',
  // What stands behind one `import()` may stand before another; the budget tells what is loaded at the start.
  checks: { ineffectiveDynamicImport: false },
};

function nodeHostOutput({ production = false, folder = dist }: Build): OutputOptions {
  return {
    dir: join(folder, 'node'),
    format: 'esm',
    minify: production,
    sourcemap: !production,
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name].mjs',
    codeSplitting: {
      groups: files.map(({ name, test }, i) => ({ name, test, priority: files.length - i })),
    },
  };
}

/**
 * Builds into `dist`, and says how large what is loaded together came out.
 *
 * @throws Failure if the sources do not build, after the reasons were printed, or a bundle could open a network connection.
 */
export async function build(options: Build = {}): Promise<readonly Part[]> {
  const { folder = dist } = options;
  if (options.production && !options.isTrial) await rm(folder, { recursive: true, force: true });
  const [chunks, ...results] = await Promise.all([
    buildNodeHost(options),
    ...bundles(options).map(async (bundle) => (await esbuild({ ...bundle, metafile: true })).metafile),
  ]).catch((cause: unknown) => {
    throw new Failure('Tokensmith does not build.', { cause });
  });
  const parts = [startUp(chunks), ...results.flatMap(outputs)];
  if (options.isTrial) return parts;
  await copyData(folder);
  const scripts = chunks.map(({ fileName }) => `node/${fileName}`);
  for (const file of [...scripts, 'web/extension.js', 'webview/builder.js', 'webview/style.css']) {
    const [call] = networkCalls(await readFile(join(folder, file), 'utf8'));
    if (call) throw new Failure(`Tokensmith opens no network connection, and dist/${file} could: … ${call} …`);
  }
  if (options.production) await writeFile(join(folder, 'LICENSES.txt'), await licences(results));
  return parts;
}

/** What claims mean is read when somebody asks: code that is loaded with all else has no room for it. */
async function copyData(folder: string): Promise<void> {
  await copyFile(join(root, 'src', 'kinds', 'claims.txt'), join(folder, 'claims.txt'));
}

async function buildNodeHost(options: Build): Promise<readonly OutputChunk[]> {
  await using bundle = await rolldown(nodeHost);
  const { output } = await (options.isTrial ? bundle.generate : bundle.write).call(bundle, nodeHostOutput(options));
  return output.filter((file) => file.type === 'chunk');
}

/** What the Node host loads when the extension is activated: the entry, and what it and its imports import statically. */
function startUp(chunks: readonly OutputChunk[]): Part {
  const loaded = new Set(chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName));
  const ofName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  // A set hands out what is added while it is gone through.
  for (const name of loaded) for (const imported of ofName.get(name)?.imports ?? []) loaded.add(imported);
  const atStart = [...loaded].flatMap((name) => ofName.get(name) ?? []);
  return {
    name: 'start-up code in the Node host',
    bytes: atStart.reduce((sum, { code }) => sum + Buffer.byteLength(code), 0),
    holds: atStart.flatMap(({ modules }) =>
      Object.entries(modules).map(([file, { renderedLength }]) => ({ file, bytes: renderedLength })),
    ),
  };
}

function outputs({ outputs }: Metafile): readonly Part[] {
  return Object.entries(outputs)
    .filter(([file]) => file.endsWith('.js'))
    .map(([file, { bytes, inputs }]) => ({
      name: file.replace(/^.*(?=web(view)?\/)/, 'dist/'),
      bytes,
      holds: Object.entries(inputs).map(([source, { bytesInOutput }]) => ({ file: source, bytes: bytesInOutput })),
    }));
}

if (import.meta.main) {
  const production = process.argv.includes('--production');
  if (process.argv.includes('--watch')) {
    await Promise.all(bundles({ production }).map(async (options) => (await context(options)).watch()));
    await copyData(dist);
    watch({ ...nodeHost, output: nodeHostOutput({ production }) });
  } else
    await runScript(async () => {
      const isTrial = process.argv.includes('--check');
      const parts = await build({ production: production || isTrial, isTrial });
      // What is not minified is held against nothing.
      return (production || isTrial) && !checkBudgets(parts) ? 1 : 0;
    });
}
