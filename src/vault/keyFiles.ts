import {
  type Disposable,
  EventEmitter,
  type FileSystemWatcher,
  type Uri,
  type WorkspaceFolder,
  workspace,
} from 'vscode';
import { type Globs, globsOf } from '../globs/glob.ts';
import { ofWorkspace, referenceText } from '../recipes/reference.ts';
import { setting } from '../settings/settings.ts';
import { displayPath, type LinksSeen, readSmallFile } from './files.ts';
import { withIdOf } from './keyContent.ts';
import { type KnownKey, keysOrFault } from './knownKey.ts';
import { aroundFile, type Passphrases } from './passphrases.ts';
import { findFiles, pathIn } from './search.ts';

/** At most this many key files are looked at; the setting's description says so. */
export const mostKeyFiles = 200;
/** At most this many keys of these files are known, as each is tried on each token; the setting's description says so. */
const mostKeys = 500;
/** After how long a file is read again whose file system did not answer, in milliseconds. */
const nextTry = 30_000;

/** A key file of the workspace. */
export type KeyFile = KnownKey & { readonly file: Uri };

/**
 * The key files of the workspace, by the setting `tokensmith.keys.include`; read once, read again when they change.
 * Nothing is looked for before somebody asks, nor in an untrusted workspace.
 */
export class KeyFiles implements Disposable {
  readonly #passphrases: Passphrases;
  readonly #changed = new EventEmitter<void>();
  readonly #listeners: readonly Disposable[];
  #watcher: FileSystemWatcher | undefined;
  #included: readonly { readonly folder: WorkspaceFolder; readonly globs: Globs }[] = [];
  #files: Promise<readonly KeyFile[]> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;

  /** Key files came, went or changed, or can be read now. */
  readonly onDidChange = this.#changed.event;

  constructor(passphrases: Passphrases) {
    this.#passphrases = passphrases;
    this.#listeners = [
      this.#changed,
      passphrases.onDidLearn(() => this.#forget()),
      workspace.onDidGrantWorkspaceTrust(() => this.#forget()),
      workspace.onDidChangeWorkspaceFolders(() => this.#forget()),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('tokensmith.keys.include') || event.affectsConfiguration('files.exclude'))
          this.#forget();
      }),
    ];
  }

  /** All key files, in the order of their paths; empty in an untrusted workspace. */
  all(): Promise<readonly KeyFile[]> {
    if (!workspace.isTrusted) return Promise.resolve([]);
    this.#files ??= this.#find();
    return this.#files;
  }

  dispose(): void {
    clearTimeout(this.#retry);
    for (const disposable of [...this.#listeners, this.#watcher]) disposable?.dispose();
  }

  #forget(): void {
    this.#files = undefined;
    this.#changed.fire();
  }

  async #find(): Promise<readonly KeyFile[]> {
    const folders = (workspace.workspaceFolders ?? []).map((folder) => ({
      folder,
      globs: setting('keys.include', folder),
    }));
    this.#included = folders.map(({ folder, globs }) => ({ folder, globs: globsOf(globs) }));
    this.#watch();
    const found = await Promise.all(folders.map(({ folder, globs }) => findFiles(folder, globs, mostKeyFiles)));
    // Folders may lie in one another.
    const uris = new Map(found.flat().map((uri) => [uri.toString(), uri]));
    const byPath = (a: Uri, b: Uri) => (a.path < b.path ? -1 : 1);
    const depth = ({ path }: Uri) => path.split('/').length;
    // Those near the root are kept, where there are too many.
    const kept = [...uris.values()].sort((a, b) => depth(a) - depth(b) || byPath(a, b)).slice(0, mostKeyFiles);
    const sorted = kept.sort(byPath);
    const links: LinksSeen = new Map();
    const files = await Promise.all(sorted.map((uri) => this.#read(uri, links)));
    return fewEnough(files);
  }

  async #read(uri: Uri, links: LinksSeen): Promise<KeyFile> {
    const reference = { scheme: 'file', path: displayPath(uri), origin: ofWorkspace } as const;
    const found = await keysOrFault(async () => {
      const text = await readSmallFile(uri, { links });
      const content = await this.#passphrases.read(text, referenceText(reference), aroundFile(uri));
      return { content: withIdOf(uri.path, content) };
    });
    if (found.fault?.code === 'vault.no-answer') this.#tryAgain();
    return { source: 'workspace', reference, file: uri, ...found };
  }

  #tryAgain(): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#forget(), nextTry);
  }

  /**
   * Watches all files, once, and heeds those that the globs match: VS Code would hold each against a regular expression,
   * and a watcher that is made later misses what happens until it listens.
   */
  #watch(): void {
    if (this.#watcher) return;
    this.#watcher = workspace.createFileSystemWatcher('**/*');
    const heed = (uri: Uri) => {
      if (this.#included.some(({ folder, globs }) => globs.match(pathIn(folder, uri)))) this.#forget();
    };
    this.#watcher.onDidCreate(heed);
    this.#watcher.onDidChange(heed);
    this.#watcher.onDidDelete(heed);
  }
}

/** Leaves keys out where there are too many: of the files with the most. */
function fewEnough(files: readonly KeyFile[]): readonly KeyFile[] {
  let left = mostKeys;
  const keys = new Map<KeyFile, KeyFile['keys']>();
  for (const file of files.toSorted((a, b) => a.keys.length - b.keys.length)) {
    keys.set(file, file.keys.slice(0, left));
    left -= Math.min(left, file.keys.length);
  }
  return files.map((file) => ({ ...file, keys: keys.get(file) ?? [] }));
}
