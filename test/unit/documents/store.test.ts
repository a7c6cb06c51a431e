import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hs256 } from '../../hs256.ts';
import { closeTab, commands, editors, page, renameFile, Uri, window, workspace } from '../../standIn/vscode.ts';
import { retype, soon } from '../seeing.ts';
import { useWholeExtension } from '../wholeExtension.ts';

/** Which document a token has, what that shows as the token changes, and how long it is kept. */

const [secret, stranger] = [randomBytes(32), randomBytes(32)];
const now = Math.floor(Date.now() / 1000);
const expired = { iat: now - 7200, exp: now - 3600 };
const token = hs256({ sub: 'me', ...expired }, secret);
const [again, other, foreign] = [
  hs256({ sub: 'you', ...expired }, secret),
  hs256({ sub: 'them' }, secret),
  hs256({ sub: 'me', ...expired }, stranger),
];
const uri = Uri.file('/work/a.txt');
const text = `${token}\n${again}\n${token}\n`;
useWholeExtension({ uri, text, secret, beside: { '/work/b.txt': `${token}\n` } });

const run = (command: string, argument: object) => commands.executeCommand(`tokensmith.${command}`, argument);
const opened = async (command: string, argument: object) => Uri.parse(String(await run(command, argument)));
const at = (offset: number, file = uri) => ({ uri: file.toString(), offset });
const edit = (offset = 0, file = uri) => opened('editToken', at(offset, file));
const renew = (offset = 0, file = uri) => run('renewToken', at(offset, file));
const payloadOf = (shown: Uri) => JSON.parse(page.model(shown)?.text ?? '{}').payload;
const source = () => page.model(uri)?.text ?? '';
const isThere = (shown: Uri) =>
  Promise.resolve(workspace.fs.readFile(shown)).then(
    () => true,
    () => false,
  );

