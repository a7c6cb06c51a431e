import { assert } from 'chai';
import * as vscode from 'vscode';
import { claims, create, edit, openAndEdit, partText, replace, run, sign, write } from '../jwtDocuments.ts';
import {
  closeEditors,
  codeLenses,
  hoverText,
  itWithJson,
  lensTitles,
  open,
  openDocument,
  problemCodes,
  problems,
  rejection,
  until,
} from '../support.ts';

async function decode(argument?: unknown): Promise<vscode.TextDocument> {
  const uri = await run<string>('decodeToken', argument);
  assert.isString(uri);
  return vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
}

const header = '{"alg":"HS256","typ":"JWT"}';
const now = Math.floor(Date.now() / 1000);

describe('decoding a token', () => {
  afterEach(closeEditors);

  it('shows it as a read-only JSON document whose URI holds no token', async () => {
    const token = await create();
    const document = await decode({ token });
    assert.equal(document.uri.scheme, 'jwt');
    for (const part of token.split('.')) assert.notInclude(document.uri.toString(), part);
    assert.equal(document.languageId, 'json');
    assert.deepEqual(JSON.parse(document.getText()), {
      header: JSON.parse(partText(token, 0)),
      payload: claims(token),
    });
    assert.equal(vscode.window.activeTextEditor?.document, document);
    const { permissions } = await vscode.workspace.fs.stat(document.uri);
    assert.equal(permissions, vscode.FilePermission.Readonly);
  });

  const shown: readonly (readonly [what: string, token: string, text: string])[] = [
    [
      'number literals, order, duplicates and Unicode',
      write(header, '{"n":12345678901234567890,"x":3.0,"y":1e3,"2":1,"1":2,"a":1,"a":2,"u":"\\u00e9\u00e9"}'),
      '{\n  "header": {\n    "alg": "HS256",\n    "typ": "JWT"\n  },\n  "payload": {\n    "n": 12345678901234567890,\n    "x": 3.0,\n    "y": 1e3,\n    "2": 1,\n    "1": 2,\n    "a": 1,\n    "a": 2,\n    "u": "\\u00e9\u00e9"\n  }\n}',
    ],
    [
      'a payload that is no JSON',
      write('{"alg":"HS256"}', 'hi "there"'),
      '{\n  "header": {\n    "alg": "HS256"\n  },\n  "payload": "hi \\"there\\""\n}',
    ],
    [
      'the protected header of a JWE',
      `${write('{"alg":"dir","enc":"A128GCM"}', '').split('.')[0]}..aXY.Y3Q.dGFn`,
      '{\n  "header": {\n    "alg": "dir",\n    "enc": "A128GCM"\n  }\n}',
    ],
    [
      'a token that is cut off',
      write('{"alg":"HS256"}', '{"a":1}').slice(0, -8),
      '{\n  "header": {\n    "alg": "HS256"\n  },\n  "payload": "{\\"a\\":"\n}',
    ],
  ];
  for (const [what, token, text] of shown)
    it(`shows ${what}`, async () => {
      assert.equal((await decode({ token })).getText(), text);
    });

  it('takes the token from wherever it is', async () => {
    const [first, second, copied] = [await create(), await create(), await create()];
    const editor = await open('where.txt', `a ${first}\nb ${second}\nc\n`);
    const { uri } = editor.document;
    const jti = (document: vscode.TextDocument) => JSON.parse(document.getText()).payload.jti;
    assert.equal(jti(await decode({ token: `Bearer ${copied}` })), claims(copied).jti, 'an argument');
    assert.equal(
      jti(await decode({ uri, offset: editor.document.getText().indexOf(second) + 5 })),
      claims(second).jti,
      'a place',
    );
    await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.One);
    editor.selection = new vscode.Selection(1, 8, 1, 8);
    assert.equal(jti(await decode()), claims(second).jti, 'under the cursor');
    const again = await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.One);
    again.selection = new vscode.Selection(0, 0, 1, 0);
    assert.equal(jti(await decode({})), claims(first).jti, 'selected');
    assert.equal(jti(await decode({})), claims(first).jti, 'the document that shows it');
    await vscode.env.clipboard.writeText(`x ${copied} y`);
    const third = await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.One);
    third.selection = new vscode.Selection(2, 1, 2, 1);
    assert.equal(jti(await decode({})), claims(copied).jti, 'on the clipboard');
    await open('only.txt', `|only ${second}`);
    assert.equal(jti(await decode({})), claims(second).jti, 'the only one');
  });

  it('shows the same document for the same token', async () => {
    const token = await create();
    assert.equal(await run('decodeToken', { token }), await run('decodeToken', { token }));
    assert.notEqual(await run('decodeToken', { token }), await run('decodeToken', { token: await create() }));
  });

  it('selects the claim that an offset within the token leads to', async () => {
    const token = write(header, '{"sub":"me","long":"a text that is rather long"}');
    const document = await openDocument('where.txt', `x ${token}`);
    const [first = ''] = token.split('.');
    const offset = 2 + first.length + 1 + Math.ceil(('{"sub":"me","long":"a t'.length * 4) / 3);
    await decode({ uri: document.uri, offset });
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.getText(editor.selection), '"long": "a text that is rather long"');
  });

  for (const [what, argument, message] of [
    ['what is no token', { token: 'no token' }, /isn't a token/],
    ['a wrong argument', { token: 5 }, /"token"/],
    ['a place without a token', { uri: 'untitled:Nowhere-1', offset: 0 }, /can't be opened/],
  ] as const)
    it(`refuses ${what}`, async () => {
      assert.match((await rejection(run('decodeToken', argument))).message, message);
    });

  it('opens from the summary above the token, beside it', async () => {
    const token = await create();
    const { document } = await open('lens.txt', `x ${token}`);
    const [lens] = await codeLenses(document.uri);
    await vscode.commands.executeCommand(lens?.command?.command ?? '', ...(lens?.command?.arguments ?? []));
    assert.equal(vscode.window.activeTextEditor?.document.uri.scheme, 'jwt');
    assert.equal(vscode.window.activeTextEditor?.viewColumn, vscode.ViewColumn.Two);
  });
});

