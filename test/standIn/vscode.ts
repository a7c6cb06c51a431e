/**
 * What Tokensmith asks of VS Code, for a process that has none: unit tests, and fuzzing, which calls its words and features
 * a million times. Imported in place of `vscode`. It does what VS Code does, as far as it goes, with files in memory; what a
 * test changes of it, that test puts back (`resetVSCode`).
 */
import { posix } from 'node:path';
import { config, t } from '@vscode/l10n';
import {
  CancellationTokenSource,
  Disposable,
  EventEmitter,
  type Listener,
  quiet,
  type RelativePattern,
  Uri,
} from './basics.ts';
import { Editors, type ShowOptions, type Tab, TabInputText, TabInputTextDiff } from './editors.ts';
import { FileSystemError, FileType, MemoryFiles } from './fileSystem.ts';
import { Page } from './page.ts';
import { panels, WebviewPanel } from './panels.ts';
import { Position, Range, WorkspaceEdit } from './positions.ts';
import { answerOf, dismissed } from './quickInputs.ts';
import { changedSettings, getConfiguration, settings } from './settings.ts';
import type { Change, Editor, Stamp, TextDocument } from './textDocuments.ts';
import {
  type CodeAction,
  CodeActionKind,
  CodeLens,
  type Diagnostic,
  DiagnosticCollection,
  InlayHint,
  TextDocumentSaveReason,
  ViewColumn,
} from './values.ts';

export {
  CancellationError,
  CancellationTokenSource,
  Disposable,
  EventEmitter,
  RelativePattern,
  Uri,
} from './basics.ts';
export { panels, WebviewPanel } from './panels.ts';
export { setSetting, settings } from './settings.ts';
export * from './values.ts';
export { FileSystemError, FileType, Position, Range, TabInputText, TabInputTextDiff, WorkspaceEdit };

export const l10n = { t, bundle: undefined as Readonly<Record<string, string>> | undefined };
export const env = {
  language: 'en',
  uiKind: 1,
  clipboard: {
    text: '',
    readText: async () => env.clipboard.text,
    writeText: async (text: string) => {
      env.clipboard.text = text;
    },
  },
};

interface Folder {
  readonly uri: Uri;
  readonly name: string;
  readonly index: number;
}

/** The files of the stand-in. */
export const files = new MemoryFiles();
const events = {
  trust: new EventEmitter<void>(),
  extensions: new EventEmitter<void>(),
  folders: new EventEmitter<void>(),
  created: new EventEmitter<Uri>(),
  changed: new EventEmitter<Uri>(),
  deleted: new EventEmitter<Uri>(),
  opened: new EventEmitter<TextDocument>(),
  closed: new EventEmitter<TextDocument>(),
  edited: new EventEmitter<{ readonly document: TextDocument; readonly contentChanges: readonly unknown[] }>(),
  saving: new EventEmitter<{ readonly document: TextDocument; readonly reason: number }>(),
  tabs: new EventEmitter<Readonly<Record<'opened' | 'closed' | 'changed', readonly Tab[]>>>(),
  active: new EventEmitter<Editor | undefined>(),
  visible: new EventEmitter<readonly Editor[]>(),
  scrolled: new EventEmitter<{ readonly textEditor: Editor; readonly visibleRanges: readonly Range[] }>(),
  window: new EventEmitter<{ readonly focused: boolean }>(),
  renamed: new EventEmitter<{ readonly files: readonly { readonly oldUri: Uri; readonly newUri: Uri }[] }>(),
};

/** What an extension has registered. */
const registered = {
  commands: new Map<string, (...given: never[]) => unknown>(),
  codeActions: new Set<{ readonly selector: unknown; readonly provider: CodeActionProvider }>(),
  fileSystems: new Map<string, FileSystemProvider>(),
  providers: new Set<{ readonly does: Provided; readonly selector: unknown; readonly provider: Provider }>(),
  diagnostics: new Set<DiagnosticCollection>(),
  panels: new Map<string, PanelSerializer>(),
};

