/** What tests beside httpYac's extension share. */
import type * as httpyac from 'httpyac';
import * as vscode from 'vscode';
import { until } from './support.ts';

/** The part of the API of httpYac's extension that tests use. */
export interface Api {
  readonly httpyac: typeof httpyac;
  readonly documentStore: {
    activeEnvironment: string[] | undefined;
    setActiveEnvironment(httpFile: { readonly fileName: vscode.Uri }, names: string[] | undefined): void;
    getHttpFile(document: vscode.TextDocument): Promise<httpyac.HttpFile | undefined>;
    clear(): void;
  };
}

export async function httpYac(): Promise<Api> {
  const extension = vscode.extensions.getExtension<Api>('anweber.vscode-httpyac');
  if (!extension) throw new Error('httpYac is not installed');
  return extension.activate();
}

/** Has httpYac send the request at an offset of the active editor, and gives what its results say. */
export async function sendAt(offset: number): Promise<string> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) throw new Error('no editor is open');
  const { httpyac: library, documentStore } = await httpYac();
  await until('Tokensmith to be a plugin', () => library.store.pluginStore.tokensmith !== undefined);
  const position = editor.document.positionAt(offset);
  editor.selection = new vscode.Selection(position, position);
  const httpFile = await documentStore.getHttpFile(editor.document);
  for (const region of httpFile?.httpRegions ?? []) delete region.testResults;
  await vscode.commands.executeCommand('httpyac.send');
  const results = httpFile?.httpRegions.flatMap(({ testResults = [] }) => testResults) ?? [];
  return results.map(({ message, error }) => `${message} ${error?.displayMessage ?? ''}`).join('\n');
}
