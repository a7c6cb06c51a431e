import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SECRET_ENCODINGS } from '../../../src/jwt/key.ts';
import { checkRecipe } from '../../../src/recipes/recipe.ts';
import { parseReference } from '../../../src/recipes/reference.ts';
import { createToken } from '../../../src/vault/sign.ts';
import { files, folderAt, resetVSCode, tellOfFile, workspace } from '../../standIn/vscode.ts';
import { keyTexts, meaningOf, otherTexts } from '../keys/forms.ts';
import { Answering, openWindow } from './window.ts';

const variable = 'TOKENSMITH_PUBLIC';

beforeEach(() => {
  workspace.workspaceFolders = [folderAt('/work')];
});
afterEach(() => {
  delete process.env[variable];
  resetVSCode();
});

// An HMAC secret that is a key, or was to be one, is known to whoever has the public key.
it.each([...keyTexts, ...otherTexts].filter(([, , is]) => !/HMAC|^secret/.test(is) && !is.startsWith('nothing')))(
  '%s signs no HS256, wherever it is',
  async (_what, text) => {
    files.lay({ '/work/some.txt': text, '/work/.vonagerc': JSON.stringify({ privateKey: text }) });
    process.env[variable] = text;
    const window = openWindow();
    await window.vault.secrets.store('some', text);
    for (const key of ['file:some.txt', 'vonage-config', `env:${variable}`, 'secret:some'])
      for (const secretEncoding of SECRET_ENCODINGS) {
        const recipe = checkRecipe({ kind: 'custom', algorithm: 'HS256', key, secretEncoding, claims: { sub: 'x' } });
        await expect(createToken(window, recipe, new Answering({ allows: true }))).rejects.toThrow();
      }
  },
);

it('a path in the place of a key is followed, inside the workspace', async () => {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  files.lay({
    '/work/deep/real.pem': pem,
    '/outside.pem': pem,
    '/work/link.pem': { link: '/outside.pem' },
    '/work/.env':
      'IN=./deep/real.pem\nOUT=../outside.pem\nLINK=link.pem\nWHOLE=/outside.pem\nPATH_OF_PATH=./path.txt\n',
    '/work/path.txt': './deep/real.pem',
    '/work/.vonagerc': JSON.stringify({ privateKey: 'deep/real.pem' }),
  });
  const { vault } = openWindow();
  const outcome = async (text: string) => {
    const reference = parseReference(text);
    if (!reference) throw new Error(text);
    return vault.keys(reference).then(
      ([{ key }]) => key.curve,
      (error: { readonly code?: string; readonly cause?: { readonly code: string } }) =>
        error.cause?.code ?? error.code,
    );
  };
  const rows = {
    'env:IN': 'Ed25519',
    'vonage-config': 'Ed25519',
    'file:path.txt': 'Ed25519',
    'env:OUT': 'vault.outside-workspace',
    'env:WHOLE': 'vault.outside-workspace',
    'env:LINK': 'vault.symbolic-link',
    // One step, and no further.
    'env:PATH_OF_PATH': 'key.not-a-key',
  };
  for (const [reference, is] of Object.entries(rows))
    expect([reference, await outcome(reference)]).toEqual([reference, is]);
});

/** What a reference leads to, in the words of the tables, or why to nothing. */
async function meaningAt({ vault }: ReturnType<typeof openWindow>, text: string): Promise<string> {
  const reference = parseReference(text);
  if (!reference) throw new Error(text);
  return vault.look(reference).then(
    ({ content }) => meaningOf(content),
    ({ code }: { readonly code: string }) => code,
  );
}

