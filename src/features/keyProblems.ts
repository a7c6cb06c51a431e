import { CodeActionKind, commands, Disposable, languages, Uri, workspace } from 'vscode';
import type { Services } from '../services.ts';
import { keyProblems } from '../vault/keyProblems.ts';
import { isPrivate } from '../vault/knownKey.ts';
import { Watchers } from '../vault/watchers.ts';
import { ignoreCommand } from './internalCommands.ts';
import { hasCode } from './problemCode.ts';

/** A glob of what decides what git ignores in the workspace. */
export const ignoreFilesGlob = '**/{.gitignore,.git/HEAD,.git/info/exclude}';
/** How long changes are gathered, in milliseconds: no one waits for these problems. */
const patience = 300;

/** Shows which private key files of the workspace git would commit, and offers to have them ignored. */
export function registerKeyProblems({ vault }: Services): Disposable {
  const collection = languages.createDiagnosticCollection('jwt keys');
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = async () => {
    const started = timer;
    const files = await vault.files.all();
    const hasPrivate = files.some(isPrivate);
    if (hasPrivate) watchers.watchGlob(ignoreFilesGlob);
    const found = hasPrivate ? await (await import('./keyExposure.ts')).exposedKeys(files) : [];
    if (started !== timer) return;
    collection.clear();
    collection.set(found.map(({ uri, diagnostic }) => [uri, [diagnostic]]));
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(show, patience);
  };
  const watchers = new Watchers(later);
  later();
  return Disposable.from(
    collection,
    watchers,
    new Disposable(() => clearTimeout(timer)),
    vault.files.onDidChange(later),
    workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('tokensmith') && later()),
    commands.registerCommand(ignoreCommand, ignore),
    languages.registerCodeActionsProvider(
      '*',
      {
        provideCodeActions: async ({ uri }, _range, { diagnostics }) => {
          if (!diagnostics.some((diagnostic) => hasCode(diagnostic, keyProblems.notIgnored))) return [];
          return (await import('./keyExposure.ts')).exposureFixes(uri, diagnostics);
        },
      },
      { providedCodeActionKinds: [CodeActionKind.QuickFix] },
    ),
  );
}

async function ignore(uri: string): Promise<void> {
  try {
    const { ignoreFile } = await import('../edits/gitignore.ts');
    await ignoreFile(Uri.parse(uri, true));
  } catch (error) {
    const { failureWords } = await import('../messages/errors.ts');
    const { offerWaysOut } = await import('./offerWaysOut.ts');
    void offerWaysOut(error, failureWords(error));
  }
}