/** What extensions provide for a document, besides code actions. */
type Provided = 'CodeLenses' | 'Hover' | 'InlayHints' | 'CompletionItems' | 'DocumentColors' | 'ColorPresentations';
type Provider = Partial<Readonly<Record<`provide${Provided}`, (document: unknown, ...given: unknown[]) => unknown>>> &
  Partial<Readonly<Record<`onDidChange${Provided}`, (listener: () => void) => Disposable>>> & {
    readonly resolveCodeLens?: (lens: unknown) => unknown;
    readonly resolveInlayHint?: (hint: unknown) => unknown;
  };

const registering =
  (...all: readonly Provided[]) =>
  (selector: unknown, provider: Provider) => {
    const made = all.map((does) => ({ does, selector, provider }));
    for (const each of made) registered.providers.add(each);
    const listeners = all.map((does) => provider[`onDidChange${does}`]?.(() => askAgain(does)));
    all.forEach(askAgain);
    return new Disposable(() => {
      for (const each of made) registered.providers.delete(each);
      for (const listener of listeners) listener?.dispose();
    });
  };

/** What the providers have for a document, as VS Code asks them; `given`: a position or a range. */
export async function provided(does: Provided, document: TextDocument, ...given: unknown[]): Promise<unknown[]> {
  return inSight(document, await found(does, document, given));
}

/** What a provider has, as it gave it. */
interface Found {
  readonly provider: Provider;
  readonly given: unknown;
}

async function found(does: Provided, document: TextDocument, given: readonly unknown[]): Promise<readonly Found[]> {
  const asked = [...registered.providers].filter((each) => each.does === does && fits(each.selector, document) > 0);
  const answers = await Promise.all(
    asked.map(async ({ provider }) => {
      const all = [(await provider[`provide${does}`]?.(document, ...given)) ?? []].flat();
      return all.map((each) => ({ provider, given: each }));
    }),
  );
  return answers.flat();
}

/** What was found, completed as far as somebody sees it: a lens in sight, or where no editor shows any; a hint under the mouse. */
async function inSight(document: TextDocument, all: readonly Found[]): Promise<unknown[]> {
  const ranges = editors.visible.flatMap((editor) => (editor.document === document ? editor.visibleRanges : []));
  const isSeen = ({ range }: CodeLens) => ranges.length === 0 || ranges.some((seen) => seen.contains(range.start));
  return Promise.all(
    all.map(async ({ provider, given }) => {
      if (given instanceof CodeLens && !given.command && isSeen(given))
        return (await provider.resolveCodeLens?.(given)) ?? given;
      return given instanceof InlayHint ? ((await provider.resolveInlayHint?.(given)) ?? given) : given;
    }),
  );
}

/** What is in sight, and asked for again. */
const watched = new Set<{
  readonly does: Provided;
  readonly document: TextDocument;
  ask(): void;
  look(): void;
}>();

function askAgain(does: Provided): void {
  for (const each of watched) if (each.does === does) each.ask();
}

/**
 * What VS Code shows by now of what the providers have for a document: it asks them at first, where the text has changed, and
 * where one of them says so.
 */
export function watching(does: Provided, document: TextDocument, ...given: unknown[]): () => readonly unknown[] {
  let all: readonly Found[] = [];
  let shown: readonly unknown[] = [];
  let last = 0;
  const look = async () => {
    const own = last;
    const seen = await inSight(document, all);
    if (own === last) shown = seen;
  };
  const ask = async () => {
    const own = ++last;
    const now = await found(does, document, given);
    if (own !== last) return;
    all = now;
    await look();
  };
  watched.add({ does, document, ask: () => void ask(), look: () => void look() });
  void ask();
  return () => shown;
}

