import { type Uri, workspace } from 'vscode';
import { globsOf } from '../globs/glob.ts';

/**
 * Whether one of some globs of the settings matches a file: its whole path, or its path in its workspace folder, with the
 * meaning that globs have in VS Code. VS Code itself holds paths against regular expressions, which a workspace can choose
 * so that they take for ever.
 */
export function isMatched(uri: Uri, globs: readonly string[]): boolean {
  const { match } = globsOf(globs);
  return match(uri.path) || match(workspace.asRelativePath(uri, false));
}
