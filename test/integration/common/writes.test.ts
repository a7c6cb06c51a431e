import { assert } from 'chai';
import * as vscode from 'vscode';
import {
  claims,
  create,
  openAndEdit,
  openAndEditUnheld,
  openShown,
  replace,
  run,
  tokensIn,
  withSetting,
} from '../jwtDocuments.ts';
import {
  activate,
  closeEditors,
  codeLenses,
  facts,
  fileUri,
  open,
  readFile,
  rejection,
  removeFile,
  until,
  workspaceFolder,
  writeFile,
} from '../support.ts';
import { healthy, seconds, signed } from '../tokens.ts';

/** Laid beside the workspace by what starts VS Code, where the platform has such files. */
const hostile = vscode.Uri.joinPath(workspaceFolder(), '..', 'hostile');
const key = 'writes.pem';
const rule = `/${key}`;

async function writeBytes(path: string, bytes: Uint8Array): Promise<void> {
  await vscode.workspace.fs.writeFile(fileUri(path), bytes);
}

async function bytesOf(uri: vscode.Uri): Promise<readonly number[]> {
  return [...(await vscode.workspace.fs.readFile(uri))];
}

function ignore(): Thenable<unknown> {
  return vscode.commands.executeCommand('tokensmith.addToGitignore', fileUri(key).toString());
}

const utf8 = (text: string) => [...new TextEncoder().encode(text)];
const utf16 = (text: string) => [...text].flatMap((character) => [character.charCodeAt(0), 0]);

async function expired(note = 1): Promise<string> {
  const iat = seconds() - 7200;
  return signed({ ...healthy.rest(), note, iat, exp: iat + 900 });
}

describe('Add to .gitignore', () => {
  let ignored = '';
  before(async () => {
    await activate();
    ignored = await readFile('.gitignore');
  });
  beforeEach(async () => {
    await writeFile('.git/HEAD', 'ref: refs/heads/main\n');
    await writeFile(key, facts.keys.otherRsa);
  });
  afterEach(async () => {
    await closeEditors();
    for (const file of ['.git', key]) await removeFile(file);
    await removeFile('.gitignore');
    await writeFile('.gitignore', ignored);
  });

  const latin1 = [0x23, 0x20, 0xe4, 0xf6, 0x0a];
  const kept: readonly (readonly [what: string, before: readonly number[], added: readonly number[]])[] = [
    ['nothing', [], utf8(`${rule}\n`)],
    ['no line end', utf8('a'), utf8(`\n${rule}\n`)],
    ['70 KB', utf8(`${'# a line\n'.repeat(8000)}`), utf8(`${rule}\n`)],
    ['a byte order mark and CRLF', [0xef, 0xbb, 0xbf, ...utf8('*.key\r\n')], utf8(`${rule}\r\n`)],
    ['Latin-1', latin1, utf8(`${rule}\n`)],
    ['UTF-16', [0xff, 0xfe, ...utf16('a\n')], utf16(`${rule}\n`)],
    ['mixed line ends', utf8('a\nb\r\nc\n'), utf8(`${rule}\r\n`)],
  ];
  for (const [what, bytes, added] of kept)
    for (const isOpen of [false, true])
      it(`keeps every byte of a file with ${what}${isOpen ? ', open in an editor' : ''}`, async () => {
        await writeBytes('.gitignore', Uint8Array.from(bytes));
        if (isOpen) {
          const document = await vscode.workspace.openTextDocument(fileUri('.gitignore'));
          await vscode.window.showTextDocument(document);
        }
        await ignore();
        assert.equal(
          String(await bytesOf(fileUri('.gitignore'))).slice(-200),
          String([...bytes, ...added]).slice(-200),
        );
        assert.lengthOf(await bytesOf(fileUri('.gitignore')), bytes.length + added.length);
      });

  it('leaves a file alone that is no text', async () => {
    const bytes = [0x61, 0x00, 0xff, 0xfe, 0x00, 0x0a];
    await writeBytes('.gitignore', Uint8Array.from(bytes));
    await ignore();
    assert.deepEqual(await bytesOf(fileUri('.gitignore')), bytes);
  });

  it('keeps what is not saved yet of an open file', async () => {
    const editor = await open('.gitignore', '# saved\n');
    await editor.edit((builder) => builder.insert(new vscode.Position(1, 0), '# typed\n'));
    assert.isTrue(editor.document.isDirty);
    await ignore();
    assert.equal(editor.document.getText(), `# saved\n# typed\n${rule}\n`);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), '# saved\n# typed\n');
  });

  it('leaves a file behind a link out of the workspace alone', async function () {
    const link = vscode.Uri.joinPath(hostile, 'link.gitignore');
    const outside = vscode.Uri.joinPath(hostile, 'outside', 'gitignore');
    if (!(await exists(link))) this.skip();
    await removeFile('.gitignore');
    await vscode.workspace.fs.rename(link, fileUri('.gitignore'));
    try {
      await ignore();
      assert.equal(new TextDecoder().decode(await vscode.workspace.fs.readFile(outside)), '# outside\n');
    } finally {
      await vscode.workspace.fs.rename(fileUri('.gitignore'), link);
    }
  });
});

