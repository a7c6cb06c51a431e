import { assert } from 'chai';
import * as vscode from 'vscode';
import { startRecorder } from '../../conformance/httpyacRecorder.ts';
import { httpYac } from '../httpYac.ts';
import { activate, closeEditors, open, rejection, until } from '../support.ts';

type Replace = (text: string, type: string) => Promise<unknown>;

describe('httpYac in an untrusted workspace', () => {
  it('gets no token to send, and is told why', async () => {
    assert.isFalse(vscode.workspace.isTrusted);
    await activate();
    const recorder = await startRecorder();
    try {
      await open('untrusted.http', `GET http://${recorder.host}/\nAuthorization: Bearer {{$jwt my api}}\n`);
      const { store } = (await httpYac()).httpyac;
      const plugin = await until('Tokensmith to be a plugin', () => store.pluginStore.tokensmith);
      const actions: Replace[] = [];
      const hooks = {
        replaceVariable: { addHook: (_id: string, action: Replace) => actions.push(action) },
        onRequest: { addInterceptor: () => {} },
      };
      await plugin({ hooks } as never);
      const refused = await rejection(actions[0]?.('Bearer {{$jwt my api}}', 'header') ?? Promise.resolve());
      assert.match(refused.message, /isn't trusted/);
      // httpYac itself looks for its files above the workspace, which it may not read, and gives up.
      await Promise.resolve(vscode.commands.executeCommand('httpyac.send')).catch(() => {});
      assert.deepEqual(recorder.take(), []);
    } finally {
      await recorder.close();
      await closeEditors();
    }
  });
});
