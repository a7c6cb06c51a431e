import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { activate } from '../../../src/extension.ts';
import { contextOf } from '../../fuzz/mix.ts';
import { hs256 } from '../../hs256.ts';
import {
  commands,
  contextKeys,
  editors,
  files,
  page,
  setSetting,
  tellOfFile,
  Uri,
  window,
} from '../../standIn/vscode.ts';
import { retype, soon } from '../seeing.ts';
import { useWholeExtension } from '../wholeExtension.ts';

/** What menus and the walkthrough go by. */

const secret = randomBytes(32);
const old = hs256({ sub: 'me', iat: 1000, exp: 2000 }, secret);
const uri = Uri.file('/work/a.txt');
useWholeExtension({ uri, text: `${old}\n`, secret, beside: { '/work/none.txt': 'none\n' } });

const known = () => ({ tokens: contextKeys['tokensmith.hasTokens'], renewable: contextKeys['tokensmith.canRenew'] });

describe('menus', () => {
  it('know of the editor in front whether it has tokens, and whether these can be written', async () => {
    await soon(() => expect(known()).toEqual({ tokens: true, renewable: true }));
    await window.showTextDocument(Uri.file('/work/none.txt'));
    await soon(() => expect(known()).toEqual({ tokens: false, renewable: false }));
    await retype(Uri.file('/work/none.txt'), `${old}\n`);
    await soon(() => expect(known()).toEqual({ tokens: true, renewable: true }));
    const output = Uri.parse('output:/channel');
    await page.restore(output, `${old}\n`);
    await window.showTextDocument(output);
    await soon(() => expect(known()).toEqual({ tokens: true, renewable: false }));
    editors.close(() => true);
    await soon(() => expect(known()).toEqual({ tokens: false, renewable: false }));
  });

  it('know nothing of what is typed elsewhere', async () => {
    const none = Uri.file('/work/none.txt');
    await page.open(none);
    await soon(() => expect(known()).toEqual({ tokens: true, renewable: true }));
    await retype(none, 'still none\n');
    await retype(uri, 'none any more\n');
    await soon(() => expect(known()).toEqual({ tokens: false, renewable: false }));
  });
});

describe('the walkthrough', () => {
  const put = async (path: string, text: string) => {
    await files.writeFile(Uri.file(path), Buffer.from(text));
    tellOfFile('created', path);
  };
  const keys = () => [contextKeys['tokensmith.hasKeys'], contextKeys['tokensmith.hasRecipes']];

  it('knows whether there are keys and recipes, once it is open', async () => {
    await page.idle();
    expect(keys()).toEqual([undefined, undefined]);
    await files.delete(Uri.file('/work/s.jwk'));
    tellOfFile('deleted', '/work/s.jwk');
    editors.showOther(undefined);
    await soon(() => expect(keys()).toEqual([false, false]));
    // What cannot be read is none, but for what a passphrase opens.
    const pair = { type: 'pkcs8', format: 'pem' } as const;
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await put('/work/cut.pem', String(privateKey.export(pair)).slice(0, 90));
    await window.showTextDocument(Uri.file('/work/none.txt'));
    editors.showOther(undefined);
    await page.idle();
    expect(keys()).toEqual([false, false]);
    await put('/work/locked.pem', String(privateKey.export({ ...pair, cipher: 'aes-256-cbc', passphrase: 'x' })));
    await soon(() => expect(keys()).toEqual([true, false]));
    await files.delete(Uri.file('/work/locked.pem'));
    tellOfFile('deleted', '/work/locked.pem');
    await soon(() => expect(keys()).toEqual([false, false]));
    await put('/work/other.jwk', JSON.stringify({ kty: 'oct', k: 'AAAA' }));
    await soon(() => expect(keys()).toEqual([true, false]));
    setSetting('tokensmith.recipes', { mine: { kind: 'custom', key: 'file:other.jwk', claims: {} } });
    await soon(() => expect(keys()).toEqual([true, true]));
  });

  it('ticks what a person has done, in later sessions, too', async () => {
    expect(contextKeys['tokensmith.hasRenewed']).toBeUndefined();
    await commands.executeCommand('tokensmith.renewAllTokens', { uri: uri.toString() });
    expect(contextKeys['tokensmith.hasRenewed']).toBe(true);
    const context = contextOf();
    await context.globalState.update('hasMade', true);
    await context.workspaceState.update('hasMade', true);
    activate(context);
    expect([contextKeys['tokensmith.hasMade'], contextKeys['tokensmith.hasInserted']]).toEqual([true, undefined]);
    for (const each of context.subscriptions) each.dispose();
  });
});
