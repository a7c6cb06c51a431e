import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Gives a server a language pack, which it reads when it starts. The pack translates nothing: VS Code stays English, and
 * has extensions speak the language.
 *
 * @param userData the folder of the server's user data
 * @param language as in the names of an extension's files of texts, such as `de`
 */
export async function addLanguage(userData: string, language: string): Promise<void> {
  const texts = join(userData, `${language}.i18n.json`);
  await writeFile(texts, JSON.stringify({ contents: {} }));
  const extensions = [{ extensionIdentifier: { id: `tokensmith.${language}` }, version: '0.0.0' }];
  const pack = { hash: language, extensions, translations: { vscode: texts }, label: language };
  await writeFile(join(userData, 'languagepacks.json'), JSON.stringify({ [language]: pack }));
}
