import { assert } from 'chai';
import * as vscode from 'vscode';
import { claims, create, edit, replace, run, tokensIn, verify } from '../jwtDocuments.ts';
import {
  closeEditors,
  facts,
  lensTitles,
  problemCodes,
  readFile,
  recipe,
  rejection,
  removeFile,
  until,
  writeFile,
} from '../support.ts';
import { files } from './memoryFiles.ts';

const { keys } = facts;
const never = () => new Promise<void>(() => {});
const broken = () => Promise.reject(new Error(`disk error in ${keys.rsa}`));

function virtual(path: string): vscode.Uri {
  return vscode.Uri.parse(`tokensmith-test:/virtual/${path}`);
}

async function write(path: string, text: string): Promise<vscode.Uri> {
  await vscode.workspace.fs.writeFile(virtual(path), new TextEncoder().encode(text));
  return virtual(path);
}

function make(key: string): Thenable<string> {
  return run<string>('createToken', { recipe: { ...recipe, key }, output: 'none' });
}

/** Whether a file of the virtual folder is there. */
async function isThere(path: string): Promise<boolean> {
  return vscode.workspace.fs.stat(virtual(path)).then(
    () => true,
    () => false,
  );
}

describe('a file system', () => {
  afterEach(async () => {
    files.fault = () => undefined;
    await closeEditors();
    for (const path of ['slow.pem', 'made.pem', 'made.public.pem', 'edit.http'])
      if (await isThere(path)) await vscode.workspace.fs.delete(virtual(path));
  });

  describe('that does not answer', () => {
    const operations = ['stat', 'read'] as const;
    const file = (operation: string) => `file:virtual/silent-${operation}.pem`;
    const fault: typeof files.fault = (now, path) => (path.endsWith(`/silent-${now}.pem`) ? never() : undefined);
    let tokens: readonly string[];
    let refusals: readonly Promise<Error>[];

    before(async () => {
      for (const operation of operations) await write(`silent-${operation}.pem`, keys.otherRsa);
      tokens = await Promise.all(operations.map((operation) => make(file(operation))));
      files.fault = fault;
      // At once, as Tokensmith waits some time for each.
      refusals = operations.map((operation) => rejection(make(file(operation))));
    });
    beforeEach(() => {
      files.fault = fault;
    });
    after(async () => {
      for (const operation of operations) await vscode.workspace.fs.delete(virtual(`silent-${operation}.pem`));
    });

    for (const [i, operation] of operations.entries())
      it(`(${operation}) keeps nobody waiting: it is said, and other keys are known`, async () => {
        const refusal = await refusals[i];
        assert.match(refusal?.message ?? '', new RegExp(`virtual/silent-${operation}\\.pem can't be reached`));
        assert.equal((await verify(await make('file:private.key'))).signature, 'valid');
        files.fault = () => undefined;
        assert.equal((await verify(tokens[i] ?? '', file(operation))).signature, 'valid');
      });
  });

  for (const operation of ['stat', 'read'] as const)
    it(`that fails (${operation}) is said to, without what it says`, async () => {
      await write('slow.pem', keys.otherRsa);
      files.fault = (now, path) => (now === operation && path.endsWith('/slow.pem') ? broken() : undefined);
      const { message } = await rejection(make('file:virtual/slow.pem'));
      assert.equal(message, "virtual/slow.pem can't be read. Check its permissions.");
    });

  for (const half of ['made.pem', 'made.public.pem'])
    it(`that fails while ${half} is written leaves no half of a key behind`, async () => {
      files.fault = (now, path) => (now === 'write' && path.endsWith(`/${half}`) ? broken() : undefined);
      const { message } = await rejection(run('generateKey', { algorithm: 'ES256', file: 'virtual/made.pem' }));
      assert.equal(message, `virtual/${half} can't be written. Check its permissions.`);
      assert.isFalse(await isThere('made.pem'));
      assert.isFalse(await isThere('made.public.pem'));
    });

  it('that cannot save a file loses nothing of it: the new token is there, to be saved again', async () => {
    const token = await create();
    const uri = await write('edit.http', `GET https://example.com/\nAuthorization: Bearer ${token}\n`);
    const { document } = await vscode.window.showTextDocument(uri);
    const edited = await edit(document, document.getText().indexOf(token));
    await replace(edited, '"payload": {', '"payload": {"added": true,');
    assert.isTrue(await edited.save());
    files.fault = (now) => (now === 'write' ? broken() : undefined);
    assert.isFalse(await document.save());
    files.fault = () => undefined;
    const [written = ''] = tokensIn(document);
    assert.isTrue(claims(written).added);
    assert.isTrue(document.isDirty);
    assert.isTrue(await document.save());
    assert.include(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)), written);
  });

  it('that changes a file behind an editor loses neither: the document is saved where its token stands', async () => {
    // As another window on the same workspace does.
    const token = await create();
    const uri = await write('edit.http', `GET https://example.com/\nAuthorization: Bearer ${token}\n`);
    const { document } = await vscode.window.showTextDocument(uri);
    const edited = await edit(document, document.getText().indexOf(token));
    await replace(edited, '"payload": {', '"payload": {"added": true,');
    await write('edit.http', `# more\n\nGET https://example.com/\nAuthorization: Bearer ${token}\n# and more\n`);
    await until('the other text', () => document.getText().startsWith('# more'));
    assert.isTrue(await edited.save());
    assert.match(
      document.getText(),
      /^# more\n\nGET https:\/\/example.com\/\nAuthorization: Bearer eyJ\S+\n# and more\n$/,
    );
    assert.isTrue(claims(tokensIn(document)[0] ?? '').added);
    await document.save();
  });

  it('that has another token there by then is not written, and the edited text stays', async () => {
    const [token, other] = [await create(), await create()];
    const uri = await write('edit.http', `Authorization: Bearer ${token}\n`);
    const { document } = await vscode.window.showTextDocument(uri);
    const edited = await edit(document, document.getText().indexOf(token));
    await replace(edited, '"payload": {', '"payload": {"added": true,');
    // Another window renewed it.
    await write('edit.http', `Authorization: Bearer ${other}\n`);
    await until('the other token', () => document.getText().includes(other));
    assert.isFalse(await edited.save());
    assert.isTrue(edited.isDirty);
    assert.include(edited.getText(), '"added": true');
    assert.equal(document.getText(), `Authorization: Bearer ${other}\n`);
  });
});

