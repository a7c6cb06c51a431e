import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { encodePart, hs256 } from '../../hs256.ts';
import { CancellationError, commands, env, page, Uri, window, workspace } from '../../standIn/vscode.ts';
import { answering } from '../answering.ts';
import { useWholeExtension } from '../wholeExtension.ts';

/** What the commands about a token do, with the whole extension in the stand-in for VS Code. */

const [secret, stranger] = [randomBytes(32), randomBytes(32)];
const signed = (payload: object, { key = secret, alg = 'HS256' } = {}) => hs256(payload, key, alg);
const [one, two] = [signed({ sub: 'one' }), signed({ sub: 'two', exp: 4e9 })];
const claims = (token: unknown) => JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString());
const uri = Uri.file('/work/a.txt');
const text = `first ${one}\nsecond ${two}\n`;
const publicPem = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' });
useWholeExtension({
  uri,
  text,
  secret,
  beside: { '/work/one.txt': `${one}\n`, '/work/none.txt': 'nothing\n', '/work/public.key': String(publicPem) },
});

const run = (command: string, argument?: unknown): Promise<unknown> =>
  commands.executeCommand(`tokensmith.${command}`, ...(argument === undefined ? [] : [argument]));
const failure = (promise: Promise<unknown>) => promise.then(String, (error: Error) => error.message);
async function open(path: string) {
  return window.showTextDocument(await page.open(Uri.file(path)));
}
async function select(from: number, to = from) {
  const editor = await open(uri.path);
  const [start, end] = [editor.document.positionAt(from), editor.document.positionAt(to)];
  editor.selection = { active: end, start, end };
}
const shownText = async (shown: unknown) => (await page.open(Uri.parse(String(shown)))).getText();

describe('the token that a command is about', () => {
  it.each([
    ['a text', { token: ` Authorization: Bearer ${two} ` }, two],
    ['a place', { uri: uri.toString(), offset: text.indexOf(two) }, two],
    ['a place whose URI is an object', { uri: { scheme: 'file', path: uri.path }, offset: 6 }, one],
    ['an offset in the editor', { offset: text.lastIndexOf(two) + two.length }, two],
    ['a file with one token', { uri: 'file:///work/one.txt' }, one],
  ])('is that of the argument: %s', async (_what, argument, token) => {
    expect(await run('copyToken', argument)).toBe(token);
    expect(env.clipboard.text).toBe(token);
  });

  it('is that under the cursor', async () => {
    await select(text.indexOf(two) + 3);
    expect(await run('copyToken', {})).toBe(two);
  });

  it('is the one that is selected with what is around it', async () => {
    await select(text.indexOf('\nsecond'), text.length);
    expect(await run('copyToken', {})).toBe(two);
  });

  it('is picked where two are selected, by what each is and its line', async () => {
    await select(0, text.length);
    const asked = vi.spyOn(window, 'showQuickPick').mockImplementation(async (items) => (items as unknown[])[1]);
    expect(await run('copyToken', {})).toBe(two);
    expect(asked.mock.lastCall?.[0]).toEqual([
      expect.objectContaining({ description: 'line 1' }),
      expect.objectContaining({ description: 'line 2' }),
    ]);
  });

  it('is none where the person picks none', async () => {
    expect(await run('copyToken', {})).toBeUndefined();
    expect(env.clipboard.text).toBe('');
  });

  it('is that of the clipboard, where there is none in sight', async () => {
    await open('/work/none.txt');
    env.clipboard.text = `curl -H 'Authorization: Bearer ${two}'`;
    expect(await run('verifyToken', {})).toMatchObject({ signature: 'valid' });
    expect(await failure(run('copyToken', {}))).toMatch(/No token/);
    expect(await failure(run('verifyToken', { uri: 'file:///work/none.txt' }))).toMatch(/none\.txt/);
  });

  it('is that of the document that shows it', async () => {
    await open('/work/none.txt');
    const shown = await run('decodeToken', { token: two });
    await window.showTextDocument(await page.open(Uri.parse(String(shown))));
    expect(await run('copyToken', {})).toBe(two);
  });

  it.each([
    [{ uri: uri.toString(), offset: 0 }, /a\.txt/],
    [{ offset: -1 }, /offset/],
    [{ offset: 1.5 }, /offset/],
    [{ uri: 7 }, /uri/],
    [{ token: 7 }, /token/],
    [{ token: one, as: 'poem' }, /"token" \| "header" \| "curl" \| "decoded"/],
    [[], /\{…\}/],
    ['text', /\{…\}/],
  ])('is refused: %j', async (argument, words) => {
    expect(await failure(run('copyToken', argument))).toMatch(words);
    expect(env.clipboard.text).toBe('');
  });
});

