/** A pseudo-language: every text of Tokensmith stands between « and », so that what did not pass through it stands out. */
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { root } from '../../scripts/host/paths.ts';
import { readTexts } from '../../scripts/localization.ts';

/** The name that is customary for a pseudo-language. */
export const pseudo = 'qps-ploc';

/** Installs the extension with its texts in the pseudo-language, for a server that is started in `folder` afterwards. */
export async function installPseudo(folder: string): Promise<void> {
  const extension = join(folder, 'extensions', 'tokensmith');
  await mkdir(join(extension, 'l10n'), { recursive: true });
  // Copies, not links: VS Code tells by the real path of a script which extension it belongs to.
  for (const name of ['dist', 'media', 'language-configuration.json', 'package.json', 'package.nls.json'])
    await cp(join(root, name), join(extension, name), { recursive: true });
  for (const [original, translation] of [
    ['package.nls.json', `package.nls.${pseudo}.json`],
    ['l10n/bundle.l10n.json', `l10n/bundle.l10n.${pseudo}.json`],
  ] as const) {
    const texts = Object.entries(await readTexts(join(root, original)));
    const bracketed = Object.fromEntries(texts.map(([key, text]) => [key, text.split('\n').map(bracket).join('\n')]));
    await writeFile(join(extension, translation), JSON.stringify(bracketed));
  }
}

/** A line that is a link alone stays one, as VS Code makes buttons of those; what ends with a colon or stop may be shown alone. */
function bracket(line: string): string {
  const [, label, target] = /^\[(.*)\](\(.*\))$/.exec(line) ?? [];
  if (label !== undefined) return `[«${label}»]${target}`;
  const sentences = (part: string): string => `«${part.split(/(?<=\.) /).join('» «')}»`;
  return line.split(': ').map(sentences).join(': ');
}

/**
 * What a person sees, or is told by assistive technology, in these elements, in the order of the page. What stands in
 * `code`, and what is typed into a field, is data and left out, as is what the selector `except` matches.
 */
export async function seen(elements: Locator, except = 'code'): Promise<string> {
  const texts = await elements.evaluateAll((all, data) => {
    const read = (node: Node): string => {
      if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
      if (!(node instanceof HTMLElement) || node.matches(`code, style, script, ${data}`)) return ' ';
      const isSeen = node instanceof HTMLOptionElement || node.checkVisibility({ visibilityProperty: true });
      if (!isSeen) return ' ';
      const told = ['aria-label', 'aria-description', 'aria-valuetext', 'title', 'placeholder', 'alt']
        .map((name) => node.getAttribute(name))
        .filter((text) => text !== null);
      const inner = [...node.childNodes].map(read).join('');
      return [getComputedStyle(node).display.startsWith('inline') ? inner : `\n${inner}\n`, ...told].join('\n');
    };
    return all.map(read);
  }, except);
  return texts.join('\n');
}

/** The words of a text that did not pass through the pseudo-language, but for those that `allowed` matches. */
export function bare(text: string, allowed: readonly RegExp[]): readonly string[] {
  let rest = text;
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest.replaceAll(/«[^«»]*»/g, ' ');
  }
  for (const each of allowed) rest = rest.replaceAll(each, ' ');
  return rest
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /\p{L}/u.test(line));
}
