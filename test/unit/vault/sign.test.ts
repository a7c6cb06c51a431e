import { createHash, createHmac, createSign, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { renewSilently } from '../../../src/features/renewals.ts';
import { decodeToken } from '../../../src/jwt/decode.ts';
import type { RequestBody } from '../../../src/jwt/problem.ts';
import { vonageRest } from '../../../src/kinds/vonageRest.ts';
import { checkRecipe } from '../../../src/recipes/recipe.ts';
import { renewDraft } from '../../../src/recipes/renew.ts';
import type { Person } from '../../../src/vault/person.ts';
import { createToken, offerToRemember, resignToken, type SignedToken, type Signing } from '../../../src/vault/sign.ts';
import { inspecting } from '../../inspecting.ts';
import { files, folderAt, resetVSCode, setSetting, workspace } from '../../standIn/vscode.ts';
import { Answering, openWindow } from './window.ts';

type Json = Readonly<Record<string, unknown>>;

const keyPair = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const [rsa, otherRsa] = [keyPair(), keyPair()];
const pemOf = (key: typeof rsa, passphrase?: string) =>
  key
    .export({ type: 'pkcs8', format: 'pem', ...(passphrase !== undefined && { cipher: 'aes-256-cbc', passphrase }) })
    .toString();
const applicationId = randomUUID();
const rest = { kind: 'vonage-rest', applicationId, key: 'file:private.key' };
const past = Math.floor(Date.now() / 1000) - 7200;
const vonageClaims = { application_id: applicationId, iat: past, jti: randomUUID(), exp: past + 900 };

const encode = (json: Json) => Buffer.from(JSON.stringify(json)).toString('base64url');

/** A token that something else than Tokensmith signed. */
function signed(claims: Json, key: typeof rsa | Buffer, header: Json = {}): string {
  const alg = Buffer.isBuffer(key) ? 'HS256' : 'RS256';
  const input = `${encode({ alg, typ: 'JWT', ...header })}.${encode(claims)}`;
  const signature = Buffer.isBuffer(key)
    ? createHmac('sha256', key).update(input).digest()
    : createSign('sha256').update(input).sign(key);
  return `${input}.${signature.toString('base64url')}`;
}

function forged(claims: Json, signature = 'AAAA', header: Json = {}): string {
  return `${encode({ alg: 'RS256', typ: 'JWT', ...header })}.${encode(claims)}.${signature}`;
}

function isHmac(token: string, key: Buffer): boolean {
  const [header, payload, signature] = token.split('.');
  return createHmac('sha256', key).update(`${header}.${payload}`).digest('base64url') === signature;
}

/** Renews a token; without a person, as on save and at send. */
function renew(signing: Signing, text: string, person?: Person): Promise<SignedToken> {
  const known = inspecting(text);
  return resignToken(signing, known, renewDraft(known, { now: Date.now(), uuid: randomUUID }), { person });
}

function create(signing: Signing, recipe: Json, person?: Person): Promise<{ readonly token: string }> {
  return createToken(signing, checkRecipe(recipe), person);
}

beforeEach(() => {
  workspace.workspaceFolders = [folderAt('/work')];
});
afterEach(() => {
  vi.restoreAllMocks();
  resetVSCode();
});

describe('every way to a token', () => {
  const secret = randomBytes(32);
  const ways: readonly (readonly [string, (signing: Signing) => Promise<unknown>])[] = [
    ['creating', (signing) => create(signing, rest)],
    ['renewing', (signing) => renew(signing, signed(vonageClaims, rsa), new Answering())],
    ['renewing on save', (signing) => renew(signing, signed(vonageClaims, rsa))],
    [
      'editing',
      (signing) =>
        resignToken(
          signing,
          inspecting(signed(vonageClaims, rsa)),
          { header: '{"alg":"RS256"}', payload: '{"sub":"other"}' },
          { person: new Answering() },
        ),
    ],
    ['renewing with a secret', (signing) => renew(signing, signed({ exp: past, iat: past - 60 }, secret))],
  ];
  beforeEach(() =>
    files.lay({ '/work/private.key': pemOf(rsa), '/work/.env': `JWT_SECRET=${secret.toString('base64')}\n` }),
  );

  it.each(ways)('%s gives none that its own key does not verify', async (_way, go) => {
    vi.spyOn(crypto.subtle, 'sign').mockImplementation(async () => new Uint8Array(256).buffer);
    const window = openWindow();
    const remembered = vi.spyOn(window.keys.makers, 'remember');
    await expect(go(window)).rejects.toMatchObject({ code: 'vault.not-verified' });
    expect(remembered).not.toHaveBeenCalled();
  });

  it.each(ways)('%s remembers the key as the token’s', async (_way, go) => {
    const window = openWindow();
    const { token } = (await go(window)) as SignedToken;
    expect((await window.keys.makers.of(decodeToken(token)))?.key?.reference).toMatch(
      /^(file:private\.key|env:JWT_SECRET)$/,
    );
  });
});

describe('what is refused', () => {
  beforeEach(() => {
    files.lay({ '/work/private.key': pemOf(rsa, 'open sesame') });
    setSetting('tokensmith.recipes', { rest });
  });

  it('is refused before anybody is asked for a passphrase', async () => {
    const person = new Answering({ passphraseIs: 'open sesame' });
    await expect(create(openWindow(), { ...rest, expiresIn: '25h' }, person)).rejects.toMatchObject({
      code: 'recipe.refused',
    });
    await expect(create(openWindow(), { ...rest, claims: { exp: 1 } }, person)).rejects.toMatchObject({
      code: 'recipe.refused',
    });
    const token = inspecting(signed(vonageClaims, rsa));
    for (const header of ['{}', '[]', '{"alg":7}', '{"alg":"RS256","b64":false}', '{"alg":"none"}', '{"alg":"RS255"}'])
      await expect(resignToken(openWindow(), token, { header, payload: '{}' }, { person })).rejects.toThrow();
    await expect(
      resignToken(openWindow(), token, { header: '{"alg":"RS256"}', payload: '"\ud800"' }, { person }),
    ).rejects.toMatchObject({ code: 'sign.lone-surrogate' });
    expect(person.asked).toEqual([]);
    expect((await create(openWindow(), rest, person)).token).toMatch(/^ey/);
    expect(person.asked).toEqual(['passphrase file:private.key']);
  });
});

describe('the key of a token is found by proof', () => {
  const hostile: readonly (readonly [what: string, token: string])[] = [
    ['a signature that is none', forged(vonageClaims)],
    ['no signature', forged(vonageClaims, '')],
    ['the signature of another key', signed(vonageClaims, otherRsa)],
    [
      'the signature of another token',
      `${forged(vonageClaims, '')}${signed({ ...vonageClaims, sub: 'x' }, rsa).split('.')[2]}`,
    ],
    ['a public key of its own', forged(vonageClaims, 'AAAA', { jwk: otherRsa.export({ format: 'jwk' }) })],
    ['the kid of the key', forged(vonageClaims, 'AAAA', { kid: 'ours' })],
  ];
  beforeEach(() => {
    files.lay({
      '/work/private.key': pemOf(rsa),
      '/work/keys.jwks': JSON.stringify({ keys: [{ ...rsa.export({ format: 'jwk' }), kid: 'ours' }] }),
      '/work/.vonagerc': JSON.stringify({ privateKey: pemOf(rsa), appId: applicationId }),
    });
    setSetting('tokensmith.recipes', { rest, config: { ...rest, key: 'vonage-config' } });
  });

  it.each(hostile)('%s: nothing is signed without a click', async (_what, token) => {
    const window = openWindow();
    await expect(renew(window, token)).rejects.toMatchObject({ code: 'vault.unknown-key' });
    // Nor where the person chose the key for all tokens like it.
    await window.keys.choices.remember(inspecting(token), 'file:private.key');
    await expect(renew(window, token)).rejects.toMatchObject({ code: 'vault.unknown-key' });
  });

  it.each(hostile)('%s: with a click, the person is told first', async (_what, token) => {
    const person = new Answering();
    await expect(renew(openWindow(), token, person)).rejects.toThrow();
    expect(person.asked).toEqual(['unproven file:private.key']);
    const { by } = await renew(openWindow(), token, new Answering({ signsUnproven: true }));
    expect(by).toBe('recipe');
  });

  it('one that a known key signed needs nobody, also where a recipe names another', async () => {
    files.lay({ '/work/private.key': pemOf(otherRsa), '/work/old.key': pemOf(rsa) });
    const { signer, by } = await renew(openWindow(), signed(vonageClaims, rsa));
    expect([signer?.reference, by]).toEqual(['file:old.key', 'proof']);
  });

  it('a key of the recipe that takes a passphrase proves it once it is open, and no word is needed', async () => {
    files.lay({ '/work/private.key': pemOf(rsa, 'open sesame') });
    const window = openWindow();
    await expect(renew(window, signed(vonageClaims, rsa))).rejects.toMatchObject({ code: 'vault.unknown-key' });
    const person = new Answering({ passphraseIs: 'open sesame' });
    expect((await renew(window, signed(vonageClaims, rsa), person)).by).toBe('proof');
    expect(person.asked).toEqual(['passphrase file:private.key']);
    expect((await renew(window, signed(vonageClaims, rsa))).by).toBe('proof');
  });

  it('an unsecured one is proved by nobody, and stays without a click', async () => {
    const token = forged({ iat: past, exp: past + 600 }, '', { alg: 'none' });
    await expect(renew(openWindow(), token)).rejects.toMatchObject({ code: 'vault.unknown-key' });
    expect((await renew(openWindow(), token, new Answering())).by).toBe('none');
  });

  it('a public key proves and does not sign', async () => {
    setSetting('tokensmith.recipes', {});
    files.lay({ '/work/public.pem': generatePublic(rsa) });
    await expect(renew(openWindow(), signed(vonageClaims, rsa))).rejects.toMatchObject({ code: 'vault.unknown-key' });
  });

  it('asks few large keys on a save, and all where somebody waits', async () => {
    const { n: _, ...privateMembers } = rsa.export({ format: 'jwk' });
    const bytes = () => `_${randomBytes(16_384 / 8 - 2).toString('base64url')}_8`;
    const keys = Array.from({ length: 12 }, () => ({ ...privateMembers, n: bytes() }));
    files.lay({ '/work/large.jwks': JSON.stringify({ keys }) });
    const verify = vi.spyOn(crypto.subtle, 'verify');
    const large = forged({ iat: past, exp: past + 60 }, bytes());
    await expect(renew(openWindow(), large)).rejects.toMatchObject({ code: 'vault.unknown-key' });
    expect(verify).toHaveBeenCalledTimes(4);
    await expect(renew(openWindow(), large, new Answering())).rejects.toThrow();
    expect(verify).toHaveBeenCalledTimes(4 + 12);
    verify.mockRestore();
  });

  it('of a foreign workspace, a key of the person’s own that proves still takes leave', async () => {
    setSetting('tokensmith.recipes', { own: { ...rest, key: 'file:/person/own.key' } }, 'user');
    setSetting('tokensmith.recipes', undefined);
    files.lay({ '/person/own.key': pemOf(rsa) });
    await expect(renew(openWindow(), signed(vonageClaims, rsa))).rejects.toMatchObject({ code: 'vault.no-leave' });
  });
});

describe('a choice that is remembered', () => {
  const claims = { aud: 'a', iat: past, exp: past + 60 };
  const chosen = { chooses: 'file:private.key', signsUnproven: true, remembers: true };
  const rows: readonly (readonly [what: string, claims: Json, header: Json, holds: boolean])[] = [
    ['other times and subject', { ...claims, sub: 'x', iat: past - 5 }, {}, true],
    ['another audience', { ...claims, aud: 'b' }, {}, false],
    ['more audiences', { ...claims, aud: ['a', 'b'] }, {}, false],
    ['no audience', { iat: past, exp: past + 60 }, {}, false],
    ['an issuer', { ...claims, iss: 'x' }, {}, false],
    ['a key id', claims, { kid: 'x' }, false],
    ['another algorithm', claims, { alg: 'RS512' }, false],
    ['another kind', { ...claims, ...vonageClaims }, {}, false],
  ];
  beforeEach(() => files.lay({ '/work/private.key': pemOf(rsa) }));

  it.each(rows)('holds for tokens that are alike: %s', async (_what, other, header, holds) => {
    const window = openWindow();
    const person = new Answering(chosen);
    const first = await renew(window, forged(claims), person);
    await offerToRemember(window, first, person);
    expect(person.asked).toEqual(['choose RS256', 'unproven file:private.key', 'remember file:private.key']);
    const next = new Answering();
    const again = renew(window, forged(other, 'AAAA', header), next);
    if (holds) expect((await again).by).toBe('choice');
    else await expect(again).rejects.toThrow();
    expect(next.asked.length === 0).toBe(holds);
  });
});

it('a choice for tokens of a kind holds for its near misses alone, and lets its key be tried first on all', async () => {
  files.lay({ '/work/private.key': pemOf(rsa), '/work/a.key': pemOf(otherRsa) });
  const window = openWindow();
  const near = inspecting(forged({ applicationId, iat: past, jti: 'a' }));
  await window.keys.choices.remember({ ...near, kind: vonageRest }, 'file:private.key');
  expect(window.keys.choices.of(near)).toBeUndefined();
  expect(window.keys.choices.of({ ...near, kind: vonageRest })).toBe('file:private.key');
  const draft = { header: '{"alg":"RS256"}', payload: '{}' };
  const person = new Answering({ chooses: 'file:a.key' });
  const { by } = await resignToken(window, { ...near, kind: vonageRest }, draft, { person });
  expect([by, person.asked]).toEqual(['choice', []]);
  const [first] = await window.keys.candidates(near.token);
  expect(first?.reference).toBe('file:private.key');
  const [other] = await window.keys.candidates(inspecting(forged({ iss: 'x' })).token);
  expect(other?.reference).toBe('file:a.key');
});

describe('a raw secret signs in the encoding that proved', () => {
  // In base64url it has other characters than in base64.
  const bytes = Buffer.concat([Buffer.from([0xfb, 0xff, 0xfe]), randomBytes(45)]);
  const spellings: readonly (readonly [string, string, Buffer])[] = [
    ['base64', bytes.toString('base64'), bytes],
    ['base64url', bytes.toString('base64url'), bytes],
    ['hex', bytes.toString('hex'), bytes],
    ['utf8', bytes.toString('base64'), Buffer.from(bytes.toString('base64'))],
  ];
  const places: readonly (readonly [string, (text: string) => Parameters<typeof files.lay>[0]])[] = [
    ['.env', (text) => ({ '/work/.env': `JWT_SECRET=${text}\n` })],
    ['.env.local', (text) => ({ '/work/.env.local': `JWT_SECRET="${text}"\n` })],
    ['a file', (text) => ({ '/work/hmac.key': `${text}\n` })],
    [
      'a file that .env names',
      (text) => ({ '/work/.env': 'JWT_SECRET_PATH=./deep/s.txt\n', '/work/deep/s.txt': text }),
    ],
  ];
  const claims = { iss: 'x', iat: past, exp: past + 600 };
  for (const [place, lay] of places)
    it.each(spellings)(`%s, in ${place}, whatever a recipe says`, async (encoding, text, key) => {
      files.lay(lay(text));
      setSetting('tokensmith.recipes', {
        one: { kind: 'custom', key: 'env:JWT_SECRET', algorithm: 'HS256', secretEncoding: 'utf8', claims: {} },
        two: { kind: 'custom', key: 'file:hmac.key', algorithm: 'HS256', claims: {} },
      });
      const window = openWindow();
      const old = signed(claims, key);
      const { token, signer } = await renew(window, old);
      expect(isHmac(token, key)).toBe(true);
      expect(signer?.key.secretEncoding).toBe(encoding);
      const edited = await resignToken(window, inspecting(token), { header: '{"alg":"HS256"}', payload: '{}' }, {});
      expect(isHmac(edited.token, key)).toBe(true);
      expect(isHmac((await renew(window, signed({ ...claims, sub: 'y' }, key))).token, key)).toBe(true);
    });

  it('chosen by the person, too; one that proves nothing only after saying so', async () => {
    const window = openWindow();
    await window.vault.secrets.store('forum', bytes.toString('hex'));
    const person = new Answering({ chooses: 'secret:forum' });
    const found = await renew(window, signed(claims, bytes), person);
    expect([isHmac(found.token, bytes), person.asked]).toEqual([true, []]);
    await expect(renew(window, signed(claims, randomBytes(32)), person)).rejects.toThrow();
    expect(person.asked).toEqual(['choose HS256', 'unproven secret:forum']);
  });
});

function generatePublic(key: typeof rsa): string {
  const { n, e, kty } = key.export({ format: 'jwk' });
  return JSON.stringify({ kty, n, e });
}

describe('a webhook that is renewed with all others', () => {
  const secret = Buffer.from('a signature secret of an account');
  const webhook = {
    iat: past,
    jti: 'a',
    iss: 'Vonage',
    payload_hash: 'a'.repeat(64),
    api_key: 'abcd1234',
    exp: past + 60,
  };
  const renewedIn = async (body: RequestBody | undefined) => {
    files.lay({ '/work/.env': `JWT_SECRET=${secret}\n` });
    const tokens = {
      settings: () => ({ context: { tolerance: 5 } }),
      judgeBriefly: async (text: string) => inspecting(text),
    };
    const services = { ...openWindow(), tokens } as never;
    const renewed = await renewSilently(services, signed(webhook, secret), {}, async () => body);
    return 'token' in renewed ? decodeToken(renewed.token).payload?.value?.payload_hash : renewed.left;
  };

  it('gets the hash of the body that it stands in', async () => {
    expect(await renewedIn({ body: '{"a":1}' })).toBe(createHash('sha256').update('{"a":1}').digest('hex'));
  });

  it('keeps its hash where it stands in no request', async () => {
    expect(await renewedIn(undefined)).toBe(webhook.payload_hash);
  });

  it('is left, with a word, where the body is not known', async () => {
    expect(await renewedIn({ unresolved: ['host'] })).toMatch(
      /hash of the body can't be computed: host can't be resolved/,
    );
  });
});
