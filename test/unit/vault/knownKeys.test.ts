import { createHmac, createSign, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeToken } from '../../../src/jwt/decode.ts';
import { judgeSignature } from '../../../src/jwt/verify.ts';
import { referenceText } from '../../../src/recipes/reference.ts';
import { files, folderAt, resetVSCode, setSetting, tellOfFile, workspace } from '../../standIn/vscode.ts';
import { openWindow } from './window.ts';

const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const pemOf = (key: ReturnType<typeof rsa>) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const encode = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');

function signedBy(key: ReturnType<typeof rsa> | Buffer, claims: object = { jti: randomUUID() }): string {
  const input = `${encode({ alg: Buffer.isBuffer(key) ? 'HS256' : 'RS256' })}.${encode(claims)}`;
  const signature = Buffer.isBuffer(key)
    ? createHmac('sha256', key).update(input).digest()
    : createSign('sha256').update(input).sign(key);
  return `${input}.${signature.toString('base64url')}`;
}

beforeEach(() => {
  workspace.workspaceFolders = [folderAt('/work')];
});
afterEach(resetVSCode);

/** The reference of the key that a token's signature is said to be of. */
async function proverOf({ keys }: ReturnType<typeof openWindow>, text: string): Promise<string | undefined> {
  const token = decodeToken(text);
  return (await judgeSignature(token, await keys.candidates(token))).key?.reference;
}

async function offered({ keys }: ReturnType<typeof openWindow>): Promise<readonly string[]> {
  return (await keys.all()).map(({ reference }) => referenceText(reference));
}

it('ten thousand recipes have few files read', async () => {
  const pairs = Array.from({ length: 1000 }, (_, i) => `A${i}=${randomUUID()}`).join('\n');
  files.lay({ '/work/.env': pairs, '/work/private.key': pemOf(rsa()) });
  const recipes = Array.from({ length: 10_000 }, (_, i) => [
    `r${i}`,
    { kind: 'vonage-rest', applicationId: `env:A${i}`, key: i % 2 === 0 ? `env:KEY${i}` : `file:keys/${i}.key` },
  ]);
  setSetting('tokensmith.recipes', Object.fromEntries(recipes));
  let count = 0;
  files.before = async () => void count++;
  const { keys } = openWindow();
  expect((await keys.recipes()).length).toBe(10_000);
  expect((await keys.recipes())[0]?.applicationId).toMatch(/^[0-9a-f-]{36}$/);
  // Of 200 keys and 200 application ids.
  expect(count).toBeLessThan(3000);
});

it('very many keys, in one file or in many, displace no other', async () => {
  const key = rsa();
  const publicKey = () => ({ kty: 'OKP', crv: 'Ed25519', x: randomBytes(32).toString('base64url') });
  const set = { keys: Array.from({ length: 600 }, publicKey) };
  files.lay({ '/work/a.jwks': JSON.stringify(set), '/work/b.key': pemOf(key) });
  const window = openWindow();
  expect(await proverOf(window, signedBy(key))).toBe('file:b.key');
  expect((await window.keys.all()).flatMap(({ keys }) => keys).length).toBe(500);
  const many = Array.from({ length: 300 }, (_, i) => [`/work/a/${i}.jwk`, JSON.stringify(publicKey())]);
  files.lay({ ...Object.fromEntries(many), '/work/z.key': pemOf(key) });
  expect(await proverOf(openWindow(), signedBy(key))).toBe('file:z.key');
});

