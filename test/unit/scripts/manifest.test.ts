import { glob, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { languages, readTexts } from '../../../scripts/localization.ts';
import type { Texts } from '../../../scripts/manifest.ts';
import { problemExamples } from '../../../scripts/problemExamples.ts';
import { problemRows } from '../../../scripts/problemRows.ts';
import { localizedTexts, sourceTexts } from '../../../scripts/texts.ts';
import { largestFile } from '../../../src/vault/files.ts';
import { mostKeyFiles } from '../../../src/vault/keyFiles.ts';

const manifest = JSON.parse(await readFile('package.json', 'utf8'));
const readme = await readFile('README.md', 'utf8');
const english = await readTexts('package.nls.json');
const { contributes } = manifest;
const codes = problemRows.map(({ code }) => code);

/** Every text in the manifest, with the path that leads to it. */
function* textsOf(value: unknown, path: readonly string[] = []): Generator<{ path: readonly string[]; text: string }> {
  if (typeof value === 'string') yield { path, text: value };
  else if (typeof value === 'object' && value !== null)
    for (const [name, item] of Object.entries(value)) yield* textsOf(item, [...path, name]);
}

const keysOf = (value: unknown): readonly string[] =>
  [...textsOf(value)].flatMap(({ text }) => [...text.matchAll(/^%([\w.]+)%$/g)].map(([, key = '']) => key));

describe('the README', () => {
  test.each(Object.keys(contributes.configuration.properties))('has the setting %s in its table', (name) => {
    const value = JSON.stringify(contributes.configuration.properties[name].default);
    expect(readme).toContain(`| \`${name}\` | \`${value}\` |`);
  });

  test.each(problemRows)('has the problem $code, and leads to its page', ({ code, severity }) => {
    expect(readme).toContain(`| [\`${code}\`](docs/problems/${code}.md) | ${severity} |`);
  });

  test('has no setting, problem or file that there is none of', async () => {
    const settings = [...readme.matchAll(/`(tokensmith\.(?!vsix`)[\w.]+)`/g)].map(([, name]) => name);
    const commands = contributes.commands.map(({ command }: { readonly command: string }) => command);
    for (const name of settings)
      expect([...Object.keys(contributes.configuration.properties), ...commands]).toContain(name);
    for (const [, file = ''] of readme.matchAll(/\]\((?!https?:|#)([^)]+)\)/g))
      await expect(readFile(file)).resolves.toBeDefined();
  });

  test('names commands as the palette does', () => {
    const titles = contributes.commands.map(({ title }: { readonly title: string }) =>
      title.replace(/^%(.*)%$/, (_all, key) => english[key] ?? ''),
    );
    const named = [...readme.replaceAll('\n', ' ').matchAll(/\*JWT: ([^*]+)\*/g)].map(([, title]) => title);
    expect(named.length).toBeGreaterThan(3);
    for (const title of named) expect(titles).toContain(title);
  });
});

test('the setting that names key files says how many are read, and how large', () => {
  const { description, markdownDescription = description } =
    contributes.configuration.properties['tokensmith.keys.include'];
  const text = english[markdownDescription.slice(1, -1)];
  expect(text).toContain(`${largestFile / 1024} KB`);
  expect(text).toContain(String(mostKeyFiles));
});

describe('the problems', () => {
  test('have a page each, and there are no other pages', async () => {
    const pages: string[] = [];
    for await (const file of glob('docs/problems/*.md')) pages.push(basename(file, '.md'));
    expect(pages.sort()).toEqual([...codes, 'README'].sort());
  });

  test('have a severity each in the settings, and an example each', () => {
    const { properties } = contributes.configuration.properties['tokensmith.problems.severity'];
    expect(Object.keys(properties)).toEqual(codes);
    expect(Object.keys(problemExamples).sort()).toEqual([...codes].sort());
  });
});

describe('the texts', () => {
  test('of the manifest are there for each of its keys, and no others', () => {
    expect([...new Set(keysOf(manifest))].sort()).toEqual(Object.keys(english).sort());
  });

  /** The members of the manifest that people read. */
  const shown = /[dD]escriptions?$|^patternErrorMessage$|^title$|^markdown$|^altText$/;

  test('of the manifest all come from its keys', () => {
    const bare = [...textsOf(contributes)].filter(({ path, text }) => {
      const member = path.findLast((name) => Number.isNaN(Number(name))) ?? '';
      // What a language model reads is in English in every language.
      if (member === 'modelDescription' || path.includes('inputSchema')) return false;
      const isRead = shown.test(member) || /\p{L} \p{L}/u.test(text);
      return isRead && member !== 'fileMatch' && text !== 'Tokensmith' && !/^%[\w.]+%$/.test(text);
    });
    expect(bare.map(({ path, text }) => `${path.join('.')}: ${text}`)).toEqual([]);
  });

  test('of the source are in the bundle', async () => {
    expect(Object.keys(await readTexts('l10n/bundle.l10n.json'))).toEqual(await sourceTexts());
  });

  test('are given to l10n.t as literals, or come from a table', async () => {
    const computed = (await localizedTexts()).flatMap(({ literal, code }) => (literal === undefined ? [code] : []));
    const ofTables = /^(text|english|(\w+\.)*(label|help|description|meaning|message|title))$/;
    expect(computed.filter((code) => !ofTables.test(code))).toEqual([]);
  });

  test('are all that looks like a sentence where people are spoken to', async () => {
    const texts = await readTexts('l10n/bundle.l10n.json');
    const found: string[] = [];
    for await (const file of glob('src/{builder,commands,documents,features,flows,messages,tokens}/**/*.{ts,tsx}')) {
      const code = (await readFile(file, 'utf8')).replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
      for (const [literal] of code.matchAll(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|(?<=>)[^<>{}=;]+(?=<\/)/g)) {
        const text = literal.replace(/^['"](.*)['"]$/, '$1').replaceAll("\\'", "'");
        if (/^\p{Lu}.*\p{L} \p{L}/u.test(text) && !(text in texts)) found.push(`${file}: ${text}`);
      }
    }
    expect(found).toEqual([]);
  });
});

describe.each(await languages())('in %s', (language) => {
  /** What a translation has to keep: places for values, code, and links to commands and settings. */
  const kept = (text: string): readonly string[] => (text.match(/\{\w+\}|`[^`]*`|\]\([^)]*\)/g) ?? []).sort();

  test.each([
    ['package.nls.json', `package.nls.${language}.json`],
    ['l10n/bundle.l10n.json', `l10n/bundle.l10n.${language}.json`],
  ])('all of %s is translated, with the same places for values', async (original, translation) => {
    const [texts, translated]: readonly Texts[] = [await readTexts(original), await readTexts(translation)];
    const isMissing = (key: string) => !Object.hasOwn(translated ?? {}, key);
    expect(Object.keys(texts ?? {}).filter(isMissing), `texts that ${translation} lacks`).toEqual([]);
    expect(Object.keys(translated ?? {})).toEqual(Object.keys(texts ?? {}));
    for (const [key, text] of Object.entries(texts ?? {})) {
      expect(translated?.[key]?.trim(), key).not.toBe('');
      expect(kept(translated?.[key] ?? ''), key).toEqual(kept(text));
    }
  });
});

