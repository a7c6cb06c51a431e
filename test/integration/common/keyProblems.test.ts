import { assert } from 'chai';
import * as vscode from 'vscode';
import {
  closeEditors,
  codeActions,
  facts,
  fileUri,
  itWithJson,
  open,
  problemCodes,
  problems,
  readFile,
  removeFile,
  until,
  writeFile,
} from '../support.ts';

const { keys } = facts;

describe('a private key that git would commit', () => {
  const uri = fileUri('exposed.pem');
  const exposed = () => problemCodes(uri).includes('key.not-ignored');
  let before = '';

  beforeEach(async () => {
    before = await readFile('.gitignore');
    await writeFile('.gitignore', '# nothing\n');
    await writeFile('.git/HEAD', 'ref: refs/heads/main\n');
  });
  afterEach(async () => {
    await closeEditors();
    for (const file of ['.git', 'exposed.pem', 'keys']) await removeFile(file);
    await writeFile('.gitignore', before);
  });

  it('is a problem of the file, until it is ignored', async () => {
    await writeFile('exposed.pem', keys.otherRsa);
    await until('the problem', exposed);
    const [problem] = problems(uri);
    assert.equal(problem?.severity, vscode.DiagnosticSeverity.Warning);
    assert.match(problem?.message ?? '', /This private key isn't ignored by Git/);
    await writeFile('.gitignore', '*.pem\n');
    await until('the problem to go', () => !exposed());
    await writeFile('.gitignore', '*.pem\n!exposed.pem\n');
    await until('the problem', exposed);
  });

  it('has a fix that adds it to .gitignore', async () => {
    const document = await vscode.workspace.openTextDocument(await writeFile('exposed.pem', keys.otherRsa));
    await until('the problem', exposed);
    const [fix] = (
      await codeActions(document.uri, new vscode.Range(0, 0, 0, 1), vscode.CodeActionKind.QuickFix)
    ).filter(({ title }) => title === 'Add to .gitignore');
    await vscode.commands.executeCommand(fix?.command?.command ?? '', ...(fix?.command?.arguments ?? []));
    assert.equal(await readFile('.gitignore'), '# nothing\n/exposed.pem\n');
    await until('the problem to go', () => !exposed());
  });

  it('heeds the .gitignore files of its folders', async () => {
    await writeFile('keys/.gitignore', '*.key\n!shared.key\n');
    await writeFile('keys/own.key', keys.otherRsa);
    await writeFile('keys/shared.key', keys.otherRsa);
    await until('the problem', () => problemCodes(fileUri('keys/shared.key')).includes('key.not-ignored'));
    assert.isEmpty(problemCodes(fileUri('keys/own.key')));
  });

  it('can be switched off, and is none of a public key', async () => {
    await writeFile('exposed.pem', keys.otherRsa);
    await until('the problem', exposed);
    assert.isEmpty(problemCodes(fileUri('public.key')));
    const setting = vscode.workspace.getConfiguration('tokensmith');
    await setting.update('problems.severity', { 'key.not-ignored': 'off' }, vscode.ConfigurationTarget.Workspace);
    await until('the problem to go', () => !exposed());
    await setting.update('problems.severity', undefined, vscode.ConfigurationTarget.Workspace);
    await until('the problem', exposed);
  });

  it('is none outside a repository', async () => {
    await writeFile('exposed.pem', keys.otherRsa);
    await until('the problem', exposed);
    await removeFile('.git');
    await writeFile('.gitignore', '# looked at again\n');
    await until('the problem to go', () => !exposed());
  });
});

describe('the recipes in settings.json', () => {
  // The first completion starts VS Code's JSON server.
  let editor: vscode.TextEditor;
  before(async () => {
    editor = await open('.vscode/settings.json', '{}');
  });
  after(async () => {
    await closeEditors();
    await removeFile('.vscode');
  });

  /** Writes a text into settings.json without saving it; a `|` in it is taken out and the cursor stands there. */
  async function write(text: string): Promise<vscode.TextDocument> {
    const { document } = editor;
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    await editor.edit((edit) => edit.replace(whole, text.replace('|', '')));
    const cursor = document.positionAt(Math.max(0, text.indexOf('|')));
    editor.selection = new vscode.Selection(cursor, cursor);
    return document;
  }

  const recipes = (recipe: unknown) => JSON.stringify({ 'tokensmith.recipes': { 'my forum': recipe } }, null, 2);

  it('have a problem where a secret stands itself, and it does not quote it', async () => {
    const document = await write(recipes({ kind: 'vanilla', key: 'hunter2-hunter2' }));
    await until('the problem', () => problemCodes(document.uri).includes('key.in-settings'));
    const [problem] = problems(document.uri);
    assert.equal(document.getText(problem?.range), '"hunter2-hunter2"');
    assert.notInclude(problem?.message ?? '', 'hunter2');
    const actions = await codeActions(
      document.uri,
      problem?.range ?? new vscode.Range(0, 0, 0, 0),
      vscode.CodeActionKind.QuickFix,
    );
    const fix = actions.find(({ title }) => title === 'Move to Secret Storage…');
    assert.isDefined(fix);
    assert.notInclude(JSON.stringify(fix?.command), 'hunter2');
  });

  it('have none where a reference stands', async () => {
    const document = await write(recipes({ kind: 'vanilla', key: 'secret:forum' }));
    await until('the problem to go', () => problemCodes(document.uri).length === 0);
  });

  /** The labels of what is offered at `|`. */
  async function completions(text: string): Promise<readonly string[]> {
    const document = await write(text);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      editor.selection.active,
    );
    return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
  }

  it('are completed with the keys that can sign', async () => {
    await writeFile('ec.pem', keys.p256);
    const ofVonage = await until(
      'the keys',
      async () => {
        const labels = await completions(recipes({ kind: 'vonage-rest', key: '|' }));
        return labels.includes('file:private.key') ? labels : undefined;
      },
      20_000,
    );
    assert.notIncludeMembers([...ofVonage], ['file:ec.pem', 'file:public.key', 'env:VANILLA_SECRET']);
    const ofVanilla = await completions(recipes({ kind: 'vanilla', key: '|' }));
    assert.includeMembers([...ofVanilla], ['env:VANILLA_SECRET']);
    assert.notIncludeMembers([...ofVanilla], ['file:private.key']);
    assert.includeMembers([...(await completions(recipes({ kind: 'custom', key: '|' })))], ['file:ec.pem']);
    await removeFile('ec.pem');
  });

  it('are completed and checked by their schema', async () => {
    const offered = async (text: string, expected: string) =>
      until(expected, async () => (await completions(text)).includes(expected));
    await offered(recipes({ kind: '|' }), '"vonage-video"');
    await offered(recipes({ kind: 'vonage-video', role: '|' }), '"moderator"');
    await offered(recipes({ kind: 'vanilla', algorithm: '|' }), '"HS384"');
    await offered(`{"tokensmith.recipes": {"a": {"kind": "vonage-user", "|"}}}`, 'subject');
  });

  const wrong: readonly (readonly [Record<string, unknown>, RegExp])[] = [
    [{ kind: 'vonage' }, /vonage-rest/],
    [{ kind: 'vonage-rest', applicationId: facts.applicationId }, /key/],
    [{ kind: 'vonage-rest', applicationId: 'mine', key: 'file:a' }, /UUID/],
    [{ kind: 'vonage-rest', applicationId: 'vonage-config', key: 'private.key' }, /never the key itself/],
    [{ kind: 'vonage-rest', applicationId: 'vonage-config', key: 'file:a', expiresIn: '15 m' }, /"15m"/],
    [{ kind: 'vonage-rest', applicationId: 'vonage-config', key: 'file:a', role: 'publisher' }, /role/],
    [{ kind: 'vonage-user', applicationId: 'vonage-config', key: 'file:a', subject: 'A', acl: {} }, /paths/],
    [{ kind: 'custom', key: 'file:a', claims: [] }, /object/],
  ];
  for (const [recipe, message] of wrong)
    itWithJson(`are wrong: ${JSON.stringify(recipe)}`, async () => {
      const document = await write(recipes(recipe));
      await until(
        String(message),
        () =>
          vscode.languages
            .getDiagnostics(document.uri)
            .some((found) => found.source !== 'jwt' && message.test(found.message)),
        10_000,
      );
    });

  itWithJson('are right as they stand in the contract', async () => {
    const document = await write(
      JSON.stringify({
        'tokensmith.recipes': {
          rest: { kind: 'vonage-rest', applicationId: 'env:ID', key: 'file:private.key', expiresIn: '15m' },
          video: {
            kind: 'vonage-video',
            applicationId: 'env:ID',
            key: 'file:private.key',
            sessionId: '1_MX4',
            role: 'publisher',
            data: 'name=Alice',
            initialLayoutClassList: ['focus'],
            dataClaims: ['data'],
            acl: { paths: { '/session/**': { methods: ['GET'] } } },
          },
          user: { kind: 'vonage-user', applicationId: 'vonage-config', key: 'vonage-config', subject: 'Alice' },
          custom: { kind: 'custom', key: 'file:a.pem', header: { kid: 'k' }, claims: {}, expiresAt: 2e9, jti: true },
        },
        'editor.tabSize': 'wrong',
      }),
    );
    const wrong = () => vscode.languages.getDiagnostics(document.uri).map(({ range }) => document.getText(range));
    await until('the one problem that is meant', () => wrong().join() === '"wrong"');
  });
});