describe('what is known of where a text stands tells what it is', () => {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

  it('the name of a variable says that its value is a path, be the file there or not', async () => {
    const names = [
      'JWT_SECRET_PATH',
      'JWT_SECRET_FILE',
      'jwt.key-file',
      'privateKeyPath',
      'JWT_KEYFILE',
      'keyFileName',
    ];
    files.lay({
      '/work/keys/jwt': 'a secret in a file\n',
      '/work/.env': [
        ...names.map((name) => `${name}=keys/jwt`),
        'GONE_PATH=keys/gone',
        'BARE_FILE=jwt',
        `WHOLE_PATH="${pem.replaceAll('\n', '\\n')}"`,
        'PROFILE=keys/other',
        'JWT_PROFILE=keys/other',
        'PATHFINDER=keys/other',
      ].join('\n'),
    });
    const window = openWindow();
    for (const name of names)
      expect([name, await meaningAt(window, `env:${name}`)]).toEqual([name, 'secret a secret in a file + line break']);
    expect(await meaningAt(window, 'env:GONE_PATH')).toBe('vault.file-not-found');
    expect(await meaningAt(window, 'env:BARE_FILE')).toBe('vault.file-not-found');
    expect(await meaningAt(window, 'env:WHOLE_PATH')).toBe('Ed25519 private');
    for (const name of ['PROFILE', 'JWT_PROFILE', 'PATHFINDER'])
      expect(await meaningAt(window, `env:${name}`)).toBe('secret keys/other (path?)');
  });

  it('a variable of the process says it as well', async () => {
    files.lay({ '/work/keys/jwt': pem });
    process.env[`${variable}_PATH`] = 'keys/jwt';
    expect(await meaningAt(openWindow(), `env:${variable}_PATH`)).toBe('Ed25519 private');
    delete process.env[`${variable}_PATH`];
  });

  it('a text is a path where the workspace has the file, wherever it stands', async () => {
    files.lay({
      '/work/keys/jwt': pem,
      '/work/abc/def+gh==': pem,
      '/work/.env': 'JWT_SECRET=keys/jwt\nBASE64=abc/def+gh==\nFOLDER=keys/more\nNAME=keys\nDEEP=keys/jwt/more',
      '/work/keys/more/x': '',
      '/work/some.txt': 'keys/jwt',
      '/work/.vonagerc': JSON.stringify({ privateKey: 'keys\\jwt' }),
    });
    const window = openWindow();
    await window.vault.secrets.store('some', 'keys/jwt');
    for (const reference of ['env:JWT_SECRET', 'env:BASE64', 'file:some.txt', 'vonage-config', 'secret:some'])
      expect([reference, await meaningAt(window, reference)]).toEqual([reference, 'Ed25519 private']);
    // A folder is none, nor is a name that might be any word.
    expect(await meaningAt(window, 'env:FOLDER')).toBe('secret keys/more (path?)');
    expect(await meaningAt(window, 'env:NAME')).toBe('secret keys');
    expect(await meaningAt(window, 'env:DEEP')).toBe('secret keys/jwt/more (path?)');
  });

  it('no file system is told of a secret what it has not itself', async () => {
    files.lay({ '/work/abc/x': '', '/work/.env': 'JWT_SECRET=abc/def/gh==\nOTHER_SECRET=k3y/def/gh==' });
    const told: string[] = [];
    files.before = async (_operation, path) => void told.push(path);
    const window = openWindow();
    expect(await meaningAt(window, 'env:JWT_SECRET')).toBe('secret abc/def/gh==');
    expect(await meaningAt(window, 'env:OTHER_SECRET')).toBe('secret k3y/def/gh==');
    expect(told.filter((path) => /def|k3y/.test(path))).toEqual([]);
  });

  it('a path counts from when its file is there', async () => {
    files.lay({ '/work/.env': 'JWT_SECRET=keys/jwt' });
    const window = openWindow();
    const known = async () => (await window.keys.find('env:JWT_SECRET'))?.keys[0];
    expect(await known()).toMatchObject({ type: 'oct', doubt: 'path' });
    files.lay({ '/work/.env': 'JWT_SECRET=keys/jwt', '/work/keys/jwt': pem });
    tellOfFile('created', '/work/keys/jwt');
    expect(await known()).toMatchObject({ type: 'OKP' });
  });

  it('what is in a link or behind one is not followed', async () => {
    files.lay({ '/outside/jwt': pem, '/work/keys': { link: '/outside' }, '/work/.env': 'JWT_SECRET=keys/jwt' });
    expect(await meaningAt(openWindow(), 'env:JWT_SECRET')).toBe('vault.symbolic-link');
  });

  it('the name of a file says that it holds a key, and no secret', async () => {
    const names = ['a.pem', 'a.p8', 'a.crt', 'a.pub', 'id_rsa', 'a.jwk', 'a.json', 'a.pfx'];
    const others = ['a.key', 'a.txt', 'a.secret', 'secret'];
    files.lay(Object.fromEntries([...names, ...others].map((name) => [`/work/${name}`, 'hunter2\n'])));
    const window = openWindow();
    for (const name of names)
      expect([name, await meaningAt(window, `file:${name}`)]).toEqual([name, 'unreadable key.not-in-file']);
    for (const name of others)
      expect([name, await meaningAt(window, `file:${name}`)]).toEqual([name, 'secret hunter2 + line break']);
  });

  it('the name of a variable or file says that its text is public', async () => {
    files.lay({
      '/work/.env': 'VAPID_PUBLIC_KEY=abc123\nSTRIPE_PUBLISHABLE_KEY=abc123\njwtPublicKey=abc123\nREPUBLIC=abc123',
      '/work/public.key': 'abc123',
    });
    const window = openWindow();
    for (const reference of [
      'env:VAPID_PUBLIC_KEY',
      'env:STRIPE_PUBLISHABLE_KEY',
      'env:jwtPublicKey',
      'file:public.key',
    ])
      expect([reference, await meaningAt(window, reference)]).toEqual([reference, 'secret abc123 (public?)']);
    expect(await meaningAt(window, 'env:REPUBLIC')).toBe('secret abc123');
  });

  it('a secret within JSON is one, whatever the file or variable is called', async () => {
    const json = JSON.stringify({ type: 'HS256', key: 'keyskeyskeys' });
    files.lay({ '/work/jwt.json': json, '/work/.env': `HASURA_JWT_FILE='${json}'` });
    const window = openWindow();
    expect(await meaningAt(window, 'file:jwt.json')).toBe('secret keyskeyskeys HS256');
    expect(await meaningAt(window, 'env:HASURA_JWT_FILE')).toBe('secret keyskeyskeys HS256');
  });
});

