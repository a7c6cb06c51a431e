import { ConfigurationTarget, Uri, workspace } from 'vscode';
import { EditError } from '../errors/edits.ts';
import { exists, readSmallFile, requireUnlinked } from '../vault/files.ts';
import { readText } from './bytes.ts';
import { largestEdited } from './files.ts';

/**
 * Writes a setting of `tokensmith`; VS Code does it, and keeps comments, layout and line ends. It takes no change where the
 * file of the settings is not saved, or has errors.
 * @param change gives the value from the present one of that level; it is called right before the write
 * @param target the level; a workspace's file is not written behind a link that leads out of it
 * @param resource in the folder that is meant by ConfigurationTarget.WorkspaceFolder
 * @throws EditError `edit.settings-not-written`; VaultError `vault.symbolic-link`, `vault.no-answer`
 */
export async function updateSetting(
  name: string,
  change: () => unknown,
  target: ConfigurationTarget,
  resource?: Uri,
): Promise<void> {
  const file = fileOf(target, resource);
  if (file) await requireUtf8(file);
  try {
    await workspace.getConfiguration('tokensmith', resource).update(name, change(), target);
  } catch {
    // VS Code's own message may quote the file.
    throw new EditError('edit.settings-not-written', {});
  }
}

/** The file of a level, if it is in the workspace: not the user's own settings, and no `.code-workspace`, which people open themselves. */
function fileOf(target: ConfigurationTarget, resource: Uri | undefined): Uri | undefined {
  if (target === ConfigurationTarget.Global) return undefined;
  if (target === ConfigurationTarget.Workspace && workspace.workspaceFile) return undefined;
  const folder = (resource && workspace.getWorkspaceFolder(resource)) ?? workspace.workspaceFolders?.[0];
  return folder && Uri.joinPath(folder.uri, '.vscode', 'settings.json');
}

/** VS Code reads and writes settings as UTF-8, and would not keep other bytes. */
async function requireUtf8(file: Uri): Promise<void> {
  await requireUnlinked(file);
  if (!workspace.isTrusted || !(await exists(file))) return;
  if (!readText(await readSmallFile(file, { limit: largestEdited }))?.isUtf)
    throw new EditError('edit.settings-not-written', {});
}
