/** The licences of what the bundles hold of others. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { root } from './host/paths.ts';

/** The folder of a package in `node_modules`, in the path of one of its files. */
const packageFolder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

/** A licence that wants its address named, not its text (CC BY 4.0 section 3(a)(1)(C)), by the line that its text begins with. */
const named: Readonly<Record<string, string>> = {
  'Attribution 4.0 International':
    'Attribution 4.0 International: https://creativecommons.org/licenses/by/4.0/legalcode',
};

/**
 * The names, versions and licences of all packages that have a part in the bundles, as a text for people.
 *
 * @param files the paths of the modules in the bundles
 */
export async function licences(files: readonly string[]): Promise<string> {
  const folders = files.flatMap(
    (file) => packageFolder.exec(relative(root, resolve(root, file)).replaceAll('\\', '/'))?.[0] ?? [],
  );
  const notices = await Promise.all([...new Set(folders)].sort().map(notice));
  return [
    'Tokensmith is under the MIT licence; see LICENSE. Its bundles hold parts of the following packages.',
    ...notices,
  ].join(`\n\n${'-'.repeat(80)}\n\n`);
}

async function notice(folder: string): Promise<string> {
  const { name, version, license, homepage, repository } = JSON.parse(
    await readFile(join(root, folder, 'package.json'), 'utf8'),
  );
  const files = (await readdir(join(root, folder))).filter((file) => /^licen[cs]e/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(root, folder, file), 'utf8')));
  const from = homepage ?? repository?.url ?? repository;
  return [
    `${name} ${version}, ${license}, ${from}`,
    ...texts.map((text) => named[text.trim().split(/\r?\n/, 1)[0] ?? ''] ?? text.trim()),
  ].join('\n\n');
}
