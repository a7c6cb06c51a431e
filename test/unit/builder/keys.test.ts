import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keysOf } from '../../../src/builder/keys.ts';
import { files, folderAt, resetVSCode, workspace } from '../../fuzz/vscode.ts';
import { openWindow } from '../vault/window.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

beforeEach(() => {
  workspace.workspaceFolders = [folderAt('/work')];
});
afterEach(resetVSCode);

it('offers of a file with several keys to each kind the one that signs its tokens', async () => {
  files.lay({ '/work/both.jwks': JSON.stringify({ keys: [ec, rsa].map((key) => key.export({ format: 'jwk' })) }) });
  const { choices } = await keysOf(openWindow());
  const of = (kind: string) =>
    choices.filter(({ kinds }) => kinds.includes(kind)).map(({ description }) => description);
  expect(of('vonage-rest')).toEqual(['RSA 2048']);
  expect(of('apple')).toEqual(['EC P-256']);
  expect(of('custom')).toEqual(['EC P-256']);
  expect(of('vanilla')).toEqual([]);
});

it('offers an encrypted key to every kind but those that take secrets alone', async () => {
  const pem = rsa.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' });
  files.lay({ '/work/private.key': String(pem) });
  const { choices } = await keysOf(openWindow());
  const [{ kinds, ...choice } = { kinds: [] }] = choices;
  expect(choice).toEqual({ source: 'workspace', reference: 'file:private.key', name: 'private.key', description: '' });
  expect(kinds).toContain('vonage-rest');
  expect(kinds).not.toContain('vanilla');
});
