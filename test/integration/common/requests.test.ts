import { assert } from 'chai';
import * as vscode from 'vscode';
import { activate, closeEditors, codeLenses, facts, lensTitles, open, openDocument, until } from '../support.ts';
import { healthy, seconds, signed } from '../tokens.ts';

const recipe = { kind: 'vonage-rest', applicationId: facts.applicationId, key: 'file:private.key' };

/** A token that has expired. */
function oldToken(): Promise<string> {
  return signed({ ...healthy.rest(), iat: seconds() - 200, exp: seconds() - 100 });
}

/** The lens that says that a request's Authorization expired, with the line that it stands on. */
async function requestLens(uri: vscode.Uri): Promise<vscode.CodeLens> {
  return until('the lens of the request', async () =>
    (await codeLenses(uri)).find(({ command }) => command?.title.startsWith('Authorization expired')),
  );
}

describe('requests of .http files', () => {
  const settings = vscode.workspace.getConfiguration('tokensmith');
  before(async () => {
    await activate();
    await settings.update('recipes', { 'my api': recipe }, vscode.ConfigurationTarget.Workspace);
  });
  after(() => settings.update('recipes', undefined, vscode.ConfigurationTarget.Workspace));
  after(closeEditors);

  it('say at the request line that their Authorization expired', async () => {
    const document = await openDocument(
      'late.http',
      `### one\nGET https://a.test/1\nAccept: */*\nAuthorization: Bearer ${await oldToken()}\n`,
    );
    assert.equal((await requestLens(document.uri)).range.start.line, 1);
  });

  it('say it of the variable that they name, and one Renew renews them all', async () => {
    const text = `@auth = ${await oldToken()}\n\n### one\nGET https://a.test/1\nAuthorization: Bearer {{auth}}\n\n### two\nGET https://a.test/2\nAuthorization: Bearer {{auth}}\n`;
    const { document } = await open('named.http', text);
    await requestLens(document.uri);
    const lines = (await codeLenses(document.uri))
      .filter(({ command }) => command?.title.startsWith('Authorization expired'))
      .map(({ range }) => range.start.line);
    assert.deepEqual(lines, [3, 7]);
    const renew = (await codeLenses(document.uri)).find(
      ({ range, command }) => range.start.line === 7 && command?.title === 'Renew',
    );
    const renewed = await vscode.commands.executeCommand<string>(
      renew?.command?.command ?? '',
      ...(renew?.command?.arguments ?? []),
    );
    assert.equal(document.getText(), text.replace(/(?<=@auth = )\S+/, renewed));
  });

  it('say nothing of a token that is in time', async () => {
    const token = await vscode.commands.executeCommand<string>('tokensmith.createToken', { recipe, output: 'none' });
    const document = await openDocument('early.http', `GET https://a.test/1\nAuthorization: Bearer ${token}\n`);
    assert.isFalse((await lensTitles(document.uri)).some((title) => title.startsWith('Authorization')));
  });

  it('are offered the recipes of the settings, and make the token that is accepted', async () => {
    const editor = await open('typed.http', 'GET https://a.test/1\nAuthorization: |\n\nbody\n');
    const { uri } = editor.document;
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      uri,
      editor.selection.active,
    );
    const item = items.find(({ label }) => label === 'Bearer my api');
    assert.equal(item?.insertText, 'Bearer ');
    const token = await vscode.commands.executeCommand<string>(
      item?.command?.command ?? '',
      ...(item?.command?.arguments ?? []),
    );
    assert.equal(editor.document.getText(), `GET https://a.test/1\nAuthorization: Bearer ${token}\n\nbody\n`);
  });

  it('are offered none elsewhere', async () => {
    const document = await openDocument('body.http', 'GET https://a.test/1\nAccept: \n');
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      new vscode.Position(1, 8),
    );
    assert.isFalse(list.items.some(({ label }) => label === 'Bearer my api'));
  });
});
