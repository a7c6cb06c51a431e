import { assert } from 'chai';
import * as vscode from 'vscode';
import { activate } from '../support.ts';

describe('In an untrusted workspace, Tokensmith', () => {
  it('activates', async () => {
    assert.isFalse(vscode.workspace.isTrusted);
    assert.isTrue((await activate()).isActive);
  });
});
