import { assert } from 'chai';
import * as vscode from 'vscode';
import {
  claims,
  closeDocument,
  create,
  edit,
  openAndEdit,
  openAndEditUnheld,
  openShown,
  partText,
  replace,
  run,
  sign,
  tokensIn,
  undo,
  verify,
  withSetting,
  write,
} from '../jwtDocuments.ts';
import {
  closeEditors,
  codeLenses,
  facts,
  fileUri,
  lensTitles,
  open,
  openDocument,
  readFile,
  recipe,
  rejection,
  removeFile,
  until,
  writeFile,
  writeHeard,
} from '../support.ts';
import { healthy, seconds, signed } from '../tokens.ts';

const line = (token: string) => `GET https://api.nexmo.com/a\nAuthorization: Bearer ${token}\n`;
const note = { claims: { note: 'old' } };

/** Asserts that saving is refused: nothing is written, and the text stays as it is, unsaved. */
async function refuseSave(document: vscode.TextDocument, sources: readonly vscode.TextDocument[]): Promise<void> {
  const texts = [document, ...sources].map((one) => one.getText());
  assert.isFalse(await document.save());
  assert.isTrue(document.isDirty);
  assert.deepEqual(
    [document, ...sources].map((one) => one.getText()),
    texts,
  );
}

describe('editing a token', () => {
  after(closeEditors);

  it('starts from a lens, whatever its token has become by renewals and saved edits since', async () => {
    const old = await signed({ ...healthy.rest(), iat: seconds() - 900, exp: seconds() - 600 });
    const source = await openShown('edit.http', line(old) + line(old));
    const lenses = (await codeLenses(source.uri)).slice(-4);
    const click = <T>(title: string): Thenable<T> => {
      const lens = lenses.find(({ command }) => command?.title === title)?.command;
      return vscode.commands.executeCommand<T>(lens?.command ?? '', ...(lens?.arguments ?? []));
    };
    await run('renewAllTokens', { uri: source.uri.toString() });
    assert.equal(await click<string>('Renew'), tokensIn(source)[1]);
    await replace(source, 'GET', 'POST /above\n\nGET');
    const uri = await click<string>('Edit');
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
    assert.include(document.getText(), String(claims(tokensIn(source)[1] ?? '').jti));
    await replace(document, '"iat"', '"note": "new",\n    "iat"');
    assert.isTrue(await document.save());
    assert.equal(claims(tokensIn(source)[1] ?? '').note, 'new');
    assert.equal(await click<string>('Edit'), uri);
    // Another token that somebody puts there is not the lens' own.
    await replace(source, tokensIn(source)[1] ?? '', await create());
    assert.include((await rejection(click('Edit'))).message, 'changed');
  });

  it('opens it as a writable JSON document whose URI holds no token', async () => {
    const token = await create();
    const { document } = await openAndEdit('edit.http', line(token), token);
    assert.equal(document.uri.scheme, 'jwt');
    for (const part of token.split('.')) assert.notInclude(document.uri.toString(), part);
    assert.equal(document.languageId, 'json');
    assert.equal(
      document.getText(),
      JSON.stringify({ header: JSON.parse(partText(token, 0)), payload: claims(token) }, undefined, 2),
    );
    assert.equal(vscode.window.activeTextEditor?.document, document);
    assert.isAbove(vscode.window.activeTextEditor?.viewColumn ?? 0, 1);
  });

  it('signs it anew where it stands when it is saved, as one step of undo', async () => {
    const token = await create(note);
    const text = line(token);
    const { source, document } = await openAndEdit('edit.http', text, token);
    await replace(document, '"old"', '"new"');
    assert.isTrue(await document.save());
    assert.isFalse(document.isDirty);
    const [signed = ''] = tokensIn(source);
    assert.equal(source.getText(), line(signed));
    assert.equal(partText(signed, 1), partText(token, 1).replace('"old"', '"new"'));
    assert.equal(signed.split('.')[0], token.split('.')[0]);
    assert.equal((await verify(signed, 'file:private.key')).signature, 'valid');
    assert.isTrue(source.isDirty);
    assert.equal(await readFile(vscode.workspace.asRelativePath(source.uri)), text);
    await undo(source);
    assert.equal(source.getText(), text);
    await undo(source, 'redo');
    assert.equal(source.getText(), line(signed));
  });

  it('signs an unedited document to the same payload text', async () => {
    const payload = '{"n" : 12345678901234567890,\t"x":3.0,"y":1e3,"a":1,"a":2,"u":"\\u00e9\u00e9 \u{1F600}" }';
    const token = await sign(payload);
    const { source, document } = await openAndEdit('edit.http', line(token), token);
    assert.include(document.getText(), '12345678901234567890');
    await vscode.commands.executeCommand('workbench.action.files.save');
    const [signed = ''] = tokensIn(source);
    assert.equal(partText(signed, 1), payload);
    assert.equal((await verify(signed, 'file:private.key')).signature, 'valid');
  });

  it('keeps what was not touched byte for byte', async () => {
    const token = await sign('{ "a" : 1.0 ,\n "b" : 12345678901234567890 , "c":[ 1e3 ] }');
    const { source, document } = await openAndEdit('edit.http', line(token), token);
    await replace(document, '1.0', '7');
    await replace(document, '1e3', '8');
    assert.isTrue(await document.save());
    assert.equal(partText(tokensIn(source)[0] ?? '', 1), '{ "a" : 7 ,\n "b" : 12345678901234567890 , "c":[ 8 ] }');
  });

  it('lets people write odd tokens, and says what is wrong with them', async () => {
    const token = await create();
    const { source, document } = await openAndEdit('edit.http', line(token), token);
    await replace(document, `"exp": ${claims(token).exp}`, '"exp": "soon"');
    assert.isTrue(await document.save());
    const { signature, problems } = await verify(tokensIn(source)[0] ?? '');
    assert.equal(signature, 'valid');
    assert.include(
      problems.map(({ code }) => code),
      'time-not-a-number',
    );
  });

  it('takes text for a payload that is text', async () => {
    const token = await sign('just text');
    const { source, document } = await openAndEdit('edit.http', line(token), token);
    assert.equal(JSON.parse(document.getText()).payload, 'just text');
    await replace(document, 'just', 'some \\"other\\"');
    assert.isTrue(await document.save());
    assert.equal(partText(tokensIn(source)[0] ?? '', 1), 'some "other" text');
  });

  it('changes the algorithm where the key allows it', async () => {
    const token = await create(note);
    const { source, document } = await openAndEdit('edit.http', line(token), token);
    await replace(document, 'RS256', 'PS384');
    assert.isTrue(await document.save());
    const [signed = ''] = tokensIn(source);
    assert.equal(partText(signed, 0), '{"alg":"PS384","typ":"JWT"}');
    assert.equal((await verify(signed, 'file:private.key')).signature, 'valid');
    for (const algorithm of ['ES256', 'HS256', 'none', 'XX99']) {
      await replace(document, JSON.parse(document.getText()).header.alg, algorithm);
      await refuseSave(document, [source]);
    }
  });

  it('signs with the key that signed it, whatever key a recipe names', async () => {
    await writeFile('other.key', facts.keys.otherRsa);
    const token = await create({ ...note, key: 'file:other.key' });
    await withSetting('tokensmith.recipes', { mine: recipe }, async () => {
      const { source, document } = await openAndEdit('edit.http', line(token), token);
      await replace(document, 'old', 'new');
      assert.isTrue(await document.save());
      assert.equal((await verify(tokensIn(source)[0] ?? '', 'file:other.key')).signature, 'valid');
    });
    await removeFile('other.key');
  });

  it('opens the same document for the same token, and another for another', async () => {
    const token = await create();
    const { source, document } = await openAndEdit('edit.http', `${line(token)}\n###\n${line(token)}`, token);
    assert.equal((await edit(source, source.getText().indexOf(token) + 9)).uri.toString(), document.uri.toString());
    const other = await edit(source, source.getText().lastIndexOf(token));
    assert.notEqual(other.uri.toString(), document.uri.toString());
  });

  it('has a lens between Renew and Copy', async () => {
    const token = await create();
    const document = await openDocument('edit.http', line(token));
    assert.deepEqual((await lensTitles(document.uri)).slice(1), ['Renew', 'Edit', 'Copy']);
  });
});

