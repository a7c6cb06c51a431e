import { assert } from 'chai';
import * as vscode from 'vscode';
import { claims, edit, replace, run } from '../jwtDocuments.ts';
import {
  activate,
  closeEditors,
  codeActions,
  codeLenses,
  hoverText,
  lensTitles,
  problemCodes,
  until,
} from '../support.ts';
import { healthy, seconds, signed, unproven } from '../tokens.ts';

describe('tokens in notebook cells', () => {
  before(activate);
  afterEach(closeEditors);

  it('are read, have problems, and are renewed where they stand', async () => {
    const old = await signed({ ...healthy.rest(), iat: seconds() - 4500, exp: seconds() - 3600 });
    const fresh = await signed(healthy.video());
    const { Code, Markup } = vscode.NotebookCellKind;
    const cells = [
      new vscode.NotebookCellData(Code, `token = "${old}"`, 'python'),
      new vscode.NotebookCellData(Code, `fresh = "${fresh}"`, 'python'),
      new vscode.NotebookCellData(Markup, `\`${unproven({ alg: 'none' }, healthy.other(), '')}\``, 'markdown'),
    ];
    const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', new vscode.NotebookData(cells));
    await vscode.window.showNotebookDocument(notebook);
    const [first, second, third] = notebook.getCells().map(({ document }) => document);
    if (!first || !second || !third) throw new Error('the notebook has three cells');

    for (const { uri } of [first, second]) {
      // A cell has no lenses before it is drawn.
      await until(
        'the lenses',
        () =>
          lensTitles(uri).then(
            (titles) => titles.length === 4,
            () => false,
          ),
        20_000,
      );
    }
    assert.match((await lensTitles(first.uri))[0] ?? '', /^Vonage REST · expired 1 hour ago/);
    assert.match((await lensTitles(second.uri))[0] ?? '', /^Vonage Video client · expires in/);
    assert.include(await hoverText(first.uri, new vscode.Position(0, 20)), 'Vonage REST');
    await until('the problem', () => problemCodes(first.uri).includes('expired'));
    assert.isEmpty(problemCodes(second.uri));
    await until('the problem in Markdown', () => problemCodes(third.uri).join() === 'unsigned');
    const actions = await codeActions(first.uri, new vscode.Range(0, 20, 0, 20));
    assert.include(
      actions.map(({ title }) => title),
      'Renew token',
    );

    const [, renew] = await codeLenses(first.uri);
    const renewed = await vscode.commands.executeCommand<string>(
      renew?.command?.command ?? '',
      ...(renew?.command?.arguments ?? []),
    );
    assert.equal(first.getText(), `token = "${renewed}"`);
    assert.notEqual(renewed, old);
    await until('no problem', () => problemCodes(first.uri).length === 0);
  });

  it('are edited and signed where they stand, each cell by itself', async () => {
    const old = await signed({ ...healthy.rest(), iat: seconds() - 4500, exp: seconds() - 3600 });
    const { Code } = vscode.NotebookCellKind;
    const cells = ['first', 'second'].map((name) => new vscode.NotebookCellData(Code, `${name} = "${old}"`, 'python'));
    const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', new vscode.NotebookData(cells));
    await vscode.window.showNotebookDocument(notebook);
    const [first, second] = notebook.getCells().map(({ document }) => document);
    if (!first || !second) throw new Error('the notebook has two cells');

    const document = await edit(first, first.getText().indexOf('eyJ'));
    await replace(document, '"f3c1"', '"edited"');
    assert.isTrue(await document.save());
    const [, edited = ''] = /"(.+)"/.exec(first.getText()) ?? [];
    assert.equal(claims(edited).jti, 'edited');
    assert.equal(second.getText(), `second = "${old}"`);

    assert.equal(await run('renewAllTokens', { uri: second.uri.toString() }), 1);
    const [, renewed = ''] = /"(.+)"/.exec(second.getText()) ?? [];
    assert.isAbove(claims(renewed).exp as number, seconds());
    assert.equal(first.getText(), `first = "${edited}"`);
    await until('no problem', () => problemCodes(second.uri).length === 0);
  });
});
