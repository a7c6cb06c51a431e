import { assert } from 'chai';
import {
  type CodeAction,
  CodeActionKind,
  commands,
  type Hover,
  type MarkdownString,
  Position,
  Range,
  type TextDocument,
  WorkspaceEdit,
  workspace,
} from 'vscode';
import { closeEditors, open, problemCodes, removeFile, until } from '../support.ts';

const recipe = { kind: 'vonage-webhook', key: 'env:VANILLA_SECRET', apiKey: 'abcd1234' };
const code = 'vonage.payload-hash';

const claimsOf = (document: TextDocument) => {
  const payload = /Bearer [^.]+\.([^.]+)/.exec(document.getText())?.[1] ?? '';
  return JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) as Readonly<Record<string, unknown>>;
};
const hashOf = (document: TextDocument) => claimsOf(document).payload_hash;

async function sha256(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

let files = 0;

/** A request with a webhook's token for it, in a file of its own; `body` as it stands there. */
async function signedRequest(body: string, { type = 'application/json', before = '', end = '\n' } = {}) {
  const text = `${before}POST https://a.example.com/|\nContent-Type: ${type}\n\n${body}`.replaceAll('\n', end);
  const { document } = await open(`webhook-${files++}.http`, text);
  await commands.executeCommand('tokensmith.insertAuthorizationHeader', { recipe });
  return document;
}

const tokenAt = (document: TextDocument) => document.positionAt(document.getText().indexOf('eyJ') + 1);

async function hoverWords(document: TextDocument): Promise<string> {
  const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, tokenAt(document));
  return hovers
    .flatMap(({ contents }) => contents.map((content) => (content as MarkdownString).value))
    .join('\n')
    .replaceAll('\\', '');
}

async function append(document: TextDocument, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.insert(document.uri, document.lineAt(document.lineCount - 1).range.end, text);
  await workspace.applyEdit(edit);
}

describe('a webhook in a request', () => {
  afterEach(closeEditors);
  after(async () => {
    for (let file = 0; file < files; file++) await removeFile(`webhook-${file}.http`);
  });

  it('gets the hash of the body, is told when the body changes, and is renewed to fit it', async () => {
    const document = await signedRequest('{"a":1}\n');
    const first = hashOf(document);
    assert.equal(first, await sha256('{"a":1}'));
    assert.notInclude(problemCodes(document.uri), code);
    assert.include(await hoverWords(document), 'hash fits the body');

    const edit = new WorkspaceEdit();
    edit.insert(document.uri, new Position(document.lineCount - 2, 6), '2');
    await workspace.applyEdit(edit);
    await until('the problem', () => problemCodes(document.uri).includes(code));
    assert.include(await hoverWords(document), 'hash of another body');

    await commands.executeCommand('tokensmith.renewToken', {
      uri: document.uri.toString(),
      offset: document.getText().indexOf('eyJ'),
    });
    await until('no problem', () => !problemCodes(document.uri).includes(code));
    assert.equal(hashOf(document), await sha256('{"a":12}'));
    assert.include(await hoverWords(document), 'hash fits the body');

    const good = hashOf(document);
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
    assert.notEqual(hashOf(document), good);
    const uri = document.uri.toString();
    assert.equal(await commands.executeCommand('tokensmith.renewAllTokens', { uri }), 1);
    assert.equal(hashOf(document), good);
  });

  it('has Renew as the fix of a changed body', async () => {
    const document = await signedRequest('{"a":1}');
    await append(document, 'x');
    await until('the problem', () => problemCodes(document.uri).includes(code));
    const actions = await commands.executeCommand<CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new Range(tokenAt(document), tokenAt(document)),
      CodeActionKind.QuickFix.value,
    );
    const renew = actions.find(({ title }) => title === 'Renew token');
    assert.exists(renew?.command, actions.map(({ title }) => title).join());
    assert.isTrue(renew?.isPreferred);
    const { command = '', arguments: given = [] } = renew?.command ?? {};
    await commands.executeCommand(command, ...given);
    await until('no problem', () => !problemCodes(document.uri).includes(code));
    assert.equal(hashOf(document), await sha256('{"a":1}x'));
  });

  const sent: readonly (readonly [string, Parameters<typeof signedRequest>, string])[] = [
    ['blank lines at its end', ['{"a":1}\n\n\n'], '{"a":1}'],
    ['lines that end in CRLF', ['{\n  "a": 1\n}\n\n', { end: '\r\n' }], '{\n  "a": 1\n}'],
    ['a comment behind it', ['{"a":1}\n# said\n'], '{"a":1}'],
    ['variables of the file', ['{"a":"{{x}}"}', { before: '@y = 1\n@x = {{y}}2\n\n###\n' }], '{"a":"12"}'],
    ['a form', ['a=1\n&b=2 3', { type: 'application/x-www-form-urlencoded' }], 'a=1&b=2%203'],
    [
      'parts',
      ['--x\nContent-Disposition: form-data; name="a"\n\nb\n--x--\n', { type: 'multipart/form-data; boundary=x' }],
      '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--',
    ],
    ['letters beyond ASCII', ['{"a":"é😀"}'], '{"a":"é😀"}'],
    ['another request behind it', ['{"a":1}\n\n###\nGET https://b.example.com/\n'], '{"a":1}'],
  ];
  for (const [what, given, body] of sent)
    it(`is signed for what is sent: ${what}`, async () => {
      const document = await signedRequest(...given);
      assert.equal(hashOf(document), await sha256(body));
      assert.match(await hoverWords(document), /hash fits the body/);
      assert.notInclude(problemCodes(document.uri), code);
    });

  it('says where compact JSON hashes otherwise', async () => {
    const document = await signedRequest('{\n  "a": 1\n}');
    assert.include(await hoverWords(document), 'hash fits the body as sent, not as compact JSON');
  });

  const unsettled: readonly (readonly [string, string, string])[] = [
    ['a file', '< ./body.json', './body.json'],
    ['a variable of an environment', '{"a":"{{host}}"}', 'host'],
    ['GraphQL', 'query A {\n  a\n}', 'GraphQL'],
  ];
  for (const [what, body, name] of unsettled)
    it(`has no hash of what the file does not settle, and is no worse for it: ${what}`, async () => {
      const document = await signedRequest(body);
      assert.notProperty(claimsOf(document), 'payload_hash');
      assert.notInclude(problemCodes(document.uri), code);
      // One that has a hash is not said to be wrong, and not renewed with the hash of another body.
      const token = await commands.executeCommand<string>('tokensmith.createToken', {
        recipe: { ...recipe, payload: 'another body' },
        output: 'none',
      });
      const edit = new WorkspaceEdit();
      const line = document.lineAt(tokenAt(document).line).range;
      edit.replace(document.uri, line, `Authorization: Bearer ${token}`);
      await workspace.applyEdit(edit);
      assert.include(await hoverWords(document), `body not checked: ${name} unknown`);
      assert.notInclude(problemCodes(document.uri), code);
      const offset = document.getText().indexOf('eyJ');
      const argument = { uri: document.uri.toString(), offset };
      const failure = await commands.executeCommand('tokensmith.renewToken', argument).then(
        () => 'renewed',
        (error: Error) => error.message,
      );
      assert.include(failure, name);
      assert.include(document.getText(), token);
    });
});
