import { Uri, workspace } from 'vscode';
import { ignoreLine, newLine } from '../globs/ignoreRules.ts';
import { insertAt } from '../insertion/edit.ts';
import { VaultError } from '../vault/errors.ts';
import { pathWithin, repositoryOf } from '../vault/git.ts';
import { editFile } from './files.ts';

/**
 * Adds a file to the `.gitignore` at the root of its workspace folder, or of its repository where that is nearer.
 * @throws VaultError, EditError as `editFile`
 */
export async function ignoreFile(file: Uri): Promise<void> {
  const repository = await repositoryOf(file);
  const folder = workspace.getWorkspaceFolder(file)?.uri;
  const root = [repository, folder].filter((uri) => uri !== undefined).sort((a, b) => b.path.length - a.path.length)[0];
  if (!root) throw new VaultError('vault.no-workspace', {});
  const line = ignoreLine(pathWithin(root, file));
  await editFile(Uri.joinPath(root, '.gitignore'), (text) => [insertAt(text.length, newLine(text, line))]);
}
