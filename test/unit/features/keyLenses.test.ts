import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CodeLens, TextDocument } from 'vscode';
import { keyLensesOf } from '../../../src/features/keyLensContent.ts';
import { thumbprint } from '../../../src/keys/export.ts';
import type { Services } from '../../../src/services.ts';
import { documentOf, files, folderAt, resetVSCode, setSetting, workspace } from '../../standIn/vscode.ts';
import { readKey } from '../keys/published.ts';
import { openWindow } from '../vault/window.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = String(privateKey.export({ format: 'pem', type: 'pkcs8' }));
const publicPem = String(publicKey.export({ format: 'pem', type: 'spki' }));
const encrypted = String(
  privateKey.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'secret' }),
);
const print = (await thumbprint(await readKey(pem))).slice(0, 8);
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });

beforeEach(() => {
  workspace.workspaceFolders = [folderAt('/work')];
});
afterEach(resetVSCode);

/** The titles of the lenses of a file of the workspace, those that do something in brackets. */
async function lensesOf(path: string, content: string): Promise<readonly string[]> {
  const document = documentOf(content, 'plaintext', path) as unknown as TextDocument;
  const lenses: readonly CodeLens[] = await keyLensesOf(openWindow() as unknown as Services, document);
  return lenses.map(({ command }) => (command?.command ? `[${command.title}]` : String(command?.title)));
}

const copy = '[Copy Public Key…]';
const rows: readonly (readonly [what: string, name: string, content: string, lenses: readonly string[]])[] = [
  ['a private key', 'private.key', pem, [`RSA 2048, private · ${print}`, copy]],
  ['a public key', 'public.pem', publicPem, [`RSA 2048, public · ${print}`, copy]],
  ['an encrypted key', 'private.key', encrypted, ['This key is encrypted.']],
  ['a secret', 'a.key', 'c2VjcmV0', ['HMAC secret']],
  ['a secret and a line break', 'a.key', 'c2VjcmV0\n', ["HMAC secret · the line break at the end isn't part of it"]],
  ['a secret as a JWK', 'a.jwk', '{"kty":"oct","k":"c2VjcmV0"}', ['HMAC 48, secret']],
  ['a key that is cut', 'a.pem', pem.slice(0, 99), ['The key is incomplete.']],
  [
    'what has to be converted',
    'a.ppk',
    'PuTTY-User-Key-File-3: ssh-rsa',
    ["PuTTY keys aren't supported.", '[Convert…]'],
  ],
  ['another file', 'notes.txt', 'hello', []],
  ['a key in a file that is not looked for', 'notes.txt', pem, []],
];

describe('the lenses of a key file', () => {
  it.each(rows)('%s', async (_what, name, content, lenses) => {
    files.lay({ [`/work/${name}`]: content });
    expect(await lensesOf(`/work/${name}`, content)).toEqual(lenses);
  });

  it('a set names three keys and counts the others', async () => {
    const set = JSON.stringify({ keys: [...Array(5)].map((_, i) => ({ ...ec, kid: `${i}` })) });
    files.lay({ '/work/keys.jwks': set });
    const [title] = await lensesOf('/work/keys.jwks', set);
    expect(title).toMatch(/^(EC P-256, private · [\w-]{8}, ){3}2 more$/);
  });

  it('the recipes that use it, however they write its path', async () => {
    const recipe = { kind: 'custom', claims: {} };
    files.lay({ '/work/keys/secret.txt': pem, '/work/other.key': pem });
    setSetting('tokensmith.recipes', {
      one: { ...recipe, key: 'file:keys/secret.txt' },
      two: { ...recipe, key: 'file:./keys/secret.txt' },
      three: { ...recipe, key: 'file:other.key' },
      ['x'.repeat(99)]: { ...recipe, key: 'file:/work/keys/secret.txt' },
    });
    const [title] = await lensesOf('/work/keys/secret.txt', pem);
    expect(title).toBe(`RSA 2048, private · ${print} · used by one, two, ${'x'.repeat(40)}…`);
  });

  it.each([
    ['', 'not ignored by Git', [copy, '[Add to .gitignore]']],
    ['*.key\n', 'ignored by Git', [copy]],
  ])('what git does with it: %j', async (rules, words, others) => {
    files.lay({ '/work/private.key': pem, '/work/.git/HEAD': 'ref', '/work/.gitignore': rules });
    expect(await lensesOf('/work/private.key', pem)).toEqual([`RSA 2048, private · ${print} · ${words}`, ...others]);
  });

  it('a public key may be committed', async () => {
    files.lay({ '/work/public.pem': publicPem, '/work/.git/HEAD': 'ref' });
    expect(await lensesOf('/work/public.pem', publicPem)).toEqual([
      `RSA 2048, public · ${print} · not ignored by Git`,
      copy,
    ]);
  });

  it('none in an untrusted workspace', async () => {
    files.lay({ '/work/private.key': pem });
    workspace.isTrusted = false;
    expect(await lensesOf('/work/private.key', pem)).toEqual([]);
  });
});
