/** Makes the package, apart from what is built in `dist`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type UnzipFileInfo, unzipSync } from 'fflate';
import type { Part } from './budgets.ts';
import { type Build, build } from './build.ts';
import { Failure } from './host/failure.ts';
import { temporaryFolder } from './host/folder.ts';
import { root } from './host/paths.ts';

const vsce = join(dirname(createRequire(import.meta.url).resolve('@vscode/vsce/package.json')), 'vsce');

/** What is packaged besides the bundles. */
const sources = [
  ...['package.nls.json', 'package.nls.de.json', 'language-configuration.json', 'l10n', 'media'],
  ...['README.md', 'CHANGELOG.md', 'LICENSE', '.vscodeignore'],
];

/** Members of package.json that only a repository needs. */
const ofRepository: ReadonlySet<string> = new Set(['scripts', 'dependencies', 'devDependencies', 'private']);

/** What may be in the package, below `extension/`. */
const expected =
  /^(package\.json|package\.nls(\.\w+)?\.json|readme\.md|changelog\.md|LICENSE\.txt|language-configuration\.json|l10n\/[\w.]+\.json|dist\/(claims\.txt|(extension|later)\.js|LICENSES\.txt|webview\/[\w-]+\.(js|css|svg))|media\/([\w-]+\/)?[\w-]+\.(svg|png|md))$/;

/**
 * Makes the package from a clean build of its own.
 *
 * @param file the path of the package, over what is there
 * @returns the parts of the bundles, and the package with the files in it
 * @throws Failure if it does not build, if `vsce` fails or warns, if something is in it that nobody runs or reads.
 */
export async function makePackage(file: string): Promise<readonly Part[]> {
  await using temporary = await temporaryFolder();
  const folder = temporary.path;
  for (const source of sources) await cp(join(root, source), join(folder, source), { recursive: true });
  for (const texts of ['package.nls.json', 'package.nls.de.json', 'l10n/bundle.l10n.de.json'])
    await writeFile(join(folder, texts), JSON.stringify(JSON.parse(await readFile(join(root, texts), 'utf8'))));
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const shipped = Object.entries(manifest).filter(([name]) => !ofRepository.has(name));
  await writeFile(join(folder, 'package.json'), JSON.stringify(Object.fromEntries(shipped)));
  const bundles = await build({ production: true, folder: join(folder, 'dist') } satisfies Build);
  await mkdir(dirname(file), { recursive: true });
  const said = await runVsce(['package', '--no-dependencies', '--out', file], folder);
  if (/warning/i.test(said)) throw new Failure('vsce warns: see above.');
  const holds = await entriesOf(file);
  const strays = holds
    .filter((entry) => entry.file.startsWith('extension/'))
    .map((entry) => entry.file.slice('extension/'.length))
    .filter((name) => !expected.test(name));
  if (strays.length > 0) throw new Failure(`Not to be packaged: ${strays.join(', ')}. See .vscodeignore.`);
  const { length: bytes } = await readFile(file);
  return [...bundles, { name: 'tokensmith.vsix', bytes, holds }];
}

/** Unpacks the extension's folder of a package. */
export async function unpackExtension(file: string, folder: string): Promise<void> {
  const prefix = 'extension/';
  const files = unzipSync(await readFile(file), { filter: ({ name }) => name.startsWith(prefix) });
  for (const [name, content] of Object.entries(files)) {
    const target = join(folder, name.slice(prefix.length));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content);
  }
}

/** The files in a package, with their compressed sizes. */
async function entriesOf(file: string): Promise<readonly { readonly file: string; readonly bytes: number }[]> {
  const entries: UnzipFileInfo[] = [];
  unzipSync(await readFile(file), { filter: (entry) => entries.push(entry) === 0 });
  return entries.map(({ name, size }) => ({ file: name, bytes: size }));
}

/** Runs `vsce`, shows what it says, and gives it. @throws Failure if it fails */
async function runVsce(args: readonly string[], cwd: string): Promise<string> {
  const child = spawn(process.execPath, [vsce, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      process.stdout.write(chunk);
    });
  }
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Failure('vsce made no package: see above.');
  return said;
}
