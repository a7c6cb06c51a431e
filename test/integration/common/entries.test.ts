import { assert } from 'chai';
import * as vscode from 'vscode';
import { create, run, write } from '../jwtDocuments.ts';
import { activate, clipboard, closeEditors, codeActions, open, openDocument, rejection } from '../support.ts';

/** What each way into a flow answers where there is no editor, and in a document that is read-only. */

const variants = ['expired', 'wrong-key', 'alg-none'];

async function offered(uri: vscode.Uri, line = 0): Promise<readonly string[]> {
  const at = new vscode.Position(line, 0);
  const kind = vscode.CodeActionKind.RefactorRewrite;
  return (await codeActions(uri, new vscode.Range(at, at), kind)).map(({ title }) => title);
}

describe('with no editor', () => {
  before(activate);
  beforeEach(closeEditors);

  for (const [command, argument, words] of [
    ['createVariant', { variants, output: 'cursor' }, /No text editor is open/],
    ['createVariant', { variants, output: 'header' }, /"output" must be "ask" \| "clipboard"/],
    ['createVariant', { variants: ['expired', 'broken'] }, /"variants" must be \["expired"/],
    ['createVariant', { variants: [] }, /"variants" must be/],
  ] as const)
    it(`${command} ${JSON.stringify(argument)} says why not, and changes nothing`, async () => {
      await vscode.env.clipboard.writeText('as it was');
      const error = await rejection(run(command, { token: await create(), ...argument }));
      assert.match(error.message, words);
      assert.equal(await clipboard(), 'as it was');
    });

  it('several variants are copied as JSON', async () => {
    const tokens = await run<string[]>('createVariant', { token: await create(), variants, output: 'clipboard' });
    assert.deepEqual(JSON.parse(await clipboard()), Object.fromEntries(variants.map((name, i) => [name, tokens[i]])));
  });

  it('a verdict is told of a token as text', async () => {
    const verdict = await run<{ signature: string }>('verifyToken', { token: await create(), isSaid: true });
    assert.equal(verdict.signature, 'valid');
  });
});

describe('in a read-only document', () => {
  before(activate);
  after(closeEditors);

  it('nothing is offered where it could be written only, and no fixture goes into it', async () => {
    const { document } = await open('locked.http', 'GET https://api.example.com\nAuthorization:|\n');
    assert.deepEqual(await offered(document.uri, 1), []);
    const error = await rejection(run('createVariant', { token: await create(), variants, output: 'cursor' }));
    assert.match(error.message, /locked\.http is read-only/);
    assert.equal(document.getText(), 'GET https://api.example.com\nAuthorization:\n');
  });
});

describe('a light bulb', () => {
  before(activate);
  after(closeEditors);

  for (const [file, text] of [
    ['a.env', 'API_TOKEN='],
    ['a.sh', 'curl https://api.example.com/calls'],
    ['a.json', '{ "headers": {} }'],
    ['a.yaml', 'headers:'],
    ['a.http', 'Authorization:'],
  ] as const)
    it(`offers a token in ${file}`, async () => {
      const document = await openDocument(file, text);
      assert.deepEqual(await offered(document.uri), ['Insert token…']);
    });

  for (const [file, text] of [
    ['b.env', 'PORT=3000'],
    ['b.json', '{ "name": "headers" }'],
    ['b.ts', 'const headers = {};'],
    ['b.txt', 'nothing'],
  ] as const)
    it(`offers none in ${file}`, async () => {
      const document = await openDocument(file, text);
      assert.deepEqual(await offered(document.uri), []);
    });

  it('inserts it where it stands', async () => {
    const { document } = await open('place.env', 'A=1\nAPI_TOKEN=|\n');
    const [action] = await codeActions(
      document.uri,
      new vscode.Range(1, 3, 1, 3),
      vscode.CodeActionKind.RefactorRewrite,
    );
    const [argument] = action?.command?.arguments ?? [];
    const recipe = { kind: 'custom', key: 'file:private.key', claims: { sub: 'me' } };
    const token = await run<string>('insertAuthorizationHeader', { ...Object(argument), recipe });
    assert.equal(document.getText(), `A=1\nAPI_TOKEN=${token}\n`);
  });
});

describe('several broken variants', () => {
  before(activate);
  after(closeEditors);

  it('are requests of an .http file, each with the answer that is expected, in one step of undo', async () => {
    const token = await create();
    const text = `GET https://api.example.com\nAuthorization: Bearer ${token}\n`;
    const { document } = await open('broken.http', `|${text}`);
    const tokens = await run<string[]>('createVariant', { variants, output: 'cursor' });
    assert.equal(tokens.length, 3);
    const written = document.getText();
    assert.isTrue(written.startsWith(text));
    for (const each of tokens)
      assert.include(
        written,
        `# expect 401 Unauthorized\nGET https://api.example.com\nAuthorization: Bearer ${each}\n`,
      );
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), text);
  });

  it('are an object in code', async () => {
    const token = write('{"alg":"none"}', '{"sub":"me","iat":1}');
    const { document } = await open('broken.ts', `const token = '${token}|';\n`);
    const tokens = await run<string[]>('createVariant', { variants: ['expired', 'missing-claim'], output: 'cursor' });
    assert.include(document.getText(), `const token = '${token}';\nconst brokenTokens = {\n`);
    for (const each of tokens) assert.include(document.getText(), `'${each}', // expect 401 Unauthorized\n`);
  });
});
