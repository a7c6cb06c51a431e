import { assert } from 'chai';
import * as vscode from 'vscode';
import { activate } from '../support.ts';

describe('the tools for the chat', () => {
  it('are offered as the manifest names them, each with what it takes', async () => {
    const { packageJSON } = await activate();
    const contributed: readonly { readonly name: string }[] = packageJSON.contributes.languageModelTools;
    const ours = vscode.lm.tools.filter(({ name }) => name.startsWith('tokensmith_'));
    assert.sameMembers(
      ours.map(({ name }) => name),
      contributed.map(({ name }) => name),
    );
    for (const { inputSchema } of ours)
      assert.hasAllKeys((inputSchema as { properties: object }).properties, ['token', 'uri', 'offset']);
  });
});
