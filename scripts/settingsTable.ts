/** The table of settings in the README, from the manifest. */
import type { Manifest, Texts } from './manifest.ts';

/** A row for each setting: its name, its default, and what it means. */
export function settingsTable({ contributes }: Manifest, texts: Texts): string {
  const rows = Object.entries(contributes.configuration.properties).map(([name, property]) => {
    const description = String(property.markdownDescription ?? property.description);
    const words = description.replace(/^%(.*)%$/, (_all, key: string) => texts[key] ?? key);
    const cells = [`\`${name}\``, `\`${JSON.stringify(property.default)}\``, withoutLinks(words)];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  return ['| setting | default | what it does |', '| --- | --- | --- |', ...rows].join('\n');
}

/** In VS Code's settings `#name#` leads to a setting. */
function withoutLinks(text: string): string {
  return text.replaceAll(/`#([\w.]+)#`/g, '`$1`');
}
