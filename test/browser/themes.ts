/** VS Code's own themes, by what they are for. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Workbench } from './harness.ts';

/** Their names in settings, and the classes that the workbench and a web view have with them. */
export const themes = {
  light: { name: 'Light+', workbench: 'vs', webview: 'vscode-light' },
  dark: { name: 'Dark+', workbench: 'vs-dark', webview: 'vscode-dark' },
  'high contrast': { name: 'Default High Contrast', workbench: 'hc-black', webview: 'vscode-high-contrast' },
  'high contrast light': {
    name: 'Default High Contrast Light',
    workbench: 'hc-light',
    webview: 'vscode-high-contrast-light',
  },
} as const;

export type Theme = keyof typeof themes;

export const themeNames = Object.keys(themes) as readonly Theme[];

/** Has the workbench take a theme, by the settings of its folder, which keep all else; waits until it is there. */
export async function useTheme({ page, folder }: Pick<Workbench, 'page' | 'folder'>, theme: Theme): Promise<void> {
  const { name, workbench } = themes[theme];
  const file = join(folder, '.vscode', 'settings.json');
  await mkdir(dirname(file), { recursive: true });
  const settings = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'));
  await writeFile(file, JSON.stringify({ ...settings, 'workbench.colorTheme': name }, undefined, 2));
  await page.locator(`.monaco-workbench.${workbench}`).waitFor();
}
