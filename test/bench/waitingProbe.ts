/** The half of the bench of waiting that runs in the extension host: it does what people do, and takes the time. */
import { writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import * as vscode from 'vscode';
import { fileUri, heapSize, pause, until } from './inHost.ts';
import type { LogMeasurements, WaitingFacts, WaitingMeasurements } from './waitingFacts.ts';

declare const facts: WaitingFacts;

const { Position, Range, Selection, commands, languages, window, workspace } = vscode;
/** What takes longer than this is not waited for, in milliseconds. */
const patience = 60_000;
/** Even, as what one stroke damages the next mends. */
const rounds = 8;
/** So many strokes of a key are ten minutes of typing at 60 words of five letters a minute. */
const tenMinutes = 3000;
/** No faster than people type, in milliseconds: what VS Code draws after a stroke is no part of the next. */
const betweenStrokes = 200;

/** Called by VS Code. */
export async function run(): Promise<void> {
  const result = await measure().catch((error: unknown) => ({
    failure: `${begun}: ${error instanceof Error ? error.stack : error}`,
  }));
  await writeFile(facts.resultFile, JSON.stringify(result));
}

let begun = 'nothing';

/** Notes what is measured next, for the case that it never ends. */
async function begin(what: string): Promise<void> {
  begun = what;
  await writeFile(facts.resultFile, JSON.stringify({ failure: `VS Code did not come to the end of: ${what}` }));
}

async function measure(): Promise<WaitingMeasurements> {
  const extension = facts.extension && vscode.extensions.getExtension(facts.extension);
  if (facts.extension && !extension) throw new Error(`${facts.extension} is not there`);
  if (extension) await extension.activate();
  else doNothing();
  const session = new Session();
  session.connect();
  const logs: LogMeasurements[] = [];
  for (const log of facts.logs) logs.push(await measureLog(session, log));
  return { logs, ...(facts.typed && { growth: await typeForTenMinutes(session, facts.typed) }) };
}

/** In place of an extension: providers that do not look. */
function doNothing(): void {
  const selector = { pattern: '**/*.log' };
  const start = new Range(0, 0, 0, 0);
  const lens = new vscode.CodeLens(start, { title: 'no-op', command: '' });
  languages.registerCodeLensProvider(selector, { provideCodeLenses: () => [lens] });
  languages.registerHoverProvider(selector, { provideHover: () => new vscode.Hover('no-op') });
  const collection = languages.createDiagnosticCollection('no-op');
  workspace.onDidChangeTextDocument(({ document }) => {
    collection.set(document.uri, [new vscode.Diagnostic(start, `change ${document.version}`)]);
  });
}

async function measureLog(session: Session, { path, copy }: WaitingFacts['logs'][number]): Promise<LogMeasurements> {
  await begin(`opening ${copy}`);
  const firstLenses = [await openToLenses(copy)];
  const before = await heapSize(session);
  await begin(`opening ${path}`);
  firstLenses.push(await openToLenses(path, true));
  // Not by `openTextDocument`, for which VS Code keeps a document for minutes.
  const document = opened(path);
  if (!document) throw new Error(`${path} is not open`);
  const editor = await window.showTextDocument(document);
  const tokens = tokensIn(document);
  const token = (i: number) => tokens[i % tokens.length] ?? new Range(0, 0, 0, 0);
  const times = (what: string, action: (round: number) => Promise<number>) => repeated(`${what} in ${path}`, action);

  let hovers: readonly vscode.Hover[] = [];
  const hover = await times('hovering', (i) =>
    timed(async () => {
      hovers = await commands.executeCommand('vscode.executeHoverProvider', document.uri, token(i).start);
    }),
  );
  const problems = await times('typing', async (round) => {
    const at = document.validatePosition(token(0).start.translate(0, 60));
    editor.selection = new Selection(at, at);
    await pause(betweenStrokes);
    const told = problemsOf(document.uri);
    // Damaged by one stroke and whole again by the next.
    return timed(async () => {
      if (round % 2 === 0) await commands.executeCommand('type', { text: 'A' });
      else await commands.executeCommand('deleteRight');
      await told;
    });
  });
  const given = {
    lenses: (await lensesOf(document.uri)).length,
    problems: languages.getDiagnostics(document.uri).length,
    hovers: hovers.length,
  };
  const allLenses = await times('all lenses', async () => {
    const start = new Position(0, 0);
    editor.selection = new Selection(start, start);
    await commands.executeCommand('type', { text: 'A' });
    return timed(() => lensesOf(document.uri, 1000));
  });
  const renew = await times('renewing', async (i) => {
    const range = tokensIn(document)[i % tokens.length] ?? token(i);
    return timed(() => (facts.hasAll ? renewAt(document, range) : replaceAt(document, range)));
  });
  const builder = await times('opening a panel', async () => {
    await window.showTextDocument(document);
    const time = await timed(facts.hasAll ? () => commands.executeCommand('tokensmith.openBuilder') : openPanel);
    panel?.dispose();
    if (facts.hasAll) await closeBuilder();
    return time;
  });
  await window.showTextDocument(document);
  await commands.executeCommand('workbench.action.files.revert');
  // It stands in the group beside it, too, since the panels.
  await commands.executeCommand('workbench.action.closeAllEditors');
  await closed(path);
  const left = (await heapSize(session)) - before;
  return { firstLenses, allLenses, problems, hover, renew, builder, left, given };
}

/** Milliseconds from the event that a file is open to the first of its lenses. */
async function openToLenses(path: string, staysOpen = false): Promise<number> {
  const uri = fileUri(path);
  const openedAt = new Promise<number>((resolve) => {
    const listener = workspace.onDidOpenTextDocument((document) => {
      if (document.uri.toString() !== uri.toString()) return;
      listener.dispose();
      resolve(performance.now());
    });
  });
  // Not by `showTextDocument` of an address, for the same reason.
  await commands.executeCommand('vscode.open', uri);
  const isThere = await inTime(lensesOf(uri, 1));
  const end = performance.now();
  if (!staysOpen) {
    await commands.executeCommand('workbench.action.closeAllEditors');
    await closed(path);
  }
  return isThere ? end - (await openedAt) : Number.NaN;
}

async function closed(path: string): Promise<void> {
  await until(`${path} to be closed`, () => !opened(path));
}

function opened(path: string): vscode.TextDocument | undefined {
  const uri = fileUri(path).toString();
  return workspace.textDocuments.find((document) => document.uri.toString() === uri);
}

/** Types for ten minutes, as fast as VS Code takes it: at the start of lines all over a log, and here and there in a token. */
async function typeForTenMinutes(session: Session, path: string): Promise<number> {
  await begin('typing for ten minutes');
  const document = await workspace.openTextDocument(fileUri(path));
  const editor = await window.showTextDocument(document);
  await inTime(lensesOf(document.uri, 1));
  const tokens = tokensIn(document);
  const before = await heapSize(session);
  for (let stroke = 0; stroke < tenMinutes; stroke++) {
    if (stroke % 50 === 0) {
      const line = new Position(((stroke / 50) * 997) % document.lineCount, 0);
      const place = stroke % 100 === 0 ? line : (tokens[stroke % tokens.length]?.start.translate(0, 40) ?? line);
      const at = document.validatePosition(place);
      editor.selection = new Selection(at, at);
    }
    await commands.executeCommand(stroke % 5 === 4 ? 'deleteLeft' : 'type', { text: 'A' });
  }
  await pause(2000);
  const growth = (await heapSize(session)) - before;
  await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  return growth;
}

/** The first tokens of a document. */
function tokensIn(document: vscode.TextDocument): readonly vscode.Range[] {
  const found: vscode.Range[] = [];
  for (let line = 0; line < document.lineCount && found.length < rounds; line++) {
    const { text } = document.lineAt(line);
    const { index, 0: token } = /eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/.exec(text) ?? { index: 0, 0: '' };
    if (token) found.push(new Range(line, index, line, index + token.length));
  }
  return found;
}

function problemsOf(uri: vscode.Uri): Promise<void> {
  return new Promise((resolve) => {
    const listener = languages.onDidChangeDiagnostics(({ uris }) => {
      if (!uris.some((changed) => changed.toString() === uri.toString())) return;
      listener.dispose();
      resolve();
    });
  });
}

async function renewAt(document: vscode.TextDocument, { start }: vscode.Range): Promise<void> {
  const argument = { uri: document.uri.toString(), offset: document.offsetAt(start) };
  await commands.executeCommand('tokensmith.renewToken', argument);
}

/** What VS Code itself takes to write another token of that length. */
async function replaceAt(document: vscode.TextDocument, range: vscode.Range): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, document.getText(range).slice(0, -1).concat('A'));
  await workspace.applyEdit(edit);
}