describe('the document', () => {
  it('of a token that is read is one for each token, and another than the one for editing', async () => {
    const [one, same, unsigned, edited] = [
      await opened('decodeToken', { token }),
      await opened('decodeToken', at(0)),
      await opened('decodeToken', { token: foreign }),
      await edit(),
    ];
    expect(String(same)).toBe(String(one));
    expect(new Set([one, unsigned, edited].map(String)).size).toBe(3);
    expect(page.model(unsigned)?.text).toBe(page.model(one)?.text);
  });

  it('for editing is one for each place, whatever stands there', async () => {
    const places = [await edit(), await edit(text.indexOf(again)), await edit(text.lastIndexOf(token))];
    const beside = await edit(0, Uri.file('/work/b.txt'));
    expect(new Set([...places, beside].map(String)).size).toBe(4);
    expect(String(await edit(text.lastIndexOf(token)))).toBe(String(places[2]));
  });

  it.each([
    ['no place', { token }, 'JWT.json'],
    ['a place', at(text.indexOf(again)), 'a.txt:2 – JWT.json'],
    [
      'an encrypted token',
      { token: `${Buffer.from('{"alg":"dir","enc":"A128GCM"}').toString('base64url')}..aXY.Y3Q.dGFn` },
      'Encrypted JWT.json',
    ],
    ['a kind', { token: hs256({ application_id: 'a', jti: '1', iat: 1 }, secret, 'RS256') }, 'Vonage REST.json'],
  ])('is named by what it is, and where it stands: %s', async (_what, argument, name) => {
    const shown = await opened('decodeToken', argument);
    expect(shown.path.split('/').at(-1)).toBe(name);
    // Its address says nothing of the token, and is another in each session.
    expect(shown.path).toMatch(/^\/[\da-f]{8}\//);
  });

  it('for editing shows what was renewed meanwhile, once nobody is at work in it', async () => {
    const shown = await edit();
    await retype(shown, '{ "header": { "alg": "HS256" }, "payload": { "sub": "mine" } }');
    await renew();
    expect(String(await edit())).toBe(String(shown));
    await page.idle();
    expect(payloadOf(shown)).toEqual({ sub: 'mine' });
    const model = page.model(shown);
    if (model) page.step(model, 'undo');
    await page.idle();
    expect(payloadOf(shown)).toEqual({ sub: 'me', ...expired });
    expect(String(await edit())).toBe(String(shown));
    await soon(() => expect(payloadOf(shown).exp).toBeGreaterThan(now));
  });
});

describe('a token that is renewed', () => {
  const isRenewed = (shown: Uri) => payloadOf(shown).exp > now;

  it('is shown in its own document alone', async () => {
    const [own, same, beside] = [await edit(), await edit(text.lastIndexOf(token)), await edit(text.indexOf(again))];
    const read = await opened('decodeToken', at(0));
    await renew();
    await soon(() => expect(isRenewed(own)).toBe(true));
    await page.idle();
    expect([same, beside, read].map(isRenewed)).toEqual([false, false, false]);
    await renew(source().indexOf(again));
    await soon(() => expect(isRenewed(beside)).toBe(true));
    expect(isRenewed(same)).toBe(false);
  });

  it('is not what somebody else has put there', async () => {
    const shown = await edit();
    await retype(uri, text.replace(token, other));
    await page.idle();
    expect(payloadOf(shown)).toMatchObject({ sub: 'me' });
  });

  it('is saved once more, from what it has become', async () => {
    const shown = await edit();
    await renew();
    await soon(() => expect(isRenewed(shown)).toBe(true));
    const { exp } = payloadOf(shown);
    await retype(shown, `{ "header": { "alg": "HS256" }, "payload": { "sub": "mine", "exp": ${exp} } }`);
    expect(await page.save(shown)).toBe(true);
    expect(page.said).toEqual([]);
    const [, payload = ''] = source().split('.');
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toEqual({ sub: 'mine', exp });
    await renew();
    await soon(() => expect(payloadOf(shown).exp).toBeGreaterThanOrEqual(exp));
  });

  it('is shown once its tab comes back, in a diff, too', async () => {
    const shown = await edit();
    closeTab(shown);
    await renew();
    await page.idle();
    await commands.executeCommand('vscode.diff', Uri.file('/work/b.txt'), shown);
    await soon(() => expect(isRenewed(shown)).toBe(true));
    expect(await page.save(shown)).toBe(true);
  });
});

describe('the token of a document', () => {
  const mine = '{ "header": { "alg": "HS256" }, "payload": { "sub": "mine" } }';
  const saved = async (shown: Uri) => {
    await retype(shown, mine);
    return page.save(shown);
  };
  const subOf = (file: string, line = 0) => {
    const [, payload = ''] = (page.model(Uri.file(file))?.text ?? '').split('\n')[line]?.split('.') ?? [];
    return JSON.parse(Buffer.from(payload, 'base64url').toString() || '{}').sub;
  };

  it('is found where its file was closed and opened anew', async () => {
    const shown = await edit(text.indexOf(again));
    page.close(uri);
    await page.idle();
    await page.open(uri);
    expect(await saved(shown)).toBe(true);
    expect([0, 1, 2].map((line) => subOf(uri.path, line))).toEqual(['me', 'mine', 'me']);
  });

  it('is found where its file was renamed', async () => {
    const shown = await edit(text.indexOf(again));
    await renameFile(uri.path, '/work/c.txt');
    expect(await saved(shown)).toBe(true);
    expect([0, 1, 2].map((line) => subOf('/work/c.txt', line))).toEqual(['me', 'mine', 'me']);
  });

  it('is found while its tab is closed, and text is typed above it', async () => {
    const shown = await edit(text.indexOf(again));
    await retype(shown, mine);
    closeTab(shown);
    const model = page.model(uri);
    if (model) page.type(model, [{ start: 0, end: 0, text: 'above\n' }]);
    await page.idle();
    await window.showTextDocument(await page.open(shown));
    expect(await page.save(shown)).toBe(true);
    expect([1, 2, 3].map((line) => subOf(uri.path, line))).toEqual(['me', 'mine', 'me']);
  });
});

it('keeps two hundred documents, and of those that are open all', async () => {
  const decode = async (n: number) => {
    const shown = await opened('decodeToken', { token: hs256({ n }, secret) });
    if (n === 1) return shown;
    editors.close(({ input }) => String((input as { uri: Uri }).uri) === String(shown));
    page.close(shown);
    await page.idle();
    return shown;
  };
  const all: Uri[] = [];
  for (let n = 0; n < 200; n++) all.push(await decode(n));
  expect(await Promise.all(all.map(isThere))).not.toContain(false);
  for (let n = 200; n < 203; n++) all.push(await decode(n));
  const [first, open, second, third, fourth] = await Promise.all(all.map(isThere));
  expect([first, open, second, third, fourth]).toEqual([false, true, false, false, true]);
  expect(await isThere(all.at(-1) as Uri)).toBe(true);
});
