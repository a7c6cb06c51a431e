import { assert } from 'chai';
import * as vscode from 'vscode';
import { activate, until } from '../support.ts';

describe('the tools for the chat', () => {
  it('are offered as the manifest names them, each with what it takes', async () => {
    const { packageJSON } = await activate();
    const contributed: readonly { readonly name: string }[] = packageJSON.contributes.languageModelTools;
    const offered = (name: string) => vscode.lm.tools.find((tool) => tool.name === name);
    for (const { name } of contributed) {
      const { inputSchema } = await until(`the tool ${name}`, () => offered(name));
      assert.hasAllKeys((inputSchema as { readonly properties: object }).properties, ['token', 'uri', 'offset']);
    }
  });
});
