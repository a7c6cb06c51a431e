import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  compactVerify,
  decodeJwt,
  decodeProtectedHeader,
  exportJWK,
  importPKCS8,
  importSPKI,
  jwtDecrypt,
  jwtVerify,
} from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSample } from '../../../scripts/sample.ts';
import { bodyReader } from '../../../src/insertion/httpBody.ts';
import { writableKinds } from '../../../src/kinds/index.ts';
import { hashOf } from '../../../src/kinds/payloadHash.ts';
import { checkRecipe } from '../../../src/recipes/recipe.ts';

let place: string;
let folder: string;
const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'tokensmith-sample-'));
  folder = join(place, 'sample');
  await makeSample(folder);
});
afterAll(() => rm(place, { recursive: true }));

/** The token under the paragraph of tokens.md that begins with `text`. */
async function token(text: string): Promise<string> {
  const found = new RegExp(`^${text}[^]*?\\n\\n(\\S+)$`, 'm').exec(await read('tokens.md'))?.[1];
  if (!found) throw new Error(`tokens.md has no token under “${text}”`);
  return found;
}

describe('the sample workspace', () => {
  it('has no placeholder left, and keeps its secrets out of git', async () => {
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    for (const { parentPath, name } of files)
      expect(await readFile(join(parentPath, name), 'utf8'), name).not.toMatch(/<<|>>/);
    const names = files.map(({ name }) => name);
    const ignored = (await read('.gitignore')).trim().split('\n');
    expect(names).toEqual(expect.arrayContaining([...ignored, 'public.key', 'requests.http', 'settings.json']));
    for (const { parentPath, name } of files) {
      if (/PRIVATE KEY|SECRET=/.test(await readFile(join(parentPath, name), 'utf8'))) expect(ignored).toContain(name);
    }
  });

  it('has recipes for all kinds, with keys that are there', async () => {
    const settings: { 'tokensmith.recipes': Record<string, { kind: string; key: string }> } = JSON.parse(
      await read('.vscode/settings.json'),
    );
    const recipes = Object.values(settings['tokensmith.recipes']);
    expect(recipes.map(({ kind }) => kind).sort()).toEqual(writableKinds.map(({ id }) => id).sort());
    for (const recipe of recipes) expect(() => checkRecipe(recipe)).not.toThrow();
    const env = await read('.env');
    for (const { key } of recipes) {
      const [scheme, name = ''] = key.split(':');
      if (scheme === 'file') expect(await read(name)).toContain('PRIVATE KEY');
      else expect(env).toContain(`${name}=`);
    }
  });

  it('a webhook: signed with the secret of .env, with the hash of its body', async () => {
    const text = await read('requests.http');
    const at = text.indexOf('/webhooks/inbound-message');
    const webhook = /Bearer (\S+)/.exec(text.slice(at))?.[1] ?? '';
    const secret = /^VONAGE_SIGNATURE_SECRET=(\S+)$/m.exec(await read('.env'))?.[1] ?? '';
    const { payload } = await jwtVerify(webhook, new TextEncoder().encode(secret));
    const sent = bodyReader(text)(at);
    expect(payload).toMatchObject({ iss: 'Vonage', payload_hash: hashOf(sent && 'body' in sent ? sent.body : '') });
  });

  it('is another one each time', async () => {
    const before = await read('private.key');
    await makeSample(folder);
    expect(await read('private.key')).not.toBe(before);
  });

  it.each([
    ['A Vonage server token', 900],
    ['A Vonage Video client token', 900],
    ['A Vonage client SDK user token', 3600],
    ['It lasts for 30 days', 2_592_000],
    ['A Video client token with a role', 900],
  ])('%s: signed with private.key', async (text, life) => {
    const { payload } = await jwtVerify(await token(text), await importSPKI(await read('public.key'), 'RS256'));
    expect(payload).toMatchObject({
      application_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      jti: expect.any(String),
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(life);
  });

  it('says nothing that the clock makes untrue', async () => {
    for (const name of ['requests.http', 'tokens.md'])
      expect(await read(name), name).not.toMatch(
        /\b(ago(?! at the time)|from now|will expire|is valid|is good for)\b|^## In good health$/m,
      );
  });

  it('an encrypted token: for private.key', async () => {
    const key = await importPKCS8(await read('private.key'), 'RSA-OAEP-256');
    const { payload } = await jwtDecrypt(await token('Encrypted for `private.key`'), key);
    expect(payload.sub).toBe('for private.key alone');
  });

  it('a Vanilla token: signed with the secret of .env', async () => {
    const secret = /^VANILLA_SECRET=([0-9a-f]{32})$/m.exec(await read('.env'))?.[1] ?? '';
    const { payload } = await jwtVerify(await token('A Vanilla token'), new TextEncoder().encode(secret));
    expect(payload).toMatchObject({ displayname: 'Alice', email: 'alice@example.com', sub: '42' });
  });

  it('a token of another issuer: signed with es256.pem', async () => {
    const key = await importPKCS8(await read('es256.pem'), 'ES256', { extractable: true });
    const { d: _, ...publicKey } = await exportJWK(key);
    const verified = await compactVerify(await token('A token of some other issuer'), publicKey);
    expect(verified.protectedHeader).toEqual({ alg: 'ES256', kid: 'build-1' });
  });

  it('an expired token: good but for its time', async () => {
    const key = await importSPKI(await read('public.key'), 'RS256');
    const expired = await token('Expired 45 minutes ago at the time');
    await expect(jwtVerify(expired, key)).rejects.toMatchObject({ code: 'ERR_JWT_EXPIRED' });
    await expect(compactVerify(expired, key)).resolves.toBeDefined();
  });

  it.each(['Its payload was changed', 'Signed with a key that is not here'])('%s: not verified', async (text) => {
    const key = await importSPKI(await read('public.key'), 'RS256');
    await expect(compactVerify(await token(text), key)).rejects.toMatchObject({
      code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    });
  });

  it('an unsigned token, one in milliseconds, an encrypted one, and one that is none', async () => {
    expect(await token('Not signed at all')).toMatch(/^[\w-]+\.[\w-]+\.$/);
    expect(decodeJwt(await token('Its times are in milliseconds')).exp).toBeGreaterThan(1e12);
    expect(decodeProtectedHeader(await token('Encrypted for nobody'))).toEqual({ alg: 'dir', enc: 'A256GCM' });
    expect((await token('Encrypted for nobody')).split('.')).toHaveLength(5);
    expect(decodeProtectedHeader(await token('No token at all'))).not.toHaveProperty('alg');
  });
});
