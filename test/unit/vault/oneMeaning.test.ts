import { execFileSync } from 'node:child_process';
import { createHmac, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeToken } from '../../../src/jwt/decode.ts';
import { judgeSignature } from '../../../src/jwt/verify.ts';
import { checkRecipe } from '../../../src/recipes/recipe.ts';
import { parseReference } from '../../../src/recipes/reference.ts';
import { renewDraft } from '../../../src/recipes/renew.ts';
import { createToken, resignToken } from '../../../src/vault/sign.ts';
import { files, folderAt, resetVSCode, setSetting, workspace } from '../../fuzz/vscode.ts';
import { has } from '../keys/tools.ts';
import { Answering, openWindow } from './window.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const pkcs1 = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const spki = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const jwk = privateKey.export({ format: 'jwk' });
const { n, e, ...secretMembers } = jwk;
const backwards = JSON.stringify(Object.fromEntries(Object.entries(jwk).reverse()));
const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');
const der = privateKey.export({ type: 'pkcs8', format: 'der' });
const secret = randomBytes(40).toString('base64url');

/** A key as ssh-keygen writes it. */
function openSsh(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tokensmith-ssh-'));
  try {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, 'id')]);
    return readFileSync(join(folder, 'id'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The texts of keys, and what each is wherever it is: the form and type of its key, or why there is none. */
const forms: readonly (readonly [what: string, text: string, is: string])[] = [
  ['PEM', pem, 'private RSA'],
  ['PKCS#1', pkcs1, 'private RSA'],
  ['PEM with \\n for its line breaks', pem.replaceAll('\n', '\\n'), 'private RSA'],
  ['PEM with two backslashes', pem.replaceAll('\n', '\\\\n'), 'private RSA'],
  ['PEM in one line', pem.replaceAll('\n', ' '), 'private RSA'],
  ['PEM in quotation marks', `"${pem.replaceAll('\n', '\\n')}"`, 'private RSA'],
  ['PEM behind bag attributes', `Bag Attributes\n    friendlyName: x\n${pem}`, 'private RSA'],
  ['base64 of PEM', base64(pem), 'private RSA'],
  ['base64 of DER', base64(der), 'private RSA'],
  ['JWK', JSON.stringify(jwk), 'private RSA'],
  ['JWK with its members backwards', backwards, 'private RSA'],
  ['JWK that begins with its numbers', JSON.stringify({ n, e, ...secretMembers }), 'private RSA'],
  ['base64 of a JWK', base64(backwards), 'private RSA'],
  ['JWK Set', JSON.stringify({ keys: [jwk] }), 'private RSA'],
  ['service account', JSON.stringify({ type: 'service_account', private_key: pem }), 'private RSA'],
  ['base64 of a service account', base64(JSON.stringify({ private_key: pem, type: 'service_account' })), 'private RSA'],
  ...(has('ssh-keygen') ? [['OpenSSH', openSsh(), 'private OKP'] as const] : []),
  ['public key', spki, 'public RSA'],
  ['public key in one line', spki.replaceAll('\n', ''), 'public RSA'],
  ['base64 of a public key', base64(spki), 'public RSA'],
  ['public JWK', JSON.stringify(publicKey.export({ format: 'jwk' })), 'public RSA'],
  ['cut PEM', pem.slice(0, 300), 'key.cut-off'],
  ['JSON of no key', '{"kty":"XYZ","k":"abc"}', 'key.unsupported'],
  ['secret', secret, 'secret oct'],
  ['secret with symbols', `${randomUUID()}!ä{}`, 'secret oct'],
  ['path of a key', './deep/real.pem', 'private RSA'],
  ['path that leads out', '../real.pem', 'vault.outside-workspace'],
];

type Laid = Parameters<typeof files.lay>[0];

/** Kinds of places, as a text gets there. */
const places: readonly (readonly [reference: string, lay: (text: string) => Laid])[] = [
  ['file:some.txt', (text) => ({ '/work/some.txt': text })],
  ['env:SOME', (text) => ({ '/work/.env': `SOME=${quoted(text)}\n` })],
  ['env:SOME', (text) => ({ '/work/.env.development': `SOME=${quoted(text)}\n` })],
  ['vonage-config', (text) => ({ '/work/.vonagerc': JSON.stringify({ privateKey: text }) })],
  ['vonage-config', (text) => ({ '/work/vonage_app.json': JSON.stringify({ private_key: text }) })],
  ['secret:some', () => ({})],
  ['env:TOKENSMITH_SOME', () => ({})],
];

function quoted(text: string): string {
  const mark = ["'", '`', '"'].find((each) => !text.includes(each));
  if (mark === undefined) throw new Error('in no quotation marks');
  return mark + text + mark;
}

beforeEach(() => {
  workspace.workspaceFolders = [folderAt('/work')];
});
afterEach(() => {
  delete process.env.TOKENSMITH_SOME;
  resetVSCode();
});

describe('one text has one meaning, wherever it is', () => {
  it.each(forms)('%s', async (_what, text, is) => {
    for (const [reference, lay] of places) {
      files.lay({ '/work/deep/real.pem': pem, '/real.pem': pem, ...lay(text) });
      process.env.TOKENSMITH_SOME = text;
      const { vault } = openWindow();
      await vault.secrets.store('some', text);
      const parsed = parseReference(reference);
      const found = await vault.keys(parsed ?? expect.fail()).then(
        ([{ key }]) => `${key.form} ${key.type}`,
        (error: { readonly code?: string; readonly cause?: { readonly code: string } }) =>
          error.cause?.code ?? error.code,
      );
      expect([reference, found]).toEqual([reference, is]);
    }
  });

  it.each(forms.filter(([, , is]) => is !== 'secret oct'))('%s is never an HMAC secret', async (_what, text) => {
    for (const [reference, lay] of places) {
      files.lay({ '/work/deep/real.pem': pem, ...lay(text) });
      process.env.TOKENSMITH_SOME = text;
      const window = openWindow();
      await window.vault.secrets.store('some', text);
      for (const secretEncoding of ['utf8', 'base64', 'hex']) {
        const recipe = { kind: 'custom', algorithm: 'HS256', key: reference, secretEncoding, claims: { sub: 'x' } };
        await expect(createToken(window, checkRecipe(recipe), new Answering({ allows: true }))).rejects.toThrow();
      }
    }
  });
});

describe('a secret in each encoding', () => {
  const bytes = Buffer.concat([Buffer.from([0xfb, 0xff, 0xfe]), randomBytes(45)]);
  const encodings = [
    ['utf8', bytes.toString('base64'), Buffer.from(bytes.toString('base64'))],
    ['base64', bytes.toString('base64'), bytes],
    ['base64url', bytes.toString('base64url'), bytes],
    ['hex', bytes.toString('hex'), bytes],
  ] as const;

  it.each(encodings)('%s: created, verified, renewed, edited, renewed on save', async (secretEncoding, text, key) => {
    files.lay({ '/work/.env': `SOME_SECRET=${text}\n` });
    const recipe = {
      kind: 'custom',
      algorithm: 'HS256',
      key: 'env:SOME_SECRET',
      iat: true,
      claims: { sub: 'x' },
      expiresIn: '1h',
    };
    // What the settings say of the encoding counts for new tokens alone.
    setSetting('tokensmith.recipes', {
      other: { ...recipe, secretEncoding: secretEncoding === 'utf8' ? 'base64' : 'utf8' },
    });
    const window = openWindow();
    const isSigned = (token: string) => {
      const [header, payload, signature] = token.split('.');
      return createHmac('sha256', key).update(`${header}.${payload}`).digest('base64url') === signature;
    };
    const { token: created } = await createToken(window, checkRecipe({ ...recipe, secretEncoding }), undefined);
    expect(isSigned(created)).toBe(true);
    const judged = await judgeSignature(decodeToken(created), await window.keys.candidates(decodeToken(created)));
    expect([judged.signature, judged.key?.key.secretEncoding]).toEqual(['valid', secretEncoding]);
    const making = { now: Date.now(), uuid: randomUUID };
    const draft = renewDraft(decodeToken(created), making);
    const renewed = await resignToken(window, decodeToken(created), draft, { person: new Answering() });
    const edited = await resignToken(
      window,
      decodeToken(renewed.token),
      { header: '{"alg":"HS384"}', payload: '{"sub":"y","iat":1,"exp":2}' },
      { person: new Answering() },
    );
    const [header, payload, signature] = edited.token.split('.');
    expect(createHmac('sha384', key).update(`${header}.${payload}`).digest('base64url')).toBe(signature);
    const saved = await resignToken(window, decodeToken(renewed.token), draft, {});
    expect([isSigned(renewed.token), isSigned(saved.token)]).toEqual([true, true]);
  });
});
