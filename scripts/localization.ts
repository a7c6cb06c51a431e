/** The files of the texts that people see: package.nls.json and l10n/bundle.l10n.json, and those of each other language. */
import { glob, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { generatedKey, type Texts } from './manifest.ts';
import { sourceTexts } from './texts.ts';

const folder = 'l10n';

/** The languages beside English: there is a bundle of each. */
export async function languages(): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const file of glob(`${folder}/bundle.l10n.*.json`)) found.push(basename(file).split('.')[2] ?? '');
  return found.sort();
}

/**
 * The files made anew, by path: English from the source, other languages with what is translated already, in the same
 * order and with nothing that is not used any more.
 * @param generated the texts of the manifest's generated parts
 */
export async function localizationFiles(generated: Texts): Promise<ReadonlyMap<string, string>> {
  const present = await readTexts('package.nls.json');
  const written = Object.entries(present).filter(([key]) => !key.startsWith(generatedKey));
  const manifest: Texts = { ...Object.fromEntries(written), ...generated };
  const source: Texts = Object.fromEntries((await sourceTexts()).map((text) => [text, text]));
  const files = new Map([
    ['package.nls.json', json(manifest)],
    [`${folder}/bundle.l10n.json`, json(source)],
  ]);
  for (const language of await languages()) {
    const ofSource = await readTexts(`${folder}/bundle.l10n.${language}.json`);
    const ofManifest = await readTexts(`package.nls.${language}.json`);
    files.set(
      `package.nls.${language}.json`,
      json(pick(manifest, (key, english) => (key in generated && ofSource[english]) || ofManifest[key])),
    );
    files.set(`${folder}/bundle.l10n.${language}.json`, json(pick(source, (key) => ofSource[key])));
  }
  return files;
}

/** The texts of one of these files; none if it is not there. */
export async function readTexts(file: string): Promise<Texts> {
  return JSON.parse(await readFile(file, 'utf8').catch(() => '{}'));
}

/** The translations of texts that have one, in the order of the texts. */
function pick(texts: Texts, translation: (key: string, english: string) => string | undefined): Texts {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([key, english]) => {
      const translated = translation(key, english);
      return translated === undefined ? [] : [[key, translated]];
    }),
  );
}

function json(texts: Texts): string {
  return `${JSON.stringify(texts, null, 2)}\n`;
}
