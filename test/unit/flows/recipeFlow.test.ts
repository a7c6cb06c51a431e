import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { commands, files, setSetting, Uri, workspace } from '../../standIn/vscode.ts';
import { type Answer, answering, enter, goBack, leave, look } from '../answering.ts';
import { hearing } from '../hearing.ts';
import { useWholeExtension } from '../wholeExtension.ts';

/** How the steps of a new token look, with the whole extension in the stand-in for VS Code. */

const rsa = String(
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
);
const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ec = String(curve.privateKey.export({ type: 'pkcs8', format: 'pem' }));
const encrypted = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open' } as const;
const applicationId = 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab';
useWholeExtension({
  uri: Uri.file('/work/a.http'),
  text: 'GET https://a.test\n',
  secret: randomBytes(32),
  beside: {
    '/work/private.key': rsa,
    '/work/ec.pem': ec,
    '/work/a-locked.pem': String(curve.privateKey.export(encrypted)),
    '/work/public.pem': String(curve.publicKey.export({ type: 'spki', format: 'pem' })),
    '/work/old.ppk': 'PuTTY-User-Key-File-3: ssh-rsa\n',
    '/work/.env': `VONAGE_APPLICATION_ID=${applicationId}\nVONAGE_PRIVATE_KEY=private.key\nWEAK_SECRET=keys/jwt\n`,
  },
});

const make = (command = 'createToken'): Promise<unknown> =>
  commands.executeCommand(`tokensmith.${command}`, { output: 'none' });
const claims = (token: unknown) => JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString());
const headings = (rows: readonly string[]) => rows.filter((row) => row.startsWith('– '));

describe('the first list', () => {
  it('has the kinds, those of which keys are here first, and says what each is for', async () => {
    await files.delete(Uri.file('/work/.env'));
    await files.delete(Uri.file('/work/private.key'));
    await files.writeFile(Uri.file('/work/AuthKey_2X9R4HXF34.p8'), Buffer.from(ec));
    const asked = answering();
    await make();
    const [step] = asked;
    expect(step && look(step).slice(0, 5)).toEqual([
      'Create Token',
      'Select a recipe or a kind of token',
      '  – new token of kind',
      '> $(key) Apple Calls App Store Connect, the App Store Server API or APNs, or signs in with Apple',
      '  $(key) Vonage REST Calls to Vonage APIs from a server',
    ]);
    expect(step?.rows.at(-1)).toBe('$(key) JWT Any other token, with your own claims');
  });

  it('has what was made last, then the recipes, then the kinds, the last used first', async () => {
    const recipe = { kind: 'custom', key: 'file:s.jwk', claims: {} };
    setSetting('tokensmith.recipes', { mine: recipe, yours: { ...recipe, claims: { sub: 'you' } } });
    answering(/mine/);
    await make();
    answering(/Vonage user/, enter, 'Alice', enter, enter);
    await make();
    const asked = answering(/yours/);
    expect(claims(await make())).toEqual({ sub: 'you' });
    expect(asked[0]?.rows.slice(0, 8)).toEqual([
      '– again',
      '$(history) Vonage user · Alice · env:VONAGE_PRIVATE_KEY',
      '– recipes',
      '$(notebook-template) mine JWT',
      '$(notebook-template) yours JWT',
      '– new token of kind',
      '$(key) Vonage user Signs a user in to the Client SDK (Voice, In-App Chat)',
      '$(key) Vonage REST Calls to Vonage APIs from a server',
    ]);
    const again = answering(enter);
    expect(claims(await make())).toEqual({ sub: 'you' });
    // A recipe that is offered again is not offered twice.
    expect(again[0]?.rows.slice(0, 5)).toEqual([
      '– again',
      '$(history) yours · s.jwk',
      '– recipes',
      '$(notebook-template) mine JWT',
      '– new token of kind',
    ]);
  });

  it('of one kind has what was made of it last, and a new one; without, the first question comes at once', async () => {
    const first = answering(enter, leave);
    await make('createVonageRestToken');
    expect(first.map(({ title, step, canGoBack }) => [title, step, canGoBack])).toEqual([
      ['Create Vonage REST Token: Application ID', '1/2', false],
      ['Create Vonage REST Token: Key', '2/2', true],
    ]);
    answering(enter, enter);
    await make('createVonageRestToken');
    const asked = answering(/New token/, goBack, /history/);
    expect(claims(await make('createVonageRestToken')).application_id).toBe(applicationId);
    expect(asked.map(look)).toEqual([
      [
        'Create Vonage REST Token',
        'Calls to Vonage APIs from a server',
        '> $(history) Vonage REST · env:VONAGE_APPLICATION_ID · env:VONAGE_PRIVATE_KEY',
        '  $(add) New token… Calls to Vonage APIs from a server',
      ],
      [
        '‹ Create Vonage REST Token: Application ID (1/2)',
        'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab',
        'The UUID of the Vonage application, as its dashboard shows it.',
        '[env:VONAGE_APPLICATION_ID]',
      ],
      expect.arrayContaining(['Create Vonage REST Token']),
    ]);
  });
});

