import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import jsonwebtoken from 'jsonwebtoken';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { askKey } from '../../../src/flows/askKey.ts';
import { custom } from '../../../src/kinds/custom.ts';
import { isWritableKind } from '../../../src/kinds/index.ts';
import { checkRecipe } from '../../../src/recipes/recipe.ts';
import type { Services } from '../../../src/services.ts';
import { createToken } from '../../../src/vault/sign.ts';
import { CancellationError, env, files, folderAt, resetVSCode, Uri, window, workspace } from '../../standIn/vscode.ts';
import { answering } from '../answering.ts';
import { openWindow } from '../vault/window.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
const publicPem = String(publicKey.export({ type: 'spki', format: 'pem' }));

beforeEach(() => {
  workspace.workspaceFolders = [folderAt('/work')];
});
afterEach(() => {
  vi.restoreAllMocks();
  resetVSCode();
});

function ask(opened = openWindow()) {
  if (!isWritableKind(custom)) throw new Error('custom is written');
  return askKey(opened as unknown as Services, custom, [], { title: '', step: 1, steps: 1 });
}

it('leads from the row of a file that cannot be read to the command with its name', async () => {
  files.lay({ "/work/keys/my 'old' key.ppk": 'PuTTY-User-Key-File-3: ssh-rsa\n', '/work/private.key': pem });
  answering(/my 'old' key\.ppk.*PuTTY keys aren't supported\.$/);
  const told = vi.spyOn(window, 'showInformationMessage').mockResolvedValue('Copy Command');
  await expect(ask()).rejects.toBeInstanceOf(CancellationError);
  const command = `puttygen "keys/my 'old' key.ppk" -O private-openssh -o "keys/my 'old' key.converted.pem"`;
  expect(told.mock.calls[0]?.[0]).toBe(`PuTTY keys aren't supported. Convert it with: ${command}`);
  expect(env.clipboard.text).toBe(command);
  env.clipboard.text = '';
  answering(/my 'old' key/);
  told.mockResolvedValue(undefined);
  await expect(ask()).rejects.toBeInstanceOf(CancellationError);
  expect(env.clipboard.text).toBe('');
});

it('stores a key that is pasted, and signs with it here without asking', async () => {
  const opened = openWindow();
  answering(/Paste a Key…/, pem, 'pasted');
  expect(await ask(opened)).toBe('secret:pasted');
  expect(await opened.vault.secrets.get('pasted')).toBe(pem);
  const recipe = checkRecipe({ kind: 'custom', key: 'secret:pasted', claims: { sub: 'me' } });
  const { token } = await createToken(opened, recipe, undefined);
  expect(jsonwebtoken.verify(token, createPublicKey(pem), { algorithms: ['ES256'] })).toMatchObject({ sub: 'me' });
});

it.each([
  ['a public key', publicPem, 'This is a public key. Paste the private one.'],
  ['a secret', 'hunter2', "This isn't a key. Paste the whole text, from its first line to its last."],
  ['half a key', pem.slice(0, 80), /^The key is incomplete\./],
  ['an address', 'https://example.com/jwks', /^This is an address/],
])('takes %s not for a key that is pasted', async (_what, text, words) => {
  const opened = openWindow();
  const asked = answering(/Paste a Key…/, text);
  await expect(ask(opened)).rejects.toBeInstanceOf(CancellationError);
  expect(asked[1]?.said).toEqual([typeof words === 'string' ? words : expect.stringMatching(words)]);
  expect(opened.vault.secrets.names()).toEqual([]);
});

it('lists a file that was browsed for from then on', async () => {
  files.lay({ '/person/own.txt': pem });
  const opened = openWindow();
  vi.spyOn(window, 'showOpenDialog').mockResolvedValue([Uri.file('/person/own.txt')]);
  answering(/Browse for Key File…/, /own\.txt EC P-256/);
  expect(await ask(opened)).toBe('file:/person/own.txt');
  expect(await ask(opened)).toBe('file:/person/own.txt');
});

it('says in the list what a secret may be instead', async () => {
  files.lay({ '/work/.env': 'JWT_SECRET=keys/jwt\n' });
  answering(/JWT_SECRET HMAC 64 · looks like the path of a file that doesn't exist/);
  expect(await ask()).toBe('env:JWT_SECRET');
});
