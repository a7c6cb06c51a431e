import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import type { Checked, FormDraft, Seen } from '../../../src/builder/protocol.ts';
import { encodePart, hs256 } from '../../hs256.ts';
import { commands, env, files, page, setSetting, settings, Uri, workspace } from '../../standIn/vscode.ts';
import { answering } from '../answering.ts';
import { hearing } from '../hearing.ts';
import { useWholeExtension } from '../wholeExtension.ts';
import { draft, opened, tokenOf } from './builderPage.ts';

/** What the Token Builder's host answers to its page, with the whole extension in the stand-in for VS Code. */

const [secret, stranger] = [randomBytes(32), randomBytes(32)];
const signed = (payload: object, key = secret) => hs256(payload, key);
const pem = String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
const uri = Uri.file('/work/a.http');
const http = 'GET https://a.test\n';
useWholeExtension({ uri, text: http, secret, beside: { '/work/private.key': pem } });

const payload = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

it('its page may run one script and load one style sheet, and nothing from elsewhere', async () => {
  const { panel } = await opened();
  const { html } = panel.webview;
  const [nonce, ...others] = new Set([...html.matchAll(/nonce[-=]"?([\w+/=]+)/g)].map(([, each]) => each));
  expect([typeof nonce, others]).toEqual(['string', []]);
  expect(html).toContain(
    `content="default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; img-src https://csp.test;"`,
  );
  expect(html.match(/<script/g)).toHaveLength(1);
});

it('a page that starts gets the forms, the recipes, the keys and what it is to show, once', async () => {
  setSetting('tokensmith.recipes', { mine: { kind: 'custom', key: 'file:s.jwk', claims: {} }, odd: 7 });
  const { ask, said } = await opened('mine');
  const { result } = await ask('start', {});
  expect(result).toMatchObject({
    recipes: [{ name: 'mine', kind: 'JWT' }, { name: 'odd' }],
    filled: { recipe: 'mine', draft: { kind: 'custom', inputs: { key: 'file:s.jwk' } } },
  });
  await vi.waitFor(() => expect(said.some(({ type }) => type === 'keys')).toBe(true));
  const keys = said.find(({ type }) => type === 'keys') as unknown as { keys: { choices: { reference: string }[] } };
  expect(keys.keys.choices.map(({ reference }) => reference)).toEqual(['file:private.key', 'file:s.jwk']);
  expect((await ask('start', {})).result).not.toHaveProperty('filled');
  await expect(commands.executeCommand('tokensmith.openBuilder', { recipe: 'yours' })).rejects.toThrow(/yours/);
  await commands.executeCommand('tokensmith.openBuilder', { recipe: { kind: 'vonage-rest' } });
  expect(said.at(-1)).toMatchObject({ type: 'show', filled: { draft: { kind: 'vonage-rest' } } });
});

describe('a form', () => {
  it('is checked, and makes a token that a hidden page shows again until it is dismissed', async () => {
    const { ask } = await opened();
    expect((await ask('check', { draft: draft({ expiresIn: 'soon' }) })).result).toMatchObject({
      problems: [{ field: 'expiresIn', severity: 'error' }],
    });
    const made = await ask('create', { draft: draft({ expiresIn: '1h' }) });
    expect(payload(tokenOf(made))).toMatchObject({ sub: 'me' });
    expect((await ask('start', {})).result).toMatchObject({ seen: { view: { text: tokenOf(made) } } });
    await ask('dismiss', {});
    expect((await ask('start', {})).result).not.toHaveProperty('seen');
  });

  it.each([
    ['a problem of the form', draft({ expiresIn: 'soon' }), { field: 'expiresIn' }],
    [
      'a key that is not there',
      draft({ key: 'file:gone.key' }),
      { field: 'key', ways: expect.arrayContaining(['Use Key File…']) },
    ],
    [
      'a key that cannot',
      { ...draft(), inputs: { ...draft().inputs, algorithm: 'RS256' } },
      { field: expect.any(String) },
    ],
    ['a variable that is not there', draft({ key: 'env:GONE' }), { field: 'key' }],
  ])('says what is wrong, and where: %s', async (_what, form, failure) => {
    const { ask } = await opened();
    const { type, failure: said } = await ask('create', { draft: form });
    expect(type).toBe('failure');
    expect(said).toMatchObject(failure);
    expect(said?.message).toMatch(/\.$/);
  });

  it('offers ways out, each of which leads on', async () => {
    const { ask } = await opened();
    const { failure } = await ask('create', { draft: draft({ key: 'secret:gone' }) });
    expect(failure?.ways).toEqual(['Store Secret…']);
    const asked = answering();
    await ask('followWay', { title: 'Something else' });
    expect(asked).toEqual([]);
    await ask('followWay', { title: 'Store Secret…' });
    expect(asked.map(({ title }) => title)).toEqual(['Store Secret']);
  });

  it('is filled in from a token that is pasted, with the key that proves it', async () => {
    const { ask } = await opened();
    expect((await ask('paste', { text: `Bearer ${signed({ sub: 'them' })}` })).result).toMatchObject({
      filled: { draft: { kind: 'custom', inputs: { key: 'file:s.jwk' } } },
      notes: [],
    });
    const foreign = (await ask('paste', { text: signed({ sub: 'them' }, stranger) })).result;
    expect(foreign).toMatchObject({ notes: [expect.stringMatching(/^Select the key/)] });
    expect((foreign as { filled: { draft: FormDraft } }).filled.draft.inputs).not.toHaveProperty('key');
    const nothing = (await ask('paste', { text: ' no token\n' })).result;
    expect(nothing).toMatchObject({ notes: [expect.stringMatching(/can't be decoded/)] });
    expect(nothing).not.toHaveProperty('filled');
    expect(nothing).toMatchObject({ view: { text: 'no token' } });
  });

  it('says of a pasted token what cannot be taken over', async () => {
    const { ask } = await opened();
    const notesOf = async (text: string) => ((await ask('paste', { text })).result as Seen).notes;
    expect(await notesOf(signed({ iss: '4711', ist: 'project', iat: 1, exp: 2, jti: 'x' }))).toEqual([
      'OpenTok tokens can be decoded but not created.',
    ]);
    expect(await notesOf(`${encodePart({ alg: 'none' })}.${encodePart({ sub: 'me' })}.`)).toEqual([]);
    const undecided = "This token can't be decoded, so the form wasn't changed.";
    expect(await notesOf(`${encodePart({ alg: 'dir', enc: 'A128GCM' })}..AAAA.AAAA.AAAA`)).toEqual([undecided]);
    expect(await notesOf(`${encodePart({ alg: 'HS256' })}.${encodePart([1])}.AAAA`)).toEqual([undecided]);
    expect(await notesOf(`${encodePart([1])}.${encodePart({ sub: 'me' })}.AAAA`)).toEqual([undecided]);
    const short = { application_id: '00000000-0000-4000-8000-000000000000', iat: 1 };
    expect(await notesOf(signed(short))).toEqual(['A new token will also have: jti, exp.']);
  });

  it('says when its token would expire, and whether its ACL lets a request through', async () => {
    const { ask } = await opened();
    const { problems, expires } = (await ask('check', { draft: draft({ expiresIn: '1h' }) })).result as Checked;
    expect(problems).toEqual([]);
    expect(Math.abs(Number(expires) - Date.now() / 1000 - 3600)).toBeLessThan(60);
    expect((await ask('check', { draft: draft() })).result).toEqual({ problems: [] });
    const acl = { rows: [{ path: '/a', methods: ['GET'], filters: '' }] };
    const tried = async (method: string) => (await ask('tryPath', { acl, path: '/a', method })).result;
    expect([await tried('GET'), await tried('POST')]).toEqual([{ allowed: true, row: 0 }, { allowed: false }]);
  });

  it('makes each token with an id of its own', async () => {
    const { ask } = await opened();
    const idOf = async () => payload(tokenOf(await ask('create', { draft: draft({ jti: true }) }))).jti;
    const ids = [await idOf(), await idOf()];
    for (const id of ids) expect(id).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect(ids[0]).not.toBe(ids[1]);
  });
});

describe('a recipe', () => {
  it('is saved, opened, renamed and deleted, the last only once the person says so', async () => {
    const { ask } = await opened();
    const recipes = () =>
      Object.values(settings)
        .map((level) => level['tokensmith.recipes'])
        .find(Boolean);
    await ask('saveRecipe', { name: 'mine', draft: draft() });
    expect(recipes()).toEqual({ mine: { kind: 'custom', key: 'file:s.jwk', claims: { sub: 'me' } } });
    expect((await ask('openRecipe', { name: 'mine' })).result).toMatchObject({ recipe: 'mine' });
    await ask('saveRecipe', { name: 'other', draft: draft() });
    expect((await ask('renameRecipe', { name: 'mine', to: 'other' })).failure?.message).toMatch(/other/);
    await ask('renameRecipe', { name: 'mine', to: 'yours' });
    expect(Object.keys(Object(recipes())).sort()).toEqual(['other', 'yours']);
    const heard = hearing();
    expect((await ask('deleteRecipe', { name: 'other' })).type).toBe('cancelled');
    expect(heard).toEqual(['dialog: Delete the recipe "other" from the settings? [Delete]']);
    hearing(/^Delete$/);
    await ask('deleteRecipe', { name: 'other' });
    expect(Object.keys(Object(recipes()))).toEqual(['yours']);
    expect((await ask('saveRecipe', { name: 'bad', draft: draft({ expiresIn: 'soon' }) })).failure?.field).toBe(
      'expiresIn',
    );
  });
});

describe('a key', () => {
  it('is generated, stored or pasted by VS Code’s own questions, and comes into the page by its name alone', async () => {
    const { ask, said } = await opened();
    answering(/^EC P-256/, 'new.pem');
    expect((await ask('generateKey', { kind: 'custom' })).result).toBe('file:new.pem');
    expect(files.text('/work/new.pem')).toMatch(/PRIVATE/);
    answering('forum', 'correct horse battery staple');
    expect((await ask('storeSecret', { kind: 'custom' })).result).toBe('secret:forum');
    answering(pem, 'pasted');
    expect((await ask('pasteKey', { kind: 'custom' })).result).toBe('secret:pasted');
    answering();
    expect((await ask('storeSecret', { kind: 'custom' })).type).toBe('cancelled');
    expect((await ask('browseKey', { kind: 'custom' })).type).toBe('cancelled');
    expect((await ask('browseKey', { kind: 'no kind' })).type).toBe('failure');
    expect(JSON.stringify(said)).not.toMatch(/battery|PRIVATE/);
  });

  it('that comes or goes, and trust, is told to the page', async () => {
    const { said } = await opened();
    const told = () => said.filter(({ type }) => type === 'keys').length;
    answering('forum', 'correct horse battery staple');
    await commands.executeCommand('tokensmith.storeSecret');
    await vi.waitFor(() => expect(told()).toBeGreaterThan(0));
    expect(said.findLast(({ type }) => type === 'keys')).toMatchObject({
      keys: { choices: expect.arrayContaining([expect.objectContaining({ reference: 'secret:forum' })]) },
    });
    setSetting('tokensmith.recipes', { mine: { kind: 'custom' } });
    await vi.waitFor(() => expect(said).toContainEqual({ type: 'recipes', recipes: [{ name: 'mine', kind: 'JWT' }] }));
  });
});

it('a token is copied and looked at', async () => {
  const { ask } = await opened();
  const token = signed({ sub: 'me' });
  await ask('copy', { token, as: 'header' });
  expect(env.clipboard.text).toBe(`Authorization: Bearer ${token}`);
  await ask('copy', { token, as: 'token' });
  expect(env.clipboard.text).toBe(token);
  expect((await ask('look', { token })).result).toMatchObject({ text: token });
  expect((await ask('tryPath', { acl: { rows: [] }, path: '/x', method: 'GET' })).type).toBe('result');
});

it('what is no request of the protocol is answered by nothing, or that it is too long', async () => {
  const { panel, reply, said } = await opened();
  panel.say({ type: 'request', id: 7, method: 'look', params: { token: 'x'.repeat(1_000_001) } });
  expect((await reply(7)).failure).toEqual({ message: 'This is too long.', ways: [] });
  panel.say('nonsense');
  await page.idle();
  expect(said.map(({ type }) => type).filter((type) => type !== 'keys')).toEqual(['failure']);
});

it('a workspace that is not trusted makes nothing', async () => {
  const { ask } = await opened();
  workspace.isTrusted = false;
  expect((await ask('create', { draft: draft() })).failure).toMatchObject({ ways: ['Manage Workspace Trust'] });
});