/** The code actions for a range, with the problems that touch it; `only` of a kind, as "Source Action…" asks for them. */
export async function actionsAt(
  document: TextDocument,
  range: Range,
  only?: CodeActionKind,
): Promise<readonly CodeAction[]> {
  const touching = problemsOf(document.uri).filter((problem) => problem.range.intersection(range));
  const context = { only, diagnostics: touching };
  const offered = await Promise.all(
    [...registered.codeActions]
      .filter(({ selector }) => fits(selector, document) > 0)
      .map(({ provider }) => provider.provideCodeActions(document, range, context)),
  );
  return offered.flat().filter(Boolean) as CodeAction[];
}

/** The problems that are shown of a document, each once. */
export function problemsOf(uri: unknown): readonly Diagnostic[] {
  return [...registered.diagnostics].flatMap((collection) => [...(collection.get(uri as Uri) ?? [])]);
}

/** How well a selector fits a document, as VS Code tells: 0 is not at all. */
function fits(selector: unknown, { uri, languageId }: { readonly uri: unknown; readonly languageId: string }): number {
  if (Array.isArray(selector)) return Math.max(0, ...selector.map((each) => fits(each, { uri, languageId })));
  if (typeof selector === 'string') return selector === '*' ? 5 : selector === languageId ? 10 : 0;
  const { scheme, path } = uri as Uri;
  const filter = selector as { readonly language?: string; readonly scheme?: string; readonly pattern?: string };
  const isFit =
    [undefined, '*', languageId].includes(filter.language) &&
    [undefined, '*', scheme].includes(filter.scheme) &&
    // Node's globs find nothing in folders whose names begin with a dot.
    (filter.pattern === undefined ||
      posix.matchesGlob(path.slice(1).replace(/(^|\/)\.(?=[^/]*\/)/g, '$1'), filter.pattern));
  return isFit ? 10 : 0;
}

interface CodeActionProvider {
  provideCodeActions(document: unknown, range: unknown, context: unknown): unknown;
  resolveCodeAction?(action: unknown): unknown;
}

interface PanelSerializer {
  deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void>;
}

interface FileSystemProvider {
  readonly onDidChangeFile: (listener: (changes: readonly { readonly uri: Uri }[]) => void) => unknown;
  stat(uri: unknown): Stamp | Promise<Stamp>;
  readFile(uri: unknown): Uint8Array | Promise<Uint8Array>;
  writeFile(uri: unknown, content: Uint8Array): Promise<void>;
}

/** The page of the stand-in, where people type. */
export const page = new Page(files, {
  opened: (document) => events.opened.fire(document),
  changed: (document, contentChanges) => {
    events.edited.fire({ document, contentChanges });
    for (const each of watched) if (each.document === document && contentChanges.length > 0) each.ask();
  },
  closed: (document) => {
    closeTab(document.uri as Uri);
    events.closed.fire(document);
  },
  saving: async (document, how) => {
    const { Manual, AfterDelay } = TextDocumentSaveReason;
    events.saving.fire({ document, reason: how === 'manual' ? Manual : AfterDelay });
    if (how === 'manual') await runOnSave(document);
  },
  read: async (uri) => fileSystemOf(uri).readFile(uri),
  write: async (uri, content) => fileSystemOf(uri).writeFile(uri, content),
  stat: async (uri) => fileSystemOf(uri).stat(uri),
});

/** The file system that an extension brings for a scheme. */
function fileSystemOf({ scheme }: { readonly scheme: string }): FileSystemProvider {
  const provider = registered.fileSystems.get(scheme);
  if (!provider) throw FileSystemError.FileNotFound();
  return provider;
}

/** The files, and those of the file systems that extensions bring. */
const fileSystem = new Proxy(files, {
  get: (target, name, receiver) => {
    const own = Reflect.get(target, name, receiver);
    if (typeof own !== 'function') return own;
    return (uri: Uri | string, ...given: unknown[]) => {
      const provider = registered.fileSystems.get(uri instanceof Uri ? uri.scheme : '');
      const brought: unknown = provider && Reflect.get(provider, name);
      return typeof brought === 'function' ? brought(uri, ...given) : own.call(target, uri, ...given);
    };
  },
});

