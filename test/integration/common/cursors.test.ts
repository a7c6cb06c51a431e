import { assert } from 'chai';
import * as vscode from 'vscode';
import { run } from '../jwtDocuments.ts';
import { activate, closeEditors, codeLenses, open, problemCodes, removeFile, until } from '../support.ts';
import { healthy, signed, unproven } from '../tokens.ts';

const file = 'cursors.txt';

/** Opens tokens, one a line, with a cursor in each, so many characters into it. */
async function openWithCursors(tokens: readonly string[], character: number): Promise<vscode.TextEditor> {
  const editor = await open(file, tokens.join('\n'));
  editor.selections = tokens.map((_, line) => new vscode.Selection(line, character, line, character));
  return editor;
}

describe('several cursors', () => {
  before(activate);
  afterEach(closeEditors);
  after(() => removeFile(file));

  it('in as many tokens change all of them, and undo brings them back', async () => {
    const tokens = await Promise.all([1, 2, 3].map((n) => signed({ ...healthy.rest(), n })));
    const { document } = await openWithCursors(tokens, 60);
    const lines = async () => (await codeLenses(document.uri)).map(({ range }) => range.start.line);
    assert.deepEqual([...new Set(await lines())], [0, 1, 2]);
    assert.isEmpty(problemCodes(document.uri));
    // All bits of the payload behind it move, so that it is malformed.
    await vscode.commands.executeCommand('type', { text: 'A' });
    await until('problems of each', () => {
      const malformed = vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'jwt');
      return new Set(malformed.map(({ range }) => range.start.line)).size === 3;
    });
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), tokens.join('\n'));
    await until('no problem', () => problemCodes(document.uri).length === 0);
    assert.deepEqual([...new Set(await lines())], [0, 1, 2]);
  });

  it('paste a token each, and each has its lenses', async () => {
    const editor = await open(file, 'a = \nb = \nc = ');
    editor.selections = [0, 1, 2].map((line) => new vscode.Selection(line, 4, line, 4));
    await vscode.commands.executeCommand('type', { text: unproven({ alg: 'none' }, healthy.other(), '') });
    const lenses = await codeLenses(editor.document.uri);
    assert.deepEqual(
      lenses.filter(({ command }) => command?.title === 'Renew').map(({ range }) => range.start),
      [0, 1, 2].map((line) => new vscode.Position(line, 4)),
    );
    await until('problems of each', () => problemCodes(editor.document.uri).join() === 'unsigned,unsigned,unsigned');
  });

  it('leave a command to the token under the primary one', async () => {
    const tokens = await Promise.all([1, 2].map((n) => signed({ ...healthy.rest(), n })));
    const editor = await openWithCursors(tokens, 10);
    assert.equal(await run('copyToken', {}), tokens[0]);
    editor.selections = editor.selections.toReversed();
    assert.equal(await run('copyToken', {}), tokens[1]);
  });
});