describe('a jwt: document', () => {
  after(closeEditors);

  it('says what the token is for and how long it lives', async () => {
    const token = await create();
    const decoded = await decode({ token });
    const [title, ...more] = await lensTitles(decoded.uri);
    assert.match(title ?? '', /^Vonage REST · expires in 15 minutes · [▰▱]{10}$/);
    assert.isEmpty(more);
    const unknown = await decode({ token: write('{"alg":"RS256","kid":"k1"}', '{"sub":"me"}') });
    assert.deepEqual((await lensTitles(unknown.uri)).slice(1), [
      'Signature not verified: no key in this workspace matches (kid k1).',
    ]);
    const { source, document } = await openAndEdit('lens.txt', token, token);
    const path = vscode.workspace.asRelativePath(source.uri);
    assert.equal((await lensTitles(document.uri))[0], `Save and Sign in ${path}`);
  });

  it('shows readable dates behind times', async () => {
    const document = await decode({
      token: write(header, '{"iat":1516239022,"n":1516239022,"created_at":1516239022,"exp":1e15}'),
    });
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      document.uri,
      new vscode.Range(0, 0, 99, 0),
    );
    assert.deepEqual(
      hints.map(({ position }) => document.lineAt(position.line).text.trim()),
      ['"iat": 1516239022,', '"created_at": 1516239022,'],
    );
    for (const { label } of hints) assert.match(String(label), /^\d+ years ago · .*2018/);
  });

  it('explains claims and header parameters', async () => {
    const document = await decode({ token: await create() });
    const at = (text: string) => document.positionAt(document.getText().indexOf(text) + 2);
    for (const [name, meaning] of [
      ['"application_id"', 'Application ID'],
      ['"exp"', 'Expiration time'],
      ['"alg"', 'Algorithm that signs'],
    ] as const)
      await until(
        `what ${name} means`,
        async () => (await hoverText(document.uri, at(name))).includes(meaning),
        20_000,
      );
  });

  it('completes the claims and values of its kind', async () => {
    const token = await create();
    const document = await edit(await openDocument('complete.http', token), 0);
    const complete = async (before: string, insert: string) => {
      await replace(document, before, `${before}${insert}`);
      const position = document.positionAt(document.getText().indexOf(before) + before.length + insert.length);
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        position,
      );
      await replace(document, `${before}${insert}`, before);
      return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    };
    await until('names', async () => (await complete('"payload": {', '"')).includes('nbf'));
    const names = await complete('"payload": {', '"');
    for (const name of ['nbf', 'sub', 'aud']) assert.include(names, name);
    assert.notInclude(names, 'iat', 'a claim that is there');
    assert.include(await complete('"alg": ', ''), '"RS256"');
    assert.notInclude(await complete('"alg": ', ''), '"HS256"');
    const times = await complete('"exp": ', '');
    for (const time of ['now', 'in 15 minutes', 'in 24 hours']) assert.include(times, time);
  });

  const anId = '00000000-0000-4000-8000-000000000000';
  const found: readonly (readonly [code: string, has: string, place: string, hasNot: string])[] = [
    ['expired', `{"iat":1,"exp":2}`, '2', `{"iat":1,"exp":${now + 9999}}`],
    ['time-not-a-number', '{"exp":"soon"}', '"soon"', `{"exp":${now + 9999}}`],
    ['time-in-milliseconds', '{"exp":1800000000000}', '1800000000000', `{"exp":${now + 9999}}`],
    ['expires-before-issued', '{"iat":5,"exp":5}', '5', '{"iat":5,"exp":6}'],
    ['no-expiry', '{"a":1}', '"payload"', '{"exp":1}'],
    ['not-yet-valid', `{"nbf":${now + 5000}}`, `${now + 5000}`, '{"nbf":1}'],
    ['malformed', '[1]', '"payload"', '{}'],
    [
      'vonage.missing-claim',
      `{"application_id":"${anId}","iat":1}`,
      '"payload"',
      `{"application_id":"${anId}","iat":1,"jti":"y"}`,
    ],
    // A video session makes it one of Vonage's, whatever its algorithm.
    ['vonage.invalid-subject', '{"scope":"session.connect","session_id":"1","sub":"a"}', '"a"', '{"sub":"a"}'],
  ];
  for (const [code, has, place, hasNot] of found)
    it(`shows ${code} at its place, as one types`, async () => {
      const token = write(header, hasNot);
      const document = await edit(await openDocument('problems.txt', token), 0);
      const text = document.getText();
      await replace(document, text, `{"header":${header},"payload":${has}}`);
      await until(code, () => problemCodes(document.uri).includes(code));
      const problem = problems(document.uri).find(
        (one) => (typeof one.code === 'object' ? one.code.value : one.code) === code,
      );
      assert.equal(problem && document.getText(problem.range), place);
      await replace(document, document.getText(), text);
      await until(`no ${code}`, () => !problemCodes(document.uri).includes(code));
    });

  itWithJson('says of a name that stands twice, and of broken JSON, nothing that JSON does not say', async () => {
    const token = write(header, '{"exp":9999999999,"a":1,"a":2}');
    const document = await edit(await openDocument('twice.txt', token), 0);
    await until(
      'the warning',
      () => vscode.languages.getDiagnostics(document.uri).some(({ source }) => source === 'json'),
      20_000,
    );
    assert.isEmpty(problems(document.uri));
    await replace(document, '9999999999,', '1');
    await until('the error', () =>
      vscode.languages
        .getDiagnostics(document.uri)
        .some(({ severity }) => severity === vscode.DiagnosticSeverity.Error),
    );
    assert.isEmpty(problems(document.uri));
  });

  it('has no finding for a healthy token', async () => {
    const document = await decode({ token: await create() });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.isEmpty(vscode.languages.getDiagnostics(document.uri));
  });

  it('has no finding once its tab is closed, while VS Code still keeps it', async () => {
    const document = await decode({ token: await sign('{"iat":1,"exp":2}') });
    await until('expired', () => problemCodes(document.uri).includes('expired'));
    await closeEditors();
    await until('no problem', () => problemCodes(document.uri).length === 0);
  });

  it('follows the settings', async () => {
    const settings = vscode.workspace.getConfiguration('tokensmith');
    const document = await decode({ token: await sign('{"iat":1,"exp":2}') });
    await until('expired', () => problemCodes(document.uri).includes('expired'));
    await settings.update('problems.severity', { expired: 'off' }, vscode.ConfigurationTarget.Workspace);
    await until('no problem', () => !problemCodes(document.uri).includes('expired'));
    await settings.update('problems.severity', undefined, vscode.ConfigurationTarget.Workspace);
    await until('expired again', () => problemCodes(document.uri).includes('expired'));
  });
});