describe('copying a token', () => {
  it.each([
    ['token', one],
    ['header', `Authorization: Bearer ${one}`],
    ['curl', `-H 'Authorization: Bearer ${one}'`],
    ['decoded', '{\n  "header": {\n    "alg": "HS256"\n  },\n  "payload": {\n    "sub": "one"\n  }\n}'],
  ])('as %s', async (as, copy) => {
    expect(await run('copyToken', { token: one, as })).toBe(copy);
    expect(env.clipboard.text).toBe(copy);
  });

  it('asks a person as what, the last choice first', async () => {
    await select(8);
    const asked = answering(/Option for curl/, /last used/);
    expect(await run('copyToken')).toBe(`-H 'Authorization: Bearer ${one}'`);
    expect(await run('copyToken')).toBe(`-H 'Authorization: Bearer ${one}'`);
    expect(asked.map(({ rows }) => rows[0])).toEqual([
      'Token eyJ…',
      expect.stringMatching(/^Option for curl last used/),
    ]);
  });

  it('copies nothing where the person leaves', async () => {
    await select(8);
    answering();
    expect(await run('copyToken')).toBeUndefined();
    expect(env.clipboard.text).toBe('');
  });
});

describe('a command that cannot do its work', () => {
  it('tells a person, and is rejected as what is cancelled, so that nobody is told twice', async () => {
    await open('/work/none.txt');
    const told = vi.spyOn(window, 'showErrorMessage');
    await expect(run('copyToken')).rejects.toBeInstanceOf(CancellationError);
    await vi.waitFor(() =>
      expect(told.mock.calls).toEqual([[expect.stringMatching(/^No token/), 'Open Token Builder']]),
    );
  });

  it('is rejected with the words, to who gives an argument, and tells nobody', async () => {
    const told = vi.spyOn(window, 'showErrorMessage');
    expect(await failure(run('decodeToken', { token: 'no token' }))).toMatch(/^[A-Z].*\.$/);
    expect(told).not.toHaveBeenCalled();
  });

  it('takes the resource of a menu for no argument', async () => {
    await select(8);
    answering(/^Token/);
    expect(await run('copyToken', uri)).toBe(one);
  });
});

describe('decoding', () => {
  it('shows header and payload in a document that is named by the place', async () => {
    const shown = await run('decodeToken', { uri: uri.toString(), offset: text.indexOf(two) });
    expect(String(shown)).toMatch(/^jwt:.*\/a\.txt:2 – .*\.json$/);
    expect(JSON.parse(await shownText(shown))).toEqual({ header: { alg: 'HS256' }, payload: { sub: 'two', exp: 4e9 } });
    expect(await run('decodeToken', { uri: uri.toString(), offset: text.indexOf(two) })).toBe(shown);
  });
});

