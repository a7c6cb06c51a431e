/** The half of the bench that runs in the Node extension host: it opens, types and measures. */
import { realpath, writeFile } from 'node:fs/promises';
import { type Profiler, Session } from 'node:inspector/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Held, HostFacts, HostMeasurements } from './hostFacts.ts';

declare const hostFacts: HostFacts;

const { ConfigurationTarget, Selection } = vscode;
const rounds = 15;
/** What is held against each other is measured in turns. */
const turns = 2;
/** VS Code shows so many problems of a file. */
const mostProblems = 1000;
/** In milliseconds. */
const betweenStrokes = 200;

/** Called by VS Code. */
export async function run(): Promise<void> {
  const result = await measure().catch((error: unknown) => ({ failure: error instanceof Error ? error.stack : error }));
  await writeFile(hostFacts.resultFile, JSON.stringify(result));
}

/** Notes what is measured next, for the case that it never ends. */
async function begin(what: string): Promise<void> {
  await writeFile(hostFacts.resultFile, JSON.stringify({ failure: `VS Code did not come to the end of: ${what}` }));
}

async function measure(): Promise<HostMeasurements> {
  const extension = vscode.extensions.getExtension('tokensmith.tokensmith');
  if (!extension) throw new Error('the extension is not there');
  await extension.activate();
  const bundle = await realpath(join(extension.extensionPath, 'dist'));
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 500 });
  await begin('typing in a small file');
  const typedToProblems = await typeInSmallFile();
  const typedToNoOp = await typeBesideNoOp();
  // Before the others, as what a closed log leaves goes some time later.
  const held = await typeInLog(session, bundle, hostFacts.heldLog, hostFacts.tokensOfLog, (document, log) =>
    typeBesideDocuments(document, log),
  );
  const large = [];
  for (const { path, tokens } of hostFacts.largeLogs) large.push(await typeInLog(session, bundle, path, tokens));
  const firstLenses = [];
  const bareLenses = [];
  for (const { ours, bare } of hostFacts.logs) {
    await begin(`opening ${bare}`);
    bareLenses.push(await openBareLog(bare));
    await begin(`opening ${ours}`);
    firstLenses.push(await openLog(ours, 'expired'));
  }
  return { firstLenses, bareLenses, ...held, large, typedToProblems, typedToNoOp };
}

/** A log in which a stroke of a key is measured. */
interface TypedLog {
  readonly stroke: () => Promise<number>;
}

/** Opens a log, and measures what is held for it, and strokes of a key at its start and in its first token. */
async function typeInLog<More extends object = object>(
  session: Session,
  bundle: string,
  path: string,
  tokens: number,
  more: (document: vscode.TextDocument, log: TypedLog) => Promise<More> = async () => ({}) as More,
) {
  await begin(`holding ${path}`);
  const { document, memory } = await holdLog(session, path, tokens);
  const start = () => document.getText().indexOf('eyJ');
  const isMoved = () => {
    const [first] = problemsOf(document.uri);
    return first !== undefined && document.offsetAt(first.range.start) === start();
  };
  const isMalformed = () => problemsOf(document.uri).some(({ code }) => codeOf(code) === 'malformed');
  await begin(`typing in ${path}`);
  const work = (stroke: Stroke) => workOfKeystroke(session, bundle, document, stroke);
  const stroke = () => work({ offset: 0, command: 'type', isRight: isMoved });
  const keystroke = await repeated(stroke);
  await begin(`typing in a token of ${path}`);
  const inToken = start() + 60;
  const keystrokeInToken = await repeated(async () => {
    // Damaged by one stroke and whole again by the next.
    const damage = await work({ offset: inToken, command: 'type', isRight: isMalformed });
    const repair = await work({ offset: inToken + 1, command: 'deleteLeft', isRight: () => !isMalformed() });
    return (damage + repair) / 2;
  });
  const others = await more(document, { stroke });
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  return { memory, keystroke, keystrokeInToken, ...others };
}