/** The editors that people see, and their tabs. */
export const editors = new Editors({
  tabs: (opened, closed) => events.tabs.fire({ opened, closed, changed: [] }),
  active: (editor) => events.active.fire(editor),
  visible: (visible) => events.visible.fire(visible),
  scrolled: (textEditor) => {
    events.scrolled.fire({ textEditor, visibleRanges: textEditor.visibleRanges });
    for (const each of watched) if (each.document === textEditor.document) each.look();
  },
  edit: (document, changes) => {
    const edit = new WorkspaceEdit();
    for (const { range, text } of changes) edit.replace(document.uri, range, text);
    return page.edit(document, changesOf(document, edit));
  },
  isDirty: (uri) => page.model(uri as Uri)?.isDirty ?? false,
});

/** The person closes the tabs of a document; VS Code holds the document for a while. */
export function closeTab(uri: Uri): void {
  editors.close(({ input }) => input instanceof TabInputText && input.uri.toString() === uri.toString());
}

/**
 * Does what the setting `editor.codeActionsOnSave` asks for, as VS Code does: it applies the edit of an action without a
 * version to whatever the document is by then, and awaits the action's command.
 */
async function runOnSave(document: TextDocument): Promise<void> {
  const wanted = getConfiguration('editor').get('codeActionsOnSave') ?? {};
  for (const value of Object.keys(wanted)) {
    for (const { provider } of registered.codeActions) {
      const context = { only: new CodeActionKind(value), diagnostics: [] };
      const offered =
        (await provider.provideCodeActions(document, new Range(0, 0, document.lineCount, 0), context)) ?? [];
      for (const one of offered as readonly CodeAction[]) {
        if (one.kind?.value !== value) continue;
        const action = ((await provider.resolveCodeAction?.(one)) ?? one) as CodeAction;
        if (action.edit) await page.edit(document, changesOf(document, action.edit), false);
        if (action.command) await commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
      }
    }
  }
}

function changesOf(document: TextDocument, { made }: WorkspaceEdit): readonly Change[] {
  return made.map(({ range, text }) => ({
    start: document.offsetAt(range.start),
    end: document.offsetAt(range.end),
    text,
  }));
}

/** The person trusts the workspace. */
export function grantTrust(): void {
  workspace.isTrusted = true;
  events.trust.fire();
}

/** VS Code is in this language, with these translations; without them, in English. */
export function setLanguage(language: string, bundle?: Readonly<Record<string, string>>): void {
  env.language = language;
  l10n.bundle = bundle;
  config({ contents: { ...bundle } });
}

/** The window gets the focus, as it does where the machine wakes up. */
export function focusWindow(): void {
  events.window.fire({ focused: true });
}

/** The person renames a file in the explorer: what is open of it is open under its new name, with its changes. */
export async function renameFile(from: string, to: string): Promise<void> {
  const [oldUri, newUri] = [Uri.file(from), Uri.file(to)];
  const model = page.model(oldUri);
  await files.rename(oldUri, newUri);
  if (model) {
    const { text } = model;
    const document = await page.open(newUri);
    const other = page.model(newUri);
    if (other && other.text !== text) page.type(other, [{ start: 0, end: other.text.length, text }]);
    await window.showTextDocument(document);
    page.close(oldUri);
  }
  await page.idle();
  events.renamed.fire({ files: [{ oldUri, newUri }] });
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
    return folders.some(({ uri }) => posix.matchesGlob(posix.relative(uri.path, path), pattern));
  return posix.matchesGlob(posix.relative(pattern.baseUri.path, path), pattern.pattern);
}

/** How many documents of no file were opened. */
let untitled = 0;

/** The folders of the workspace. */
let folders: readonly Folder[] = [];

