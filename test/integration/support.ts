/** What integration tests share. It runs in the extension host, so it has VS Code and no Node. */
import * as vscode from 'vscode';
import type { Facts } from './facts.ts';

declare const tokensmithFacts: Facts;

/** The conditions of this run and the keys made for it. */
export const facts: Facts = tokensmithFacts;

/** A recipe whose key the workspace has. */
export const recipe = { kind: 'vonage-rest', applicationId: facts.applicationId, key: 'file:private.key' };

/** The workspace folder: a copy of test/workspace with private.key, public.key and .env, new for each run. */
export function workspaceFolder(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('no folder is open');
  return folder.uri;
}

/** The URI of a file in the workspace folder. */
export function fileUri(path: string): vscode.Uri {
  return vscode.Uri.joinPath(workspaceFolder(), path);
}

/** The URI of a file in the home folder that the Node host sees; it is empty at first, and of this run alone. */
export function homeUri(path: string): vscode.Uri {
  return vscode.Uri.joinPath(workspaceFolder(), '..', 'home', path);
}

/** Writes a file into the workspace folder, over what was there. */
export async function writeFile(path: string, text: string): Promise<vscode.Uri> {
  const uri = fileUri(path);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

/**
 * Writes a file that is not there yet, and waits until VS Code tells its watchers of it. Of a file that goes again before
 * that, they never hear.
 */
export async function writeHeard(path: string, text: string): Promise<void> {
  const watcher = vscode.workspace.createFileSystemWatcher(`**/${path}`);
  const heard = new Promise<void>((resolve) => {
    watcher.onDidCreate(() => resolve());
    // What VS Code says where a file of that name has just gone.
    watcher.onDidChange(() => resolve());
  });
  await writeFile(path, text);
  await heard;
  watcher.dispose();
}

/** The text of a file in the workspace folder as it is on disk. */
export async function readFile(path: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(fileUri(path)));
}

/** Removes a file or folder of the workspace folder, if it is there. */
export async function removeFile(path: string): Promise<void> {
  await vscode.workspace.fs.delete(fileUri(path), { recursive: true }).then(undefined, (error: unknown) => {
    if (!(error instanceof vscode.FileSystemError && error.code === 'FileNotFound')) throw error;
  });
}

/**
 * Opens a file of the workspace folder in an editor. With `text` the file is written first; a `|` in it is taken out
 * and the cursor stands there, two of them hold the selection.
 */
export async function open(path: string, text?: string): Promise<vscode.TextEditor> {
  const parts = text?.split('|') ?? [];
  const uri = text === undefined ? fileUri(path) : await writeFile(path, parts.join(''));
  const editor = await vscode.window.showTextDocument(uri, { preview: false });
  if (text !== undefined) {
    // A document that VS Code still holds from before takes the new text a moment later.
    await until(`${path} to have its new text`, () => editor.document.getText() === parts.join('') || undefined);
  }
  const [anchor, active] = [parts[0], parts.slice(0, 2).join('')].map((before) =>
    editor.document.positionAt(before?.length ?? 0),
  );
  if (parts.length > 1 && anchor && active)
    editor.selection = new vscode.Selection(anchor, parts.length > 2 ? active : anchor);
  return editor;
}

let documents = 0;

/**
 * Opens a new file of this text as a document, without an editor, which would take several times as long. It is in a
 * folder of its own below the workspace folder, as VS Code may hold documents of other tests that have the same name.
 */
export async function openDocument(path: string, text: string): Promise<vscode.TextDocument> {
  documents++;
  return vscode.workspace.openTextDocument(await writeFile(`documents/${documents}/${path}`, text));
}

/**
 * Takes all text out of a document. VS Code may hold it for minutes, and the more tokens are in open documents, the less
 * often Tokensmith looks at the time.
 */
export async function emptyDocument(document: vscode.TextDocument): Promise<void> {
  const change = new vscode.WorkspaceEdit();
  change.delete(document.uri, new vscode.Range(0, 0, document.lineCount, 0));
  await vscode.workspace.applyEdit(change);
  await document.save();
}