describe('a recipe that leaves something out', () => {
  const open = { kind: 'vonage-user', applicationId };

  it('is asked for that alone, and Back leads to the list', async () => {
    setSetting('tokensmith.recipes', { open });
    const asked = answering(/open/, goBack, /open/, 'Bob', /private\.key RSA/);
    expect(claims(await make())).toMatchObject({ sub: 'Bob', application_id: applicationId });
    expect(asked.map(({ title, step, canGoBack }) => [title, step, canGoBack])).toEqual([
      ['Create Token', '', false],
      ['Create Token: User name', '1/2', true],
      ['Create Token', '', false],
      ['Create Token: User name', '1/2', true],
      ['Create Token: Key', '2/2', true],
    ]);
    // What is answered for it is not what a new token of its kind begins with.
    const next = answering(/Vonage user/, enter, leave);
    await make();
    expect(next.at(-1)).toMatchObject({ title: 'Create Token: User name', value: '' });
  });

  it('is made again with what was answered, which does not count where it says something else by then', async () => {
    setSetting('tokensmith.recipes', { open });
    answering(/open/, 'Bob', /private\.key RSA/);
    await make();
    const asked = answering(/history/);
    expect(claims(await make())).toMatchObject({ sub: 'Bob' });
    expect(asked[0]?.rows[1]).toBe('$(history) open · Bob · private.key');
    setSetting('tokensmith.recipes', { open: { ...open, subject: 'Carol' } });
    const later = answering(/history/);
    expect(claims(await make())).toMatchObject({ sub: 'Carol' });
    expect(later[0]?.rows[1]).toBe('$(history) open · Carol · private.key');
  });

  it('signs, named by the user’s own settings, with the key that was picked for it', async () => {
    setSetting('tokensmith.recipes', { open: { kind: 'custom', claims: { sub: 'me' } } }, 'user');
    answering(/open/, /s\.jwk/);
    expect(claims(await make())).toEqual({ sub: 'me' });
    answering(/history/);
    expect(claims(await make())).toEqual({ sub: 'me' });
  });

  it('and names no kind says so once it is picked', async () => {
    setSetting('tokensmith.recipes', { odd: { kind: 'no such kind' } });
    answering(/odd/);
    await expect(make()).rejects.toThrow(/kind/);
  });
});

