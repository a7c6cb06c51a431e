import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { commands, env, files, page, setSetting, settings, Uri, window, workspace } from '../../standIn/vscode.ts';
import { answering, goBack, leave } from '../answering.ts';
import { useWholeExtension } from '../wholeExtension.ts';

/** What the commands about keys, secrets and settings do, with the whole extension in the stand-in for VS Code. */

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
const locked = String(privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open' }));
const publicPem = String(publicKey.export({ type: 'spki', format: 'pem' }));
const [a, b] = [
  publicKey.export({ format: 'jwk' }),
  generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }),
];
const set = JSON.stringify({
  keys: [
    { ...a, kid: 'a' },
    { ...b, kid: 'b' },
  ],
});
const uri = Uri.file('/work/ec.pem');
useWholeExtension({
  uri,
  text: pem,
  secret: randomBytes(32),
  beside: { '/work/.git/HEAD': '', '/work/locked.pem': locked, '/work/set.jwks': set, '/person/own.pem': pem },
});

const withForum = { recipe: { kind: 'custom', key: 'secret:forum', claims: {} }, output: 'none' };
const run = (command: string, argument?: unknown): Promise<unknown> =>
  commands.executeCommand(`tokensmith.${command}`, ...(argument === undefined ? [] : [argument]));
const failure = (promise: Promise<unknown>) => promise.then(String, (error: Error) => error.message);
const told = () => vi.spyOn(window, 'showInformationMessage');
const warned = () => vi.spyOn(window, 'showWarningMessage');
const status = () => vi.spyOn(window, 'setStatusBarMessage' as never) as ReturnType<typeof vi.fn>;