describe('one list, two views', () => {
  it('every key and secret that is offered proves a signature, and nothing else does', async () => {
    const keys = Array.from({ length: 7 }, rsa);
    const [file, env, path, config, recipe, users, unlisted] = keys.map(pemOf) as [string, ...string[]];
    const secrets = Array.from({ length: 5 }, () => randomBytes(32));
    const [plain, local, development, stored, hex] = secrets.map((secret) => secret.toString('base64url'));
    files.lay({
      '/work/private.key': file,
      '/work/.env': [
        `JWT_PRIVATE_KEY="${env}"`,
        'JWT_KEY_PATH=./keys/path.txt',
        `JWT_SECRET=${plain}`,
        'PORT=3000',
        `TOKEN=${signedBy(randomBytes(32))}`,
        'SECRET_OF_NONE=',
      ].join('\n'),
      '/work/.env.local': `LOCAL_SECRET=${local}\nJWT_SECRET=other`,
      '/work/.env.development': `HMAC_KEY=${development}`,
      '/work/keys/path.txt': path ?? '',
      '/work/.vonagerc': JSON.stringify({ 'private-key': config }),
      '/work/keys/recipe.txt': recipe ?? '',
      '/work/keys/hex.txt': Buffer.from(hex ?? '', 'base64url').toString('hex'),
      '/person/users.txt': users ?? '',
      '/work/keys/unlisted.txt': unlisted ?? '',
    });
    setSetting('tokensmith.recipes', {
      one: { kind: 'custom', key: 'file:keys/recipe.txt', claims: {} },
      two: { kind: 'custom', key: 'file:keys/hex.txt', algorithm: 'HS256', secretEncoding: 'utf8', claims: {} },
    });
    setSetting('tokensmith.recipes', { mine: { kind: 'custom', key: 'file:/person/users.txt', claims: {} } }, 'user');
    const window = openWindow();
    await window.vault.secrets.store('forum', stored ?? '');
    const utf8 = (text = '') => Buffer.from(text);
    const signers: readonly (readonly [string | undefined, ReturnType<typeof rsa> | Buffer | undefined])[] = [
      ['file:private.key', keys[0]],
      ['env:JWT_PRIVATE_KEY', keys[1]],
      ['env:JWT_KEY_PATH', keys[2]],
      ['vonage-config', keys[3]],
      ['file:keys/recipe.txt', keys[4]],
      ['file:keys/hex.txt', secrets[4]],
      ['env:JWT_SECRET', utf8(plain)],
      ['env:JWT_SECRET', secrets[0]],
      ['env:LOCAL_SECRET', secrets[1]],
      ['env:HMAC_KEY', utf8(development)],
      ['secret:forum', secrets[3]],
      [undefined, keys[6]],
      [undefined, utf8('3000')],
      [undefined, utf8('other')],
    ];
    for (const [reference, key] of signers)
      expect(await proverOf(window, signedBy(key ?? Buffer.from('')))).toBe(reference);
    // The workspace's recipes stand before the user's where both have recipes of other names: all count.
    expect(await proverOf(window, signedBy(keys[5] ?? Buffer.from('')))).toBe('file:/person/users.txt');
    const proving = new Set([...signers.flatMap(([reference]) => reference ?? []), 'file:/person/users.txt']);
    expect(new Set(await offered(window))).toEqual(proving);
  });

  it('each has where it comes from: what the person alone names may lead out, and nothing else', async () => {
    files.lay({ '/person/own.key': pemOf(rsa()), '/work/private.key': pemOf(rsa()) });
    setSetting('tokensmith.recipes', { mine: { kind: 'custom', key: 'file:/person/own.key', claims: {} } }, 'user');
    const { keys } = openWindow();
    expect(await keys.originOf({ key: 'file:/person/own.key' })).toEqual({ by: 'person' });
    expect((await keys.find('file:/person/own.key'))?.own).toMatchObject({ what: 'file', name: '/person/own.key' });
    for (const key of ['file:private.key', 'file:/person/other.key', 'file:../person/own.key', 7, undefined])
      expect(await keys.originOf({ key })).toEqual({ by: 'workspace' });
    expect((await keys.find('file:private.key'))?.own).toBeUndefined();
  });

  it('what cannot be read is listed with why', async () => {
    files.lay({
      '/work/store.jks': Uint8Array.from([0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2]),
      '/work/cut.pem': pemOf(rsa()).slice(0, 500),
      '/work/linked.key': { link: '/person/own.key' },
      '/person/own.key': pemOf(rsa()),
    });
    setSetting('tokensmith.keys.include', ['**/*.{jks,pem,key}']);
    const known = await openWindow().keys.all();
    expect(known.map(({ reference, fault }) => [referenceText(reference), fault?.code])).toEqual([
      ['file:cut.pem', 'key.cut-off'],
      ['file:linked.key', 'vault.symbolic-link'],
      ['file:store.jks', 'key.format-unsupported'],
    ]);
  });

  it('takes no more from a workspace than it can try on each token', async () => {
    const variables = Array.from({ length: 3000 }, (_, i) => `KEY_${i}=${randomUUID()}`);
    files.lay({ '/work/.env': variables.join('\n').slice(0, 64_000) });
    const recipes = Array.from({ length: 1000 }, (_, i) => [
      `r${i}`,
      { kind: 'custom', key: `file:${i}.txt`, claims: {} },
    ]);
    setSetting('tokensmith.recipes', Object.fromEntries(recipes));
    const known = await openWindow().keys.all();
    const count = (source: string) => known.filter((each) => each.source === source).length;
    expect([count('environment'), count('recipes')]).toEqual([100, 200]);
  });

  it('of a set, the key of the kid that the recipe gives signs, and one that it lacks none', async () => {
    const [one, other] = [rsa(), rsa()].map((key, i) => ({ ...key.export({ format: 'jwk' }), kid: `k${i}` }));
    const encryption = { ...rsa().export({ format: 'jwk' }), kid: 'enc', use: 'enc' };
    const nameless = rsa().export({ format: 'jwk' });
    files.lay({
      '/work/set.jwks': JSON.stringify({ keys: [encryption, one, other] }),
      '/work/half.jwks': JSON.stringify({ keys: [one, nameless] }),
      '/work/AuthKey_ABCDE12345.p8': pemOf(rsa()),
      '/work/SubscriptionKey_ABCDE12346.p8': pemOf(rsa()),
    });
    const { vault } = openWindow();
    const idOf = async (path: string, id?: string) => {
      const reference = { scheme: 'file', path, origin: { by: 'workspace' } } as const;
      const [{ key }] = await vault.keys(reference, { wanted: { algorithm: 'RS256', id } });
      return key.id;
    };
    expect(await Promise.all([idOf('set.jwks', 'k1'), idOf('set.jwks', 'k0'), idOf('set.jwks')])).toEqual([
      'k1',
      'k0',
      'k0',
    ]);
    await expect(idOf('set.jwks', 'k9')).rejects.toMatchObject({ code: 'vault.unknown-key-id' });
    // No other signs in the place of the one that is named, though that cannot.
    expect(await idOf('set.jwks', 'enc')).toBe('enc');
    // A key that has no id may be called anything.
    expect([await idOf('half.jwks', 'k0'), await idOf('half.jwks', 'k9')]).toEqual(['k0', undefined]);
    // The name that Apple gives a file has the key's id.
    expect(await idOf('AuthKey_ABCDE12345.p8')).toBe('ABCDE12345');
    expect(await idOf('SubscriptionKey_ABCDE12346.p8')).toBe('ABCDE12346');
    await expect(idOf('AuthKey_ABCDE12345.p8', 'ABCDE00000')).rejects.toMatchObject({ code: 'vault.unknown-key-id' });
  });

  it('names nothing in an untrusted workspace', async () => {
    files.lay({ '/work/private.key': pemOf(rsa()) });
    workspace.isTrusted = false;
    const window = openWindow();
    expect([await offered(window), await window.keys.candidates(decodeToken(signedBy(rsa())))]).toEqual([[], []]);
  });
});

