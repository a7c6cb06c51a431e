import { assert } from 'chai';
import * as vscode from 'vscode';
import { startRecorder } from '../../conformance/httpyacRecorder.ts';
import { sendAt } from '../httpYac.ts';
import { activate, closeEditors, open, removeFile, writeFile } from '../support.ts';

describe('httpYac in an untrusted workspace', () => {
  it('sends no request with a token to be made, and says why', async () => {
    assert.isFalse(vscode.workspace.isTrusted);
    await activate();
    const recorder = await startRecorder();
    // httpYac looks no further up than to this, and may not leave the workspace.
    await writeFile('package.json', '{}');
    try {
      await open('untrusted.http', `GET http://${recorder.host}/\nAuthorization: Bearer {{$jwt my api}}\n`);
      assert.match(await sendAt(0), /isn't trusted/);
      assert.deepEqual(recorder.take(), []);
    } finally {
      await recorder.close();
      await removeFile('package.json');
      await closeEditors();
    }
  });
});
