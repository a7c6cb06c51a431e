import { assert } from 'chai';
import * as vscode from 'vscode';
import { activate, codeActions, hoverText, lensTitles, openDocument, problemCodes, until } from '../support.ts';
import { encrypted, healthy, seconds, signed } from '../tokens.ts';

describe('In an untrusted workspace', () => {
  before(activate);

  it('tokens are read and checked, and nothing is offered that would need a key', async () => {
    const token = await signed({ ...healthy.rest(), iat: seconds() - 4500, exp: seconds() - 3600 });
    const document = await openDocument('untrusted.txt', token);
    assert.deepEqual(await lensTitles(document.uri), ['Vonage REST · expired 1 hour ago', 'Copy']);
    assert.include(await hoverText(document.uri, new vscode.Position(0, 5)), 'signature not checked');
    await until('the problem', () => problemCodes(document.uri).includes('expired'));
    const actions = await codeActions(document.uri, new vscode.Range(0, 5, 0, 5));
    assert.deepEqual(
      actions.map(({ title }) => title),
      ['Don\'t show "expired" problems'],
    );
  });

  it('encrypted tokens stay closed, though their key is there', async () => {
    const token = await encrypted(healthy.rest());
    const document = await openDocument('untrusted.txt', token);
    assert.deepEqual(await lensTitles(document.uri), ['Encrypted JWT', 'Copy']);
    assert.include(await hoverText(document.uri, new vscode.Position(0, 5)), 'claims not readable');
    const verdict = await vscode.commands.executeCommand('tokensmith.verifyToken', { token });
    assert.deepInclude(verdict, { signature: 'encrypted', claims: 'unknown' });
    assert.notProperty(verdict, 'key');
    const uri: string = await vscode.commands.executeCommand('tokensmith.decodeToken', { token });
    const text = (await vscode.workspace.openTextDocument(vscode.Uri.parse(uri))).getText();
    assert.deepEqual(JSON.parse(text), { header: { alg: 'RSA-OAEP-256', enc: 'A256GCM' } });
  });
});