describe('the verdict', () => {
  const told = () => ({
    good: vi.spyOn(window, 'showInformationMessage'),
    bad: vi.spyOn(window, 'showWarningMessage'),
  });

  it.each([
    ['of a known key', one, { signature: 'valid', key: 'file:s.jwk', structure: 'ok' }],
    ['of no known key', signed({ sub: 'x' }, { key: stranger }), { signature: 'unknown-key' }],
    ['of no algorithm', `${encodePart({ alg: 'none' })}.${encodePart({})}.`, { signature: 'unsigned' }],
  ])('%s', async (_what, token, verdict) => {
    const { good, bad } = told();
    expect(await run('verifyToken', { token })).toMatchObject(verdict);
    expect([good.mock.calls, bad.mock.calls]).toEqual([[], []]);
  });

  it('is by the key that is named, and by no other', async () => {
    expect(await run('verifyToken', { token: one, key: 'file:s.jwk' })).toMatchObject({ signature: 'valid' });
    const foreign = signed({ sub: 'x' }, { key: stranger });
    expect(await run('verifyToken', { token: foreign, key: 'file:s.jwk' })).toMatchObject({ signature: 'invalid' });
    expect(await failure(run('verifyToken', { token: one, key: 'nonsense' }))).toMatch(/key/);
    workspace.isTrusted = false;
    expect(await run('verifyToken', { token: one, key: 'file:s.jwk' })).toMatchObject({ signature: 'not-checked' });
  });

  it('is told to a person: a good one as a fact, a bad one as a warning', async () => {
    const { good, bad } = told();
    await select(text.indexOf(two) + 3);
    await run('verifyToken');
    expect(good.mock.lastCall?.[0]).toMatch(/[Vv]alid|[Vv]erified/);
    env.clipboard.text = signed({ sub: 'x' }, { key: stranger });
    await open('/work/none.txt');
    await run('verifyToken');
    expect(bad.mock.lastCall?.[0]).toMatch(/key/);
    expect(good.mock.calls).toHaveLength(1);
  });

  it('leads from an unknown key to the keys that could have signed', async () => {
    const editor = await open(uri.path);
    const model = page.model(uri);
    const foreign = signed({ sub: 'x' }, { key: stranger });
    if (model) page.type(model, [{ start: 0, end: model.text.length, text: foreign }]);
    await page.idle();
    editor.selection = {
      active: editor.document.positionAt(1),
      start: editor.document.positionAt(1),
      end: editor.document.positionAt(1),
    };
    const { bad } = told();
    bad.mockImplementationOnce(async (_message, ...buttons) => buttons.find((button) => button === 'Verify with…'));
    const asked = answering(/s\.jwk/);
    expect(await run('verifyToken')).toMatchObject({ signature: 'unknown-key' });
    await vi.waitFor(() => expect(bad.mock.calls).toHaveLength(2));
    expect(asked.map(({ rows }) => rows)).toEqual([[expect.stringMatching(/s\.jwk HMAC 256/)]]);
  });

  it('of an issuer that publishes its keys leads to them, at a click alone', async () => {
    const google = `${encodePart({ alg: 'RS256', kid: 'k' })}.${encodePart({ iss: 'https://accounts.google.com' })}.AAAA`;
    const { bad } = told();
    const verify = () => run('verifyToken', { token: google, isSaid: true });
    await verify();
    await vi.waitFor(() => expect(bad.mock.lastCall?.slice(1)).toEqual(['Copy Download Command']));
    await page.idle();
    expect(env.clipboard.text).toBe('');
    bad.mockResolvedValue('Copy Download Command');
    await verify();
    await vi.waitFor(() => expect(env.clipboard.text).toMatch(/https:/));
  });

  it('is asked by no key, where none could have signed', async () => {
    const token = `${encodePart({ alg: 'RS256' })}.${encodePart({})}.AAAA`;
    const asked = answering(/No key in this workspace works with RS256/);
    expect(await run('verifyTokenWith', { token })).toBeUndefined();
    expect(asked).toHaveLength(1);
    workspace.isTrusted = false;
    expect(await failure(run('verifyTokenWith', { token }))).toMatch(/trust/i);
  });
});

