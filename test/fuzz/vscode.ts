/**
 * What Tokensmith asks of VS Code, for a process that has none: unit tests, and fuzzing, which calls its words and features
 * a million times. Imported in place of `vscode`. It does what VS Code does, as far as it goes, with files in memory; what a
 * test changes of it, that test puts back (`resetVSCode`).
 */
import { posix } from 'node:path';
import { t } from '@vscode/l10n';
import manifest from '../../package.json' with { type: 'json' };
import { FileSystemError, FileType, MemoryFiles } from './fileSystem.ts';

export { FileSystemError, FileType };

export const l10n = { t };
export const env = { language: 'en' };

type Listener<T> = (event: T) => void;

export class Disposable {
  static from(...disposables: readonly { dispose(): void }[]): Disposable {
    return new Disposable(() => {
      for (const each of disposables) each.dispose();
    });
  }

  readonly dispose: () => void;

  constructor(dispose: () => void = () => {}) {
    this.dispose = dispose;
  }
}

export class EventEmitter<T = void> {
  readonly #listeners = new Set<Listener<T>>();

  readonly event = (listener: Listener<T>): Disposable => {
    this.#listeners.add(listener);
    return new Disposable(() => this.#listeners.delete(listener));
  };

  fire(event: T): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

export class CancellationError extends Error {}

export class CancellationTokenSource {
  readonly #cancelled = new EventEmitter<void>();
  readonly token = { onCancellationRequested: this.#cancelled.event };

  cancel(): void {
    this.#cancelled.fire();
  }

  dispose(): void {
    this.#cancelled.dispose();
  }
}

export class Uri {
  readonly scheme: string;
  readonly path: string;

  constructor(scheme: string, path: string) {
    this.scheme = scheme;
    this.path = path;
  }

  static file(path: string): Uri {
    return new Uri('file', path);
  }

  static from({ scheme, path }: { readonly scheme: string; readonly path: string }): Uri {
    return new Uri(scheme, path);
  }

  static parse(text: string): Uri {
    const [, scheme = 'file', path = ''] = /^([\w-]+):(?:\/\/)?(.*)$/s.exec(text) ?? [];
    return new Uri(scheme, path);
  }

  static joinPath({ scheme, path }: Uri, ...segments: readonly string[]): Uri {
    return new Uri(scheme, posix.join(path, ...segments));
  }

  get fsPath(): string {
    return this.path;
  }

  with({ scheme = this.scheme, path = this.path }: { readonly scheme?: string; readonly path?: string }): Uri {
    return new Uri(scheme, path);
  }

  toString(): string {
    return `${this.scheme}://${this.path}`;
  }
}

export class RelativePattern {
  readonly baseUri: Uri;
  readonly pattern: string;

  constructor(base: Uri | { readonly uri: Uri }, pattern: string) {
    this.baseUri = 'uri' in base ? base.uri : base;
    this.pattern = pattern;
  }
}

interface Folder {
  readonly uri: Uri;
  readonly name: string;
  readonly index: number;
}

export const ConfigurationTarget = { Global: 1, Workspace: 2, WorkspaceFolder: 3 };

type Settings = Record<string, unknown>;

/** The files of the stand-in. */
export const files = new MemoryFiles();
/** The settings, by their whole names, of the user and of the workspace. */
export const settings: { user: Settings; workspace: Settings } = { user: {}, workspace: {} };

const events = {
  trust: new EventEmitter<void>(),
  folders: new EventEmitter<void>(),
  configuration: new EventEmitter<{ affectsConfiguration(name: string): boolean }>(),
  created: new EventEmitter<Uri>(),
  changed: new EventEmitter<Uri>(),
  deleted: new EventEmitter<Uri>(),
};

/** What the manifest says of the settings. */
const contributed: Readonly<Record<string, { readonly default?: unknown }>> =
  manifest.contributes.configuration.properties;

function getConfiguration(section = '') {
  const whole = (name: string) => (section === '' ? name : `${section}.${name}`);
  const defaultOf = (name: string) =>
    Object.hasOwn(contributed, whole(name)) ? contributed[whole(name)]?.default : undefined;
  return {
    get: (name: string, otherwise?: unknown) =>
      [settings.workspace[whole(name)], settings.user[whole(name)], defaultOf(name)].find(
        (value) => value !== undefined,
      ) ?? otherwise,
    inspect: (name: string) => ({
      defaultValue: defaultOf(name),
      globalValue: settings.user[whole(name)],
      workspaceValue: settings.workspace[whole(name)],
    }),
    update: async (name: string, value: unknown, target: number) =>
      setSetting(whole(name), value, target === ConfigurationTarget.Global ? 'user' : 'workspace'),
  };
}

/** Changes a setting, as a person does, and tells of it. */
export function setSetting(name: string, value: unknown, level: 'user' | 'workspace' = 'workspace'): void {
  if (value === undefined) delete settings[level][name];
  else settings[level][name] = value;
  events.configuration.fire({ affectsConfiguration: (part) => name === part || name.startsWith(`${part}.`) });
}

/** Tells the watchers of a file that came, went or is another now. */
export function tellOfFile(change: 'created' | 'changed' | 'deleted', path: string): void {
  events[change].fire(Uri.file(path));
}

function createFileSystemWatcher(pattern: string | RelativePattern) {
  const told = (event: EventEmitter<Uri>) => (listener: Listener<Uri>) =>
    event.event((uri) => {
      if (matches(pattern, uri)) listener(uri);
    });
  return {
    onDidCreate: told(events.created),
    onDidChange: told(events.changed),
    onDidDelete: told(events.deleted),
    dispose: () => {},
  };
}

function matches(pattern: string | RelativePattern, { path }: Uri): boolean {
  if (typeof pattern === 'string')
    return workspace.workspaceFolders.some(({ uri }) => posix.matchesGlob(posix.relative(uri.path, path), pattern));
  return posix.matchesGlob(posix.relative(pattern.baseUri.path, path), pattern.pattern);
}

export const workspace = {
  isTrusted: true,
  workspaceFile: undefined as Uri | undefined,
  workspaceFolders: [] as Folder[],
  textDocuments: [],
  fs: files,
  asRelativePath: (uri: Uri) => {
    const folder = workspace.getWorkspaceFolder(uri);
    if (!folder) return uri.path;
    const path = posix.relative(folder.uri.path, uri.path);
    return workspace.workspaceFolders.length > 1 ? `${folder.name}/${path}` : path;
  },
  getWorkspaceFolder: ({ path }: Uri) =>
    workspace.workspaceFolders
      .filter(({ uri }) => path === uri.path || path.startsWith(`${uri.path}/`))
      .sort((a, b) => b.uri.path.length - a.uri.path.length)[0],
  findFiles: async (pattern: string | RelativePattern) =>
    files
      .paths()
      .map((path) => Uri.file(path))
      .filter((uri) => matches(pattern, uri)),
  getConfiguration,
  createFileSystemWatcher,
  onDidGrantWorkspaceTrust: events.trust.event,
  onDidChangeWorkspaceFolders: events.folders.event,
  onDidChangeConfiguration: events.configuration.event,
};
export const languages = { match: () => 0 };
export const window = {
  activeColorTheme: { kind: 2 },
  /** What a person answers to a question; tests put others in its place. */
  showWarningMessage: async (..._question: unknown[]): Promise<unknown> => undefined,
  showInputBox: async (..._question: unknown[]): Promise<unknown> => undefined,
};
export const ColorThemeKind = { Light: 1, Dark: 2, HighContrast: 3, HighContrastLight: 4 };

/** A folder of the workspace. */
export function folderAt(path: string, index = 0): Folder {
  return { uri: Uri.file(path), name: posix.basename(path), index };
}

/** Makes all as it was at first: trusted, no folder, no file, no setting. */
export function resetVSCode(): void {
  files.lay({});
  settings.user = {};
  settings.workspace = {};
  workspace.isTrusted = true;
  workspace.workspaceFile = undefined;
  workspace.workspaceFolders = [];
}

export class MarkdownString {
  readonly value: string;

  constructor(value: string) {
    this.value = value;
  }
}

/** Imported by what is not called here. */
export class Range {}

/** A document of a text, as far as what reads one asks. */
export function documentOf(text: string, languageId: string, path: string) {
  return { uri: Uri.file(path), languageId, version: 1, getText: () => text };
}