export const workspace = quiet({
  isTrusted: true,
  workspaceFile: undefined as Uri | undefined,
  /** Where none is open, there is no list of them either. */
  get workspaceFolders(): readonly Folder[] | undefined {
    return folders.length === 0 ? undefined : folders;
  },
  set workspaceFolders(all: readonly Folder[]) {
    folders = all;
  },
  get textDocuments() {
    return page.documents;
  },
  fs: fileSystem,
  openTextDocument: (of: Uri | { readonly language?: string; readonly content?: string }) =>
    of instanceof Uri
      ? page.open(of)
      : page.create(Uri.parse(`untitled:Untitled-${++untitled}`), of.language, of.content),
  applyEdit: async (edit: WorkspaceEdit) => {
    const [first] = edit.made;
    const document = first && page.documentOf(first.uri);
    return document ? page.edit(document, changesOf(document, edit)) : true;
  },
  registerFileSystemProvider: (scheme: string, provider: FileSystemProvider) => {
    registered.fileSystems.set(scheme, provider);
    provider.onDidChangeFile((changes) => {
      for (const { uri } of changes) void page.refresh(uri);
    });
    return new Disposable(() => registered.fileSystems.delete(scheme));
  },
  onDidOpenTextDocument: events.opened.event,
  onDidCloseTextDocument: events.closed.event,
  onDidChangeTextDocument: events.edited.event,
  onWillSaveTextDocument: events.saving.event,
  asRelativePath: (uri: Uri) => {
    const folder = workspace.getWorkspaceFolder(uri);
    if (!folder) return uri.path;
    const path = posix.relative(folder.uri.path, uri.path);
    return folders.length > 1 ? `${folder.name}/${path}` : path;
  },
  getWorkspaceFolder: ({ path }: Uri) =>
    folders
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
  onDidChangeConfiguration: changedSettings.event,
  onDidRenameFiles: events.renamed.event,
});
export const languages = quiet({
  match: fits,
  registerCodeLensProvider: registering('CodeLenses'),
  registerHoverProvider: registering('Hover'),
  registerInlayHintsProvider: registering('InlayHints'),
  registerCompletionItemProvider: registering('CompletionItems'),
  registerColorProvider: registering('DocumentColors', 'ColorPresentations'),
  registerCodeActionsProvider: (selector: unknown, provider: CodeActionProvider) => {
    const made = { selector, provider };
    registered.codeActions.add(made);
    return new Disposable(() => registered.codeActions.delete(made));
  },
  createDiagnosticCollection: () => {
    const collection = new DiagnosticCollection(() => registered.diagnostics.delete(collection));
    registered.diagnostics.add(collection);
    return collection;
  },
});
/** What VS Code's own commands do, as far as they are run. */
const ownCommands: Readonly<Record<string, (...given: never[]) => unknown>> = {
  setContext: (key: string, value: unknown) => {
    contextKeys[key] = value;
  },
  'vscode.diff': async (original: Uri, modified: Uri) => {
    await page.open(original);
    await page.open(modified);
    editors.showOther(new TabInputTextDiff(original, modified));
  },
};

/** What menus and the walkthrough go by. */
export const contextKeys: Record<string, unknown> = {};

export const commands = {
  registerCommand: (id: string, run: (...given: never[]) => unknown) => {
    registered.commands.set(id, run);
    return new Disposable(() => registered.commands.delete(id));
  },
  executeCommand: async (id: string, ...given: unknown[]): Promise<unknown> =>
    (registered.commands.get(id) ?? ownCommands[id])?.(...(given as never[])),
  getCommands: async () => [...registered.commands.keys()],
};
/** Other extensions. */
const installed = new Map<string, unknown>();

/** Another extension is installed, or is there from the start. */
export function install(id: string, extension: object): void {
  installed.set(id, { id, isActive: false, ...extension });
  events.extensions.fire();
}

