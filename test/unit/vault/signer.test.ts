import { createHmac, createSign, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { decodeToken } from '../../../src/jwt/decode.ts';
import { verifySignature } from '../../../src/jwt/verify.ts';
import { readKeys } from '../../../src/keys/read.ts';
import { checkRecipe } from '../../../src/recipes/recipe.ts';
import {
  createToken,
  knownSigner,
  offerToRemember,
  resignToken,
  type SignedToken,
  type Signing,
  signBroken,
} from '../../../src/vault/sign.ts';
import { inspecting } from '../../inspecting.ts';
import { files, folderAt, resetVSCode, setSetting, workspace } from '../../standIn/vscode.ts';
import { Answering, openWindow } from './window.ts';

const keyPair = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const [rsa, otherRsa] = [keyPair(), keyPair()];
const pemOf = (key: typeof rsa) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const encode = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
const claims = { iss: 'x', iat: 1_700_000_000, exp: 1_700_000_600 };

function signed(key: typeof rsa | Buffer, header: object = {}): string {
  const alg = Buffer.isBuffer(key) ? 'HS256' : 'RS256';
  const input = `${encode({ alg, ...header })}.${encode(claims)}`;
  const signature = Buffer.isBuffer(key)
    ? createHmac('sha256', key).update(input).digest()
    : createSign('sha256').update(input).sign(key);
  return `${input}.${signature.toString('base64url')}`;
}

const draft = { header: '{"alg":"RS256"}', payload: '{"sub":"new"}' };
const forged = `${encode({ alg: 'RS256' })}.${encode(claims)}.AAAA`;
const applicationId = randomUUID();
/** A token that the recipe `mine` matches, signed by nobody. */
const vonage = `${encode({ alg: 'RS256' })}.${encode({ application_id: applicationId, iat: 1_700_000_000, jti: 'a' })}.AAAA`;
const mine = (key: string) => ({ mine: { kind: 'vonage-rest', applicationId, key } });
const custom = { kind: 'custom', claims: { sub: 'x' } };
const resign = (signing: Signing, text: string, person?: Answering, written = draft) =>
  resignToken(signing, inspecting(text), written, { person });
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

beforeEach(() => {
  workspace.workspaceFolders = [folderAt('/work')];
  files.lay({ '/work/a.key': pemOf(rsa) });
});
afterEach(() => {
  vi.unstubAllGlobals();
  resetVSCode();
});

describe('a token from a recipe', () => {
  it('is not begun where the host has no Web Crypto: nobody is asked anything', async () => {
    setSetting('tokensmith.recipes', {});
    const person = new Answering({ allows: true });
    const window = openWindow();
    vi.stubGlobal('crypto', {});
    const recipe = checkRecipe({ ...custom, algorithm: 'RS256', key: 'env:HOME' });
    expect(await failure(createToken(window, recipe, person))).toMatchObject({ code: 'key.no-web-crypto' });
    expect(person.asked).toEqual([]);
  });

  it('is unsecured where the recipe says so, and no key is remembered for it', async () => {
    const window = openWindow();
    const made = await createToken(window, checkRecipe({ ...custom, algorithm: 'none' }), undefined);
    expect(decodeToken(made.token)).toMatchObject({ header: { value: { alg: 'none' } } });
    expect(made.token).toMatch(/\.$/);
    expect([made.signer, (await window.keys.makers.of(decodeToken(made.token)))?.key]).toEqual([undefined, undefined]);
  });

  it('names the key that cannot sign', async () => {
    const { n, e, kty } = rsa.export({ format: 'jwk' });
    files.lay({ '/work/public.jwk': JSON.stringify({ kty, n, e }) });
    const recipe = checkRecipe({ ...custom, algorithm: 'RS256', key: 'file:public.jwk' });
    expect(await failure(createToken(openWindow(), recipe, undefined))).toMatchObject({
      name: 'KeyReferenceError',
      reference: 'file:public.jwk',
      cause: { code: 'key.public-for-signing' },
    });
  });

  it('asks for leave for what of the person’s own is in it, and for nothing of the workspace', async () => {
    files.lay({
      '/work/a.key': pemOf(rsa),
      '/work/.vonagerc': JSON.stringify({ privateKey: pemOf(rsa), appId: randomUUID() }),
    });
    const recipe = checkRecipe({ kind: 'vonage-rest', applicationId: 'vonage-config', key: 'file:a.key' });
    const person = new Answering();
    expect((await createToken(openWindow(), recipe, person)).token).toMatch(/^ey/);
    expect(person.asked).toEqual([]);
  });
});

describe('a token that is signed anew', () => {
  it.each([
    ['an algorithm of nobody', 'RS255', { code: 'algorithm.unsupported', data: { algorithm: 'RS255' } }],
    ['none, of a signed one', 'none', { code: 'algorithm.none-with-key', data: { key: '' } }],
  ])('is refused with %s', async (_what, alg, error) => {
    const header = JSON.stringify({ alg });
    expect(await failure(resign(openWindow(), signed(rsa), new Answering(), { ...draft, header }))).toMatchObject(
      error,
    );
  });

  it('takes the key of a set that its kid names', async () => {
    const jwk = (key: typeof rsa, kid: string) => ({ ...key.export({ format: 'jwk' }), kid });
    files.lay({ '/work/set.jwks': JSON.stringify({ keys: [jwk(rsa, 'one'), jwk(otherRsa, 'two')] }) });
    const person = new Answering({ chooses: 'file:set.jwks', signsUnproven: true });
    const text = `${encode({ alg: 'RS256', kid: 'two' })}.${encode(claims)}.AAAA`;
    const { token } = await resign(openWindow(), text, person);
    const [two] = await readKeys(JSON.stringify(otherRsa.export({ format: 'jwk' })));
    expect(two && (await verifySignature(decodeToken(token), two))).toBe('valid');
  });

  it('asks again where the person does not take a key that proves nothing', async () => {
    files.lay({ '/work/a.key': pemOf(otherRsa), '/work/b.key': pemOf(otherRsa) });
    const person = new Answering({ chooses: 'file:a.key' });
    vi.spyOn(person, 'unproven').mockImplementation(async (reference) => {
      person.asked.push(`unproven ${reference}`);
      person.chooses = 'file:b.key';
      return reference === 'file:b.key';
    });
    const { signer, by } = await resign(openWindow(), forged, person);
    expect([signer?.reference, by]).toEqual(['file:b.key', 'person']);
    expect(person.asked).toEqual(['choose RS256', 'unproven file:a.key', 'choose RS256', 'unproven file:b.key']);
  });

  it('asks for another key where the person does not take the recipe’s', async () => {
    files.lay({ '/work/a.key': pemOf(otherRsa), '/work/b.key': pemOf(otherRsa) });
    setSetting('tokensmith.recipes', mine('file:a.key'));
    const person = new Answering({ chooses: 'file:b.key' });
    vi.spyOn(person, 'unproven').mockImplementation(async (reference) => reference === 'file:b.key');
    const { signer, by } = await resign(openWindow(), vonage, person);
    expect([signer?.reference, by, person.asked]).toEqual(['file:b.key', 'person', ['choose RS256']]);
  });

  it('takes a key without a word where nothing could be proved', async () => {
    const person = new Answering({ chooses: 'file:a.key' });
    const unsecured = `${encode({ alg: 'none' })}.${encode(claims)}.`;
    expect((await resign(openWindow(), unsecured, person)).by).toBe('person');
    expect(person.asked).toEqual(['choose RS256']);
  });

  it('says what is wrong with a key that does not fit, and asks nothing of it', async () => {
    files.lay({ '/work/hmac.jwk': JSON.stringify({ kty: 'oct', k: randomBytes(32).toString('base64url') }) });
    const person = new Answering({ chooses: 'file:hmac.jwk' });
    expect(await failure(resign(openWindow(), forged, person))).toMatchObject({
      reference: 'file:hmac.jwk',
      cause: { code: 'key.wrong-type' },
    });
    expect(person.asked).toEqual(['choose RS256']);
  });

  it('names the recipe by which a key of the person’s own is used', async () => {
    files.lay({ '/person/own.key': pemOf(otherRsa) });
    setSetting('tokensmith.recipes', mine('file:/person/own.key'), 'user');
    const person = new Answering({ allows: true, signsUnproven: true });
    expect((await resign(openWindow(), vonage, person)).by).toBe('recipe');
    expect(person.asked).toEqual([
      'leave file /person/own.key for vonage-rest by mine',
      'unproven file:/person/own.key',
    ]);
  });
});

describe('whether a key is remembered for tokens like one', () => {
  const found = (window: Signing, by: SignedToken['by']) =>
    resign(window, signed(rsa)).then((result): SignedToken => ({ ...result, by }));

  it.each(['proof', 'recipe', 'choice', 'none'] as const)('nobody is asked where it came by %s', async (by) => {
    const window = openWindow();
    const person = new Answering({ remembers: true });
    await offerToRemember(window, await found(window, by), person);
    expect(person.asked).toEqual([]);
  });

  it('is asked once where the person chose it', async () => {
    const window = openWindow();
    const chosen = await found(window, 'person');
    await offerToRemember(window, chosen, undefined);
    const declining = new Answering();
    await offerToRemember(window, chosen, declining);
    expect(window.keys.choices.of({ token: decodeToken(chosen.token), kind: chosen.kind })).toBeUndefined();
    const person = new Answering({ remembers: true });
    await offerToRemember(window, chosen, person);
    await offerToRemember(window, chosen, person);
    expect([declining.asked, person.asked]).toEqual([['remember file:a.key'], ['remember file:a.key']]);
    expect(window.keys.choices.of({ token: decodeToken(chosen.token), kind: chosen.kind })).toBe('file:a.key');
    await offerToRemember(window, { ...chosen, signer: undefined }, person);
    expect(person.asked).toHaveLength(1);
  });
});

describe('a token that is broken on purpose', () => {
  it('is signed by a key of nobody, and is known to be broken', async () => {
    const window = openWindow();
    const [key] = await readKeys(pemOf(otherRsa));
    const [own] = await window.keys.candidates(decodeToken(signed(rsa)));
    const text = await signBroken(window, draft, key, { key: own, variant: 'wrong-key' });
    expect(key && (await verifySignature(decodeToken(text), key))).toBe('valid');
    expect(await window.keys.makers.of(decodeToken(text))).toMatchObject({
      variant: 'wrong-key',
      key: { reference: 'file:a.key' },
    });
    const unsecured = await signBroken(window, { ...draft, header: '{"alg":"none"}' }, undefined, {
      key: own,
      variant: 'alg-none',
    });
    expect(unsecured).toMatch(/\.$/);
  });

  it('belongs to the key that signed it, else to the one that a recipe names', async () => {
    files.lay({ '/work/a.key': pemOf(rsa), '/work/b.key': pemOf(otherRsa) });
    const window = openWindow();
    expect((await knownSigner(window, decodeToken(signed(otherRsa))))?.reference).toBe('file:b.key');
    expect(await knownSigner(window, decodeToken(forged))).toBeUndefined();
    setSetting('tokensmith.recipes', mine('file:b.key'));
    expect((await knownSigner(openWindow(), decodeToken(vonage)))?.reference).toBe('file:b.key');
  });
});
