import { type Disposable, EventEmitter, type FileSystemWatcher, type Uri, workspace } from 'vscode';
import type { Key } from '../jwt/key.ts';
import { KeyError } from '../keys/errors.ts';
import { readKeys } from '../keys/read.ts';
import { VaultError } from './errors.ts';
import { fileReference, readSmallFile } from './files.ts';

/** At most this many key files are looked at. */
const mostKeyFiles = 200;

/** A file that holds keys, or says why it does not. */
export interface KeyFile {
  readonly uri: Uri;
  readonly reference: string;
  readonly keys: readonly Key[];
  /** Why no key could be read, e.g. a passphrase that is needed. */
  readonly fault?: KeyError | VaultError;
}

/**
 * The key files of the workspace, by the setting `tokensmith.keys.include`; read once, read again when they change.
 * Nothing is looked for before somebody asks, nor in an untrusted workspace.
 */
export class KeyFiles implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly #listeners: Disposable[] = [this.#changed];
  #watchers: readonly FileSystemWatcher[] = [];
  #files: Promise<readonly KeyFile[]> | undefined;

  /** Key files came, went or changed. */
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#listeners.push(
      workspace.onDidGrantWorkspaceTrust(() => this.#forget()),
      workspace.onDidChangeWorkspaceFolders(() => this.#forget()),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('tokensmith.keys.include') || event.affectsConfiguration('files.exclude'))
          this.#forget();
      }),
    );
  }

  /** All key files, in the order of their paths; empty in an untrusted workspace. */
  all(): Promise<readonly KeyFile[]> {
    if (!workspace.isTrusted) return Promise.resolve([]);
    this.#files ??= this.#find();
    return this.#files;
  }

  dispose(): void {
    for (const disposable of [...this.#listeners, ...this.#watchers]) disposable.dispose();
  }

  #forget(): void {
    for (const watcher of this.#watchers) watcher.dispose();
    this.#watchers = [];
    this.#files = undefined;
    this.#changed.fire();
  }

  async #find(): Promise<readonly KeyFile[]> {
    const include = workspace.getConfiguration('tokensmith').get<readonly string[]>('keys.include', []);
    this.#watchers = include.map((glob) => this.#watch(glob));
    const found = await Promise.all(
      include.map((glob) => workspace.findFiles(glob, '**/{.git,node_modules}/**', mostKeyFiles)),
    );
    const uris = new Map(found.flat().map((uri) => [uri.toString(), uri]));
    const sorted = [...uris.values()].sort((a, b) => (a.path < b.path ? -1 : 1)).slice(0, mostKeyFiles);
    return Promise.all(sorted.map(readKeyFile));
  }

  #watch(glob: string): FileSystemWatcher {
    const watcher = workspace.createFileSystemWatcher(glob);
    const forget = () => this.#forget();
    watcher.onDidCreate(forget);
    watcher.onDidChange(forget);
    watcher.onDidDelete(forget);
    return watcher;
  }
}

async function readKeyFile(uri: Uri): Promise<KeyFile> {
  const reference = fileReference(uri);
  try {
    return { uri, reference, keys: await readKeys(await readSmallFile(uri)) };
  } catch (fault) {
    if (fault instanceof KeyError || fault instanceof VaultError) return { uri, reference, keys: [], fault };
    throw fault;
  }
}
