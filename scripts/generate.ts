/**
 * `npm run manifest`: writes what follows from the tables of the source into package.json, the files of texts, README.md,
 * CONTRIBUTING.md, biome.layers.json and docs/problems. `--check` writes nothing and fails where one of them is not fresh.
 */
import { glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, normalize } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fieldsOf } from '../src/kinds/fields.ts';
import { writableKinds } from '../src/kinds/index.ts';
import { layerRules, layerTable } from './layers.ts';
import { localizationFiles } from './localization.ts';
import { freshManifest, type Texts } from './manifest.ts';
import { problemPages, problemTable } from './problemPages.ts';
import { settingsTable } from './settingsTable.ts';

/** Every generated file by its path, as it should be. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const { manifest, texts } = freshManifest(JSON.parse(await readFile('package.json', 'utf8')));
  const localization = await localizationFiles(texts);
  const nls: Texts = JSON.parse(localization.get('package.nls.json') ?? '{}');
  return new Map([
    ['package.json', `${JSON.stringify(manifest, null, 2)}\n`],
    ...localization,
    ...problemPages(),
    await withTables('README.md', {
      settings: settingsTable(manifest, nls),
      problems: problemTable('docs/problems/'),
      kinds: kindTable(),
    }),
    await withTables('CONTRIBUTING.md', { layers: layerTable() }),
    ['biome.layers.json', layerRules()],
  ]);
}

/** A file with its tables made anew, each between the comments that bear its name. */
async function withTables(
  file: string,
  tables: Readonly<Record<string, string>>,
): Promise<readonly [file: string, text: string]> {
  const text = Object.entries(tables).reduce(
    (all, [name, table]) => {
      const place = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`);
      if (!place.test(all)) throw new Error(`${file} has no place for the table of ${name}.`);
      return all.replace(place, (_all, start: string, end: string) => `${start}\n${table}\n\n${end}`);
    },
    await readFile(file, 'utf8'),
  );
  return [file, text];
}

/** Every kind that can be made, with the fields of its recipe. */
function kindTable(): string {
  const rows = writableKinds.map((kind) => {
    const fields = fieldsOf(kind)
      .filter(({ required, asked, type }) => (required || asked) && type !== 'key')
      .map(({ name }) => `\`${name}\``);
    return `| ${kind.label} | \`${kind.id}\` | ${kind.description}. | ${fields.join(', ')} |`;
  });
  return ['| kind | `kind` of the recipe | for | fields beside `key` |', '| --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}

/** Paths of pages that no table makes any more. */
async function leftovers(files: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const file of glob('docs/problems/*.md')) found.push(normalize(file).replaceAll('\\', '/'));
  return found.filter((file) => !files.has(file));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const files = await generatedFiles();
  const old = await leftovers(files);
  const stale: string[] = [...old];
  for (const [file, fresh] of files) {
    if ((await readFile(file, 'utf8').catch(() => undefined)) !== fresh) stale.push(file);
  }
  if (process.argv.includes('--check')) {
    if (stale.length > 0) {
      console.error(`Not fresh: ${stale.join(', ')}. Run \`npm run manifest\`.`);
      process.exitCode = 1;
    }
  } else {
    for (const file of old) await rm(file);
    for (const file of stale.filter((each) => !old.includes(each))) {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, files.get(file) ?? '');
    }
  }
}
