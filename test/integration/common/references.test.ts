import { assert } from 'chai';
import * as vscode from 'vscode';
import {
  acceptFirst,
  activate,
  closeEditors,
  lensTitles,
  open,
  readFile,
  recipe,
  rejection,
  removeFile,
  until,
  writeFile,
} from '../support.ts';

const insert = (more: object = {}) =>
  vscode.commands.executeCommand<string>('tokensmith.insertAuthorizationHeader', { recipe, ...more });
const request = (reference: string) => `GET https://a.test/1\nAuthorization: Bearer ${reference}\n`;

describe('a reference in a request', () => {
  before(activate);
  afterEach(closeEditors);

  it('whose variable several environments have is asked for once, and the answer is remembered', async () => {
    const file = 'http-client.private.env.json';
    await writeFile(file, '{"staging": {"mine": "a"}, "live": {"mine": "b"}}');
    try {
      const { document } = await open('environments.http', request('{{mine}}'));
      const asked = insert();
      await acceptFirst(asked);
      const first = await asked;
      assert.equal(await readFile(file), `{"staging": {"mine": "${first}"}, "live": {"mine": "b"}}`);
      const second = await insert();
      assert.notEqual(second, first);
      assert.equal(await readFile(file), `{"staging": {"mine": "${second}"}, "live": {"mine": "b"}}`);
      assert.equal(document.getText(), request('{{mine}}'));
      await until('the lens', async () =>
        (await lensTitles(document.uri)).some((title) => /^Authorization expires in .* · from /.test(title)),
      );
    } finally {
      await removeFile(file);
    }
  });

  it('is left alone where no environment is chosen', async () => {
    const file = 'http-client.private.env.json';
    const text = '{"one": {"mine": "a"}, "two": {"mine": "b"}}';
    await writeFile(file, text);
    try {
      const { document } = await open('cancelled.http', request('{{mine}}'));
      let result: unknown = 'open';
      void insert().then((given) => {
        result = given;
      });
      await until('the question to be closed', async () => {
        // Where nothing is asked yet, it does nothing.
        await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
        return result !== 'open';
      });
      assert.isUndefined(result);
      assert.equal(await readFile(file), text);
      assert.equal(document.getText(), request('{{mine}}'));
    } finally {
      await removeFile(file);
    }
  });

  it('goes into a new .env where there is none', async () => {
    const env = await readFile('.env');
    await removeFile('.env');
    try {
      const { document } = await open('new.http', 'GET https://a.test/1\n');
      const token = await insert({ insertAs: 'environment' });
      assert.equal(document.getText(), request('{{$dotenv TOKEN}}'));
      assert.equal(await readFile('.env'), `TOKEN=${token}\n`);
    } finally {
      await writeFile('.env', env);
    }
  });

  it('of a shell script leads to where the script sets it', async () => {
    const { document } = await open('call.sh', 'TOKEN=old\ncurl -H "Authorization: Bearer $TOKEN" https://a.test|\n');
    const token = await insert();
    assert.equal(document.getText(), `TOKEN=${token}\ncurl -H "Authorization: Bearer $TOKEN" https://a.test\n`);
  });

  it('of Bruno leads to the files of its collection, and to none of another client', async () => {
    const files = {
      'bruno/bruno.json': '{}',
      'bruno/environments/dev.bru': 'vars {\n  mine: old\n}\n',
      'bruno/.env': 'SECRET=old\n',
      'bruno/http-client.private.env.json': '{"dev": {"mine": "old", "other": "old"}}',
    };
    const bru = (token: string) => `get {\n  url: a\n  auth: bearer\n}\n\nauth:bearer {\n  token: ${token}\n}\n`;
    for (const [name, text] of Object.entries(files)) await writeFile(name, text);
    try {
      await open('bruno/calls/mine.bru', bru('{{mine}}'));
      const token = await insert();
      assert.equal(await readFile('bruno/environments/dev.bru'), `vars {\n  mine: ${token}\n}\n`);
      await open('bruno/calls/secret.bru', bru('{{process.env.SECRET}}'));
      const secret = await insert();
      assert.equal(await readFile('bruno/.env'), `SECRET=${secret}\n`);
      await open('bruno/calls/other.bru', bru('{{other}}'));
      assert.include((await rejection(insert())).message, '{{other}}');
      assert.equal(await readFile('bruno/http-client.private.env.json'), files['bruno/http-client.private.env.json']);
    } finally {
      await removeFile('bruno');
    }
  });

  it('is written in a notebook and in a file that has no name yet', async () => {
    const untitled = await vscode.workspace.openTextDocument({ language: 'python', content: 'headers = {}' });
    const editor = await vscode.window.showTextDocument(untitled);
    editor.selection = new vscode.Selection(0, 11, 0, 11);
    await insert();
    assert.match(untitled.getText(), /^headers = \{ "Authorization": "Bearer eyJ[\w.-]+" \}$/);
    const cells = [new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'headers = {}', 'python')];
    const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', new vscode.NotebookData(cells));
    await vscode.window.showNotebookDocument(notebook);
    const cell = notebook.cellAt(0).document;
    await insert({ uri: cell.uri, offset: 11 });
    assert.match(cell.getText(), /^headers = \{ "Authorization": "Bearer eyJ[\w.-]+" \}$/);
  });

  it('is brought into sight where what was written is not', async () => {
    const { document } = await open('long.http', `@mine = old\n${'\n'.repeat(300)}${request('{{mine}}')}|`);
    const editor = vscode.window.activeTextEditor;
    editor?.revealRange(new vscode.Range(300, 0, 300, 0));
    await until('the variable to be out of sight', () => (editor?.visibleRanges[0]?.start.line ?? 0) > 100);
    await insert();
    await until('the variable to be in sight', () => editor?.visibleRanges.some(({ start }) => start.line === 0));
    assert.notInclude(document.getText(), '= old');
  });
});
