import { generateKeyPairSync, randomBytes } from 'node:crypto';
import jsonwebtoken from 'jsonwebtoken';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { encodePart, hs256 } from '../../hs256.ts';
import { pemBlock } from '../../pem.ts';
import {
  closeTab,
  commands,
  env,
  files,
  page,
  setSetting,
  tellOfFile,
  Uri,
  window,
  workspace,
} from '../../standIn/vscode.ts';
import { answering, enter, leave, look } from '../answering.ts';
import { hearing } from '../hearing.ts';
import { useWholeExtension } from '../wholeExtension.ts';

/** What the commands about tokens and keys show and say, with the whole extension in the stand-in for VS Code. */

const [secret, stranger] = [randomBytes(32), randomBytes(32)];
const signed = (payload: object, key = secret) => hs256(payload, key);
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const encrypted = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open' } as const;
const [one, two] = [signed({ sub: 'one' }), signed({ sub: 'two', exp: 4e9 })];
const past = { iat: 1000, exp: 1600 };
const uri = Uri.file('/work/a.txt');
const text = `first ${one}\nsecond ${two}\n`;
useWholeExtension({
  uri,
  text,
  secret,
  beside: {
    '/work/none.txt': 'nothing\n',
    '/work/b.txt': '',
    '/work/ec.pem': String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    '/work/locked.pem': String(privateKey.export(encrypted)),
    '/work/public.key': String(publicKey.export({ type: 'spki', format: 'pem' })),
  },
});

const run = (command: string, argument?: unknown): Promise<unknown> =>
  commands.executeCommand(`tokensmith.${command}`, ...(argument === undefined ? [] : [argument]));
const claims = (token: unknown) => JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString());
async function select(from: number, to = from, path = uri.path) {
  const editor = await window.showTextDocument(await page.open(Uri.file(path)));
  const [start, end] = [editor.document.positionAt(from), editor.document.positionAt(to)];
  editor.selection = { active: end, start, end };
  return editor;
}
async function remove(path: string) {
  await files.delete(Uri.file(path));
  tellOfFile('deleted', path);
}
const other = Uri.file('/work/b.txt');
/** Another file, which is shown, of these lines. */
async function write(...lines: readonly string[]) {
  await select(0, 0, other.path);
  const model = page.model(other);
  if (model) page.type(model, [{ start: 0, end: model.text.length, text: lines.join('\n') }]);
  await page.idle();
  await select(0, 0, other.path);
}
const written = async () => {
  await page.idle();
  return page.model(other)?.text.split('\n');
};

describe('copying a token', () => {
  it('asks a person in which form, and says what was copied', async () => {
    await select(8);
    const heard = hearing();
    const asked = answering(/^Decoded/, enter, /^Token/, /^Authorization/, /^Option/);
    for (let time = 0; time < 5; time++) await run('copyToken');
    expect(asked.slice(0, 2).map(look)).toEqual([
      [
        'Copy Token',
        'Select what to copy',
        '> Token eyJ…',
        '  Authorization header Authorization: Bearer eyJ…',
        "  Option for curl -H 'Authorization: Bearer eyJ…'",
        '  Decoded token {"header": …, "payload": …}',
      ],
      [
        'Copy Token',
        'Select what to copy',
        '> Decoded token last used {"header": …, "payload": …}',
        '  Token eyJ…',
        '  Authorization header Authorization: Bearer eyJ…',
        "  Option for curl -H 'Authorization: Bearer eyJ…'",
      ],
    ]);
    expect(heard).toEqual([
      'status: Decoded token copied',
      'status: Decoded token copied',
      'status: Token copied',
      'status: Authorization header copied',
      'status: Option for curl copied',
    ]);
  });

  it('for a shell is one word, whatever stands in it', async () => {
    expect(await run('copyToken', { token: "a'b", as: 'curl' })).toBe(String.raw`-H 'Authorization: Bearer a'\''b'`);
  });

  it('decoded is refused of what is no token', async () => {
    await expect(run('copyToken', { token: 'a.b.c', as: 'decoded' })).rejects.toThrow(/token/);
  });
});

