import * as vscode from 'vscode';

/** A file system of the tests' own, without a search provider: what a virtual workspace has. Files alone can be written. */
class MemoryFiles implements vscode.FileSystemProvider {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #files = new Map<string, Uint8Array>();
  /** When each was written; VS Code tells a new content by that. */
  readonly #times = new Map<string, number>();
  /** How many folders were listed. */
  listed = 0;
  /** What comes before an answer about a file: it may reject, or never end. Of a write, half is done by then. */
  fault: (operation: 'stat' | 'read' | 'write', path: string) => Promise<void> | undefined = () => undefined;

  readonly onDidChangeFile = this.#changed.event;

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => {});
  }

  async stat({ path }: vscode.Uri): Promise<vscode.FileStat> {
    await this.fault('stat', path);
    const content = this.#files.get(path);
    const type = content ? vscode.FileType.File : vscode.FileType.Directory;
    if (!content && this.readDirectory(vscode.Uri.file(path)).length === 0 && path !== '/virtual')
      throw vscode.FileSystemError.FileNotFound();
    return { type, ctime: 0, mtime: this.#times.get(path) ?? 0, size: content?.length ?? 0 };
  }

  readDirectory({ path }: vscode.Uri): [string, vscode.FileType][] {
    this.listed++;
    const folder = `${path}/`;
    const names = [...this.#files.keys()]
      .filter((file) => file.startsWith(folder))
      .map((file) => file.slice(folder.length));
    const types = names.map((name): [string, vscode.FileType] => {
      const [first = '', ...rest] = name.split('/');
      return [first, rest.length > 0 ? vscode.FileType.Directory : vscode.FileType.File];
    });
    return [...new Map(types)];
  }

  async readFile({ path }: vscode.Uri): Promise<Uint8Array> {
    await this.fault('read', path);
    const content = this.#files.get(path);
    if (!content) throw vscode.FileSystemError.FileNotFound();
    return content;
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const type = this.#files.has(uri.path) ? vscode.FileChangeType.Changed : vscode.FileChangeType.Created;
    const fault = this.fault('write', uri.path);
    if (fault) {
      this.#files.set(uri.path, content.slice(0, content.length / 2));
      await fault;
    }
    this.#times.set(uri.path, Math.max(Date.now(), (this.#times.get(uri.path) ?? 0) + 1));
    this.#files.set(uri.path, content);
    this.#changed.fire([{ type, uri }]);
  }

  delete(uri: vscode.Uri): void {
    this.#files.delete(uri.path);
    this.#changed.fire([{ type: vscode.FileChangeType.Deleted, uri }]);
  }

  createDirectory(): void {}

  rename(): void {
    throw vscode.FileSystemError.NoPermissions();
  }
}

/** The one that the virtual folder is on. */
export const files = new MemoryFiles();
vscode.workspace.registerFileSystemProvider('tokensmith-test', files);