it('what may be no secret signs not without a word', async () => {
  files.lay({ '/work/.env': 'JWT_SECRET=keys/jwt\nREAL=<your-secret>\nGOOD=abc/def+gh==' });
  const window = openWindow();
  const warned = async (key: string) => {
    const recipe = checkRecipe({ kind: 'custom', algorithm: 'HS256', key, claims: { sub: 'x' }, expiresIn: '1h' });
    const { warnings } = await createToken(window, recipe, new Answering());
    return warnings.map(({ code, data }) => [code, data?.doubt]);
  };
  expect(await warned('env:JWT_SECRET')).toEqual([['key.doubtful-secret', 'path']]);
  expect(await warned('env:REAL')).toEqual([['key.doubtful-secret', 'placeholder']]);
  expect(await warned('env:GOOD')).toEqual([['key.short-secret', undefined]]);
});

it.each(['/person/own.pem', '~/own.pem', '../person/own.pem'])(
  'a file of the workspace leads nowhere else, though the person’s own recipe names it: %s',
  async (path) => {
    const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    files.lay({ '/work/private.key': path, '/person/own.pem': pem, '/person/names.txt': '/person/own.pem' });
    const { vault } = openWindow();
    const by = (text: string) => {
      const reference = parseReference(text, { by: 'person' });
      if (!reference) throw new Error(text);
      return vault.keys(reference).then(
        ([{ own }]) => own?.name,
        ({ code }) => code,
      );
    };
    expect(await by('file:private.key')).toMatch(/^vault\.(outside-workspace|file-not-found)$/);
    expect(await by('file:/person/names.txt')).toBe('/person/names.txt');
  },
);
