import {
  CodeAction,
  CodeActionKind,
  commands,
  type Diagnostic,
  Disposable,
  l10n,
  languages,
  Range,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { Services } from '../services.ts';
import type { RulesRead } from '../vault/git.ts';
import type { KeyFile } from '../vault/keyFiles.ts';
import { keyNotIgnored } from '../vault/keyProblems.ts';
import type { KnownKey } from '../vault/knownKey.ts';
import { hasCode, keyDiagnostic } from './keyDiagnostic.ts';

/** Adds a file to `.gitignore`; runs from a quick fix alone, with the file's URI as text. */
export const ignoreCommand = 'tokensmith.addToGitignore';
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
    const found = await exposedKeys(await vault.files.all());
    if (started !== timer) return;
    collection.clear();
    collection.set(found.map(({ uri, diagnostic }) => [uri, [diagnostic]]));
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(show, patience);
  };
  const watcher = workspace.createFileSystemWatcher(ignoreFilesGlob);
  later();
  return Disposable.from(
    collection,
    watcher,
    new Disposable(() => clearTimeout(timer)),
    vault.files.onDidChange(later),
    watcher.onDidCreate(later),
    watcher.onDidChange(later),
    watcher.onDidDelete(later),
    workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('tokensmith') && later()),
    commands.registerCommand(ignoreCommand, ignore),
    languages.registerCodeActionsProvider(
      '*',
      {
        provideCodeActions: ({ uri }, _range, { diagnostics }) =>
          diagnostics.filter((diagnostic) => hasCode(diagnostic, keyNotIgnored)).map((found) => fix(uri, found)),
      },
      { providedCodeActionKinds: [CodeActionKind.QuickFix] },
    ),
  );
}

async function exposedKeys(
  files: readonly KeyFile[],
): Promise<readonly { readonly uri: Uri; readonly diagnostic: Diagnostic }[]> {
  const secret = files.filter(isPrivate);
  if (secret.length === 0) return [];
  const { wouldBeCommitted } = await import('../vault/git.ts');
  const read: RulesRead = new Map();
  const found: { readonly uri: Uri; readonly diagnostic: Diagnostic }[] = [];
  // One by one, so that many files and long rules leave the host to others in between.
  for (const { file: uri } of secret) {
    const isExposed = await wouldBeCommitted(uri, read);
    const diagnostic = isExposed ? keyDiagnostic(uri, new Range(0, 0, 0, 1000), keyNotIgnored) : undefined;
    if (diagnostic) found.push({ uri, diagnostic });
  }
  return found;
}

/** Containers that are made to hold private keys. */
const PRIVATE_FORMATS: ReadonlySet<string> = new Set(['PKCS#12', 'JKS', 'JCEKS', 'PuTTY']);

/** Whether a file holds a key to keep secret, encrypted or not, and whether or not it can be read. */
export function isPrivate({ keys, fault }: Pick<KnownKey, 'keys' | 'fault'>): boolean {
  if (!fault) return keys.some(({ form }) => form !== 'public');
  const { code, data } = fault;
  if (code === 'key.format-unsupported') return 'format' in data && PRIVATE_FORMATS.has(data.format);
  return code === 'key.passphrase-needed' || code === 'key.encryption-unsupported';
}

function fix(uri: Uri, diagnostic: Diagnostic): CodeAction {
  const title = l10n.t('Add to .gitignore');
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  action.isPreferred = true;
  action.command = { title, command: ignoreCommand, arguments: [uri.toString()] };
  return action;
}

async function ignore(uri: string): Promise<void> {
  try {
    const { ignoreFile } = await import('../edits/gitignore.ts');
    await ignoreFile(Uri.parse(uri, true));
  } catch (error) {
    const { failureWords } = await import('../messages/errors.ts');
    void window.showErrorMessage(failureWords(error));
  }
}
