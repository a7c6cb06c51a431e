import { assert } from 'chai';
import * as vscode from 'vscode';
import { run, write } from '../jwtDocuments.ts';
import { closeEditors, codeActions, lensTitles, openDocument, rejection } from '../support.ts';

const token = write('{"alg":"RS256"}', '{"iat":1,"exp":2,"sub":"me"}');

describe('In an untrusted workspace, a token', () => {
  afterEach(closeEditors);

  it('is decoded', async () => {
    const uri = vscode.Uri.parse(await run<string>('decodeToken', { token }));
    const document = await vscode.workspace.openTextDocument(uri);
    assert.equal(JSON.parse(document.getText()).payload.sub, 'me');
  });

  it('is compared', async () => {
    await run('compareTokens', { left: token, right: token });
    assert.instanceOf(vscode.window.tabGroups.activeTabGroup.activeTab?.input, vscode.TabInputTextDiff);
  });

  it('is not written anew: neither edited, renewed nor broken', async () => {
    const document = await openDocument('untrusted.txt', token);
    assert.deepEqual((await lensTitles(document.uri)).slice(1), ['Copy']);
    for (const [command, argument] of [
      ['editToken', {}],
      ['renewToken', {}],
      ['renewAllTokens', {}],
      ['createVariant', { variant: 'expired', output: 'none' }],
      ['createVariant', { variants: ['expired', 'wrong-key'], output: 'none' }],
      ['addKeyFile', {}],
    ] as const) {
      const error = await rejection(run(command, { uri: document.uri, offset: 3, ...argument }));
      assert.match(error.message, /isn't trusted/, command);
    }
    assert.equal(document.getText(), token);
  });

  it('has a verdict that says nothing of keys, and no other is offered', async () => {
    const verdict = await run<{ signature: string }>('verifyToken', { token, isSaid: true });
    assert.equal(verdict.signature, 'not-checked');
    const { uri } = await openDocument('untrusted.env', 'TOKEN=');
    const at = new vscode.Range(0, 6, 0, 6);
    assert.deepEqual(await codeActions(uri, at, vscode.CodeActionKind.RefactorRewrite), []);
  });
});