describe('a clock', () => {
  const { now } = Date;
  const hour = 3_600_000;
  afterEach(async () => {
    Date.now = now;
    await closeEditors();
    await removeFile('clock.txt');
  });

  it('that jumps, ahead or back, makes nothing false that is said of tokens', async () => {
    const token = await create();
    const { document } = await vscode.window.showTextDocument(await writeFile('clock.txt', `${token}\n`));
    const says = (words: RegExp) =>
      until(`the lens to say ${words}`, async () => words.test((await lensTitles(document.uri))[0] ?? ''));
    await says(/expires in 1[45] minutes/);
    Date.now = () => now() + hour;
    await says(/expired 4[45] minutes ago/);
    await until('the same problem', () => problemCodes(document.uri).includes('expired'));
    Date.now = now;
    await says(/expires in 1[45] minutes/);
    Date.now = () => now() - hour;
    await says(/expires in 7[45] minutes|expires in 1 hour/);
    await until('the problem', () => problemCodes(document.uri).includes('issued-in-future'));
    await document.save();
    assert.include(await readFile('clock.txt'), token);
  });

  it('that is an hour slow signs by its own time, and the token is good by the same', async () => {
    Date.now = () => now() - hour;
    const token = await create();
    assert.equal((await verify(token)).claims, 'ok');
    assert.approximately(Number(claims(token).iat), (now() - hour) / 1000, 60);
  });
});