describe('a new key', () => {
  it('goes behind no link out of the workspace', async function () {
    const link = vscode.Uri.joinPath(hostile, 'linked');
    if (!(await exists(link))) this.skip();
    await vscode.workspace.fs.rename(link, fileUri('linked'));
    try {
      for (const file of ['linked/new.pem', 'linked/deeper/new.pem']) {
        const { message } = await rejection(run('generateKey', { algorithm: 'ES256', file }));
        assert.match(message, /symbolic link/);
      }
      const outside = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(hostile, 'outside'));
      assert.isEmpty(outside.filter(([name]) => name.startsWith('new') || name === 'deeper'));
    } finally {
      await vscode.workspace.fs.rename(fileUri('linked'), link);
    }
  });

  it('is never written over a file, whichever half is there', async () => {
    for (const [there, file] of [
      ['mine.pem', 'mine.pem'],
      ['mine.public.pem', 'mine.pem'],
    ] as const) {
      await writeFile(there, 'mine');
      try {
        assert.match((await rejection(run('generateKey', { algorithm: 'ES256', file }))).message, /already exists/);
        assert.equal(await readFile(there), 'mine');
      } finally {
        for (const each of ['mine.pem', 'mine.public.pem']) await removeFile(each);
      }
    }
  });
});

describe('typing while tokens are renewed', () => {
  before(activate);
  after(closeEditors);

  const count = 60;
  async function text(): Promise<string> {
    const tokens = await Promise.all(Array.from({ length: count }, (_, i) => expired(i)));
    return `${tokens.map((token, i) => `token${i}: "${token}";`).join('\n')}\n`;
  }

  /** Types above, below and between the tokens until `renewing` is over; each time a line of its own. */
  async function typeMeanwhile(document: vscode.TextDocument, renewing: Thenable<unknown>): Promise<number> {
    let isOver = false;
    const over = () => {
      isOver = true;
    };
    renewing.then(over, over);
    let typed = 0;
    for (let i = 0; !isOver && i < 200; i++) {
      const change = new vscode.WorkspaceEdit();
      change.insert(document.uri, new vscode.Position([0, 0, 10][i % 3] ?? 0, 0), `typed ${i}\n`);
      if (await vscode.workspace.applyEdit(change)) typed++;
    }
    await renewing;
    return typed;
  }

  /** Asserts that all is there that was, and that each token is what it was, or went on from that. */
  function judge(document: vscode.TextDocument, old: string, typed: number): void {
    const now = document.getText().split('\n');
    assert.lengthOf(
      now.filter((line) => /^typed \d+$/.test(line)),
      typed,
    );
    const rest = now.filter((line) => !/^typed \d+$/.test(line));
    const lines = old.split('\n');
    assert.lengthOf(rest, lines.length);
    for (const [i, line] of rest.entries()) {
      if (line === lines[i]) continue;
      const [, token = ''] = /^token\d+: "(eyJ[\w-]+\.[\w-]+\.[\w-]+)";$/.exec(line) ?? [];
      assert.equal(claims(token).note, i, `line ${i} is torn: ${line}`);
      assert.isAbove(claims(token).exp as number, seconds());
      assert.isTrue(line.startsWith(`token${i}: `));
    }
  }

  it('by a save, tears none apart', async () => {
    await withSetting('editor.codeActionsOnSave', { 'source.renewTokens.jwt': 'explicit' }, async () => {
      const old = await text();
      const document = await openShown('typing.txt', old);
      await replace(document, 'token0: ', 'token0:  ');
      await replace(document, 'token0:  ', 'token0: ');
      await document.save();
      const changed = new vscode.WorkspaceEdit();
      changed.insert(document.uri, new vscode.Position(0, 0), 'typed 1000\n');
      await vscode.workspace.applyEdit(changed);
      const typed = 1 + (await typeMeanwhile(document, document.save()));
      judge(document, old, typed);
    });
  });

  it('by the command, tears none apart', async () => {
    const old = await text();
    const document = await openShown('typing.txt', old);
    const typed = await typeMeanwhile(document, run('renewAllTokens', { uri: document.uri.toString() }));
    judge(document, old, typed);
  });

  it('by a lens that is clicked after text came above, renews the token that the lens is on', async () => {
    const token = await expired();
    const other = token.replace(/.{4}$/, 'AAAA');
    const document = await openShown('stale.txt', `${token}\n${token}\n`);
    const lens = (await codeLenses(document.uri)).find(
      ({ command, range }) => command?.title === 'Renew' && range.start.line === 1,
    );
    const change = new vscode.WorkspaceEdit();
    // Where the lens's offset leads now, another stands, of the same length.
    change.insert(document.uri, new vscode.Position(0, 0), `${other}\n`);
    await vscode.workspace.applyEdit(change);
    await vscode.commands.executeCommand(lens?.command?.command ?? '', ...(lens?.command?.arguments ?? []));
    const [first, second, third = ''] = document.getText().split('\n');
    assert.deepEqual([first, second], [other, token]);
    assert.notEqual(third, token);
    assert.isAbove(claims(third).exp as number, seconds());
  });
});