describe('an edited document follows its token', () => {
  after(closeEditors);

  const moves: readonly (readonly [what: string, from: string, to: string])[] = [
    ['above it', 'GET https://api.nexmo.com/a', '### one\n# two\nGET https://api.nexmo.com/abc'],
    ['below it', 'last line', 'last\nlines\n'],
    ['right before it', 'Bearer ', 'Bearer  "'],
    ['on its line', 'Authorization: Bearer', 'authorization: bearer'],
  ];
  for (const [what, from, to] of moves)
    it(`through changes ${what}`, async () => {
      const token = await create(note);
      const { source, document } = await openAndEdit('follow.http', `${line(token)}last line`, token);
      await replace(document, '"old"', '"new"');
      await replace(source, from, to);
      assert.isTrue(await document.save());
      const [signed = ''] = tokensIn(source);
      assert.equal(claims(signed).note, 'new');
      assert.equal(source.getText(), `${line(token)}last line`.replace(from, to).replace(token, signed));
    });

  it('through its own replacement: it is saved again and again', async () => {
    const token = await create(note);
    const { source, document } = await openAndEdit('follow.http', line(token), token);
    for (const [from, to] of [
      ['old', 'one'],
      ['one', 'two'],
      ['two', 'three'],
    ] as const) {
      await replace(document, from, to);
      assert.isTrue(await document.save());
      assert.equal(claims(tokensIn(source)[0] ?? '').note, to);
      assert.lengthOf(tokensIn(source), 1);
    }
  });

  it('through undo in its file', async () => {
    const token = await create(note);
    const { source, document } = await openAndEdit('follow.http', line(token), token);
    await replace(document, 'old', 'new');
    assert.isTrue(await document.save());
    await undo(source);
    assert.equal(source.getText(), line(token));
    await replace(document, 'new', 'newer');
    assert.isTrue(await document.save());
    assert.equal(claims(tokensIn(source)[0] ?? '').note, 'newer');
  });

  it('leaves another copy alone', async () => {
    const token = await create(note);
    const text = `one ${token}\ntwo ${token}\nthree ${token}\n`;
    const source = await openShown('copies.txt', text);
    const document = await edit(source, text.indexOf(token, text.indexOf('two')));
    await replace(document, 'old', 'new');
    await replace(source, 'one ', 'one more ');
    assert.isTrue(await document.save());
    const [first, second = '', third] = tokensIn(source);
    assert.deepEqual([first, third], [token, token]);
    assert.equal(claims(second).note, 'new');
  });

  it('into a file that was closed', async () => {
    const token = await create(note);
    const { document } = await openAndEditUnheld('closed.http', line(token), line(token).indexOf(token));
    await closeDocument(fileUri('closed.http'));
    await replace(document, 'old', 'new');
    assert.isTrue(await document.save());
    const source = await vscode.workspace.openTextDocument(fileUri('closed.http'));
    const [signed = ''] = tokensIn(source);
    assert.equal(claims(signed).note, 'new');
    assert.equal(source.getText(), line(signed));
    assert.isTrue(source.isDirty);
  });

  it('into a file that changed while it was closed', async () => {
    const token = await create(note);
    const { document } = await openAndEditUnheld('changed.http', line(token), line(token).indexOf(token));
    await closeDocument(fileUri('changed.http'));
    await writeFile('changed.http', `# changed\n\n${line(token)}`);
    await replace(document, 'old', 'new');
    assert.isTrue(await document.save());
    const source = await vscode.workspace.openTextDocument(fileUri('changed.http'));
    assert.equal(source.getText(), `# changed\n\n${line(tokensIn(source)[0] ?? '')}`);
    assert.equal(claims(tokensIn(source)[0] ?? '').note, 'new');
  });

  it('into a file that changed on disk', async () => {
    const token = await create(note);
    const { source, document } = await openAndEdit('follow.http', line(token), token);
    await writeFile(vscode.workspace.asRelativePath(source.uri), `# changed\n\n${line(token)}`);
    await until('the change', () => source.getText().startsWith('# changed'));
    await replace(document, 'old', 'new');
    assert.isTrue(await document.save());
    assert.equal(source.getText(), `# changed\n\n${line(tokensIn(source)[0] ?? '')}`);
  });

  it('into a file that was renamed', async () => {
    const token = await create(note);
    const { source: old, document } = await openAndEdit('follow.http', line(token), token);
    const rename = new vscode.WorkspaceEdit();
    rename.renameFile(old.uri, fileUri('renamed.http'), { overwrite: true });
    assert.isTrue(await vscode.workspace.applyEdit(rename));
    await replace(document, 'old', 'new');
    assert.isTrue(await document.save());
    const source = await vscode.workspace.openTextDocument(fileUri('renamed.http'));
    assert.equal(claims(tokensIn(source)[0] ?? '').note, 'new');
    await closeEditors();
    await removeFile('renamed.http');
  });

  it('into an untitled document', async () => {
    const token = await create(note);
    const source = await vscode.workspace.openTextDocument({ content: `x ${token}` });
    await vscode.window.showTextDocument(source);
    const document = await edit(source, 5);
    await replace(document, 'old', 'new');
    assert.isTrue(await document.save());
    assert.equal(source.getText(), `x ${tokensIn(source)[0]}`);
    assert.equal(claims(tokensIn(source)[0] ?? '').note, 'new');
  });

  it('in soft-wrapped lines', async () => {
    const token = await create(note);
    const source = await openShown('follow.http', line(token));
    await vscode.commands.executeCommand('editor.action.toggleWordWrap');
    const document = await edit(source, line(token).indexOf(token));
    await replace(document, 'old', 'new');
    assert.isTrue(await document.save());
    assert.equal(source.getText(), line(tokensIn(source)[0] ?? ''));
    assert.equal(source.lineCount, 3);
  });

  it('among 50 in one file', async () => {
    const tokens = await Promise.all(Array.from({ length: 50 }, (_, i) => create({ claims: { i, note: 'old' } })));
    const text = tokens.map((token, i) => `TOKEN_${i}=${token}\n`).join('');
    const source = await openShown('many.txt', text);
    const documents = [];
    for (const i of [3, 37, 49]) documents.push({ i, document: await edit(source, text.indexOf(tokens[i] ?? '')) });
    for (const { document } of documents) await replace(document, 'old', 'a much longer text than before');
    await Promise.all(documents.map(({ document }) => document.save()));
    const now = tokensIn(source);
    assert.lengthOf(now, 50);
    for (const [i, token] of now.entries()) {
      const isEdited = documents.some((edited) => edited.i === i);
      assert.equal(claims(token).i, i);
      assert.equal(claims(token).note === 'old', !isEdited);
      if (!isEdited) assert.equal(token, tokens[i]);
    }
  });

  it('while its file is being typed in', async () => {
    const token = await create(note);
    const { source, document } = await openAndEdit('follow.http', line(token), token);
    await replace(document, 'old', 'new');
    const [isSaved] = await Promise.all([
      document.save(),
      replace(source, 'GET', '# typed meanwhile\nGET'),
      replace(source, 'Authorization', 'X-First: 1\nAuthorization'),
    ]);
    // Where the edit met a version that was gone already, nothing was written, and saving again does it.
    if (!isSaved) assert.isTrue(await document.save());
    const [signed = ''] = tokensIn(source);
    assert.equal(
      source.getText(),
      `# typed meanwhile\nGET https://api.nexmo.com/a\nX-First: 1\nAuthorization: Bearer ${signed}\n`,
    );
    assert.equal(claims(signed).note, 'new');
  });

  it('shown in two editors', async () => {
    const token = await create(note);
    const { source, document } = await openAndEdit('follow.http', line(token), token);
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Three, preview: false });
    await replace(document, 'old', 'new');
    assert.isTrue(await document.save());
    assert.lengthOf(
      vscode.window.visibleTextEditors.filter((editor) => editor.document === document),
      2,
    );
    assert.equal(claims(tokensIn(source)[0] ?? '').note, 'new');
  });

  it('and shows what Renew made of it, unless it is being edited', async () => {
    const token = await sign(`{"iat":1,"exp":61,"note":"old"}`);
    const { source, document } = await openAndEdit('follow.http', line(token), token);
    const renewed = await run<string>('renewToken', { uri: source.uri.toString(), offset: line(token).indexOf(token) });
    await until('the new times', () => document.getText().includes(`"iat": ${claims(renewed).iat}`));
    assert.isFalse(document.isDirty);
    await replace(document, 'old', 'new');
    const again = await run<string>('renewToken', { uri: source.uri.toString(), offset: line(token).indexOf(token) });
    assert.notEqual(again, token);
    assert.isTrue(document.isDirty);
    assert.isTrue(await document.save());
    assert.equal(claims(tokensIn(source)[0] ?? '').note, 'new');
  });
});

