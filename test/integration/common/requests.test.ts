import { assert } from 'chai';
import * as vscode from 'vscode';
import {
  activate,
  closeEditors,
  codeLenses,
  facts,
  hoverText,
  lensTitles,
  open,
  openDocument,
  problems,
  readFile,
  recipe,
  rejection,
  removeFile,
  until,
  writeFile,
} from '../support.ts';
import { healthy, seconds, signed } from '../tokens.ts';

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

  it('have no lenses of their own where their token stands in them', async () => {
    const document = await openDocument(
      'late.http',
      `GET https://a.test/1\nAuthorization: Bearer ${await oldToken()}\n`,
    );
    await until('the lenses of the token', async () => (await lensTitles(document.uri)).length > 0);
    assert.isFalse((await lensTitles(document.uri)).some((title) => title.startsWith('Auth')));
  });

  it('say it of the variable that they name, and one Renew renews them all', async () => {
    const text = `@auth = ${await oldToken()}\n\n### one\nGET https://a.test/1\nAuthorization: Bearer {{auth}}\n\n### two\nGET https://a.test/2\nAuthorization: Bearer {{auth}}\n`;
    const { document } = await open('named.http', text);
    await requestLens(document.uri);
    const lines = (await codeLenses(document.uri))
      .filter(({ command }) => /^Authorization expired .* · from @auth$/.test(command?.title ?? ''))
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

  it('take their token from .env: it is written, said, hovered and renewed there', async () => {
    const env = await readFile('.env');
    const text = 'GET https://a.test/1\nAuthorization: Bearer {{$dotenv MY_JWT}}\n';
    const { document } = await open('dotenv.http', text);
    try {
      const token = await vscode.commands.executeCommand('tokensmith.insertAuthorizationHeader', { recipe: 'my api' });
      assert.equal(document.getText(), text);
      assert.include(await readFile('.env'), `MY_JWT=${token}`);
      await until('the lens', async () =>
        (await lensTitles(document.uri)).some((title) => /^Authorization expires in .* · from \.env$/.test(title)),
      );
      const hover = await hoverText(document.uri, new vscode.Position(1, 28));
      assert.include(hover, 'Sent from');
      assert.include(hover, facts.applicationId);
      const renew = (await codeLenses(document.uri)).find(({ command }) => command?.title === 'Renew')?.command;
      const renewed = await vscode.commands.executeCommand(renew?.command ?? '', ...(renew?.arguments ?? []));
      assert.notEqual(renewed, token);
      assert.include(await readFile('.env'), `MY_JWT=${renewed}`);
    } finally {
      await writeFile('.env', env);
    }
  });

  it('take their token from the only private environment', async () => {
    await writeFile('http-client.private.env.json', '{\n  "dev": {\n    "mine": ""\n  }\n}\n');
    try {
      const { document } = await open('environment.http', 'GET https://a.test/1\nAuthorization: Bearer {{mine}}\n');
      const token = await vscode.commands.executeCommand('tokensmith.insertAuthorizationHeader', { recipe: 'my api' });
      assert.include(await readFile('http-client.private.env.json'), `"mine": "${token}"`);
      assert.notInclude(document.getText(), String(token));
      await until('the lens', async () =>
        (await lensTitles(document.uri)).some((title) => title.endsWith('· from http-client.private.env.json')),
      );
    } finally {
      await removeFile('http-client.private.env.json');
    }
  });

  it('keep a reference that leads nowhere, and what is inserted says so', async () => {
    const text = 'GET https://a.test/1\nAuthorization: Bearer {{login.response.body.token}}\n';
    const { document } = await open('nowhere.http', text);
    const insert = (more: object) =>
      vscode.commands.executeCommand('tokensmith.insertAuthorizationHeader', { recipe: 'my api', ...more });
    assert.include((await rejection(insert({}))).message, '{{login.response.body.token}}');
    assert.equal(document.getText(), text);
    const token = await insert({ replace: true });
    assert.equal(document.getText(), `GET https://a.test/1\nAuthorization: Bearer ${token}\n`);
  });

  it('name a recipe that is made at send: it is said, and an unknown one is a problem with a fix', async () => {
    await settings.update('http.insertAs', 'send', vscode.ConfigurationTarget.Workspace);
    try {
      const { document } = await open('send.http', 'GET https://a.test/1\n');
      await vscode.commands.executeCommand('tokensmith.insertAuthorizationHeader', { recipe: 'my api' });
      assert.equal(document.getText(), 'GET https://a.test/1\nAuthorization: Bearer {{$jwt my api}}\n');
      await until('the lens', async () =>
        (await lensTitles(document.uri)).includes('Authorization made at send from my api'),
      );
      assert.include(await hoverText(document.uri, new vscode.Position(1, 28)), 'my api');
      const { document: wrong } = await open(
        'wrong.http',
        'GET https://a.test/1\nAuthorization: Bearer {{$jwt my apo}}\n',
      );
      const [problem] = await until('the problem', () => {
        const found = problems(wrong.uri).filter(
          ({ code }) => typeof code === 'object' && code.value === 'recipe.unknown',
        );
        return found.length > 0 ? found : undefined;
      });
      assert.equal(wrong.getText(problem?.range), 'my apo');
      const fixes = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        wrong.uri,
        problem?.range ?? new vscode.Range(0, 0, 0, 0),
      );
      const fix = fixes.find(({ title }) => title === 'Use recipe "my api"')?.command;
      await vscode.commands.executeCommand(fix?.command ?? '', ...(fix?.arguments ?? []));
      assert.equal(wrong.getText(), 'GET https://a.test/1\nAuthorization: Bearer {{$jwt my api}}\n');
    } finally {
      await settings.update('http.insertAs', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('without Authorization offer it where a recipe is for their host, or others have one', async () => {
    const document = await openDocument(
      'lacks.http',
      'GET https://api.nexmo.com/v1/calls\n\n###\nGET https://b.test/\n',
    );
    const lines = async () =>
      (await codeLenses(document.uri)).flatMap(({ command, range }) =>
        command?.title === 'Authorize…' ? [range.start.line] : [],
      );
    await until('the lens', async () => (await lines()).length > 0);
    assert.deepEqual(await lines(), [0]);
  });

  describe('whose file changes after a lens or a fix was shown', () => {
    const above = 'GET https://z.test/\n\n###\n';
    async function typeAbove(document: vscode.TextDocument): Promise<void> {
      const change = new vscode.WorkspaceEdit();
      change.insert(document.uri, new vscode.Position(0, 0), above);
      await vscode.workspace.applyEdit(change);
    }
    const click = (command: vscode.Command | undefined, more: object = {}) => {
      const [argument = {}, ...others] = command?.arguments ?? [];
      return vscode.commands.executeCommand<string>(command?.command ?? '', Object.assign(argument, more), ...others);
    };

    it('get a token where the lens was', async () => {
      const text = 'GET https://a.test/\n\n###\nGET https://api.nexmo.com/v1/calls\n';
      const { document } = await open('stale.http', text);
      const lens = await until('the lens', async () =>
        (await codeLenses(document.uri)).find(({ command }) => command?.title === 'Authorize…'),
      );
      await typeAbove(document);
      const token = await click(lens.command, { recipe: 'my api' });
      assert.equal(document.getText(), `${above}${text}Authorization: Bearer ${token}\n`);
    });

    it('have their token renewed in the file beside, wherever it stands by then', async () => {
      const env = await readFile('.env');
      const [mine, other] = [await oldToken(), (await oldToken()).replace(/.{4}$/, 'AAAA')];
      await writeFile('.env', `MY_JWT=${mine}\n${env}`);
      try {
        const { document } = await open(
          'moved.http',
          'GET https://a.test/1\nAuthorization: Bearer {{$dotenv MY_JWT}}\n',
        );
        await requestLens(document.uri);
        const renew = (await codeLenses(document.uri)).find(({ command }) => command?.title === 'Renew')?.command;
        // Where the lens leads to, another stands.
        const now = `NO_JWT=${other}\nMY_JWT=${mine}\n${env}`;
        const uri = await writeFile('.env', now);
        await until('VS Code to take over the file', () =>
          vscode.workspace.textDocuments.every((one) => one.uri.path !== uri.path || one.getText() === now),
        );
        const renewed = await click(renew);
        assert.equal(await readFile('.env'), `NO_JWT=${other}\nMY_JWT=${renewed}\n${env}`);
      } finally {
        await closeEditors();
        await writeFile('.env', env);
      }
    });

    it('get the name of the recipe where the fix was', async () => {
      const text = 'GET https://a.test/1\nAuthorization: Bearer {{$jwt my apo}}\n';
      const { document } = await open('renamed.http', text);
      const [problem] = await until('the problem', () => {
        const found = problems(document.uri).filter(
          ({ code }) => typeof code === 'object' && code.value === 'recipe.unknown',
        );
        return found.length > 0 ? found : undefined;
      });
      const fixes = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        problem?.range ?? new vscode.Range(0, 0, 0, 0),
      );
      await typeAbove(document);
      await click(fixes.find(({ title }) => title === 'Use recipe "my api"')?.command);
      assert.equal(document.getText(), `${above}${text.replace('apo', 'api')}`);
    });
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