/** Closes every editor without saving. */
export async function closeEditors(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Activates Tokensmith if it is not yet active. */
export async function activate(): Promise<vscode.Extension<unknown>> {
  const extension = vscode.extensions.getExtension('tokensmith.tokensmith');
  if (!extension) throw new Error('the extension is not there');
  await extension.activate();
  return extension;
}

/** A test of what VS Code's own JSON language makes of a document. The web build of 1.100 in its npm package lacks that. */
export function itWithJson(title: string, run: () => Promise<void>): void {
  it(title, async function () {
    const extension = vscode.extensions.getExtension('vscode.json-language-features');
    const isThere = await extension?.activate().then(
      () => true,
      () => false,
    );
    if (!isThere && facts.host === 'web' && vscode.version.startsWith('1.100.')) this.skip();
    await run();
  });
}

/**
 * Waits until `find` gives something, and gives that. It is asked again and again, at once and then ever less often, as
 * asking takes time from what is waited for.
 *
 * @param what for the message, such as `the lens to say expired`.
 * @param limit in milliseconds; usually four times what VS Code takes to look again for a folder that was gone.
 * @throws Error after `limit`.
 */
export async function until<T>(what: string, find: () => T | PromiseLike<T>, limit = 20_000): Promise<NonNullable<T>> {
  const end = Date.now() + limit;
  for (let pause = 20; ; pause = Math.min(pause * 1.2, 100)) {
    const found = await find();
    if (found !== undefined && found !== null && found !== false) return found;
    if (Date.now() > end) throw new Error(`waited ${limit} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** The code lenses of a document, resolved, in VS Code's order. */
export async function codeLenses(uri: vscode.Uri): Promise<readonly vscode.CodeLens[]> {
  return vscode.commands.executeCommand('vscode.executeCodeLensProvider', uri, 1000);
}

/** The titles of the code lenses of a document. */
export async function lensTitles(uri: vscode.Uri): Promise<readonly string[]> {
  return (await codeLenses(uri)).map((lens) => lens.command?.title ?? '');
}

/** The Markdown of all hovers at a place, with usual spaces alone. */
export async function hoverText(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  const hovers: readonly vscode.Hover[] = await vscode.commands.executeCommand(
    'vscode.executeHoverProvider',
    uri,
    position,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n')
    .replaceAll('\u00a0', ' ');
}

/** Tokensmith's problems of a document. */
export function problems(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'jwt');
}

/** The codes of Tokensmith's problems of a document. */
export function problemCodes(uri: vscode.Uri): readonly string[] {
  return problems(uri).map(({ code }) => String(typeof code === 'object' ? code.value : code));
}

/**
 * The code actions for a range of a document, of a kind if one is given. Asked for again where VS Code breaks off, as it
 * does when some provider of them comes meanwhile.
 */
export async function codeActions(
  uri: vscode.Uri,
  range: vscode.Range,
  kind?: vscode.CodeActionKind,
): Promise<readonly vscode.CodeAction[]> {
  return until('the code actions', () =>
    vscode.commands
      .executeCommand<readonly vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range, kind?.value)
      .then(undefined, (error: Error) => {
        if (error.message !== 'Canceled') throw error;
        return undefined;
      }),
  );
}

/** The text on the clipboard. */
export async function clipboard(): Promise<string> {
  return vscode.env.clipboard.readText();
}

/** The error that a promise rejects with. */
export async function rejection(promise: Thenable<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
    throw new Error(`rejected with something else than an Error: ${error}`);
  }
  throw new Error('was to be rejected, and was not');
}

/** Accepts what a list offers first, again and again until the command that asks has settled. */
export async function acceptFirst(asking: Thenable<unknown>): Promise<void> {
  let isSettled = false;
  const settle = () => {
    isSettled = true;
  };
  asking.then(settle, settle);
  await until(
    'the list to be answered',
    async () => {
      // Where nothing is asked yet, or nothing is selected yet, it does nothing.
      if (!isSettled) await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return isSettled;
    },
    20_000,
  );
}
