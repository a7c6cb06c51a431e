import { assert } from 'chai';
import * as vscode from 'vscode';
import { activate, facts } from '../support.ts';

describe('Tokensmith', () => {
  it('activates', async () => {
    assert.isTrue((await activate()).isActive);
  });

  it('runs in the host that this run is about', async () => {
    const { extensionKind } = await activate();
    assert.equal('importScripts' in globalThis, facts.host === 'web');
    assert.equal(extensionKind, facts.host === 'node' ? vscode.ExtensionKind.Workspace : vscode.ExtensionKind.UI);
  });

  it('has Web Crypto', () => {
    assert.isDefined(globalThis.crypto.subtle);
  });
});