/** Strokes of a key while `jwt:` documents about tokens of the log are open, and after their tabs were closed. */
async function typeBesideDocuments(document: vscode.TextDocument, { stroke }: TypedLog) {
  const uri = document.uri.toString();
  const edit = async (count: number) => {
    for (const offset of offsetsOf(document, count))
      await vscode.commands.executeCommand('tokensmith.editToken', { uri, offset });
  };
  // What is loaded with the first is no part of any stroke.
  const strokes = async () => {
    await stroke();
    return repeated(stroke);
  };
  const besideNone: number[] = [];
  const besideEdited: number[] = [];
  const besideClosed: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    await begin('typing in a log of whose tokens none is edited');
    besideNone.push(...(await strokes()));
    await begin('editing a token of a log');
    await edit(1);
    besideEdited.push(...(await strokes()));
    await edit(30);
    await begin('typing beside closed documents');
    await closeDocuments();
    besideClosed.push(...(await strokes()));
  }
  return { besideEdited, besideClosed, besideNone };
}

/** Closes the tabs of all `jwt:` documents. */
async function closeDocuments(): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  await vscode.window.tabGroups.close(
    tabs.filter(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === 'jwt'),
  );
}

/** Where the first tokens of a document stand. */
function offsetsOf(document: vscode.TextDocument, count: number): readonly number[] {
  return [...document.getText().matchAll(/eyJ[\w-]+\.eyJ/g)].slice(0, count).map(({ index }) => index);
}

/** What `openLog` measures of a provider that gives one lens without looking, while Tokensmith leaves the file alone. */
async function openBareLog(path: string): Promise<number> {
  const lens = new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title: 'bare', command: '' });
  const provider = vscode.languages.registerCodeLensProvider(
    { pattern: `**/${path}` },
    { provideCodeLenses: () => [lens] },
  );
  await exclude(path);
  const time = await openLog(path, 'bare');
  await exclude(undefined);
  provider.dispose();
  return time;
}

/** Has Tokensmith leave one file alone, or none. */
async function exclude(path: string | undefined): Promise<void> {
  const settings = vscode.workspace.getConfiguration('tokensmith');
  await settings.update('exclude', path === undefined ? undefined : [path], ConfigurationTarget.Workspace);
}

/** Milliseconds from the event that a log is open to the first of its lenses, worded. */
async function openLog(path: string, words: string): Promise<number> {
  const uri = fileUri(path);
  const opened = new Promise<number>((resolve) => {
    const listener = vscode.workspace.onDidOpenTextDocument((document) => {
      if (document.uri.toString() !== uri.toString()) return;
      listener.dispose();
      resolve(performance.now());
    });
  });
  // Not by `showTextDocument`, for which VS Code keeps a document for minutes.
  await vscode.commands.executeCommand('vscode.open', uri);
  const [lens] = await lensesOf(uri, 1);
  const end = performance.now();
  if (!lens?.command?.title.includes(words)) throw new Error('no lens is worded');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  const isOpen = () => vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
  await until('the log to be closed', () => !isOpen());
  return end - (await opened);
}

/**
 * Opens a log and leaves it open, and says how much more the heap holds: once it is shown and asked for lenses while
 * Tokensmith leaves it alone, and then once it has Tokensmith's lenses and problems.
 */
async function holdLog(
  session: Session,
  path: string,
  tokens: number,
): Promise<{ document: vscode.TextDocument; memory: Held }> {
  await exclude(path);
  const before = await heapSize(session);
  const document = await vscode.workspace.openTextDocument(fileUri(path));
  await vscode.window.showTextDocument(document);
  // The extensions that VS Code brings look for lenses of their own, for which they ask for the whole text.
  await lensesOf(document.uri, 1000);
  const without = await heapSize(session);
  await exclude(undefined);
  await lensesOf(document.uri, 1000);
  await until('all problems', () => problemsOf(document.uri).length === Math.min(tokens, mostProblems));
  // Less than nothing where VS Code lets go of more meanwhile.
  const ours = Math.max(0, (await heapSize(session)) - without);
  return { document, memory: { ours, theirs: Math.max(0, without - before) } };
}

/** One stroke of a key in a log. */
interface Stroke {
  readonly offset: number;
  readonly command: 'type' | 'deleteLeft';
  /** Whether the problems are right again. */
  readonly isRight: () => boolean;
}

/** Milliseconds that Tokensmith works for one stroke, until the lenses and problems are right. */
async function workOfKeystroke(
  session: Session,
  bundle: string,
  document: vscode.TextDocument,
  { offset, command, isRight }: Stroke,
): Promise<number> {
  const editor = await vscode.window.showTextDocument(document);
  const position = document.positionAt(offset);
  editor.selection = new Selection(position, position);
  const { version } = document;
  const before = process.threadCpuUsage();
  await session.post('Profiler.start');
  await vscode.commands.executeCommand(command, { text: 'A' });
  await until('the change', () => document.version !== version);
  await until('the problems', isRight);
  const [lens] = await lensesOf(document.uri, 4);
  if (lens?.command?.arguments?.[0].offset !== document.getText().indexOf('eyJ'))
    throw new Error('the first lens is not right');
  const { profile } = await session.post('Profiler.stop');
  const { user, system } = process.threadCpuUsage(before);
  return timeWithin(profile, bundle, (user + system) / 1000);
}

