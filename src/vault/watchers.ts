import { type Disposable, type GlobPattern, RelativePattern, workspace } from 'vscode';
import { homeConfig } from './environment.ts';
import { absoluteUri, isAbsolute } from './files.ts';
import { escapeGlob } from './search.ts';

/** Watches the files that references lead to, from the time on that somebody asked for them. A glob counts in every workspace folder, also in one that is added later. */
export class Watchers implements Disposable {
  readonly #changed: () => void;
  readonly #watchers = new Map<string, Disposable>();

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Watches the files of a name in the workspace. */
  watchName(name: string): void {
    this.#watch(name, `**/${escapeGlob(name)}`);
  }

  /** Watches the file that a `file:` path names, whether or not it is there. */
  watchPath(path: string): void {
    const name = path.split(/[/\\]/).at(-1);
    if (!name) return;
    if (isAbsolute(path))
      this.#watch(path, new RelativePattern(absoluteUri(path.slice(0, -name.length)), escapeGlob(name)));
    else this.watchName(name);
  }

  /** Watches Vonage's configuration in the home folder, where there is one. */
  watchHomeConfig(): void {
    if (homeConfig) this.#watch('home', new RelativePattern(homeConfig.folder, homeConfig.name));
  }

  dispose(): void {
    for (const watcher of this.#watchers.values()) watcher.dispose();
  }

  #watch(id: string, pattern: GlobPattern): void {
    if (this.#watchers.has(id)) return;
    const watcher = workspace.createFileSystemWatcher(pattern);
    watcher.onDidCreate(this.#changed);
    watcher.onDidChange(this.#changed);
    watcher.onDidDelete(this.#changed);
    this.#watchers.set(id, watcher);
  }
}
