/**
 * `npm run package`: makes tokensmith.vsix from a clean build, and prints how large things came out. Fails where one is
 * over its budget, where something is in the package that nobody runs or reads, and where `vsce` warns.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { checkBudgets } from './budgets.ts';
import { Failure } from './host/failure.ts';
import { root } from './host/paths.ts';
import { runScript } from './host/script.ts';
import { zipEntries } from './zip.ts';

const file = 'tokensmith.vsix';
const vsce = join(dirname(createRequire(import.meta.url).resolve('@vscode/vsce/package.json')), 'vsce');

/** What may be in the package, below `extension/`. */
const expected =
  /^(package\.json|package\.nls(\.\w+)?\.json|readme\.md|changelog\.md|LICENSE\.txt|language-configuration\.json|l10n\/[\w.]+\.json|dist\/(node\/[\w-]+\.mjs|web\/extension\.js|LICENSES\.txt|webview\/[\w-]+\.(js|css|svg))|media\/([\w-]+\/)?[\w-]+\.(svg|png|md))$/;

await runScript(async () => {
  const said = await run(['package', '--no-dependencies', '--out', file]);
  if (/warning/i.test(said)) throw new Failure('vsce warns: see above.');

  const entries = zipEntries(await readFile(join(root, file)));
  const strays = entries
    .filter(({ file }) => file.startsWith('extension/'))
    .map(({ file }) => file.slice('extension/'.length))
    .filter((name) => !expected.test(name));
  if (strays.length > 0) throw new Failure(`Not to be packaged: ${strays.join(', ')}. See .vscodeignore.`);

  const { size } = await stat(join(root, file));
  return checkBudgets([{ name: file, bytes: size, holds: entries }]) ? 0 : 1;
});

/** Runs `vsce`, shows what it says, and gives it. @throws Failure if it fails */
async function run(args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [vsce, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
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