/**
 * Milliseconds of a profile in which a function of a file was on the stack. Where the machine did something else in
 * between, samples seem longer than they are: together they are as long as the thread worked.
 * @param worked in milliseconds
 */
function timeWithin(
  { nodes, samples = [], timeDeltas = [] }: Profiler.Profile,
  folder: string,
  worked: number,
): number {
  const within = new Set<number>();
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const visit = (id: number, isWithin: boolean): void => {
    const node = byId.get(id);
    if (!node) return;
    const inFile = isWithin || node.callFrame.url.includes(`${folder}/`);
    if (inFile) within.add(id);
    for (const child of node.children ?? []) visit(child, inFile);
  };
  const [root] = nodes;
  if (root) visit(root.id, false);
  const sum = (counts: (id: number) => boolean) =>
    samples.reduce((all, id, i) => all + (counts(id) ? (timeDeltas[i] ?? 0) : 0), 0) / 1000;
  const sampled = sum((id) => byId.get(id)?.callFrame.functionName !== '(idle)');
  return sum((id) => within.has(id)) * Math.min(1, worked / sampled);
}

/** Milliseconds from a typed character, which makes a token malformed or whole again, to the event of its problems. */
async function typeInSmallFile(): Promise<readonly number[]> {
  const document = await vscode.workspace.openTextDocument({ content: `token = ${hostFacts.token} ` });
  const editor = await vscode.window.showTextDocument(document);
  const end = document.positionAt(`token = ${hostFacts.token}`.length);
  editor.selection = new Selection(end, end);
  await until('a problem', () => problemsOf(document.uri).length > 0);
  return repeated(() => typedToEvent(document.uri));
}

/** The same with a listener that says on each change that something is wrong, without looking. */
async function typeBesideNoOp(): Promise<readonly number[]> {
  const document = await vscode.workspace.openTextDocument({ content: 'no token ' });
  await vscode.window.showTextDocument(document);
  const collection = vscode.languages.createDiagnosticCollection('no-op');
  const listener = vscode.workspace.onDidChangeTextDocument((event) => {
    if (event.document !== document) return;
    const range = new vscode.Range(0, 0, 0, 1);
    collection.set(document.uri, [new vscode.Diagnostic(range, `change ${document.version}`)]);
  });
  const times = await repeated(() => typedToEvent(document.uri));
  listener.dispose();
  collection.dispose();
  return times;
}

async function typedToEvent(uri: vscode.Uri): Promise<number> {
  // No faster than people type: what VS Code draws after a stroke is no part of the next.
  await new Promise((resolve) => setTimeout(resolve, betweenStrokes));
  const told = new Promise<number>((resolve) => {
    const listener = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (!uris.some((changed) => changed.toString() === uri.toString())) return;
      listener.dispose();
      resolve(performance.now());
    });
  });
  const start = performance.now();
  await vscode.commands.executeCommand('type', { text: 'A' });
  return (await told) - start;
}

/** What the heap holds, in bytes, once what nobody holds is gone. */
async function heapSize(session: Session): Promise<number> {
  // What is held only by what was collected is collected next.
  for (let round = 0; round < 3; round++) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await session.post('HeapProfiler.collectGarbage');
  }
  return process.memoryUsage().heapUsed;
}

function fileUri(path: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error('no folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

function problemsOf(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'jwt');
}

function codeOf(code: vscode.Diagnostic['code']): unknown {
  return typeof code === 'object' ? code.value : code;
}

function lensesOf(uri: vscode.Uri, worded: number): Thenable<readonly vscode.CodeLens[]> {
  return vscode.commands.executeCommand('vscode.executeCodeLensProvider', uri, worded);
}

async function repeated(run: () => Promise<number>): Promise<readonly number[]> {
  const results: number[] = [];
  while (results.length < rounds) results.push(await run());
  return results;
}

async function until(what: string, isSo: () => boolean): Promise<void> {
  for (const end = Date.now() + 60_000; !isSo(); ) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