describe('a token with copies, edited while another program renews it', () => {
  after(closeEditors);

  const note = { claims: { note: 'old' } };
  const copies = (first: string, second: string) => `a\nfirst: ${first}\nb\nsecond: ${second}\nc\n`;
  const ways: readonly (readonly [what: string, write: (text: string) => string, isEmptied?: 'emptied'])[] = [
    ['alone', (text) => text],
    // As many programs write, and VS Code looks now and then in between.
    ['after it has emptied the file', (text) => text, 'emptied'],
    ['and changes the lines below the copy', (text) => text.replace('\nc\n', '\nc!\nd\n')],
    ['and changes all lines', (text) => `x${text.replaceAll('\n', ' \n')}`],
    ['and takes the line out', (text) => text.replace(/first: .*\n/, '').replace('\nc\n', '\nc!\n')],
  ];
  for (const [what, change, isEmptied] of ways)
    it(`${what}: the copy is left alone`, async () => {
      const [token, fresh] = [await create(note), await create({ claims: { note: 'by another program' } })];
      const { source, document } = await openAndEdit('copies.txt', copies(token, token), token);
      await replace(document, '"old"', '"new"');
      const written = change(copies(fresh, token));
      for (const text of isEmptied ? ['', written] : [written]) {
        await vscode.workspace.fs.writeFile(source.uri, new TextEncoder().encode(text));
        await until('VS Code to take over the file', () => source.getText() === text);
      }
      assert.isFalse(await document.save());
      assert.equal(source.getText(), written);
      assert.isTrue(document.isDirty);
      assert.include(document.getText(), '"new"');
    });

  it('while it is closed: the copy is left alone', async () => {
    const [token, fresh] = [await create(note), await create({ claims: { note: 'by another program' } })];
    const text = copies(token, token);
    const { source, document } = await openAndEditUnheld('copies-closed.txt', text, text.indexOf(token));
    await replace(document, '"old"', '"new"');
    await closeEditor(source);
    const written = copies(fresh, token);
    await writeFile('copies-closed.txt', written);
    assert.isFalse(await document.save());
    const again = await vscode.workspace.openTextDocument(fileUri('copies-closed.txt'));
    assert.equal(again.getText(), written);
    assert.isFalse(again.isDirty);
    await removeFile('copies-closed.txt');
  });

  it('below and above it: it is found, and signed where it stands', async () => {
    const token = await create(note);
    const { source, document } = await openAndEdit('copies.txt', copies(token, token), token);
    await replace(document, '"old"', '"new"');
    const written = `longer\n${copies(token, token)}more\n`;
    await vscode.workspace.fs.writeFile(source.uri, new TextEncoder().encode(written));
    await until('VS Code to take over the file', () => source.getText() === written);
    assert.isTrue(await document.save());
    const [first = '', second] = tokensIn(source);
    assert.equal(claims(first).note, 'new');
    assert.equal(second, token);
    assert.equal(source.getText(), `longer\n${copies(first, token)}more\n`);
  });
});

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

async function closeEditor(document: vscode.TextDocument): Promise<void> {
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === document.uri.toString());
  await vscode.window.tabGroups.close(tabs);
  await until('the document to be closed', () => document.isClosed);
}
