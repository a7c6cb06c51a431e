import { assert } from 'chai';
import * as vscode from 'vscode';
import {
  fileUri,
  lensTitles,
  problemCodes,
  readFile,
  recipe,
  rejection,
  removeFile,
  until,
  writeFile,
} from '../support.ts';

const refusal = /^This workspace isn't trusted, so Tokensmith doesn't read its keys/;

function run<T>(command: string, argument?: unknown): Thenable<T> {
  return vscode.commands.executeCommand<T>(`tokensmith.${command}`, argument);
}

describe('in an untrusted workspace', () => {
  const references = [
    'file:private.key',
    'file:absent.key',
    'file:../x',
    'env:VANILLA_SECRET',
    'env:HOME',
    'env:NOWHERE',
  ];
  for (const key of [...references, 'vonage-config', 'secret:forum'])
    it(`not even the existence of ${key} is told`, async () => {
      const made = run('createToken', { recipe: { ...recipe, key }, output: 'none' });
      assert.match((await rejection(made)).message, refusal);
    });

  for (const applicationId of ['env:VONAGE_APPLICATION_ID', 'vonage-config'])
    it(`no value is read from ${applicationId}`, async () => {
      const made = run('createToken', { recipe: { ...recipe, applicationId }, output: 'none' });
      assert.match((await rejection(made)).message, refusal);
    });

  for (const command of ['createToken', 'createVanillaToken', 'insertAuthorizationHeader', 'generateKey'])
    it(`${command} says so at once, and asks for nothing`, async () => {
      assert.instanceOf(await rejection(run(command)), vscode.CancellationError);
    });

  it('no public key is copied, and no key file has a lens', async () => {
    assert.match((await rejection(run('copyPublicKey', { key: 'file:private.key' }))).message, refusal);
    const { uri } = await vscode.workspace.openTextDocument(fileUri('private.key'));
    assert.deepEqual(await lensTitles(uri), []);
  });

  it('no key is generated, and no file asked for', async () => {
    for (const file of ['new.key', 'private.key', '../x'])
      assert.match((await rejection(run('generateKey', { algorithm: 'RS256', file }))).message, refusal);
    await rejection(readFile('new.key'));
  });

  it('a recipe of its settings is ignored, so that none of its name is there', async () => {
    const settings = { 'tokensmith.recipes': { Own: recipe }, 'tokensmith.expiresSoon': '7m' };
    await writeFile('.vscode/settings.json', JSON.stringify(settings));
    await until('the settings', () => vscode.workspace.getConfiguration('tokensmith').get('expiresSoon') === '7m');
    assert.match((await rejection(run('createToken', { recipe: 'Own', output: 'none' }))).message, /no recipe "Own"/);
    await removeFile('.vscode');
  });

  it('no key is offered where a recipe names one, and no key file has a problem', async () => {
    // The first completion starts VS Code's JSON server.
    await writeFile('.git/HEAD', 'ref: refs/heads/main\n');
    await writeFile('.gitignore', '');
    const document = await vscode.workspace.openTextDocument(
      await writeFile('.vscode/settings.json', '{"tokensmith.recipes": {"a": {"kind": "custom", "key": ""}}}'),
    );
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      document.positionAt(document.getText().indexOf('"key": "') + 8),
    );
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    for (const reference of ['file:private.key', 'env:VANILLA_SECRET']) assert.notInclude(labels, reference);
    assert.isEmpty(problemCodes(fileUri('private.key')));
    for (const file of ['.git', '.vscode']) await removeFile(file);
  });
});
