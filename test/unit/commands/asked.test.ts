import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hs256 } from '../../hs256.ts';
import { commands, env, page, setSetting, Uri, window } from '../../standIn/vscode.ts';
import { answering } from '../answering.ts';
import { useWholeExtension } from '../wholeExtension.ts';

/** What a person is asked before a key signs, with the whole extension in the stand-in for VS Code. */

const [secret, stranger] = [randomBytes(32), randomBytes(32)];
const signed = (payload: object, key = secret) => hs256(payload, key);
const isSigned = (token: unknown, key = secret) => {
  const [header, payload, signature] = String(token).split('.');
  return signature === createHmac('sha256', key).update(`${header}.${payload}`).digest('base64url');
};
const past = { iat: 1000, exp: 1600 };
const [foreign, other] = [signed({ sub: 'a', ...past }, stranger), signed({ sub: 'b', ...past }, stranger)];
const uri = Uri.file('/work/a.http');
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const locked = String(privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open' }));
useWholeExtension({ uri, text: `${foreign}\n${other}\n`, secret, beside: { '/work/locked.pem': locked } });

const run = (command: string, argument: object): Promise<unknown> =>
  commands.executeCommand(`tokensmith.${command}`, argument);
const failure = (promise: Promise<unknown>) => promise.then(String, (error: Error) => error.message);
const renew = (offset = 0) => run('renewToken', { uri: uri.toString(), offset });
const text = () => page.model(uri)?.text;

describe('a token that no known key signed', () => {
  it('is signed by the key that the person chooses, told that it did not sign it, and by it from then on', async () => {
    const asked = answering(/s\.jwk/, /Choose Another Key/, /s\.jwk/, /Sign with s\.jwk anyway/);
    const always = vi.spyOn(window, 'showInformationMessage').mockResolvedValue('Always');
    const renewed = await renew();
    expect([isSigned(renewed), text()]).toEqual([true, `${renewed}\n${other}\n`]);
    expect(asked).toHaveLength(4);
    expect(asked[1]?.title).toBe("s.jwk didn't sign this token");
    await vi.waitFor(() => expect(always.mock.lastCall).toEqual([expect.stringMatching(/with s\.jwk/), 'Always']));
    await page.idle();
    const none = answering();
    const second = await renew(String(renewed).length + 1);
    expect([isSigned(second), none]).toEqual([true, []]);
  });

  it.each([
    ['the list', []],
    ['the question', [/s\.jwk/]],
  ] as const)('stays as it is where the person leaves %s', async (_what, answers) => {
    answering(...answers);
    expect(await renew()).toBeUndefined();
    expect(text()).toBe(`${foreign}\n${other}\n`);
  });
});

describe('what is the person’s own', () => {
  const name = 'TOKENSMITH_TEST_SECRET';
  const own = randomBytes(48).toString('hex');
  beforeEach(() => Object.assign(process.env, { [name]: own }));
  afterEach(() => delete process.env[name]);
  const recipe = { kind: 'custom', key: `env:${name}`, claims: { sub: 'me' } };
  const make = () => run('createToken', { recipe, output: 'none' });

  it('signs here only once the person allows it, who is told what for, and is asked once', async () => {
    const question = vi.spyOn(window, 'showWarningMessage');
    expect(await make()).toBeUndefined();
    expect(question.mock.lastCall).toEqual([
      expect.stringMatching(new RegExp(`^Allow this workspace to sign tokens with .*${name}`)),
      { modal: true, detail: expect.stringMatching(/JWT token/) },
      'Use Key',
    ]);
    setSetting('tokensmith.recipes', { mine: recipe });
    question.mockImplementationOnce(async (...given) => given.at(-1));
    expect(isSigned(await run('createToken', { recipe: 'mine', output: 'none' }), Buffer.from(own))).toBe(true);
    expect(question.mock.lastCall?.[1]).toMatchObject({ detail: expect.stringMatching(/recipe "mine"/) });
    question.mockClear();
    expect(await make()).toMatch(/^ey/);
    expect(question.mock.calls).toEqual([]);
  });
});

describe('an encrypted key', () => {
  it('takes its passphrase, hidden, again where it is wrong, and once a session', async () => {
    const asked = vi.spyOn(window, 'showInputBox').mockResolvedValueOnce('shut').mockResolvedValueOnce('open');
    const argument = { recipe: { kind: 'custom', key: 'file:locked.pem', claims: {} }, output: 'none' };
    expect(await run('createToken', argument)).toMatch(/^ey/);
    expect(await run('createToken', argument)).toMatch(/^ey/);
    const boxes = asked.mock.calls.map(([box]) => box as { password: boolean; prompt: string });
    expect(boxes.map(({ password }) => password)).toEqual([true, true]);
    expect(boxes[1]?.prompt).not.toBe(boxes[0]?.prompt);
  });

  it('does nothing without it', async () => {
    expect(await run('copyPublicKey', { key: 'file:locked.pem' })).toBeUndefined();
    expect(
      await run('createToken', { recipe: { kind: 'custom', key: 'file:locked.pem', claims: {} }, output: 'clipboard' }),
    ).toBeUndefined();
    expect(env.clipboard.text).toBe('');
  });
});

describe('credentials that stand in a request', () => {
  it('are replaced only where that was said', async () => {
    const request = 'GET https://a.test\nAuthorization: Bearer {{gone.response.body.token}}\n';
    const model = page.model(uri);
    if (model) page.type(model, [{ start: 0, end: model.text.length, text: request }]);
    await page.idle();
    const recipe = { kind: 'custom', key: 'file:s.jwk', claims: {} };
    const insert = (more: object) =>
      run('createToken', { recipe, output: 'header', uri: uri.toString(), offset: 1, ...more });
    expect(await failure(insert({}))).toMatch(/gone/);
    expect(await failure(insert({ replace: 'yes' }))).toMatch(/gone/);
    expect(text()).toBe(request);
    const token = await insert({ replace: true });
    expect(text()).toBe(`GET https://a.test\nAuthorization: Bearer ${token}\n`);
  });
});