test('there is a language beside English', async () => {
  expect(await languages()).toContain('de');
});

test('the walkthrough leads to commands and settings that there are, and shows files that there are', async () => {
  const { steps } = contributes.walkthroughs[0];
  const commands: readonly string[] = contributes.commands.map(({ command }: { readonly command: string }) => command);
  const settings = Object.keys(contributes.configuration.properties);
  const contextKeys = await readFile('src/features/contextKeys.ts', 'utf8');
  const [, deeds = ''] = /const deeds: [^=]*= \[([^\]]*)\]/.exec(contextKeys) ?? [];
  const keys = [
    ...[...contextKeys.matchAll(/'setContext', '([\w.]+)'/g)].map(([, key]) => key),
    ...[...deeds.matchAll(/\w+/g)].map(([deed]) => `tokensmith.${deed}`),
  ];
  for (const { id, media, completionEvents } of steps) {
    await expect(readFile(media.svg, 'utf8')).resolves.toContain('<svg');
    for (const event of completionEvents)
      expect([...commands, ...settings, ...keys]).toContain(event.replace(/^\w+:/, ''));
    for (const [, command = ''] of (english[`walkthrough.${id}.description`] ?? '').matchAll(/\(command:([\w.]+)/g))
      if (!command.startsWith('workbench.')) expect(commands).toContain(command);
  }
});