describe('comparing', () => {
  /** The texts and the title that are shown beside each other. */
  async function compared(argument?: object) {
    const shown: unknown[][] = [];
    const { executeCommand } = commands;
    const spied = vi.spyOn(commands, 'executeCommand').mockImplementation(async (id, ...given) => {
      if (id !== 'vscode.diff') return executeCommand(id, ...given);
      shown.push(given);
      return undefined;
    });
    await run('compareTokens', argument);
    spied.mockRestore();
    const [left, right, title] = shown[0] ?? [];
    return left === undefined ? undefined : [await shownText(left), await shownText(right), title];
  }
  const named = (sub: string) => expect.stringContaining(`"sub": "${sub}"`);

  it('shows the two of the argument, the claims of the second in the order of the first', async () => {
    const [left, right] = [signed({ iss: 'a', sub: 'one' }), signed({ sub: 'two', iss: 'a' })];
    const [, second, title] = (await compared({ left: `Bearer ${left}`, right })) ?? [];
    expect(second).toMatch(/"iss": "a",\s+"sub": "two"/);
    expect(title).toMatch(/ and .*\(claims sorted to match\)$/);
  });

  it('shows the two that are selected, by their lines', async () => {
    await select(0, text.length);
    expect(await compared()).toEqual([named('one'), named('two'), expect.stringMatching(/^a\.txt:1 .* and a\.txt:2 /)]);
  });

  it('compares with the token of the clipboard, unless it is the same', async () => {
    await select(8);
    env.clipboard.text = signed({ sub: 'three' });
    expect(await compared()).toEqual([named('one'), named('three'), expect.stringMatching(/and clipboard/)]);
    env.clipboard.text = one;
    const asked = answering(/a\.txt, line 2/);
    expect(await compared()).toEqual([named('one'), named('two'), expect.any(String)]);
    expect(asked[0]?.rows.map((row) => row.replace(/.*(a\.txt)/, '$1'))).toEqual([
      'a.txt, line 2',
      '',
      '$(clippy) Paste a Token…',
    ]);
  });

  it('compares with a token that is pasted, and on its own side', async () => {
    answering(/Paste a Token…/, `  ${signed({ sub: 'four' })} `);
    expect(await compared({ right: one })).toEqual([named('four'), named('one'), expect.any(String)]);
    answering();
    expect(await compared({ left: one })).toBeUndefined();
  });
});

describe('renewing', () => {
  const old = signed({ sub: 'old', iat: 1000, exp: 1600 });
  const lifeless = signed({ sub: 'lifeless', exp: 1600 });
  const put = async (token: string) => {
    const model = page.model(uri);
    if (model) page.type(model, [{ start: 0, end: model.text.length, text: `${token}\n` }]);
    await page.idle();
    await select(1);
  };

  it('puts a token with the same life in the place of the old one', async () => {
    await put(old);
    const renewed = await run('renewToken');
    expect(page.model(uri)?.text).toBe(`${renewed}\n`);
    const { iat, exp, sub } = claims(renewed);
    expect([sub, exp - iat]).toEqual(['old', 600]);
    expect(Math.abs(iat - Date.now() / 1000)).toBeLessThan(20);
  });

  it('asks how long one shall live that says nothing of it, until the answer is a time', async () => {
    await put(lifeless);
    const asked = answering('soon', '0', ' 2h ');
    const { iat, exp } = claims(await run('renewToken'));
    expect(Math.round((exp - (iat ?? Date.now() / 1000)) / 60)).toBe(120);
    expect(asked[0]).toMatchObject({
      value: '15m',
      said: [expect.stringMatching(/^Enter/), expect.stringMatching(/^Enter/), ''],
    });
    await put(lifeless);
    answering();
    expect(await run('renewToken')).toBeUndefined();
    expect(page.model(uri)?.text).toBe(`${lifeless}\n`);
  });

  it('renews all that have expired, and says of the others why', async () => {
    const foreign = signed({ sub: 'foreign', iat: 1000, exp: 1600 }, { key: stranger });
    await put(
      `${old}\n${two}\n${foreign}\n${signed({ sub: 'other', iat: 1000, exp: 1600 }, { key: stranger })}\n${signed({ sub: 'older', iat: 100, exp: 160 })}`,
    );
    const warned = vi.spyOn(window, 'showWarningMessage');
    expect(await run('renewAllTokens')).toBe(2);
    const lines = page.model(uri)?.text.split('\n') ?? [];
    expect(lines.map((line) => line === old || line === two || line === foreign)).toEqual([
      false,
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(warned.mock.lastCall?.[0]).toMatch(/^2 tokens renewed\. 2 tokens were not renewed: None of the keys/);
    expect(warned.mock.lastCall?.slice(1)).toContain('Renew…');
  });
});