describe('an edited document is not saved', () => {
  after(closeEditors);

  const broken: readonly (readonly [what: string, from: string, to: string])[] = [
    ['that is not JSON', '"note"', 'note'],
    ['without a header', '"header"', '"heads"'],
    ['with another member', '"payload"', '"signature": "", "payload"'],
    ['without an algorithm', '"alg"', '"algo"'],
    ['whose header is no object', '"header": {', '"header": "x", "x": {'],
  ];
  for (const [what, from, to] of broken)
    it(what, async () => {
      const token = await create(note);
      const { source, document } = await openAndEdit('refuse.http', line(token), token);
      await replace(document, from, to);
      await refuseSave(document, [source]);
      assert.equal(source.getText(), line(token));
      await replace(document, to, from);
      await replace(document, 'old', 'new');
      assert.isTrue(await document.save());
      assert.equal(claims(tokensIn(source)[0] ?? '').note, 'new');
    });

  it('whose token is gone, until that is undone', async () => {
    const token = await create(note);
    const { source, document } = await openAndEdit('refuse.http', line(token), token);
    await replace(document, 'old', 'new');
    await replace(source, `Bearer ${token}`, 'Bearer');
    await refuseSave(document, [source]);
    await undo(source);
    assert.isTrue(await document.save());
    assert.equal(claims(tokensIn(source)[0] ?? '').note, 'new');
  });

  it('whose token another has taken the place of', async () => {
    const [token, other] = [await create(note), await create()];
    const { source, document } = await openAndEdit('refuse.http', line(token), token);
    await replace(document, 'old', 'new');
    await replace(source, token, other);
    await refuseSave(document, [source]);
  });

  it('whose token is gone although a copy is there', async () => {
    const token = await create(note);
    const text = `one ${token}\ntwo ${token}\n`;
    const source = await openShown('copies.txt', text);
    const document = await edit(source, text.lastIndexOf(token));
    await replace(document, 'old', 'new');
    await replace(source, `two ${token}\n`, '');
    await refuseSave(document, [source]);
    assert.equal(source.getText(), `one ${token}\n`);
  });

  it('whose token can no longer be told from a copy', async () => {
    const token = await create(note);
    const text = `one ${token}\ntwo ${token}\n`;
    const source = await openShown('copies.txt', text);
    const document = await edit(source, text.lastIndexOf(token));
    await replace(document, 'old', 'new');
    await replace(source, text, `two ${token}\none ${token}\n`);
    await refuseSave(document, [source]);
  });

  it('whose file changed while it was closed, with a copy in it', async () => {
    const token = await create(note);
    const text = `one ${token}\ntwo ${token}\n`;
    const { source, document } = await openAndEditUnheld('closed.txt', text, text.lastIndexOf(token));
    await replace(document, 'old', 'new');
    await closeDocument(source.uri);
    await writeFile('closed.txt', `two ${token}\none ${token}\n`);
    await refuseSave(document, []);
    assert.equal(await readFile('closed.txt'), `two ${token}\none ${token}\n`);
  });

  it('whose file was deleted', async () => {
    const token = await create(note);
    const { document } = await openAndEditUnheld('deleted.http', line(token), line(token).indexOf(token));
    await replace(document, 'old', 'new');
    await closeDocument(fileUri('deleted.http'));
    await removeFile('deleted.http');
    await refuseSave(document, []);
  });

  it('whose key is gone and not chosen anew', async () => {
    await writeHeard('gone.key', facts.keys.otherRsa);
    const token = await create({ ...note, key: 'file:gone.key' });
    const { source, document } = await openAndEdit('refuse.http', line(token), token);
    await removeFile('gone.key');
    await until('the key to be forgotten', async () => (await verify(token)).signature === 'unknown-key');
    await replace(document, 'old', 'new');
    const saved = document.save();
    assert.isFalse(await dismissQuickInput(saved));
    assert.isTrue(document.isDirty);
    assert.equal(source.getText(), line(token));
  });

  for (const [mode, trigger] of [
    ['afterDelay', async () => {}],
    ['onFocusChange', async () => void (await open('requests.http'))],
  ] as const)
    it(`by an automatic save: ${mode}`, async () => {
      // What others have left unsaved would be saved too.
      await closeEditors();
      await withSetting('files.autoSave', mode, async () => {
        const token = await create(note);
        const { source, document } = await openAndEdit('auto.http', line(token), token);
        let attempts = 0;
        const listener = vscode.workspace.onWillSaveTextDocument(({ document: saved, reason }) => {
          if (saved === document && reason !== vscode.TextDocumentSaveReason.Manual) attempts++;
        });
        await replace(document, 'old', 'new');
        await trigger();
        await until('an automatic save', () => attempts > 0);
        await new Promise((resolve) => setTimeout(resolve, 500));
        listener.dispose();
        assert.isTrue(document.isDirty);
        assert.include(document.getText(), '"new"');
        assert.equal(source.getText(), line(token));
        // VS Code drops a save that it is asked for while an automatic one is under way.
        await until('the document to be saved', () => document.save());
        assert.equal(claims(tokensIn(source)[0] ?? '').note, 'new');
      });
    });
});