export const extensions = quiet({
  getExtension: (id: string) => installed.get(id),
  onDidChange: events.extensions.event,
});
export const lm = quiet({});
export const window = quiet({
  activeColorTheme: { kind: 2 },
  get activeTextEditor(): Editor | undefined {
    return editors.active;
  },
  get visibleTextEditors(): readonly Editor[] {
    return editors.visible;
  },
  onDidChangeActiveTextEditor: events.active.event,
  onDidChangeVisibleTextEditors: events.visible.event,
  onDidChangeTextEditorVisibleRanges: events.scrolled.event,
  onDidChangeWindowState: events.window.event,
  tabGroups: {
    get all() {
      return editors.groups;
    },
    close: async (closed: readonly Tab[]) => {
      editors.close((tab) => closed.includes(tab));
      return true;
    },
    onDidChangeTabs: events.tabs.event,
  },
  /** What a person answers to a question; tests put others in its place. */
  showWarningMessage: async (..._question: unknown[]): Promise<unknown> => undefined,
  showInformationMessage: async (..._question: unknown[]): Promise<unknown> => undefined,
  showOpenDialog: async (..._question: unknown[]): Promise<Uri[] | undefined> => undefined,
  showErrorMessage: async (..._question: unknown[]): Promise<unknown> => undefined,
  showInputBox: (options: object = {}): Promise<unknown> => {
    const input = Object.assign(window.createInputBox(), options);
    return answerOf(input, () => input.value);
  },
  showQuickPick: (
    items: readonly unknown[],
    { placeHolder = '', ...options }: { readonly placeHolder?: string } = {},
  ): Promise<unknown> => {
    const rows = items.map((item) => (typeof item === 'string' ? { label: item } : item));
    const pick = Object.assign(window.createQuickPick(), { ...options, items: rows, placeholder: placeHolder });
    return answerOf(pick, () => items[rows.indexOf(pick.selectedItems[0])]);
  },
  setStatusBarMessage: (_words: string, _milliseconds?: number) => new Disposable(),
  showTextDocument: async (shown: TextDocument | Uri, where?: number | ShowOptions) => {
    const document = 'getText' in shown ? shown : await page.open(shown);
    return editors.show(document, typeof where === 'number' ? { viewColumn: where } : where);
  },
  withProgress: async (_options: unknown, work: (progress: unknown, cancellation: unknown) => unknown) =>
    work({ report: () => {} }, new CancellationTokenSource().token),
  createTextEditorDecorationType: (look: unknown) => {
    const type = { look, dispose: () => editors.undecorate(type) };
    return type;
  },
  createTerminal: (..._given: unknown[]): unknown => ({ show: () => {}, sendText: () => {} }),
  createWebviewPanel: (viewType: string, title: string, column: number) =>
    new WebviewPanel(editors, viewType, title, column),
  registerWebviewPanelSerializer: (viewType: string, serializer: PanelSerializer) => {
    registered.panels.set(viewType, serializer);
    return new Disposable(() => registered.panels.delete(viewType));
  },
  createQuickPick: () => dismissed(),
  createInputBox: () => dismissed(),
});

/** Brings a panel back that was open when the window was reloaded. */
export async function restorePanel(viewType: string): Promise<WebviewPanel> {
  const panel = new WebviewPanel(editors, viewType, '', ViewColumn.One);
  await registered.panels.get(viewType)?.deserializeWebviewPanel(panel, undefined);
  return panel;
}

/** A folder of the workspace. */
export function folderAt(path: string, index = 0): Folder {
  return { uri: Uri.file(path), name: posix.basename(path), index };
}

/** Makes all as it was at first: trusted, no folder, no file, no setting. */
export function resetVSCode(): void {
  files.lay({});
  settings.user = {};
  settings.workspace = {};
  for (const key of Object.keys(contextKeys)) delete contextKeys[key];
  workspace.isTrusted = true;
  workspace.workspaceFile = undefined;
  workspace.workspaceFolders = [];
  registered.diagnostics.clear();
  panels.length = 0;
  setLanguage('en');
  editors.reset();
  watched.clear();
  installed.clear();
  page.reset();
}

/** A document of a text, as far as what reads one asks. */
export function documentOf(text: string, languageId: string, path: string) {
  return { uri: Uri.file(path), languageId, version: 1, getText: () => text };
}