describe('the token that a command is about', () => {
  it('is the one that a selection holds whole, of several', async () => {
    await select(0, text.indexOf('\n') + 1);
    expect(await run('copyToken', {})).toBe(one);
  });

  it('is picked from the list of those in the file', async () => {
    await select(0, 0);
    const asked = answering('line 2');
    expect(await run('copyToken', {})).toBe(two);
    expect(asked.map(look)).toEqual([
      ['Select a token', '> JWT · no expiry line 1', expect.stringMatching(/^ {2}JWT · expires in .* line 2$/)],
    ]);
  });

  it('is followed while the list is shown, and lost where it is gone by then', async () => {
    const typing = (start: number, end: number, typed: string) => {
      vi.spyOn(window, 'showQuickPick').mockImplementation(async (items) => {
        const model = page.model(uri);
        if (model) page.type(model, [{ start, end, text: typed }]);
        await page.idle();
        return (items as unknown[])[1];
      });
    };
    await select(0, 0);
    typing(0, 0, 'new\n');
    expect(await run('copyToken', {})).toBe(two);
    const at = page.model(uri)?.text.indexOf(two) ?? 0;
    typing(at - 3, at + 10, '');
    await expect(run('copyToken', {})).rejects.toThrow(/a\.txt/);
  });

  it('is none without an editor', async () => {
    closeTab(uri);
    await expect(run('renewToken', {})).rejects.toThrow(/editor/);
    await expect(run('renewAllTokens', {})).rejects.toThrow(/editor/);
    await expect(run('copyToken', {})).rejects.toThrow(/^No token/);
    await expect(run('copyToken', { offset: 7 })).rejects.toThrow(/^No token/);
  });

  it.each([`Authorization:bearer ${two}`, `AUTHORIZATION: Bearer  ${two}`, `bearer ${two}`])(
    'is that behind the words before it: %s',
    async (given) => {
      expect(await run('copyToken', { token: given })).toBe(two);
    },
  );
});

describe('comparing', () => {
  const compared = async (argument?: object) => {
    const { executeCommand } = commands;
    const shown: unknown[][] = [];
    vi.spyOn(commands, 'executeCommand').mockImplementation(async (id, ...given) => {
      if (id !== 'vscode.diff') return executeCommand(id, ...given);
      shown.push(given);
      return undefined;
    });
    await run('compareTokens', argument);
    vi.mocked(commands.executeCommand).mockRestore();
    const [left, right, title] = shown[0] ?? [];
    const textOf = async (of: unknown) => JSON.parse((await page.open(Uri.parse(String(of)))).getText()).payload.sub;
    return left === undefined ? undefined : [await textOf(left), await textOf(right), title];
  };

  it('asks for the other, of all files that are open, each once, that in front first', async () => {
    await write(signed({ sub: 'three' }), two);
    const asked = answering(/line 1/);
    expect(await compared({ left: one })).toEqual([
      'one',
      'three',
      expect.stringMatching(/^(?!.*\.json).* and b\.txt:1 – JWT$/),
    ]);
    expect(asked.map(look)).toEqual([
      [
        'Compare Tokens',
        'The token to compare with',
        expect.stringMatching(/^> JWT .*b\.txt, line 1$/),
        expect.stringMatching(/^ {2}JWT .*b\.txt, line 2$/),
        '  ',
        '  $(clippy) Paste a Token…',
      ],
    ]);
  });

  it('takes a pasted one on the side that is free', async () => {
    const asked = answering(/Paste/, ` ${two} `);
    expect((await compared({ right: one }))?.slice(0, 2)).toEqual(['two', 'one']);
    expect(asked.at(-1)).toMatchObject({ title: 'Compare Tokens', prompt: 'The token to compare with' });
    answering(/Paste/, leave);
    expect(await compared({ right: one })).toBeUndefined();
  });

  it('takes two of the clipboard and the editor, but never the clipboard twice', async () => {
    await select(0, 0, '/work/none.txt');
    env.clipboard.text = two;
    await expect(run('compareTokens', {})).rejects.toThrow(/^No token/);
    await select(8);
    expect(await compared({})).toEqual(['one', 'two', expect.stringMatching(/^a\.txt:1 – JWT and clipboard – JWT$/)]);
  });

  it('of one side that is given asks the other of nobody’s selection', async () => {
    await select(0, text.length);
    const three = signed({ sub: 'three' });
    answering(/line 2/);
    expect((await compared({ left: three }))?.slice(0, 2)).toEqual(['three', 'two']);
  });

  it('without an editor asks for both', async () => {
    closeTab(uri);
    await expect(run('compareTokens', {})).rejects.toThrow(/^No token/);
  });

  it('of three that are selected asks which', async () => {
    await write(one, two, signed({ sub: 'three' }), '', '');
    await select(0, 1e6, other.path);
    answering(/line 3/, /line 1/);
    expect((await compared({}))?.slice(0, 2)).toEqual(['three', 'one']);
  });
});