describe('the step for', () => {
  const stepOf = async (title: string, ...answers: readonly Answer[]) => {
    const asked = answering(...answers);
    await make();
    const found = asked.find((step) => step.title === `Create Token: ${title}`);
    return found ? look(found).slice(1) : [];
  };
  const custom = [/Any other/, /s\.jwk/] as const;

  it('a key has those that can sign by where they are, ways to others, and those that cannot, with the reason', async () => {
    expect(await stepOf('Key', /Any other/)).toEqual([
      'Select the key to sign with',
      '  – found in workspace',
      '  $(key) ec.pem EC P-256',
      '  $(key) private.key RSA 2048',
      '  $(key) s.jwk HMAC 256',
      '  $(key) a-locked.pem encrypted',
      '  – environment (.env)',
      '> $(key) VONAGE_PRIVATE_KEY RSA 2048',
      "  $(key) WEAK_SECRET HMAC 64 · looks like the path of a file that doesn't exist",
      '  ',
      '  $(folder-opened) Browse for Key File…',
      '  $(clippy) Paste a Key…',
      '  $(symbol-variable) Environment Variable…',
      '  $(add) Generate Key…',
      '  $(lock) Store Secret…',
      "  – can't sign this token",
      "  $(tools) old.ppk PuTTY keys aren't supported.",
      '  $(circle-slash) public.pem EC P-256 This is a public key; signing needs the private key.',
    ]);
    expect((await stepOf('Key', /Vonage REST/, enter)).slice(-5)).toEqual([
      "  – can't sign this token",
      '  $(circle-slash) ec.pem EC P-256 This is a key of type EC P-256, but RS256 needs RSA.',
      "  $(tools) old.ppk PuTTY keys aren't supported.",
      '  $(circle-slash) public.pem EC P-256 This is a key of type EC P-256, but RS256 needs RSA.',
      '  $(circle-slash) s.jwk HMAC 256 This is a key of type HMAC 256, but RS256 needs RSA.',
    ]);
  });

  it('a key begins at that of the last time', async () => {
    await stepOf('Key', /Any other/, /ec\.pem/, enter, '{}');
    const asked = await stepOf('Key', /Any other token/);
    expect(asked).toContain('> $(key) ec.pem EC P-256');
  });

  it('a key has stored secrets, and those of recipes that lead elsewhere', async () => {
    answering('forum', 'correct horse battery staple, and more');
    await commands.executeCommand('tokensmith.storeSecret');
    await files.writeFile(Uri.file('/person/own.key'), Buffer.from(rsa));
    setSetting('tokensmith.recipes', { own: { kind: 'custom', key: 'file:/person/own.key' } }, 'user');
    const rows = await stepOf('Key', /Any other/);
    expect(headings(rows.map((row) => row.trim()))).toEqual([
      '– found in workspace',
      '– from recipes and other folders',
      '– environment (.env)',
      '– stored secrets',
      "– can't sign this token",
    ]);
    expect(rows).toEqual(expect.arrayContaining(['  $(key) /person/own.key RSA 2048', '  $(lock) forum HMAC 304']));
  });

  it('the algorithm has those of the key, the usual one first, and is left out where there is but one', async () => {
    expect(await stepOf('Algorithm', ...custom)).toEqual([
      'The algorithm that signs',
      '> HS256 default',
      '  HS384',
      '  HS512',
    ]);
    expect(await stepOf('Algorithm', /Any other/, /ec\.pem/)).toEqual([]);
    expect(await stepOf('Expires in', /Any other/, /ec\.pem/)).not.toEqual([]);
  });

  it('a life has some, any other and none, and later the last one', async () => {
    const rows = ['  15m', '  1h', '  8h', '  24h'];
    const help = 'How long the token is valid: seconds, or 90s, 15m, 24h, 7d.';
    expect(await stepOf('Expires in', ...custom, enter)).toEqual([
      help,
      '> 5m',
      ...rows,
      '  $(edit) Other…',
      '  $(circle-slash) None',
    ]);
    await stepOf('', ...custom, enter, /Other/, '90s', '{}');
    expect(await stepOf('Expires in', /Any other token/, /s\.jwk/, enter)).toEqual([
      help,
      '  5m',
      ...rows,
      '> 90s last used',
      '  $(edit) Other…',
      '  $(circle-slash) None',
    ]);
    await stepOf('', /Any other token/, /s\.jwk/, enter, /^8h/, '{}');
    expect(await stepOf('Expires in', /Any other token/, /s\.jwk/, enter)).toEqual([
      help,
      '  5m',
      '  15m',
      '  1h',
      '> 8h last used',
      '  24h',
      '  $(edit) Other…',
      '  $(circle-slash) None',
    ]);
  });

  it('a life that is typed begins with the last one', async () => {
    await stepOf('', ...custom, enter, /Other/, '90s', '{}');
    const asked = answering(/Any other token/, /s\.jwk/, enter, /Other/, enter, '{}');
    const { exp } = claims(await make());
    expect(Math.round((exp - Date.now() / 1000) / 10)).toBe(9);
    expect(look(asked[4] as never)).toEqual([
      '‹ Create Token: Expires in (3/4)',
      'How long the token is valid: seconds, or 90s, 15m, 24h, 7d. Leave it empty for none.',
      '[90s]',
    ]);
  });

  it('claims begins with none, and says what is no JSON object', async () => {
    const asked = answering(...custom, enter, enter, '{', '[]', '7', '{"sub":"me"}');
    expect(claims(await make())).toMatchObject({ sub: 'me' });
    const step = asked.at(-1);
    expect(step && look(step)).toEqual([
      '‹ Create Token: Claims (4/4)',
      'More claims, added last; they replace claims of the same name. Leave it empty for none.',
      '[{}]',
    ]);
    const noObject = '"claims" must be a JSON object like {"name": "value"}.';
    expect(step?.said).toEqual([noObject, '"claims" is empty.', noObject, '']);
  });

  it('an ACL has the lists of paths by name, what the usual one lacks first, and any other', async () => {
    const paths = ['rtc', 'users', 'conversations', 'sessions', 'devices', 'push', 'knocking', 'legs'];
    const text = (names: readonly string[]) => names.map((name) => `/*/${name}/**`).join('  ');
    const user = [/Vonage user Signs/, enter, 'Alice'] as const;
    const acl = await stepOf('ACL', ...user);
    expect(acl).toEqual([
      'The paths this token may access. The Client SDK needs the default paths.',
      `> Client SDK (8 paths) default ${text(paths)}`,
      `  Client SDK, older versions (11 paths) ${text(['image', 'media', 'applications', ...paths])}`,
      '  $(edit) Other…',
    ]);
    const asked = answering(...user, /Other/, '{"paths"', '{"paths":{"/a/**":{}}}', enter);
    expect(claims(await make()).acl).toEqual({ paths: { '/a/**': {} } });
    expect(asked[4]).toMatchObject({
      value: JSON.stringify({ paths: Object.fromEntries(paths.map((name) => [`/*/${name}/**`, {}])) }),
      said: [expect.stringMatching(/./), ''],
    });
    expect((await stepOf('ACL', ...user))[3]).toBe('> /a/** last used');
    answering(...user, /Other/, '{"paths":{"/a/**":{},"/b/**":{}}}', enter);
    await make();
    expect((await stepOf('ACL', ...user)).slice(1, 4).map((row) => row.slice(0, 24))).toEqual([
      '  Client SDK (8 paths) d',
      '  Client SDK, older vers',
      '> 2 paths last used /a/*',
    ]);
  });

  it('whatever one goes back to begins with what was answered', async () => {
    const flow = [
      /Any other/,
      /ec\.pem/,
      /^8h/,
      goBack,
      goBack,
      /s\.jwk/,
      /HS384/,
      goBack,
      enter,
      /^1h/,
      goBack,
    ] as const;
    const asked = answering(...flow, enter, '{"sub":"me"}');
    expect(claims(await make())).toMatchObject({ sub: 'me' });
    expect(asked.slice(4).map(({ title, active, value }) => [title.slice(14), active ?? value])).toEqual([
      ['Expires in', '8h last used'],
      ['Key', '$(key) ec.pem EC P-256'],
      ['Algorithm', 'HS256 default'],
      ['Expires in', '8h last used'],
      ['Algorithm', 'HS384'],
      ['Expires in', '8h last used'],
      ['Claims', '{}'],
      ['Expires in', '1h last used'],
      ['Claims', '{}'],
    ]);
    const texts = answering(/Vonage user/, applicationId, goBack, enter, 'Alice', goBack, enter, leave);
    await make();
    expect(texts.map(({ value }) => value).filter(Boolean)).toEqual([
      'env:VONAGE_APPLICATION_ID',
      applicationId,
      'Alice',
    ]);
    const again = answering(/Any other token/, /s\.jwk/, leave);
    await make();
    expect(again[2]?.active).toBe('HS384');
  });

  it('what is usually left out comes once that is wanted, and is not offered twice', async () => {
    const asked = answering(
      /Vonage Video client/,
      enter,
      '1_MX40~',
      /Customize/,
      goBack,
      '1_MX40~',
      /Customize/,
      enter,
    );
    await make();
    expect(asked.slice(3).map(({ title, step, rows }) => [title.slice(14), step, rows.at(-1)])).toEqual([
      ['Role', '3/5', '$(gear) Customize…'],
      ['Role', '3/5', 'publisheronly'],
      ['Session ID', '2/5', undefined],
      ['Role', '3/5', '$(gear) Customize…'],
      ['Role', '3/5', 'publisheronly'],
      ['Connection data', '4/6', undefined],
    ]);
    const texts = answering(/Vonage Video client/, enter, 'nothing like it', '1_MX40~', leave);
    await make();
    expect(texts[2]).toMatchObject({
      placeholder: '1_MX40NTY3NjYzMn5-MTQ4MTY3NzQyOTA1M35',
      said: [expect.stringMatching(/./), ''],
    });
  });
});

it('asks nothing in a workspace that is not trusted', async () => {
  workspace.isTrusted = false;
  const [asked, heard] = [answering(), hearing()];
  await expect(commands.executeCommand('tokensmith.createToken')).rejects.toThrow();
  await vi.waitFor(() => expect(heard).toEqual([expect.stringMatching(/^error: .*\[Manage Workspace Trust\]$/)]));
  expect(asked).toEqual([]);
});
