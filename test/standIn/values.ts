/** The values that an extension and VS Code hand each other. */
import { Uri } from './basics.ts';
import type { Position, Range, WorkspaceEdit } from './positions.ts';

export const ConfigurationTarget = { Global: 1, Workspace: 2, WorkspaceFolder: 3 };

export const UIKind = { Desktop: 1, Web: 2 };
export const ColorThemeKind = { Light: 1, Dark: 2, HighContrast: 3, HighContrastLight: 4 };
export const TextEditorRevealType = { Default: 0, InCenter: 1, InCenterIfOutsideViewport: 2, AtTop: 3 };
export const CompletionItemKind = {
  Text: 0,
  Method: 1,
  Function: 2,
  Field: 4,
  Value: 11,
  Reference: 17,
  File: 16,
  Folder: 18,
};
export const DiagnosticSeverity = { Error: 0, Warning: 1, Information: 2, Hint: 3 };
export const FileChangeType = { Changed: 1, Created: 2, Deleted: 3 };
export const FilePermission = { Readonly: 1 };
export const ProgressLocation = { SourceControl: 1, Window: 10, Notification: 15 };
export const QuickInputButtons = { Back: {} };
export const QuickPickItemKind = { Separator: -1, Default: 0 };
export const InputBoxValidationSeverity = { Info: 1, Warning: 2, Error: 3 };
export const TextDocumentSaveReason = { Manual: 1, AfterDelay: 2, FocusOut: 3 };
export const ViewColumn = { Active: -1, Beside: -2, One: 1 };

export class CodeActionKind {
  static readonly Empty = new CodeActionKind('');
  static readonly QuickFix = new CodeActionKind('quickfix');
  static readonly RefactorRewrite = new CodeActionKind('refactor.rewrite');
  static readonly Source = new CodeActionKind('source');
  readonly value: string;

  constructor(value: string) {
    this.value = value;
  }

  append(part: string): CodeActionKind {
    return new CodeActionKind(`${this.value}.${part}`);
  }

  contains({ value }: CodeActionKind): boolean {
    return this.value === '' || value === this.value || value.startsWith(`${this.value}.`);
  }
}

export class CodeAction {
  readonly title: string;
  readonly kind: CodeActionKind | undefined;
  edit?: WorkspaceEdit;
  command?: { readonly command: string; readonly arguments?: readonly unknown[] };

  constructor(title: string, kind?: CodeActionKind) {
    this.title = title;
    this.kind = kind;
  }
}

/** The problems that an extension has found. */
export class DiagnosticCollection {
  readonly #found = new Map<string, readonly Diagnostic[]>();
  readonly #gone: () => void;

  constructor(gone: () => void) {
    this.#gone = gone;
  }

  set(uri: Uri | readonly (readonly [Uri, readonly Diagnostic[]])[], found: readonly Diagnostic[] = []): void {
    for (const [one, diagnostics] of uri instanceof Uri ? [[uri, found] as const] : uri)
      this.#found.set(one.toString(), diagnostics);
  }

  get(uri: Uri): readonly Diagnostic[] | undefined {
    return this.#found.get(uri.toString());
  }

  has(uri: Uri): boolean {
    return this.#found.has(uri.toString());
  }

  delete(uri: Uri): void {
    this.#found.delete(uri.toString());
  }

  clear(): void {
    this.#found.clear();
  }

  dispose(): void {
    this.clear();
    this.#gone();
  }
}

/** What is made to be handed to VS Code, and looked at by nobody here. */
class Made {
  readonly made: readonly unknown[];

  constructor(...made: readonly unknown[]) {
    this.made = made;
  }
}
export class CodeLens {
  readonly range: Range;
  readonly command: unknown;

  constructor(range: Range, command?: unknown) {
    this.range = range;
    this.command = command;
  }
}
export class CompletionItem {
  readonly label: unknown;
  readonly kind: unknown;

  constructor(label: unknown, kind: unknown) {
    this.label = label;
    this.kind = kind;
  }
}
export class Diagnostic {
  readonly range: Range;
  readonly message: string;
  readonly severity: number;
  source?: string;
  code?: string | { readonly value: string };

  constructor(range: Range, message: string, severity: number) {
    this.range = range;
    this.message = message;
    this.severity = severity;
  }
}
export class Hover {
  readonly contents: readonly unknown[];
  readonly range: Range | undefined;

  constructor(contents: unknown, range?: Range) {
    this.contents = [contents].flat();
    this.range = range;
  }
}
export class InlayHint {
  readonly position: Position;
  readonly label: string;

  constructor(position: Position, label: string) {
    this.position = position;
    this.label = label;
  }
}
export class ThemeColor extends Made {}
export class LanguageModelTextPart extends Made {}
export class LanguageModelToolResult extends Made {}

export class MarkdownString {
  readonly value: string;

  constructor(value: string) {
    this.value = value;
  }
}
