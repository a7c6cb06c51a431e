import { type Disposable, type GlobPattern, RelativePattern, Uri, workspace } from 'vscode';
import { homeConfig } from './environmentFiles.ts';
import { absoluteUri, isAbsolute } from './files.ts';
import { escapeGlob } from './search.ts';

/** Watches files from the time on that somebody asked for them. A glob counts in every workspace folder, also in one that is added later. */
export class Watchers implements Disposable {
  readonly #changed: () => void;
  readonly #watchers = new Map<string, Disposable>();
  readonly #quiet = new Set<string>();

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Watches the files of the workspace that a glob matches. */
  watchGlob(glob: string): void {
    this.#watch(glob, glob);
  }

  /** Watches the files of a name in the workspace. */
  watchName(name: string): void {
    this.watchGlob(`**/${escapeGlob(name)}`);
  }

  /** As `watchPath`, of a path that may be a secret, and that no glob has in it. */
  watchQuietly(path: string): void {
    this.#quiet.add(path.split(/[/\\]/).at(-1) ?? '');
    this.#watch('quiet', '**/*', (uri) => {
      if (this.#quiet.has(uri.path.split('/').at(-1) ?? '')) this.#changed();
    });
  }

  /** Watches the file that a `file:` path names, whether or not it is there. */
  watchPath(path: string): void {
    const name = path.split(/[/\\]/).at(-1);
    if (!name) return;
    if (isAbsolute(path))
      this.#watch(path, new RelativePattern(absoluteUri(path.slice(0, -name.length)), escapeGlob(name)));
    else this.watchName(name);
  }

  /**
   * Watches Vonage's configuration in the home folder, where there is one. The folder it lies in may come and go, which
   * VS Code notices in the home folder alone; what lies in it is watched anew then.
   */
  watchHomeConfig(): void {
    if (!homeConfig) return;
    const { folder, name } = homeConfig;
    const inside = () => this.#watch('home config', new RelativePattern(folder, name));
    inside();
    this.#watch('home', new RelativePattern(Uri.joinPath(folder, '..'), folder.path.split('/').at(-1) ?? ''), () => {
      this.#watchers.get('home config')?.dispose();
      this.#watchers.delete('home config');
      inside();
      this.#changed();
    });
  }

  dispose(): void {
    for (const watcher of this.#watchers.values()) watcher.dispose();
  }

  #watch(id: string, pattern: GlobPattern, changed: (uri: Uri) => void = this.#changed): void {
    if (this.#watchers.has(id)) return;
    const watcher = workspace.createFileSystemWatcher(pattern);
    watcher.onDidCreate(changed);
    watcher.onDidChange(changed);
    watcher.onDidDelete(changed);
    this.#watchers.set(id, watcher);
  }
}
