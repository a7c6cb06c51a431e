import { assert } from 'chai';
import * as vscode from 'vscode';
import { closeEditors, facts, lensTitles, recipe, rejection, until } from '../support.ts';
import { files } from './memoryFiles.ts';

const { keys } = facts;

function run<T>(command: string, argument?: unknown): Thenable<T> {
  return vscode.commands.executeCommand<T>(`tokensmith.${command}`, argument);
}

function folder(index: number): vscode.Uri {
  const found = vscode.workspace.workspaceFolders?.[index];
  if (!found) throw new Error(`no workspace folder ${index}`);
  return found.uri;
}

async function write(index: number, path: string, text: string): Promise<vscode.Uri> {
  const uri = vscode.Uri.joinPath(folder(index), path);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

async function make(key: string): Promise<string> {
  return run('createToken', { recipe: { ...recipe, key }, output: 'none' });
}

/** Whether a token was signed by the key of a reference. */
async function isBy(token: string, key: string): Promise<boolean> {
  return (await run<{ signature: string }>('verifyToken', { token, key })).signature === 'valid';
}

describe('several workspace folders', () => {
  afterEach(async () => {
    await closeEditors();
    for (const path of ['private.key', 'only.pem', '.env', '.vscode'])
      await vscode.workspace.fs
        .delete(vscode.Uri.joinPath(folder(1), path), { recursive: true })
        .then(undefined, () => undefined);
  });

  it('are looked into in their order, and by their names', async () => {
    assert.deepEqual(
      vscode.workspace.workspaceFolders?.map(({ name }) => name),
      ['workspace', 'second', 'virtual'],
    );
    await write(1, 'private.key', keys.otherRsa);
    await write(1, 'only.pem', keys.otherRsa);
    const first = await make('file:private.key');
    assert.isTrue(await isBy(first, 'file:workspace/private.key'));
    assert.isFalse(await isBy(first, 'file:second/private.key'));
    assert.isTrue(await isBy(await make('file:second/private.key'), 'file:only.pem'));
    assert.match((await rejection(make('file:second/../private.key'))).message, /is outside the workspace/);
    assert.match((await rejection(make('file:third/private.key'))).message, /third\/private\.key doesn't exist/);
  });

  it('each have keys that are known by the folder', async () => {
    const uri = await write(1, 'only.pem', keys.otherRsa);
    const token = await make('file:second/only.pem');
    await vscode.workspace.fs.delete(uri);
    const document = await vscode.workspace.openTextDocument(await write(0, 'read.txt', `${token}\n`));
    await write(1, 'only.pem', keys.otherRsa);
    await until('the lens', async () => (await lensTitles(document.uri))[0]?.endsWith('✓ second/only.pem'));
    await vscode.workspace.fs.delete(document.uri);
  });

  it('each have an .env, the first of which has the word', async () => {
    await write(1, '.env', `VONAGE_APPLICATION_ID=other\nSECOND="${keys.otherRsa}"\n`);
    await write(1, 'only.pem', keys.otherRsa);
    const token = await run<string>('createToken', {
      recipe: { ...recipe, applicationId: 'env:VONAGE_APPLICATION_ID', key: 'env:SECOND' },
      output: 'none',
    });
    assert.isTrue(await isBy(token, 'file:second/only.pem'));
  });

  it('each have recipes of their own, whose paths begin there', async () => {
    await write(1, 'private.key', keys.otherRsa);
    const configuration = vscode.workspace.getConfiguration('tokensmith', folder(1));
    await configuration.update('recipes', { Second: recipe }, vscode.ConfigurationTarget.WorkspaceFolder);
    const token = await run<string>('createToken', { recipe: 'Second', output: 'none' });
    assert.isTrue(await isBy(token, 'file:second/private.key'));
    await configuration.update('recipes', undefined, vscode.ConfigurationTarget.WorkspaceFolder);
  });

  it('take a new key in the first', async () => {
    assert.equal(await run('generateKey', { algorithm: 'ES256', file: 'made.pem' }), 'file:workspace/made.pem');
    assert.equal(await run('generateKey', { algorithm: 'ES256', file: 'second/only.pem' }), 'file:second/only.pem');
    for (const file of ['made.pem', 'made.public.pem'])
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder(0), file));
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder(1), 'only.public.pem'));
  });

  it('may be virtual, without a search', async () => {
    const token = await make('file:private.key');
    await write(2, 'deep/er/hidden.pem', keys.otherRsa);
    await write(2, 'node_modules/x/skipped.pem', keys.p256);
    await write(2, 'notes.txt', 'no key');
    assert.isTrue(await isBy(await make('file:virtual/deep/er/hidden.pem'), 'file:deep/er/hidden.pem'));
    const foreign = await make('file:deep/er/hidden.pem');
    assert.isFalse(await isBy(foreign, 'file:workspace/private.key'));
    const verdict = await until('the virtual key', async () => {
      const { key } = await run<{ key?: string }>('verifyToken', { token: foreign });
      return key;
    });
    assert.equal(verdict, 'file:deep/er/hidden.pem');
    assert.isTrue(await isBy(token, 'file:private.key'));
    assert.isAbove(files.listed, 0);
  });
});
