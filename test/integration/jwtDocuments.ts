/** What tests of `jwt:` documents share. */
import * as vscode from 'vscode';
import { facts, openDocument, recipe, until, writeFile } from './support.ts';

export type Json = Readonly<Record<string, unknown>>;

/** Runs one of Tokensmith's commands. */
export function run<T>(command: string, argument?: unknown): Thenable<T> {
  return vscode.commands.executeCommand<T>(`tokensmith.${command}`, argument);
}

/** A token by a recipe, a Vonage REST one by default. */
export async function create(change: Json = {}): Promise<string> {
  return run<string>('createToken', { recipe: { ...recipe, ...change }, output: 'none' });
}

/** The text of a token's part: 0 is the header, 1 the payload. */
export function partText(token: string, part: 0 | 1): string {
  const base64 = (token.split('.')[part] ?? '').replaceAll('-', '+').replaceAll('_', '/');
  return new TextDecoder().decode(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
}

/** The claims of a token. */
export function claims(token: string): Json {
  return JSON.parse(partText(token, 1));
}

/** A token with just these texts and a signature that is none. */
export function write(header: string, payload: string): string {
  return `${base64url(new TextEncoder().encode(header))}.${base64url(new TextEncoder().encode(payload))}.AAAA`;
}

/** A token with just this payload, signed by the workspace's private.key, or by another RSA key. */
export async function sign(payload: string, key = facts.keys.rsa): Promise<string> {
  const pem = key.replaceAll(/-----[^-]+-----|\s/g, '');
  const der = Uint8Array.from(atob(pem), (character) => character.charCodeAt(0));
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const signer = await crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']);
  const input = write('{"alg":"RS256"}', payload).replace(/\.AAAA$/, '');
  return `${input}.${base64url(new Uint8Array(await crypto.subtle.sign(algorithm, signer, new TextEncoder().encode(input))))}`;
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** The tokens in a document, in order. */
export function tokensIn(document: vscode.TextDocument): readonly string[] {
  return [...document.getText().matchAll(/eyJ[\w-]+\.[\w-]+\.[\w-]*/g)].map(([token]) => token);
}

/** Opens a new file in the first column. */
export async function openShown(path: string, text: string): Promise<vscode.TextDocument> {
  const document = await openDocument(path, text);
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, preview: false });
  return document;
}

/** Opens a new file with a token in it in the first column, and the token as an editable document beside it. */
export async function openAndEdit(
  path: string,
  text: string,
  token: string,
): Promise<{ source: vscode.TextDocument; document: vscode.TextDocument }> {
  const source = await openShown(path, text);
  return { source, document: await edit(source, text.indexOf(token)) };
}

/** Opens the editable document of the token at an offset. */
export async function edit(source: vscode.TextDocument, offset: number): Promise<vscode.TextDocument> {
  return vscode.workspace.openTextDocument(
    vscode.Uri.parse(await run<string>('editToken', { uri: source.uri.toString(), offset })),
  );
}

/** Replaces the first place of a text in a document; tried again where the document changes meanwhile. */
export async function replace(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  await until('VS Code to take the edit', () => {
    const start = document.getText().indexOf(from);
    if (start < 0) throw new Error(`the document has no ${from}`);
    const change = new vscode.WorkspaceEdit();
    const range = new vscode.Range(document.positionAt(start), document.positionAt(start + from.length));
    change.replace(document.uri, range, to);
    return vscode.workspace.applyEdit(change);
  });
}

/**
 * Writes a file with a token in it and opens it, so that closing its editor closes the document (one that an extension
 * opens is held for minutes), and opens the token as an editable document.
 */
export async function openAndEditUnheld(
  path: string,
  text: string,
  offset: number,
): Promise<{ source: vscode.TextDocument; document: vscode.TextDocument }> {
  const uri = await writeFile(path, text);
  await vscode.commands.executeCommand('vscode.open', uri, vscode.ViewColumn.One);
  const source = await until(path, () => documentOf(uri));
  return { source, document: await edit(source, offset) };
}

/** Closes the editors of a document, and waits until the document is closed. */
export async function closeDocument(uri: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString());
  await vscode.window.tabGroups.close(tabs);
  await until(`${uri.path} to be closed`, () => !documentOf(uri));
}

function documentOf(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
}

/** Gives a document the focus, and undoes or redoes its last change. */
export async function undo(document: vscode.TextDocument, command: 'undo' | 'redo' = 'undo'): Promise<void> {
  const { version } = document;
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One });
  await vscode.commands.executeCommand(command);
  await until(`the ${command}`, () => document.version !== version);
}

/** What `verifyToken` says of a token. */
export function verify(
  token: string,
  key?: string,
): Thenable<{
  readonly signature: string;
  readonly claims: string;
  readonly kind: string;
  readonly problems: readonly { readonly code: string }[];
}> {
  return run('verifyToken', key === undefined ? { token } : { token, key });
}

/** Sets a setting of the workspace while a test runs. */
export async function withSetting(name: string, value: unknown, test: () => Promise<void>): Promise<void> {
  const settings = vscode.workspace.getConfiguration();
  await settings.update(name, value, vscode.ConfigurationTarget.Workspace);
  try {
    await test();
  } finally {
    await settings.update(name, undefined, vscode.ConfigurationTarget.Workspace);
  }
}
