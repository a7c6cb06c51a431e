import { type CodeAction, type Diagnostic, l10n, Range, type Uri } from 'vscode';
import { keyDiagnostic } from '../messages/diagnostic.ts';
import { nothingSeen, wouldBeCommitted } from '../vault/git.ts';
import type { KeyFile } from '../vault/keyFiles.ts';
import { keyProblems } from '../vault/keyProblems.ts';
import { isPrivate } from '../vault/knownKey.ts';
import { ignoreCommand } from './internalCommands.ts';
import { preferredFix } from './preferredFix.ts';
import { hasCode } from './problemCode.ts';

/** The private keys of the workspace's files that git would commit, with their problems. */
export async function exposedKeys(
  files: readonly KeyFile[],
): Promise<readonly { readonly uri: Uri; readonly diagnostic: Diagnostic }[]> {
  const secret = files.filter(isPrivate);
  const seen = nothingSeen();
  const found: { readonly uri: Uri; readonly diagnostic: Diagnostic }[] = [];
  // One by one, so that many files and long rules leave the host to others in between.
  for (const { file: uri } of secret) {
    const isExposed = await wouldBeCommitted(uri, seen);
    const diagnostic = isExposed ? keyDiagnostic(uri, new Range(0, 0, 0, 1000), keyProblems.notIgnored) : undefined;
    if (diagnostic) found.push({ uri, diagnostic });
  }
  return found;
}

/** The fixes of such problems. */
export function exposureFixes(uri: Uri, diagnostics: readonly Diagnostic[]): CodeAction[] {
  return diagnostics
    .filter((diagnostic) => hasCode(diagnostic, keyProblems.notIgnored))
    .map((found) =>
      preferredFix(found, {
        title: l10n.t('Add to .gitignore'),
        command: ignoreCommand,
        arguments: [uri.toString()],
      }),
    );
}