describe('what changes counts at once', () => {
  const key = rsa();
  const changes: readonly (readonly [what: string, change: () => void, reference: string])[] = [
    [
      'a new key file',
      () => {
        files.lay({ '/work/new.key': pemOf(key) });
        tellOfFile('created', '/work/new.key');
      },
      'file:new.key',
    ],
    [
      'a changed keys.include',
      () => {
        files.lay({ '/work/a.special': pemOf(key) });
        setSetting('tokensmith.keys.include', ['**/*.special']);
      },
      'file:a.special',
    ],
    ...['.env', '.env.local', '.env.development'].map(
      (name) =>
        [
          `a new ${name}`,
          () => {
            files.lay({ [`/work/${name}`]: `SOME_KEY="${pemOf(key)}"` });
            tellOfFile('created', `/work/${name}`);
          },
          'env:SOME_KEY',
        ] as const,
    ),
    ...['.vonagerc', 'vonage_app.json'].map(
      (name) =>
        [
          `a new ${name}`,
          () => {
            files.lay({ [`/work/${name}`]: JSON.stringify({ private_key: pemOf(key) }) });
            tellOfFile('created', `/work/${name}`);
          },
          // The latter is a key file as well.
          name === '.vonagerc' ? 'vonage-config' : `file:${name}`,
        ] as const,
    ),
    [
      'a recipe',
      () => {
        files.lay({ '/work/x.txt': pemOf(key) });
        setSetting('tokensmith.recipes', { x: { kind: 'custom', key: 'file:x.txt', claims: {} } });
      },
      'file:x.txt',
    ],
  ];
  it.each(changes)('%s', async (_what, change, reference) => {
    const window = openWindow();
    expect(await proverOf(window, signedBy(key))).toBeUndefined();
    let told = 0;
    window.keys.onDidChange(() => told++);
    change();
    expect(told).toBeGreaterThan(0);
    expect(await proverOf(window, signedBy(key))).toBe(reference);
    files.lay({});
    setSetting('tokensmith.keys.include', ['**/*.key']);
    expect(await proverOf(window, signedBy(key))).toBeUndefined();
  });
});