describe('the public half of a key', () => {
  it.each([
    [{ key: 'file:ec.pem' }, publicPem],
    [{ key: 'file:ec.pem', as: 'pem' }, publicPem],
  ])('is copied as PEM: %j', async (argument, copy) => {
    expect(String(await run('copyPublicKey', argument)).trim()).toBe(copy.trim());
    expect(env.clipboard.text.trim()).toBe(copy.trim());
  });

  it.each([
    ['jwk', 'file:ec.pem', [a.x]],
    ['jwks', 'file:ec.pem', [a.x]],
    ['jwks', 'file:set.jwks', [a.x, b.x]],
  ])('is copied as %s of %s, and nothing private with it', async (as, key, xs) => {
    const copy = JSON.parse(String(await run('copyPublicKey', { key, as })));
    const keys = as === 'jwks' ? copy.keys : [copy];
    expect(keys.map(({ x }: { x: string }) => x)).toEqual(xs);
    expect(keys.some((each: object) => 'd' in each)).toBe(false);
  });

  it.each([
    [{ key: 'file:set.jwks', as: 'jwk' }, /"pem" \| "jwks"/],
    [{ key: 'file:s.jwk' }, /public/],
    [{ key: 'file:gone.pem' }, /gone\.pem/],
    [{ key: 'no reference' }, /key/],
  ])('is refused: %j', async (argument, words) => {
    expect(await failure(run('copyPublicKey', argument))).toMatch(words);
    expect(env.clipboard.text).toBe('');
  });

  it('is that of the key that a person picks, in the form picked, the last one first', async () => {
    const asked = answering(/set\.jwks/, /JWK Set/, /ec\.pem/, /^JWK Set .*last used/);
    await run('copyPublicKey');
    expect(JSON.parse(env.clipboard.text).keys).toHaveLength(2);
    await run('copyPublicKey');
    expect(JSON.parse(env.clipboard.text).keys).toHaveLength(1);
    expect(asked[0]?.rows).toEqual([
      '$(key) ec.pem EC P-256',
      '$(key) locked.pem encrypted',
      expect.stringMatching(/set\.jwks/),
    ]);
    // One key of several is no JWK.
    expect(asked[1]?.rows.map((row) => row.split(/ [-{]/)[0])).toEqual(['PEM', 'JWK Set']);
    expect(asked[3]?.rows.map((row) => row.split(/ [-{]/)[0])).toEqual(['JWK Set last used', 'PEM', 'JWK']);
  });

  it('of an encrypted key takes the passphrase, and nothing is copied without it', async () => {
    const asked = vi.spyOn(window, 'showInputBox').mockResolvedValueOnce('open');
    await run('copyPublicKey', { key: 'file:locked.pem' });
    expect(env.clipboard.text.trim()).toBe(publicPem.trim());
    expect(asked.mock.lastCall?.[0]).toMatchObject({ password: true });
  });

  it('is copied in a trusted workspace alone', async () => {
    workspace.isTrusted = false;
    expect(await failure(run('copyPublicKey', { key: 'file:ec.pem' }))).toMatch(/trust/i);
    expect(env.clipboard.text).toBe('');
  });
});

describe('a new key', () => {
  it.each([
    ['ES256', 'k.pem', 'k.public.pem', /^-----BEGIN PRIVATE KEY/],
    ['EC P-384', 'k.pem', 'k.public.pem', /^-----BEGIN PRIVATE KEY/],
    ['EdDSA', 'keys/private.key', 'keys/public.key', /^-----BEGIN PRIVATE KEY/],
    ['HS512', 'k.jwk', undefined, /^\{"kty":"oct","k":"[\w-]{86}"\}\n$/],
  ])('for %s is written with its public half', async (algorithm, file, publicFile, text) => {
    const said = told();
    expect(await run('generateKey', { algorithm, file })).toBe(`file:${file}`);
    expect(files.text(`/work/${file}`)).toMatch(text);
    expect(publicFile && files.text(`/work/${publicFile}`)?.split('\n')[0]).toBe(
      publicFile && '-----BEGIN PUBLIC KEY-----',
    );
    await vi.waitFor(() => expect(said.mock.lastCall?.[0]).toMatch(/^Created .*isn't in \.gitignore/));
    expect(said.mock.lastCall?.slice(1)).toEqual(['Add to .gitignore', ...(publicFile ? ['Copy Public Key'] : [])]);
  });

  it.each([
    [{ algorithm: 'ROT13' }, /"RS256" \| /],
    [{ algorithm: 'ES256', file: 'keys/' }, /file/],
    [{ algorithm: 'ES256', file: ' ' }, /file/],
    [{ algorithm: 'ES256', file: 'ec.pem' }, /ec\.pem/],
    [{ algorithm: 'ES256', file: '../out.pem' }, /out\.pem/],
  ])('is refused before anything is asked: %j', async (argument, words) => {
    const asked = answering();
    expect(await failure(run('generateKey', argument))).toMatch(words);
    expect(asked).toEqual([]);
    expect(files.text('/work/ec.pem')).toBe(pem);
  });

  it('is of the type and in the file that a person says, whose name is free', async () => {
    files.lay({ '/work/.git/HEAD': '', '/work/es256.pem': 'mine' });
    const asked = answering(/^EC P-256 ES256/, goBack, /^EC P-256/, 'es256.pem', '', 'mine.pem');
    expect(await run('generateKey')).toBe('file:mine.pem');
    expect(files.text('/work/es256.pem')).toBe('mine');
    expect(files.text('/work/mine.pem')).toMatch(/^-----BEGIN PRIVATE/);
    expect(asked.at(-1)).toMatchObject({
      value: 'es2562.pem',
      said: [expect.stringMatching(/es256\.pem/), 'Enter a file name.', ''],
    });
  });

  it('is ignored by git, or its public half copied, at a click', async () => {
    const said = told();
    said.mockImplementationOnce(async (_message, ...buttons) => buttons[0]);
    await run('generateKey', { algorithm: 'ES256', file: 'one.pem' });
    await vi.waitFor(() => expect(files.text('/work/.gitignore')).toBe('/one.pem\n'));
    said.mockImplementationOnce(async (_message, ...buttons) => buttons.at(-1));
    await run('generateKey', { algorithm: 'ES256', file: 'two.pem' });
    await vi.waitFor(() => expect(env.clipboard.text).toBe(files.text('/work/two.public.pem')));
  });

  it('is not made where a person leaves', async () => {
    answering(/^RSA 2048/, leave);
    expect(await run('generateKey')).toBeUndefined();
    expect(files.text('/work/private.key')).toBeUndefined();
  });
});

describe('a key file from elsewhere', () => {
  it('signs from then on, and a token with it is offered', async () => {
    vi.spyOn(window, 'showOpenDialog').mockResolvedValue([Uri.file('/person/own.pem')]);
    const said = told();
    expect(await run('addKeyFile')).toBe('file:/person/own.pem');
    await vi.waitFor(() =>
      expect(said.mock.lastCall).toEqual([
        expect.stringMatching(/own\.pem can sign tokens now \(EC P-256\)/),
        'Create Token…',
      ]),
    );
    vi.spyOn(window, 'showOpenDialog').mockResolvedValue(undefined);
    expect(await run('addKeyFile')).toBeUndefined();
    workspace.isTrusted = false;
    await expect(run('addKeyFile')).rejects.toThrow();
  });
});

describe('a secret', () => {
  const stored = async () => {
    answering('forum', 'correct horse battery staple, and more');
    await run('storeSecret');
  };

  it('is stored under a name, hidden while it is typed, and said only by its name', async () => {
    const said = status();
    const asked = answering('two words', 'forum', '', 'correct horse battery staple, and more');
    await run('storeSecret');
    expect(asked.map(({ isHidden }) => isHidden)).toEqual([false, true]);
    expect(asked[0]?.said).toEqual([expect.stringMatching(/name/i), '']);
    expect(asked[1]?.said[0]).toMatch(/./);
    expect(said.mock.lastCall?.[0]).toBe('Secret stored. Use it in recipes as secret:forum.');
    expect(await run('createToken', withForum)).toMatch(/^ey/);
  });

  it('goes over one of its name only after that was said', async () => {
    await stored();
    const asked = answering('forum', 'keys/forum');
    await run('storeSecret');
    expect(asked[0]?.said).toEqual([{ message: expect.stringMatching(/already exists/), severity: 1 }]);
    expect(asked[1]?.said).toEqual([{ message: expect.stringMatching(/^This /), severity: 1 }]);
  });

  it('is not asked for where its name cannot be', async () => {
    const asked = answering();
    expect(await failure(run('storeSecret', { name: 'two words' }))).toMatch(/name/i);
    expect(asked).toEqual([]);
  });

  it('is forgotten once the person says so', async () => {
    await expect(run('forgetSecret')).rejects.toThrow();
    await stored();
    const question = warned();
    answering(/forum/);
    expect(await run('forgetSecret')).toBeUndefined();
    expect(question.mock.lastCall?.[1]).toMatchObject({ modal: true });
    const make = () => failure(run('createToken', withForum));
    expect(await make()).toMatch(/^ey/);
    question.mockResolvedValue('Forget');
    answering(/forum/);
    await run('forgetSecret');
    expect(await make()).toMatch(/forum/);
    await stored();
    await run('forgetSecret', { name: 'forum' });
    expect(await make()).toMatch(/forum/);
  });

  describe('that stands in the settings', () => {
    const place = Uri.file('/work/.vscode/settings.json');
    const written =
      '{\n  // mine\n  "tokensmith.recipes": { "my forum": { "kind": "custom", "key": "hunter2 hunter2" } }\n}\n';
    const argument = { uri: place.toString(), offset: written.indexOf('"hunter2') };
    const lay = () => files.lay({ [place.path]: written });

    it('is moved: stored, and a reference in its place', async () => {
      lay();
      const asked = answering('forum');
      await run('moveSecret', argument);
      expect(asked[0]?.value).toBe('my-forum');
      expect(files.text(place.path)).toBe(written.replace('"hunter2 hunter2"', '"secret:forum"'));
      expect(await run('createToken', withForum)).toMatch(/^ey/);
    });

    it('stays where it is gone from there, or the person leaves', async () => {
      lay();
      expect(await failure(run('moveSecret', { ...argument, offset: 0 }))).toMatch(/settings\.json/);
      expect(await failure(run('moveSecret', { uri: argument.uri }))).toMatch(/settings\.json/);
      expect(await failure(run('moveSecret', {}))).toMatch(/uri/);
      answering();
      expect(await run('moveSecret', argument)).toBeUndefined();
      expect(files.text(place.path)).toBe(written);
    });

    it('is not stored where the settings are behind a link, which may lead out of the workspace', async () => {
      files.lay({ '/elsewhere/settings.json': written, [place.path]: { link: '/elsewhere/settings.json' } });
      const asked = answering('forum');
      expect(await failure(run('moveSecret', argument))).toMatch(/symbolic link/);
      expect([asked, files.text('/elsewhere/settings.json')]).toEqual([[], written]);
    });

    it('is not stored where something else stands there by then', async () => {
      lay();
      const model = await page.open(place).then(() => page.model(place));
      answering(() => {
        if (model) page.type(model, [{ start: argument.offset + 1, end: argument.offset + 8, text: 'other' }]);
        return 'forum';
      });
      expect(await failure(run('moveSecret', argument))).toMatch(/settings\.json/);
      expect(await failure(run('createToken', withForum))).toMatch(/forum/);
    });
  });
});

describe('settings that a fix changes', () => {
  it('say that a problem is off, beside what they say of others', async () => {
    setSetting('tokensmith.problems.severity', { expired: 'error' });
    await run('turnProblemOff', { code: 'alg-none', uri: uri.toString() });
    expect(settings.workspace['tokensmith.problems.severity']).toEqual({ expired: 'error', 'alg-none': 'off' });
    expect(await failure(run('turnProblemOff', { uri: uri.toString() }))).toMatch(/code/);
    expect(await failure(run('turnProblemOff', { code: '' }))).toMatch(/code/);
  });

  it('say how a recipe reads its secret, beside all else in it', async () => {
    const recipe = { kind: 'custom', key: 'secret:forum', claims: { sub: 'me' } };
    setSetting('tokensmith.recipes', { forum: recipe, other: recipe });
    await run('setSecretEncoding', { recipe: 'forum', secretEncoding: 'hex' });
    expect(settings.workspace['tokensmith.recipes']).toEqual({
      forum: { ...recipe, secretEncoding: 'hex' },
      other: recipe,
    });
    expect(await failure(run('setSecretEncoding', { recipe: 'gone', secretEncoding: 'hex' }))).toMatch(/gone/);
    expect(await failure(run('setSecretEncoding', { recipe: 'forum', secretEncoding: 'rot13' }))).toMatch(
      /secretEncoding/,
    );
  });
});
