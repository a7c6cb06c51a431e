import { assert } from 'chai';
import * as vscode from 'vscode';
import { claims, create, partText, run, sign, tokensIn, undo, verify, withSetting, write } from '../jwtDocuments.ts';
import {
  acceptFirst,
  closeEditors,
  facts,
  open,
  openDocument,
  problemCodes,
  readFile,
  recipe,
  rejection,
  removeFile,
  until,
  writeFile,
} from '../support.ts';

const { applicationId } = facts;
const vonage = (times: string) => `{"application_id":"${applicationId}",${times},"jti":"x"}`;
const month = 30 * 24 * 3600;

describe('renewing', () => {
  afterEach(async () => {
    // VS Code shows a document that has changed, a moment later.
    for (const document of vscode.workspace.textDocuments) if (document.isDirty) await document.save();
  });
  after(closeEditors);

  it('keeps every claim, the order, the header and the life', async () => {
    const token = await sign('{ "exp" : 160 , "n":1.0, "iat":100, "nbf":90, "x":{"iat":1}, "jti":"old" }');
    const document = await openDocument('renew.txt', `x ${token} y`);
    const before = Math.floor(Date.now() / 1000);
    const renewed = await run<string>('renewToken', { uri: document.uri, offset: 5 });
    assert.equal(document.getText(), `x ${renewed} y`);
    const { iat, jti } = claims(renewed) as { iat: number; jti: string };
    assert.isAtLeast(iat, before);
    assert.equal(
      partText(renewed, 1),
      `{ "exp" : ${iat + 60} , "n":1.0, "iat":${iat}, "nbf":${iat - 10}, "x":{"iat":1}, "jti":"${jti}" }`,
    );
    assert.match(jti, /^[0-9a-f-]{36}$/);
    assert.equal(partText(renewed, 0), partText(token, 0));
    assert.equal((await verify(renewed, 'file:private.key')).signature, 'valid');
  });

  it('signs with the key that proves it, whatever key the recipe that matches names', async () => {
    await writeFile('other.key', facts.keys.otherRsa);
    const token = await create({ key: 'file:other.key' });
    const document = await openDocument('renew.txt', token);
    const renewed = await run<string>('renewToken', { uri: document.uri, offset: 5 });
    assert.equal((await verify(renewed, 'file:other.key')).signature, 'valid');
    await withSetting('tokensmith.recipes', { mine: recipe }, async () => {
      const again = await run<string>('renewToken', { uri: document.uri, offset: 5 });
      assert.equal((await verify(again, 'file:other.key')).signature, 'valid');
    });
    await removeFile('other.key');
  });

  it('renews all expired tokens of a file as one step of undo', async () => {
    const fresh = await create();
    const expired = await Promise.all(Array.from({ length: 40 }, (_, i) => sign(`{"i":${i},"iat":1,"exp":61}`)));
    const unknown = write('{"alg":"RS256"}', '{"iat":1,"exp":61}');
    const tooLong = await sign(vonage(`"iat":1,"exp":${1 + month}`));
    const text = [fresh, ...expired, unknown, tooLong].map((token, i) => `T${i}=${token}`).join('\n');
    const { document } = await open('all.txt', text);
    assert.equal(await run('renewAllTokens', { uri: document.uri.toString() }), 40);
    const now = tokensIn(document);
    assert.lengthOf(now, 43);
    assert.equal(now[0], fresh);
    assert.deepEqual(now.slice(-2), [unknown, tooLong]);
    for (const [i, token] of now.slice(1, -2).entries()) {
      const { i: number, iat, exp } = claims(token) as Record<string, number>;
      assert.equal(number, i);
      assert.equal((exp ?? 0) - (iat ?? 0), 60);
    }
    assert.equal((await verify(now[40] ?? '', 'file:private.key')).signature, 'valid');
    await undo(document);
    assert.equal(document.getText(), text);
  });

  it('renews nothing where nothing has expired', async () => {
    const { document } = await open('all.txt', await create());
    assert.equal(await run('renewAllTokens'), 0);
    assert.isFalse(document.isDirty);
  });

  it('renews a file that is not open', async () => {
    const uri = await writeFile('unseen.txt', `x ${await sign('{"iat":1,"exp":61}')}`);
    assert.equal(await run('renewAllTokens', { uri }), 1);
    const document = await vscode.workspace.openTextDocument(uri);
    assert.notEqual(document.getText(), await readFile('unseen.txt'));
    await document.save();
    await removeFile('unseen.txt');
  });

  it('refuses a read-only file', async () => {
    const { uri } = await openDocument('locked.txt', await sign('{"iat":1,"exp":61}'));
    assert.match((await rejection(run('renewAllTokens', { uri }))).message, /locked\.txt is read-only/);
  });

  it('asks once for a key that is not known, and uses it again where it is to be remembered', async () => {
    const header = '{"alg":"RS256"}';
    const one = write(header, `{"iss":"somebody","iat":1,"exp":61}`);
    const document = await openDocument('secret-signed.txt', `a ${one}\nb ${one}\n`);
    const renewal = run<string>('renewToken', { uri: document.uri, offset: 5 });
    await acceptFirst(renewal);
    const renewed = await renewal;
    assert.equal((await verify(renewed)).signature, 'valid');
    assert.equal(document.getText(), `a ${renewed}\nb ${one}\n`);
    await until('the key to be remembered', async () => {
      // The question whether to comes in a notification, a moment later.
      await vscode.commands.executeCommand('notifications.focusToasts');
      await vscode.commands.executeCommand('notification.acceptPrimaryAction');
      // Nobody is asked by this command, so that the key has to be remembered.
      return (await run('renewAllTokens', { uri: document.uri })) === 1;
    });
    assert.isEmpty(problemCodes(document.uri).filter((code) => code === 'expired'));
  });
});