describe('the public half of a key', () => {
  it('is asked for by key and form, that of the editor first, and said to be copied', async () => {
    await select(0, 0, '/work/locked.pem');
    vi.spyOn(window, 'showInputBox').mockResolvedValue('open');
    const heard = hearing();
    const asked = answering(enter, /^JWK \{/, /ec\.pem/, enter);
    await run('copyPublicKey');
    await run('copyPublicKey');
    expect(asked.slice(0, 2).map(look)).toEqual([
      [
        'Copy Public Key',
        'Select the key whose public half to copy',
        '  $(key) ec.pem EC P-256',
        '> $(key) locked.pem encrypted',
        '  $(key) public.key EC P-256',
      ],
      [
        'Copy Public Key',
        'Select the format',
        '> PEM -----BEGIN PUBLIC KEY-----',
        '  JWK {"kty": …, "kid": …, "alg": …, "use": …}',
        '  JWK Set {"keys": […]}',
      ],
    ]);
    expect(asked[3]?.active).toBe('JWK last used {"kty": …, "kid": …, "alg": …, "use": …}');
    expect(heard).toEqual(['status: Public key copied (JWK)', 'status: Public key copied (JWK)']);
  });

  it('is asked for in its form alone where the lens has named the key', async () => {
    const asked = answering(/^PEM/, leave);
    await run('copyPublicKey', { key: 'file:ec.pem', ask: true });
    expect(asked.map(({ placeholder }) => placeholder)).toEqual(['Select the format']);
    expect(env.clipboard.text).toMatch(/^-----BEGIN PUBLIC/);
    env.clipboard.text = '';
    expect(await run('copyPublicKey', { key: 'file:ec.pem', ask: true })).toBeUndefined();
    expect(env.clipboard.text).toBe('');
    await run('copyPublicKey', { key: 'file:ec.pem', as: 'jwks' });
    expect(JSON.parse(env.clipboard.text).keys).toHaveLength(1);
  });

  it('is that of no secret, which is said with its name', async () => {
    await expect(run('copyPublicKey', { key: 'file:s.jwk' })).rejects.toThrow(/^s\.jwk: /);
    await expect(run('copyPublicKey', { key: 'nonsense' })).rejects.toThrow(/^"key" isn't a key reference/);
  });

  it('where there is none is led to keys that are made or found', async () => {
    for (const path of ['/work/ec.pem', '/work/locked.pem', '/work/public.key']) await remove(path);
    const heard = hearing();
    await expect(run('copyPublicKey')).rejects.toThrow();
    await vi.waitFor(() =>
      expect(heard).toEqual([expect.stringMatching(/^error: .* \[Use Key File…\] \[Generate Key…\]$/)]),
    );
  });
});

describe('a key file from elsewhere', () => {
  const browse = async (path: string) => {
    const dialog = vi.spyOn(window, 'showOpenDialog').mockResolvedValue([Uri.file(path)]);
    const reference = await run('addKeyFile');
    return { reference, shown: dialog.mock.lastCall?.[0] };
  };

  it('is browsed for from the workspace on, and leads to a token', async () => {
    const heard = hearing(/Create Token/);
    const asked = answering(leave);
    const { reference, shown } = await browse('/work/ec.pem');
    expect([reference, shown]).toEqual([
      'file:ec.pem',
      { title: 'Browse for Key File', openLabel: 'Use Key', defaultUri: Uri.file('/work') },
    ]);
    await vi.waitFor(() => expect(asked[0]?.title).toBe('Create Token'));
    expect(heard).toEqual(['info: ec.pem can sign tokens now (EC P-256). [Create Token…]']);
  });

  it('that is encrypted says when it asks', async () => {
    const heard = hearing();
    expect((await browse('/work/locked.pem')).reference).toBe('file:locked.pem');
    expect(heard).toEqual([
      'info: locked.pem is encrypted; you are asked for its passphrase when it signs. [Create Token…]',
    ]);
  });

  it('that is none says why, and one that can be converted says how', async () => {
    await files.writeFile(Uri.file('/work/old.ppk'), Buffer.from('PuTTY-User-Key-File-3: ssh-rsa\n'));
    await files.writeFile(Uri.file('/work/odd.pem'), Buffer.from(pemBlock('PRIVATE KEY', 'MC4')));
    const heard = hearing(/Copy Command/);
    expect((await browse('/work/old.ppk')).reference).toBeUndefined();
    await vi.waitFor(() => expect(env.clipboard.text).toMatch(/^puttygen /));
    expect((await browse('/work/odd.pem')).reference).toBeUndefined();
    expect(heard).toEqual([
      expect.stringMatching(/^dialog: PuTTY keys aren't supported\. Convert it with: puttygen .* \[Copy Command\]/),
      expect.stringMatching(/^error: The key is incomplete\./),
    ]);
  });
});

describe('the verdict', () => {
  const told = async (token: string) => {
    const heard = hearing();
    await write(token);
    await select(1, 1, other.path);
    await run('verifyToken');
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    return heard[0];
  };

  it.each([
    ['a good one', one, /^info: .* \[OK\]$/],
    [
      'one whose payload was changed',
      `${one.split('.')[0]}.${encodePart({ sub: 'x' })}.${one.split('.')[2]}`,
      /^warning: .* \[Verify with…\]$/,
    ],
    ['one of a stranger', signed({ sub: 'x' }, stranger), /^warning: .* \[Verify with…\]$/],
    ['one that nobody signed', `${encodePart({ alg: 'none' })}.${encodePart({})}.`, /^warning: .* \[OK\]$/],
    [
      'one of an issuer that publishes its keys',
      `${encodePart({ alg: 'RS256' })}.${encodePart({ iss: 'https://accounts.google.com' })}.AAAA`,
      /^warning: .* \[Verify with…\] \[Copy Download Command\]$/,
    ],
  ])('on %s is said with what leads on', async (_what, token, words) => {
    expect(await told(token)).toMatch(words);
  });

  it('leads to the keys that could have signed, and says why where it cannot', async () => {
    await write(signed({ sub: 'x' }, stranger));
    await select(1, 1, other.path);
    const heard = hearing(/Verify with/);
    const asked = answering(leave);
    await run('verifyToken');
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    await page.idle();
    expect(heard).toHaveLength(1);
    vi.spyOn(window, 'showWarningMessage').mockImplementation(async (_message, ...buttons) => {
      const model = page.model(other);
      if (model) page.type(model, [{ start: 0, end: model.text.length, text: 'gone' }]);
      await page.idle();
      return buttons[0];
    });
    await run('verifyToken', { uri: other.toString(), offset: 1, isSaid: true });
    await vi.waitFor(() => expect(heard[1]).toMatch(/^error: .*b\.txt/));
    expect(asked).toHaveLength(1);
  });

  it('by a key is that of one that could have signed, picked from a list', async () => {
    answering('correct horse battery staple, and more');
    await run('storeSecret', { name: 'forum' });
    const asked = answering(/s\.jwk/);
    const heard = hearing();
    await run('verifyTokenWith', { token: two });
    expect(asked.map(look)).toEqual([
      ['Verify with…', 'Select the key to verify with', '> $(key) s.jwk HMAC 256', '  $(lock) secret:forum HMAC 304'],
    ]);
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    const es256 = `${encodePart({ alg: 'ES256' })}.${encodePart({})}.AAAA`;
    const pairs = answering(leave);
    expect(await run('verifyTokenWith', { token: es256 })).toBeUndefined();
    expect(pairs[0]?.rows).toEqual([
      '$(key) ec.pem EC P-256',
      '$(key) locked.pem encrypted',
      '$(key) public.key EC P-256',
    ]);
  });

  it('by none of the keys is said with the algorithm, no longer than a name', async () => {
    await remove('/work/locked.pem');
    const token = `${encodePart({ alg: `RS256\u202e${'x'.repeat(100)}` })}.${encodePart({})}.AAAA`;
    const asked = answering(enter);
    expect(await run('verifyTokenWith', { token })).toBeUndefined();
    expect(asked[0]?.rows).toEqual([
      expect.stringMatching(/^No key in this workspace works with RS256[^\u202e]{30,45}$/),
    ]);
  });

  it('by an encrypted key takes its passphrase', async () => {
    const asked = answering('open');
    const es256 = `${encodePart({ alg: 'ES256' })}.${encodePart({})}.AAAA`;
    expect(await run('verifyToken', { token: es256, key: 'file:locked.pem' })).toMatchObject({ signature: 'invalid' });
    expect(asked).toHaveLength(1);
    await expect(run('verifyToken', { token: es256, key: 'nonsense' })).rejects.toThrow(/^"key" isn't/);
  });
});

describe('renewing', () => {
  it('one token says so, and that its file is not saved', async () => {
    await write(signed({ sub: 'old', ...past }));
    const heard = hearing();
    const renewed = await run('renewToken', { offset: 1 });
    expect([await written(), heard]).toEqual([[renewed], ['status: Token renewed. b.txt has unsaved changes.']]);
    setSetting('files.autoSave', 'afterDelay');
    await run('renewToken', { offset: 1 });
    expect(heard.at(-1)).toBe('status: Token renewed.');
  });

  it('a token that stands beside what is looked at saves its file', async () => {
    await page.open(other);
    await files.writeFile(other, Buffer.from(''));
    await write(signed({ sub: 'old', ...past }));
    await page.save(other);
    await select(0);
    const renewed = await run('renewToken', { uri: other.toString(), offset: 1, isBeside: true });
    await page.idle();
    expect(files.text(other.path)).toBe(renewed);
    const again = await run('renewToken', { uri: other.toString(), offset: 1 });
    await page.idle();
    expect([files.text(other.path), await written()]).toEqual([renewed, [again]]);
  });

  it('one that says nothing of its life asks for that', async () => {
    await write(signed({ sub: 'old', exp: 1600 }));
    const asked = answering('soon', '2h');
    await run('renewToken', { offset: 1 });
    expect(asked.map(look)).toEqual([
      [
        'Renew Token',
        'This token has no lifetime to copy. Select how long the renewed token is valid. Lifetime, for example 90s, 15m or 24h',
        '[15m]',
      ],
    ]);
    expect(asked[0]?.said[0]).toBe('Enter a number of seconds, or a duration like "90s", "15m", "24h" or "7d".');
  });

  it('one that lives longer than its issuer takes does so only once that is said', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    await files.writeFile(
      Uri.file('/work/private.key'),
      Buffer.from(String(rsa.export({ type: 'pkcs8', format: 'pem' }))),
    );
    tellOfFile('created', '/work/private.key');
    const application = 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab';
    const long = { application_id: application, jti: application, iat: 1000, exp: 1000 + 30 * 86_400 };
    const token = jsonwebtoken.sign(long, rsa, { algorithm: 'RS256' });
    await write(token);
    const heard = hearing();
    expect(await run('renewToken', { offset: 1 })).toBeUndefined();
    expect(await written()).toEqual([token]);
    const clicked = hearing(/Renew with/);
    const { iat, exp } = claims(await run('renewToken', { offset: 1 }));
    expect(exp - iat).toBe(86_400);
    const question =
      'dialog: The token is valid for 30 days, but its issuer accepts at most 24 hours. [Renew with a lifetime of 24 hours]';
    expect([heard[0], clicked[0]]).toEqual([question, question]);
  });

  it('is refused of what can be renewed by nobody', async () => {
    await write(`${signed({ sub: 'a' })}~${Buffer.from('["salt","name","value"]').toString('base64url')}~`);
    await expect(run('renewToken', { offset: 1 })).rejects.toThrow(/^An SD-JWT can't be renewed/);
  });

  describe('all that have expired', () => {
    const old = (sub: string, key = secret) => signed({ sub, ...past }, key);
    const all = async (...lines: readonly string[]) => {
      await write(...lines);
      const heard = hearing();
      const renewed = await run('renewAllTokens', { uri: other.toString() });
      await page.idle();
      return [renewed, heard];
    };
    const unknown = 'None of the keys in this workspace signed this token.';

    it.each([
      ['none', [two], 0, ['status: No token in this file has expired.']],
      ['one', [two, old('a')], 1, ['status: 1 token renewed. b.txt has unsaved changes.']],
      ['two', [old('a'), old('b')], 2, ['status: 2 tokens renewed. b.txt has unsaved changes.']],
      ['one of a stranger', [old('a', stranger)], 0, [`warning: 1 token was not renewed: ${unknown} [Renew…]`]],
      [
        'some of each',
        [old('a'), old('b', stranger), old('c', stranger)],
        1,
        [`warning: 1 token renewed. 2 tokens were not renewed: ${unknown} [Renew…]`],
      ],
    ])('says what came of %s', async (_what, lines, count, said) => {
      expect(await all(...lines)).toEqual([count, said]);
    });

    it('leads, at a click, to the first that takes an answer', async () => {
      const foreign = old('b', stranger);
      await write(old('a'), foreign);
      const heard = hearing(/Renew…/);
      const asked = answering(leave);
      await run('renewAllTokens');
      await vi.waitFor(() => expect(asked).toHaveLength(1));
      expect(asked[0]?.title).toBe('Sign Token');
      await page.idle();
      expect([heard.length, (await written())?.[1]]).toEqual([1, foreign]);
    });

    it('and where that fails by then says why', async () => {
      await write(old('b', stranger));
      const heard = hearing();
      vi.spyOn(window, 'showWarningMessage').mockImplementation(async (_message, ...buttons) => {
        const model = page.model(other);
        if (model) page.type(model, [{ start: 0, end: model.text.length, text: 'gone' }]);
        await page.idle();
        return buttons[0];
      });
      await run('renewAllTokens');
      await vi.waitFor(() => expect(heard).toEqual([expect.stringMatching(/^error: .*b\.txt/)]));
    });

    it('shows how far it is from ten on, and can be stopped', async () => {
      await write(...Array.from({ length: 12 }, (_, i) => old(String(i))));
      const shown: unknown[] = [];
      vi.spyOn(window, 'withProgress').mockImplementation(async (options, work) => {
        shown.push(options);
        return work({ report: (done: unknown) => shown.push(done) }, { isCancellationRequested: false });
      });
      expect(await run('renewAllTokens')).toBe(12);
      expect(shown.slice(0, 3)).toEqual([
        { location: 15, title: 'Renewing tokens', cancellable: true },
        { message: '0 of 12', increment: 100 / 12 },
        { message: '1 of 12', increment: 100 / 12 },
      ]);
      const before = Array.from({ length: 10 }, (_, i) => old(String(i)));
      await write(...before);
      vi.spyOn(window, 'withProgress').mockImplementation(async (_options, work) =>
        work({ report: () => {} }, { isCancellationRequested: true }),
      );
      expect(await run('renewAllTokens')).toBeUndefined();
      expect(await written()).toEqual(before);
      const few = vi.spyOn(window, 'withProgress');
      few.mockClear();
      await write(...before.slice(1));
      expect(await run('renewAllTokens')).toBe(9);
      expect(few.mock.calls).toEqual([]);
    });

    it('are left alone where the workspace is not trusted, or the file cannot be written', async () => {
      await write(old('a'));
      vi.spyOn(files, 'isWritableFileSystem').mockReturnValue(false as never);
      await expect(run('renewAllTokens', {})).rejects.toThrow(/b\.txt/);
      workspace.isTrusted = false;
      await expect(run('renewAllTokens', {})).rejects.toThrow(/trust/i);
    });
  });
});

describe('decoding', () => {
  it('leads from a link at a claim to that claim', async () => {
    const at = text.indexOf(one);
    const [header = ''] = one.split('.');
    await run('decodeToken', { uri: uri.toString(), offset: at + header.length + 12 });
    const editor = window.activeTextEditor;
    const selected = () => {
      const { start, end } = window.activeTextEditor?.selection ?? { start: undefined, end: undefined };
      const document = window.activeTextEditor?.document;
      return start && end && document?.getText().slice(document.offsetAt(start), document.offsetAt(end));
    };
    expect([editor?.document.uri.scheme, selected()]).toEqual(['jwt', '"sub": "one"']);
  });

  it('is refused of what is no token', async () => {
    await expect(run('decodeToken', { token: 'a.b.c' })).rejects.toThrow(/token/);
  });
});

describe('editing', () => {
  const edit = async (token: string) => {
    await write(token);
    return run('editToken', { offset: 1 }).then(String, (error: Error) => error.message);
  };
  const part = (value: string) => Buffer.from(value).toString('base64url');

  it.each([
    [
      'a JWE',
      `${encodePart({ alg: 'dir', enc: 'A128GCM' })}..aaaa.bbbb.cccc`,
      /^Encrypted tokens \(JWE\) can't be re-signed\./,
    ],
    [
      'an SD-JWT',
      `${signed({ sub: 'a' })}~${part('["salt","name","value"]')}~`,
      /^An SD-JWT can't be renewed or edited/,
    ],
    [
      'a payload of bytes',
      `${encodePart({ alg: 'HS256' })}.${Buffer.from([0xff, 0xfe, 0x80, 0, 1, 2]).toString('base64url')}.AAAA`,
      /^The payload isn't text/,
    ],
    ['a good one', one, /^jwt:.*b\.txt:1/],
  ])('of %s', async (_what, token, words) => {
    expect(await edit(token)).toMatch(words);
  });

  it('is for a trusted workspace, and a file that can be written', async () => {
    vi.spyOn(files, 'isWritableFileSystem').mockReturnValue(false as never);
    expect(await edit(one)).toMatch(/b\.txt/);
    workspace.isTrusted = false;
    expect(await edit(one)).toMatch(/trust/i);
  });
});

describe('the body that a token is for', () => {
  const recipe = { kind: 'vonage-webhook', apiKey: 'abcd1234', key: 'file:s.jwk' };
  const http = Uri.file('/work/c.http');
  const request = (body: string) => `POST https://a.test\nContent-Type: application/json\n\n${body}\n`;
  beforeEach(async () => {
    await files.writeFile(http, Buffer.from(request('{"a":"{{gone}}"}')));
  });
  const make = (more: object = {}, output = 'header') =>
    run('createToken', { recipe: { ...recipe, ...more }, output, uri: http.toString(), offset: 0 });

  it('cannot be hashed as long as a variable in it is nobody’s, which is said', async () => {
    const heard = hearing();
    expect(claims(await make())).not.toHaveProperty('payload_hash');
    expect(heard).toEqual([`warning: No body hash: gone can't be resolved in this file.`]);
  });

  it('is not asked where the recipe has one, or a hash, or the token goes nowhere', async () => {
    const heard = hearing();
    const hash = 'a'.repeat(64);
    expect(claims(await make({ payloadHash: hash })).payload_hash).toBe(hash);
    expect(claims(await make({ payload: 'mine' })).payload_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(claims(await make({}, 'none'))).not.toHaveProperty('payload_hash');
    expect(heard).toEqual([]);
  });
});

describe('a command', () => {
  it('that a person starts follows where that was, for the way out', async () => {
    const at = 'GET https://a.test\nAuthorization: Bearer {{gone.response.body.token}}\n';
    await files.writeFile(Uri.file('/work/d.http'), Buffer.from(at));
    await select(1, 1, '/work/d.http');
    setSetting('tokensmith.recipes', { mine: { kind: 'custom', key: 'file:s.jwk', claims: {} } });
    const heard = hearing(/Replace/);
    const asked = answering(/mine/);
    await expect(run('insertAuthorizationHeader')).rejects.toThrow();
    await vi.waitFor(() =>
      expect(page.model(Uri.file('/work/d.http'))?.text).toMatch(/\nAuthorization: Bearer eyJ[\w.-]+\n$/),
    );
    // Before it was said that something stands there, nobody was asked.
    expect([asked.map(({ title }) => title), heard[0]]).toEqual([
      ['Insert Authorization Header'],
      expect.stringMatching(/^error: .*gone.* \[Replace\]$/),
    ]);
  });

  it('of which the person was told says nothing more', async () => {
    hearing();
    await select(0, 0, '/work/none.txt');
    const error = await run('copyToken').catch((thrown: unknown) => thrown);
    expect(() => (error as { detail: unknown }).detail).toThrow();
  });

  it('takes an object, and says what else is none', async () => {
    await expect(run('copyToken', 7)).rejects.toThrow('The argument must be an object like {…}.');
  });
});

describe('how a recipe reads its secret', () => {
  it.each([[{ secretEncoding: 'hex' }], [{ recipe: 'odd', secretEncoding: 'hex' }]])(
    'is set in no %j',
    async (given) => {
      setSetting('tokensmith.recipes', { odd: null });
      await expect(run('setSecretEncoding', given)).rejects.toThrow(/recipe/);
    },
  );
});

describe('a problem that is turned off', () => {
  it('is said to be, in the settings of the person where there is no folder', async () => {
    const heard = hearing();
    workspace.workspaceFolders = [];
    await run('turnProblemOff', { code: 'expired' });
    expect(workspace.getConfiguration('tokensmith').inspect('problems.severity')).toMatchObject({
      globalValue: { expired: 'off' },
      workspaceValue: undefined,
    });
    expect(heard).toEqual(['status: expired is off, in the setting tokensmith.problems.severity']);
    await expect(run('turnProblemOff', {})).rejects.toThrow('"code" must be "expired".');
  });
});

describe('a button of a message', () => {
  it('whose command says by itself what it cannot do says nothing more', async () => {
    for (const path of ['/work/ec.pem', '/work/locked.pem', '/work/public.key']) await remove(path);
    workspace.workspaceFolders = [];
    const heard = hearing(/Generate Key/);
    await expect(run('copyPublicKey')).rejects.toThrow();
    await vi.waitFor(() => expect(heard).toHaveLength(2));
    await page.idle();
    expect(heard[1]).toMatch(/^error: .*folder/);
    expect(heard).toHaveLength(2);
  });

  it('says why it cannot do it, where only its command knows', async () => {
    setSetting('tokensmith.recipes', { mine: { kind: 'custom', key: 'file:s.jwk', claims: {} } });
    const heard = hearing();
    vi.spyOn(window, 'showQuickPick').mockImplementation(async (items) => {
      setSetting('tokensmith.recipes', undefined);
      return (items as unknown as { label: string }[]).find(({ label }) => label.endsWith('Open in Token Builder'));
    });
    expect(await run('createToken', { recipe: 'mine' })).toMatch(/^ey/);
    expect(heard).toEqual([expect.stringMatching(/^error: .*"mine"/)]);
  });
});
