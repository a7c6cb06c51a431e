import { assert } from 'chai';
import * as vscode from 'vscode';
import {
  acceptFirst,
  clipboard,
  closeEditors,
  codeLenses,
  facts,
  lensTitles,
  open,
  rejection,
  removeFile,
  until,
  writeFile,
} from '../support.ts';

const copy = (argument?: unknown) => vscode.commands.executeCommand<string>('tokensmith.copyPublicKey', argument);

describe('the public half of a key', () => {
  afterEach(closeEditors);

  it('is copied as what is asked for, and never the private one', async () => {
    const pem = await copy({ key: 'file:private.key', as: 'pem' });
    assert.match(pem, /^-----BEGIN PUBLIC KEY-----\n[\s\S]+\n-----END PUBLIC KEY-----\n$/);
    assert.equal(await clipboard(), pem);
    assert.equal(await copy({ key: 'file:private.key' }), pem);
    assert.equal(await copy({ key: 'file:public.key', as: 'pem' }), pem);
    const jwk = JSON.parse(await copy({ key: 'file:private.key', as: 'jwk' }));
    assert.sameMembers(Object.keys(jwk), ['e', 'kty', 'n', 'kid', 'alg', 'use']);
    const set = JSON.parse(await copy({ key: 'file:private.key', as: 'jwks' }));
    assert.deepEqual(set, { keys: [jwk] });
    assert.equal(JSON.parse(await clipboard()).keys[0].kid, jwk.kid);
  });

  it('is not there, and the clipboard stays as it was, where', async () => {
    await vscode.env.clipboard.writeText('as it was');
    const rows: readonly (readonly [argument: object, message: RegExp])[] = [
      [{ key: 'env:VANILLA_SECRET' }, /^env:VANILLA_SECRET: This is a secret, which has no public half/],
      [{ key: 'file:absent.key' }, /absent\.key doesn't exist/],
      [{ key: 'file:../x' }, /outside the workspace/],
      [{ key: 'private.key' }, /key reference/],
      [{ key: 'file:private.key', as: 'der' }, /^"as" must be "pem" \| "jwk" \| "jwks"\.$/],
    ];
    for (const [argument, message] of rows) assert.match((await rejection(copy(argument))).message, message);
    assert.equal(await clipboard(), 'as it was');
  });

  it('without an argument, of the key that is picked', async () => {
    const uri = await writeFile('only.pem', facts.keys.p256);
    await open('only.pem');
    const asked = copy();
    await acceptFirst(asked);
    assert.include(await asked, '-----BEGIN PUBLIC KEY-----');
    await vscode.workspace.fs.delete(uri);
  });

  it('is offered above the first line of a key file, with what the key is', async () => {
    const { document } = await open('private.key');
    const titles = await until('the lenses', async () => {
      const shown = await lensTitles(document.uri);
      return shown.length > 0 ? shown : undefined;
    });
    assert.match(String(titles[0]), /^RSA 2048, private · [\w-]{8}( · used by .*)?( · (not )?ignored by Git)?$/);
    const lens = (await codeLenses(document.uri)).find(({ command }) => command?.title === 'Copy Public Key…');
    assert.deepEqual(lens?.range, new vscode.Range(0, 0, 0, 0));
    assert.deepInclude(lens?.command?.arguments?.[0], { key: 'file:private.key' });
  });

  it('of a key that comes and goes, the lens comes and goes', async () => {
    await writeFile('notes.pem', 'hello');
    const { document } = await open('notes.pem');
    await until('what it is', async () => (await lensTitles(document.uri))[0]?.startsWith("This isn't a key."));
    await writeFile('notes.pem', facts.keys.p256);
    await until('the key', async () => (await lensTitles(document.uri))[0]?.startsWith('EC P-256, private'));
    await closeEditors();
    await removeFile('notes.pem');
  });
});
