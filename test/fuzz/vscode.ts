/**
 * What the words and features of Tokensmith ask of VS Code, for a process that has none: fuzzing calls them a million
 * times, and no extension host would bear that. Imported in place of `vscode`.
 */
import { t } from '@vscode/l10n';
import type { Uri as RealUri } from 'vscode';

const never = () => new Disposable();

export const l10n = { t };
export const env = { language: 'en' };
export const workspace = {
  isTrusted: true,
  workspaceFolders: [],
  textDocuments: [],
  asRelativePath: ({ path }: RealUri) => path,
  getConfiguration: () => ({ get: (_name: string, otherwise?: unknown) => otherwise }),
  createFileSystemWatcher: () => ({ onDidCreate: never, onDidChange: never, onDidDelete: never, dispose: never }),
  onDidGrantWorkspaceTrust: never,
  onDidChangeWorkspaceFolders: never,
  onDidChangeConfiguration: never,
};
export const languages = { match: () => 0 };
export const window = {
  activeColorTheme: { kind: 2 },
  /** What a person answers to a question; tests put others in its place. */
  showWarningMessage: async (..._question: unknown[]): Promise<unknown> => undefined,
};
export const ColorThemeKind = { Light: 1, Dark: 2, HighContrast: 3, HighContrastLight: 4 };

export class MarkdownString {
  readonly value: string;

  constructor(value: string) {
    this.value = value;
  }
}

export class EventEmitter {
  readonly event = never;
  fire(): void {}
  dispose(): void {}
}

export class Disposable {
  dispose(): void {}
}

export class CancellationError extends Error {}

/** Imported by what is not called here. */
export class Range {}

export const Uri = {
  file: (path: string) => ({ scheme: 'file', path, toString: () => `file://${path}` }),
  joinPath: ({ path }: { readonly path: string }, ...segments: readonly string[]) =>
    Uri.file([path, ...segments].join('/')),
};

/** A document of a text, as far as what reads one asks. */
export function documentOf(text: string, languageId: string, path: string) {
  return { uri: Uri.file(path), languageId, version: 1, getText: () => text };
}