describe('editToken refuses', () => {
  it('a token in a read-only document', async () => {
    const token = await create();
    const document = await openDocument('locked.http', line(token));
    assert.deepEqual((await lensTitles(document.uri)).slice(1), ['Copy']);
    const error = await rejection(run('editToken', { uri: document.uri.toString(), offset: 55 }));
    assert.match(error.message, /locked\.http is read-only/);
  });

  const odd: readonly (readonly [what: string, token: string, message: RegExp])[] = [
    ['an encrypted token', `${write('{"alg":"dir","enc":"A128GCM"}', '').split('.')[0]}..aXY.Y3Q.dGFn`, /[Ee]ncrypted/],
    ['a payload that is no text', `${write('{"alg":"RS256"}', '').split('.')[0]}._w.AAAA`, /isn't text/],
    ['a token that is only read', write('{"alg":"HS256"}', '{"ist":"project"}'), /OpenTok/],
  ];
  for (const [what, token, message] of odd)
    it(what, async () => {
      const document = await openDocument('odd.txt', `x ${token}`);
      assert.match((await rejection(run('editToken', { uri: document.uri.toString(), offset: 4 }))).message, message);
      assert.notInclude(await lensTitles(document.uri), 'Edit');
    });

  it('a place without a token', async () => {
    const document = await openDocument('odd.txt', 'nothing');
    const error = await rejection(run('editToken', { uri: document.uri.toString(), offset: 2 }));
    assert.match(error.message, /There is no token at this position/);
  });
});

/** Closes the list or box that is asking something, as soon as it is there, and gives what then comes of the asking. */
async function dismissQuickInput<T>(asking: Thenable<T>): Promise<T> {
  const closing = setInterval(() => vscode.commands.executeCommand('workbench.action.closeQuickOpen'), 200);
  try {
    return await asking;
  } finally {
    clearInterval(closing);
  }
}
