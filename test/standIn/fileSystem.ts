/** Files in memory, for the stand-in for VS Code: what its `workspace.fs` does with them, links included. */
import { posix } from 'node:path';

export const FileType = { Unknown: 0, File: 1, Directory: 2, SymbolicLink: 64 };

export class FileSystemError extends Error {
  readonly code: string;

  constructor(code: string, what: string | Place = code) {
    super(String(what));
    this.code = code;
  }

  static FileNotFound(what?: string | Place): FileSystemError {
    return new FileSystemError('FileNotFound', what);
  }

  static NoPermissions(what?: string | Place): FileSystemError {
    return new FileSystemError('NoPermissions', what);
  }
}

interface Place {
  readonly path: string;
}

/** What lies at a path: a file's content, or where a link leads to. Folders are where something lies in them. */
type Entry = { readonly content: Uint8Array; readonly mtime: number } | { readonly link: string };

/** A file system in memory. Paths are absolute, with `/`. */
export class MemoryFiles {
  readonly #entries = new Map<string, Entry>();
  #written = 0;
  /** What `stat`, `readFile` and the like do first; tests let it wait or throw. */
  before: (operation: string, path: string) => Promise<void> = async () => {};

  /** Takes all away, and lays files: their text, or where a link leads to. */
  lay(files: Readonly<Record<string, string | Uint8Array | { readonly link: string }>>): void {
    this.#entries.clear();
    this.before = async () => {};
    for (const [path, file] of Object.entries(files)) {
      const content = typeof file === 'string' ? new TextEncoder().encode(file) : file;
      this.#entries.set(path, content instanceof Uint8Array ? this.#entry(content) : content);
    }
  }

  /** The text of a file; `undefined` where there is none. */
  text(path: string): string | undefined {
    const entry = this.#entries.get(this.#real(path));
    return entry && 'content' in entry ? new TextDecoder().decode(entry.content) : undefined;
  }

  /** The bytes of a file; `undefined` where there is none. */
  bytes(path: string): Uint8Array | undefined {
    const entry = this.#entries.get(this.#real(path));
    return entry && 'content' in entry ? entry.content : undefined;
  }

  /** The paths of all files and links. */
  paths(): readonly string[] {
    return [...this.#entries.keys()];
  }

  readonly stat = async ({ path }: Place) => {
    await this.before('stat', path);
    const isLink = this.#link(path) !== undefined;
    const link = isLink ? FileType.SymbolicLink : 0;
    const real = this.#real(path);
    const entry = this.#entries.get(real);
    if (entry && 'content' in entry)
      return { type: FileType.File | link, size: entry.content.length, mtime: entry.mtime };
    if (this.#isFolder(real)) return { type: FileType.Directory | link, size: 0, mtime: 0 };
    // What a link that leads nowhere is to VS Code.
    if (isLink) return { type: FileType.SymbolicLink, size: 0, mtime: 0 };
    throw FileSystemError.FileNotFound();
  };

  readonly readFile = async ({ path }: Place) => {
    await this.before('readFile', path);
    const entry = this.#entries.get(this.#real(path));
    if (!entry || !('content' in entry)) throw FileSystemError.FileNotFound();
    return entry.content;
  };

  readonly writeFile = async ({ path }: Place, content: Uint8Array) => {
    await this.before('writeFile', path);
    this.#entries.set(this.#real(path), this.#entry(content));
  };

  readonly delete = async ({ path }: Place) => {
    await this.before('delete', path);
    const there = this.paths().filter((other) => other === path || other.startsWith(`${path}/`));
    if (there.length === 0) throw FileSystemError.FileNotFound();
    for (const each of there) this.#entries.delete(each);
  };

  readonly readDirectory = async ({ path }: Place) => {
    await this.before('readDirectory', path);
    const real = this.#real(path);
    if (!this.#isFolder(real)) throw FileSystemError.FileNotFound();
    const names = new Set(
      this.paths()
        .filter((other) => other.startsWith(`${real}/`))
        .map((other) => other.slice(real.length + 1).split('/')[0] ?? ''),
    );
    return Promise.all([...names].map(async (name) => [name, (await this.stat({ path: `${real}/${name}` })).type]));
  };

  readonly rename = async (from: Place, to: Place) => {
    const content = await this.readFile(from);
    await this.writeFile(to, content);
    await this.delete(from);
  };

  readonly createDirectory = async () => {};
  /** The output is of no file system. */
  readonly isWritableFileSystem = (scheme: string) => (scheme === 'output' ? undefined : true);

  #entry(content: Uint8Array): Entry {
    return { content, mtime: ++this.#written };
  }

  #isFolder(path: string): boolean {
    return path === '/' || this.paths().some((other) => other.startsWith(`${path}/`));
  }

  #link(path: string): string | undefined {
    const entry = this.#entries.get(posix.join(this.#real(posix.dirname(path)), posix.basename(path)));
    return entry && 'link' in entry ? entry.link : undefined;
  }

  /** A path without the links in it. */
  #real(path: string): string {
    const names = path.split('/').filter(Boolean);
    let real = '/';
    for (const [i, name] of names.entries()) {
      const entry = this.#entries.get(posix.join(real, name));
      if (!entry || !('link' in entry)) real = posix.join(real, name);
      else return this.#real(posix.join(posix.resolve(real, entry.link), ...names.slice(i + 1)));
    }
    return real;
  }
}
