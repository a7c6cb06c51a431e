import { CodeAction, CodeActionKind, type Diagnostic, l10n, Range, type Uri } from 'vscode';
import { keyDiagnostic } from '../messages/diagnostic.ts';
import { type RulesRead, wouldBeCommitted } from '../vault/git.ts';
import type { KeyFile } from '../vault/keyFiles.ts';
import { keyProblems } from '../vault/keyProblems.ts';
import { isPrivate } from '../vault/knownKey.ts';
import { ignoreCommand } from './internalCommands.ts';
import { hasCode } from './problemCode.ts';

/** The private keys of the workspace's files that git would commit, with their problems. */
export async function exposedKeys(
  files: readonly KeyFile[],
): Promise<readonly { readonly uri: Uri; readonly diagnostic: Diagnostic }[]> {
  const secret = files.filter(isPrivate);
  const read: RulesRead = new Map();
  const found: { readonly uri: Uri; readonly diagnostic: Diagnostic }[] = [];
  // One by one, so that many files and long rules leave the host to others in between.
  for (const { file: uri } of secret) {
    const isExposed = await wouldBeCommitted(uri, read);
    const diagnostic = isExposed ? keyDiagnostic(uri, new Range(0, 0, 0, 1000), keyProblems.notIgnored) : undefined;
    if (diagnostic) found.push({ uri, diagnostic });
  }
  return found;
}

/** The fixes of such problems. */
export function exposureFixes(uri: Uri, diagnostics: readonly Diagnostic[]): CodeAction[] {
  return diagnostics
    .filter((diagnostic) => hasCode(diagnostic, keyProblems.notIgnored))
    .map((found) => fix(uri, found));
}

function fix(uri: Uri, diagnostic: Diagnostic): CodeAction {
  const title = l10n.t('Add to .gitignore');
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  action.isPreferred = true;
  action.command = { title, command: ignoreCommand, arguments: [uri.toString()] };
  return action;
}
