import { randomBytes } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { pemBlock } from '../../pem.ts';
import { commands, env, files, setSetting, Uri, workspace } from '../../standIn/vscode.ts';
import { answering, enter, goBack, leave, look } from '../answering.ts';
import { hearing } from '../hearing.ts';
import { useWholeExtension } from '../wholeExtension.ts';

/** How a key is generated and a secret stored, with the whole extension in the stand-in for VS Code. */

useWholeExtension({
  uri: Uri.file('/work/a.http'),
  text: 'GET https://a.test\n',
  secret: randomBytes(32),
  beside: { '/work/.git/HEAD': '' },
});

const run = (command: string, argument?: unknown): Promise<unknown> =>
  commands.executeCommand(`tokensmith.${command}`, ...(argument === undefined ? [] : [argument]));
const make = () => run('createToken', { output: 'none' });
const put = (path: string, text = '') => files.writeFile(Uri.file(path), Buffer.from(text));

describe('a key that is generated', () => {
  it('is of a type, which says what it signs with, and goes into a file with a name of its own', async () => {
    const asked = answering(/^EC P-384/, enter);
    expect(await run('generateKey')).toBe('file:es384.pem');
    expect(asked.map(look)).toEqual([
      [
        'Generate Key (1/2)',
        'Select a key type',
        '> RSA 2048 RS256, RS384, RS512, PS256, PS384, PS512',
        '  RSA 3072 RS256, RS384, RS512, PS256, PS384, PS512',
        '  RSA 4096 RS256, RS384, RS512, PS256, PS384, PS512',
        '  EC P-256 ES256',
        '  EC P-384 ES384',
        '  EC P-521 ES512',
        '  Ed25519 EdDSA, Ed25519',
        '  HMAC 256 HS256',
        '  HMAC 384 HS256, HS384',
        '  HMAC 512 HS256, HS384, HS512',
      ],
      ['‹ Generate Key (2/2)', 'File name for the private key. The public key is saved next to it.', '[es384.pem]'],
    ]);
  });

  it('keeps its type and its name for who goes back, and another name for another type', async () => {
    const id = 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab';
    const flow = answering(
      /Vonage REST/,
      id,
      /Generate Key/,
      /4096/,
      'a.key',
      goBack,
      goBack,
      enter,
      enter,
      goBack,
      goBack,
      /3072/,
      leave,
    );
    await make();
    expect(flow.slice(3).map(({ step, active, value }) => [step, active?.split(' RS')[0] ?? value])).toEqual([
      ['1/3', 'RSA 2048'],
      ['2/3', 'private.key'],
      ['3/3', '$(copy) Generate and copy the public key'],
      ['2/3', 'a.key'],
      ['1/3', 'RSA 4096'],
      ['2/3', 'a.key'],
      ['3/3', '$(copy) Generate and copy the public key'],
      ['2/3', 'a.key'],
      ['1/3', 'RSA 4096'],
      ['2/3', 'private.key'],
    ]);
  });

  it.each([
    [/^RSA 3072/, 'private.key'],
    [/^EC P-521/, 'es512.pem'],
    [/^Ed25519/, 'eddsa.pem'],
    [/^HMAC 384/, 'hmac.jwk'],
  ])('is called after its type: %s', async (type, name) => {
    const first = answering(type, leave);
    await run('generateKey');
    expect(first[1]?.value).toBe(name);
    await put(`/work/${name}`);
    const [stem, extension] = name.split('.');
    const second = answering(type, leave);
    await run('generateKey');
    expect(second[1]?.value).toBe(`${stem}2.${extension}`);
    await put(`/work/${stem}2.${extension}`);
    const third = answering(type, leave);
    await run('generateKey');
    expect(third[1]?.value).toBe(`${stem}3.${extension}`);
  });

  it('is asked only for what the argument leaves out', async () => {
    const file = answering(enter);
    expect(await run('generateKey', { algorithm: 'HS256' })).toBe('file:hmac.jwk');
    expect(file.map(look)).toEqual([
      ['Generate Key', 'File name for the private key. The public key is saved next to it.', '[hmac.jwk]'],
    ]);
    const type = answering(/^Ed25519/);
    expect(await run('generateKey', { file: 'sign.pem' })).toBe('file:sign.pem');
    expect(type.map(({ title, step }) => [title, step])).toEqual([['Generate Key', '']]);
  });

  it.each([
    ['RS256', 'RSA 2048'],
    ['PS512', 'RSA 2048'],
    ['HS384', 'HMAC 384'],
    ['RSA 4096', 'RSA 4096'],
    ['RSA', 'RSA 2048'],
    ['EC', 'EC P-256'],
    ['Ed25519', 'Ed25519'],
  ])('for %s is of the type %s', async (algorithm, type) => {
    const heard = hearing();
    await run('generateKey', { algorithm, file: 'a.key' });
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    expect(heard[0]).toContain(` (${type}).`);
  });

  it.each(['', 'R', 'S256', 'P-256', 'RSA ', '2048', 'none'])('is none for "%s"', async (algorithm) => {
    await expect(run('generateKey', { algorithm, file: 'a.key' })).rejects.toThrow(
      /algorithm.*"HS256" \| .*"ES256" \| .*"RSA 2048" \| "RSA 3072"/,
    );
  });

  it.each(['.', '..', 'keys/', 'keys\\', 'keys/.', ' '])('is in no file called "%s"', async (file) => {
    await expect(run('generateKey', { algorithm: 'ES256', file })).rejects.toThrow(/file.*"private\.key"/);
  });

  it('is said to be written, and that git would take it, until it does not', async () => {
    const heard = hearing(/Add to/);
    await run('generateKey', { algorithm: 'ES256', file: 'keys/one.pem' });
    await vi.waitFor(() => expect(files.text('/work/.gitignore')).toBe('/keys/one.pem\n'));
    await put('/work/.gitignore', '*.pem\n*.jwk\n');
    await run('generateKey', { algorithm: 'ES256', file: 'two.pem' });
    await run('generateKey', { algorithm: 'HS256', file: 'three.jwk' });
    await vi.waitFor(() =>
      expect(heard).toEqual([
        "info: Created keys/one.pem, keys/one.public.pem (EC P-256). The private key isn't in .gitignore. [Add to .gitignore] [Copy Public Key]",
        'info: Created two.pem, two.public.pem (EC P-256). [Copy Public Key]',
        'info: Created three.jwk (HMAC 256).',
      ]),
    );
  });

  it('and not ignored after all is said to be so', async () => {
    await put('/elsewhere/ignore', 'mine\n');
    const heard = hearing(/Add to/);
    files.before = async (operation, path) => {
      if (operation === 'writeFile' && path === '/work/.gitignore') throw new Error('no');
    };
    await run('generateKey', { algorithm: 'ES256', file: 'one.pem' });
    await vi.waitFor(() => expect(heard[1]).toMatch(/^error: .*\.gitignore/));
  });

  it('needs a folder, before anybody is asked', async () => {
    workspace.workspaceFolders = [];
    const [asked, heard] = [answering(), hearing()];
    await expect(run('generateKey')).rejects.toThrow();
    await vi.waitFor(() => expect(heard).toEqual([expect.stringMatching(/^error: .*folder.*\[Open Folder…\]$/)]));
    expect(asked).toEqual([]);
  });

  it('for a token of an issuer is of a type that the issuer takes, and its public half goes there first', async () => {
    const id = 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab';
    const heard = hearing();
    const asked = answering(/Vonage REST/, id, /Generate Key/, enter, enter, /Generate and copy/);
    expect(await make()).toMatch(/^ey/);
    expect(asked.slice(3).map(look)).toEqual([
      [
        '‹ Generate Key (1/3)',
        'Select a key type',
        '> RSA 2048 RS256, RS384, RS512, PS256, PS384, PS512',
        '  RSA 3072 RS256, RS384, RS512, PS256, PS384, PS512',
        '  RSA 4096 RS256, RS384, RS512, PS256, PS384, PS512',
      ],
      ['‹ Generate Key (2/3)', 'File name for the private key. The public key is saved next to it.', '[private.key]'],
      [
        '‹ Generate Key (3/3)',
        'Add the public key to your application at Vonage before you use a token',
        '> $(copy) Generate and copy the public key',
        '  $(key) Generate only',
      ],
    ]);
    expect(env.clipboard.text).toBe(files.text('/work/public.key'));
    expect(heard[0]).toMatch(
      /^info: Created private\.key, public\.key \(RSA 2048\)\. .* Add the public key to your application at Vonage\. \[/,
    );
  });

  it('for a token of nobody is of any type, and Back leads to the keys', async () => {
    const asked = answering(
      /Any other/,
      /Generate Key/,
      goBack,
      /Generate Key/,
      /^HMAC 256/,
      enter,
      enter,
      enter,
      '{}',
    );
    expect(await make()).toMatch(/^ey/);
    expect(asked.map(({ title, step }) => `${title} ${step}`)).toEqual([
      'Create Token ',
      'Create Token: Key 1/4',
      'Generate Key 1/2',
      'Create Token: Key 1/4',
      'Generate Key 1/2',
      'Generate Key 2/2',
      'Create Token: Algorithm 2/4',
      'Create Token: Expires in 3/4',
      'Create Token: Claims 4/4',
    ]);
    expect(asked[2]?.rows).toHaveLength(10);
    expect(env.clipboard.text).toBe('');
  });

  it('without a copy of its public half, or where that is left, goes on or makes none', async () => {
    const id = 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab';
    answering(/Vonage REST/, id, /Generate Key/, enter, enter, leave);
    expect(await make()).toBeUndefined();
    expect(files.text('/work/private.key')).toBeUndefined();
    answering(/Vonage REST/, id, /Generate Key/, enter, enter, goBack, 'mine.key', /Generate only/);
    expect(await make()).toMatch(/^ey/);
    expect([env.clipboard.text, files.text('/work/private.key')]).toEqual(['', undefined]);
    expect(files.text('/work/mine.public.key')).toMatch(/^-----BEGIN PUBLIC KEY/);
  });

  it('is a secret alone, for an issuer that takes secrets: nothing goes there', async () => {
    const asked = answering(/Vonage webhook/, 'abcd1234', /Generate Key/, enter, enter);
    expect(await make()).toMatch(/^ey/);
    expect(asked.find(({ title, step }) => title === 'Generate Key' && step[0] === '1')?.rows).toEqual([
      'HMAC 256 HS256',
      'HMAC 384 HS256, HS384',
      'HMAC 512 HS256, HS384, HS512',
    ]);
    expect(files.text('/work/hmac.jwk')).toMatch(/^\{"kty":"oct"/);
  });
});

describe('a secret that is stored', () => {
  const words = 'correct horse battery staple, and more';

  it('is asked for by its name, then by itself', async () => {
    const heard = hearing();
    const asked = answering(' forum ', goBack, enter, words);
    await run('storeSecret');
    expect(asked.map(look)).toEqual([
      [
        'Store Secret (1/2)',
        'Name',
        'A name for this secret, for example "forum". Recipes refer to it as "secret:forum".',
        '[]',
      ],
      [
        '‹ Store Secret (2/2)',
        'Secret',
        "Paste the secret or the private key. It is kept in VS Code's secret storage and never shown again.",
        '[]',
      ],
      expect.arrayContaining(['Store Secret (1/2)', '[forum]']),
      expect.arrayContaining(['‹ Store Secret (2/2)']),
    ]);
    expect(heard).toEqual(['status: Secret stored. Use it in recipes as secret:forum.']);
  });

  it('under the name of the argument is asked for by itself alone', async () => {
    const asked = answering(words);
    await run('storeSecret', { name: 'forum' });
    expect(asked.map(({ title, step, canGoBack, isHidden }) => [title, step, canGoBack, isHidden])).toEqual([
      ['Store Secret', '', false, true],
    ]);
  });

  it.each([
    ['keys/forum', "This looks like the path of a file that doesn't exist."],
    ['changeme', 'This looks like a placeholder.'],
  ])('may be something else, which is said: %s', async (text, message) => {
    const asked = answering('forum', text);
    await run('storeSecret');
    expect(asked[1]?.said).toEqual([{ message, severity: 1 }]);
  });

  it('is none where it is no key that can be read', async () => {
    const asked = answering('forum', '', pemBlock('PRIVATE KEY', 'MC4'), 'https://a.test/jwks', leave);
    expect(await run('storeSecret')).toBeUndefined();
    expect(asked[1]?.said).toEqual(
      [/empty/, /incomplete/, /^This is an address/].map((words) => expect.stringMatching(words)),
    );
  });

  it('within a new token signs it, and Back leads to the keys', async () => {
    const asked = answering(/Any other/, /Store Secret/, goBack, /Store Secret/, 'forum', words, enter, enter, '{}');
    expect(await make()).toMatch(/^ey/);
    expect(asked.map(({ title, step, canGoBack }) => `${canGoBack ? '‹ ' : ''}${title} ${step}`).slice(1, 7)).toEqual([
      '‹ Create Token: Key 1/4',
      '‹ Store Secret 1/2',
      '‹ Create Token: Key 1/4',
      '‹ Store Secret 1/2',
      '‹ Store Secret 2/2',
      '‹ Create Token: Algorithm 2/4',
    ]);
    const pasted = answering(/Any other token/, /Paste a Key/, goBack, /forum/, enter, enter, '{}');
    expect(await make()).toMatch(/^ey/);
    expect(pasted[2] && look(pasted[2])).toEqual([
      '‹ Paste a Key (1/2)',
      'Key',
      "Paste a private key or JWK. It is kept in VS Code's secret storage, never in a file.",
      '[]',
    ]);
  });

  it('is forgotten, picked by its name, once that is confirmed', async () => {
    answering(words);
    await run('storeSecret', { name: 'forum' });
    answering(words);
    await run('storeSecret', { name: 'shop' });
    const heard = hearing(/Forget/);
    const asked = answering(/shop/);
    await run('forgetSecret');
    expect(asked.map(look)).toEqual([['Forget Secret', '> $(lock) forum', '  $(lock) shop']]);
    expect(heard).toEqual([
      'dialog: Forget the secret "shop"? – Recipes that use this secret will stop working. This can\'t be undone. [Forget]',
      'status: Secret "shop" deleted.',
    ]);
    const left = answering(leave);
    expect(await run('forgetSecret')).toBeUndefined();
    expect(left.map(({ rows }) => rows)).toEqual([['$(lock) forum']]);
  });

  it('is none, where there is none to forget, and one can be stored', async () => {
    const heard = hearing();
    await expect(run('forgetSecret')).rejects.toThrow();
    await vi.waitFor(() => expect(heard).toEqual([expect.stringMatching(/^error: .* \[Store Secret…\]$/)]));
  });
});

describe('the variable that holds a key', () => {
  it('is asked for by its name', async () => {
    await put('/work/.env', 'API_SECRET=correct horse battery staple, and more\n');
    const asked = answering(/Any other/, /Environment Variable/, ' API_SECRET ', enter, enter, '{}');
    expect(await make()).toMatch(/^ey/);
    expect(asked[2] && look(asked[2])).toEqual([
      '‹ Environment Variable',
      'VONAGE_PRIVATE_KEY',
      'Name of the variable (in .env or the environment) that contains the key.',
      '[]',
    ]);
    setSetting('tokensmith.recipes', {});
    const later = answering(/history/);
    expect(await make()).toMatch(/^ey/);
    expect(later[0]?.rows[1]).toBe('$(history) JWT · env:API_SECRET');
  });
});
