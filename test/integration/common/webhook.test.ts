import { assert } from 'chai';
import { commands, Position, Range, WorkspaceEdit, workspace } from 'vscode';
import { open, problemCodes, until } from '../support.ts';

const recipe = { kind: 'vonage-webhook', key: 'env:VANILLA_SECRET', apiKey: 'abcd1234' };

describe('a webhook in a request', () => {
  it('gets the hash of the body, is told when the body changes, and is renewed to fit it', async () => {
    const editor = await open(
      'webhook.http',
      'POST https://a.example.com/|\nContent-Type: application/json\n\n{"a":1}\n',
    );
    const { document } = editor;
    await commands.executeCommand('tokensmith.insertAuthorizationHeader', { recipe });
    const hashOf = () => {
      const payload = /Bearer [^.]+\.([^.]+)/.exec(document.getText())?.[1] ?? '';
      return JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))).payload_hash as string;
    };
    const first = hashOf();
    assert.equal(first, '015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862');
    assert.notInclude(problemCodes(document.uri), 'vonage.payload-hash');

    const edit = new WorkspaceEdit();
    edit.insert(document.uri, new Position(document.lineCount - 2, 6), '2');
    await workspace.applyEdit(edit);
    await until('the problem', () => problemCodes(document.uri).includes('vonage.payload-hash'));

    await commands.executeCommand('tokensmith.renewToken', {
      uri: document.uri.toString(),
      offset: document.getText().indexOf('eyJ'),
    });
    await until('no problem', () => !problemCodes(document.uri).includes('vonage.payload-hash'));
    assert.notEqual(hashOf(), first);

    const good = hashOf();
    const token = await commands.executeCommand<string>('tokensmith.createToken', {
      recipe: { ...recipe, expiresIn: '5m', payload: 'another body' },
      output: 'none',
    });
    const expired = await commands.executeCommand<string>('tokensmith.createVariant', {
      token,
      variant: 'expired',
      output: 'none',
    });
    const replace = new WorkspaceEdit();
    const start = document.getText().indexOf('eyJ');
    const end = document.lineAt(document.positionAt(start).line).range.end;
    replace.replace(document.uri, new Range(document.positionAt(start), end), expired);
    await workspace.applyEdit(replace);
    await until('it expired', () => problemCodes(document.uri).includes('expired'));
    assert.notEqual(hashOf(), good);
    const uri = document.uri.toString();
    assert.equal(await commands.executeCommand('tokensmith.renewAllTokens', { uri }), 1);
    assert.equal(hashOf(), good);
  });
});