let panel: vscode.WebviewPanel | undefined;

async function openPanel(): Promise<void> {
  panel = window.createWebviewPanel('no-op', 'no-op', vscode.ViewColumn.Beside);
  panel.webview.html = 'no-op';
}

async function closeBuilder(): Promise<void> {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  await window.tabGroups.close(tabs.filter(({ input }) => input instanceof vscode.TabInputWebview));
}

function lensesOf(uri: vscode.Uri, worded?: number): Thenable<readonly vscode.CodeLens[]> {
  return commands.executeCommand('vscode.executeCodeLensProvider', uri, worded);
}

/** The times of an action, as often as it comes to an end. */
async function repeated(what: string, action: (round: number) => Promise<number>): Promise<readonly number[]> {
  await begin(what);
  const times: number[] = [];
  while (times.length < rounds) {
    const time = await action(times.length);
    times.push(time);
    if (Number.isNaN(time)) break;
  }
  return times;
}

/** Milliseconds until something is done; NaN where nobody waits for that long. */
async function timed(action: () => Thenable<unknown>): Promise<number> {
  const start = performance.now();
  return (await inTime(action())) ? performance.now() - start : Number.NaN;
}

async function inTime(work: Thenable<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, patience, false);
  });
  const isDone = await Promise.race([work.then(() => true), end]);
  clearTimeout(timer);
  return isDone;
}
