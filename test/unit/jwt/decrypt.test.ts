import { generateKeyPairSync } from 'node:crypto';
import { CompactEncrypt, importJWK } from 'jose';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { decodeToken } from '../../../src/jwt/decode.ts';
import { judgeToken } from '../../../src/jwt/decrypt.ts';
import { MAXIMUM_ITERATIONS } from '../../../src/jwt/encryption.ts';
import { type Key, publicKey } from '../../../src/jwt/key.ts';
import { signToken } from '../../../src/jwt/sign.ts';
import type { Candidate } from '../../../src/jwt/verify.ts';
import { readSecret } from '../../../src/keys/secret.ts';
import { inspecting } from '../../inspecting.ts';
import { p256, p521, readKey, rsa } from '../keys/published.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

const half = (key: Key): Key => publicKey(key) ?? key;
const known = (key: Key, reference = 'file:a.pem'): Candidate => ({ key, reference, named: false });
const named = (key: Key): Candidate => ({ ...known(key), named: true });
const judge = (text: string, candidates: readonly Candidate[]) => judgeToken(decodeToken(text), async () => candidates);
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

const secretOf = (bits: number) => readSecret('k'.repeat(bits / 8), 'utf8');
const p384 = await readKey(generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ format: 'jwk' }));
const x25519 = await readKey(generateKeyPairSync('x25519').privateKey.export({ format: 'pem', type: 'pkcs8' }));
const claims = '{"sub":"me",\n "n":1.0}';

/** A JWE by jose. */
async function encrypt(header: { alg: string; enc: string; [name: string]: unknown }, key: Key, content = claims) {
  const bytes = new TextEncoder().encode(content);
  const jwe = new CompactEncrypt(bytes).setProtectedHeader(header);
  return jwe.encrypt(await importJWK({ ...half(key).jwk }, header.alg));
}

const contentBits: Readonly<Record<string, number>> = {
  A128GCM: 128,
  A192GCM: 192,
  A256GCM: 256,
  'A128CBC-HS256': 256,
  'A192CBC-HS384': 384,
  'A256CBC-HS512': 512,
};
const keys: readonly (readonly [alg: string, key: (enc: string) => Key])[] = [
  ['dir', (enc) => secretOf(contentBits[enc] ?? 0)],
  ['RSA-OAEP', () => rsa],
  ['RSA-OAEP-256', () => rsa],
  ['RSA-OAEP-384', () => rsa],
  ['RSA-OAEP-512', () => rsa],
  ['ECDH-ES', () => p256],
  ['ECDH-ES', () => p384],
  ['ECDH-ES', () => p521],
  ['ECDH-ES', () => x25519],
  ['ECDH-ES+A256KW', () => x25519],
  ...[128, 192, 256].flatMap((bits) => [
    [`ECDH-ES+A${bits}KW`, () => p256] as const,
    [`A${bits}KW`, () => secretOf(bits)] as const,
    [`A${bits}GCMKW`, () => secretOf(bits)] as const,
    [`PBES2-HS${bits * 2}+A${bits}KW`, () => readSecret('a pass phrase', 'utf8')] as const,
  ]),
];

describe('what jose encrypts', () => {
  const matrix = keys.flatMap(([alg, keyFor]) =>
    Object.keys(contentBits).map((enc) => [alg, enc, keyFor(enc)] as const),
  );

  test.each(matrix)('%s with %s', async (alg, enc, key) => {
    const text = await encrypt({ alg, enc }, key);
    const { decryption, ...judgement } = await judge(text, [
      known(rsa),
      known(secretOf(160)),
      known(key, 'file:b.pem'),
    ]);
    expect(judgement).toMatchObject({ signature: 'encrypted', key: { reference: expect.stringMatching(/^file:/) } });
    expect(decryption?.token).toMatchObject({ form: 'jwe', text, payload: { text: claims }, faults: [] });

    const tampered = text.replace(/.{4}(.)$/, (end, last) => `${end.slice(0, -5)}AAAA${last}`);
    expect(await judge(tampered, [known(key)])).toEqual({ signature: 'encrypted' });
    expect(await judge(tampered, [named(key)])).toEqual({ signature: 'invalid' });
  });

  test('compressed content', async () => {
    const text = await encrypt(
      { alg: 'dir', enc: 'A256GCM', zip: 'DEF' },
      secretOf(256),
      `{"a":"${'x'.repeat(9999)}"}`,
    );
    const { decryption } = await judge(text, [known(secretOf(256))]);
    expect(decryption?.token.payload?.value).toEqual({ a: 'x'.repeat(9999) });
  });

  test('a bomb does not go off', async () => {
    const text = await encrypt({ alg: 'dir', enc: 'A256GCM', zip: 'DEF' }, secretOf(256), 'x'.repeat(5_000_000));
    expect(await judge(text, [known(secretOf(256))])).toEqual({ signature: 'encrypted' });
  });
});

describe('which key', () => {
  const header = { alg: 'RSA-OAEP', enc: 'A256GCM' };
  const reason = (code: string, data: object) => ({ signature: 'invalid', reason: { code, data } });
  const about = { algorithm: 'RSA-OAEP', key: 'RSA 2048' };
  const other = { ...rsa, id: 'other' };
  const mine = { ...rsa, id: 'mine' };
  const rows: readonly (readonly [what: string, candidates: readonly Candidate[], judgement: object])[] = [
    ['none', [], { signature: 'encrypted' }],
    ['one that is known', [known(p256), known(rsa)], { signature: 'encrypted', key: known(rsa) }],
    ['the public half alone', [known(half(rsa))], { signature: 'encrypted' }],
    ['the public half by its name', [known(half(mine))], { signature: 'encrypted' }],
    ['one for encryption', [known({ ...rsa, limits: { use: 'enc' } })], { signature: 'encrypted', decryption: {} }],
    [
      'the kid first',
      [known(other, 'file:other.pem'), known(mine, 'file:mine.pem')],
      { key: { reference: 'file:mine.pem' } },
    ],
    [
      'one named, of another type',
      [named(p256), known(rsa)],
      reason('key.wrong-type', { algorithm: 'RSA-OAEP', key: 'EC P-256', needed: 'RSA' }),
    ],
    ['one named, a public one', [named(half(rsa))], reason('key.public-for-decrypting', about)],
    [
      'one named, for signatures',
      [named({ ...rsa, limits: { use: 'sig' } })],
      reason('key.limited', { algorithm: 'RSA-OAEP', limit: 'use', value: 'sig' }),
    ],
    [
      'one named, for other operations',
      [named({ ...rsa, limits: { operations: ['sign'] } })],
      reason('key.limited', { algorithm: 'RSA-OAEP', limit: 'key_ops', value: 'sign' }),
    ],
    [
      'one named, for another algorithm',
      [named({ ...rsa, limits: { algorithms: ['RSA-OAEP-256'] } })],
      reason('key.limited', { algorithm: 'RSA-OAEP', limit: 'alg', value: 'RSA-OAEP-256' }),
    ],
    [
      'one named, too short',
      [named({ ...rsa, bits: 1024 })],
      { signature: 'invalid', reason: { code: 'key.too-short' } },
    ],
  ];
  test.each(rows)('%s', async (_, candidates, judgement) => {
    expect(await judge(await encrypt({ ...header, kid: 'mine' }, rsa), candidates)).toMatchObject(judgement);
  });

  test('only the keys that should do say why none did', async () => {
    const text = await encrypt({ ...header, kid: 'mine' }, rsa);
    const stranger = await readKey(
      generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
    );
    const wrongType = reason('key.wrong-type', { algorithm: 'RSA-OAEP', key: 'EC P-256', needed: 'RSA' });
    expect(await judge(text, [known({ ...p256, id: 'mine' }), known(stranger)])).toEqual(wrongType);
    // One of these could be used, and does not decrypt.
    expect(await judge(text, [named(p256), named(stranger)])).toEqual({ signature: 'invalid' });
    expect(await judge(text, [known(p256), known(stranger)])).toEqual({ signature: 'encrypted' });
  });

  test('a secret of another length, and a curve of another name', async () => {
    const wrapped = await encrypt({ alg: 'A256KW', enc: 'A128GCM' }, secretOf(256));
    expect(await judge(wrapped, [named(secretOf(128))])).toMatchObject(
      reason('key.wrong-type', { algorithm: 'A256KW', key: 'HMAC 128', needed: 'AES 256' }),
    );
    const agreed = await encrypt({ alg: 'ECDH-ES', enc: 'A128GCM' }, p256);
    expect(await judge(agreed, [named(p521)])).toMatchObject(
      reason('key.wrong-curve', { algorithm: 'ECDH-ES', key: 'EC P-521', needed: 'P-256' }),
    );
  });

  test('one that the token brings is none', async () => {
    const text = await encrypt({ ...header, jwk: rsa.jwk }, rsa);
    expect(await judge(text, [])).toEqual({ signature: 'encrypted' });
  });

  test('a damaged token is not decrypted', async () => {
    const text = await encrypt(header, rsa);
    for (const damaged of [`${text}=`, `${text}.AA`, text.replace('.', '.\n')])
      expect(await judge(damaged, [known(rsa)])).toEqual({ signature: 'encrypted' });
  });
});

describe('nested JWTs', () => {
  const nest = async (inner: string, cty?: string) =>
    encrypt({ alg: 'dir', enc: 'A128GCM', ...(cty && { cty }) }, secretOf(128), inner);

  test('the answer is about the token inside', async () => {
    const signed = await signToken('{"alg":"RS256"}', claims, rsa);
    for (const text of [await nest(signed, 'JWT'), await nest(signed)]) {
      const judgement = await judge(text, [known(secretOf(128), 'secret:s'), known(rsa)]);
      expect(judgement).toMatchObject({
        signature: 'valid',
        key: { reference: 'file:a.pem' },
        decryption: { key: { reference: 'secret:s' } },
      });
      expect(inspecting(text, judgement).innermost.payload?.text).toBe(claims);
      expect(await judge(text, [known(secretOf(128))])).toMatchObject({ signature: 'unknown-key', decryption: {} });
    }
  });

  test('a JWE in a JWE, as deep as keys reach', async () => {
    const text = await nest(await nest(await nest(await signToken('{"alg":"none"}', claims, undefined))));
    const judgement = await judge(text, [known(secretOf(128))]);
    expect(judgement.signature).toBe('unsigned');
    expect(inspecting(text, judgement).innermost.payload?.text).toBe(claims);
    const closed = await nest(await encrypt({ alg: 'dir', enc: 'A256GCM' }, secretOf(256)));
    const half = await judge(closed, [known(secretOf(128))]);
    expect(half).toMatchObject({
      signature: 'encrypted',
      decryption: { nested: { judgement: { signature: 'encrypted' } } },
    });
    expect(inspecting(closed, half).innermost.payload).toBeUndefined();
  });
});

describe('what is refused or missing', () => {
  const jwe = (header: object) => `${encode(header)}.AAAA.AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA`;
  const password = { alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2s: 'AAAAAAAAAAAAAAAA' };
  test.each([
    ['RSA1_5', { alg: 'RSA1_5', enc: 'A128GCM' }, 'RSA1_5'],
    ['an enc of nobody', { alg: 'dir', enc: 'A512GCM' }, 'A512GCM'],
    ['a signature algorithm', { alg: 'RS256', enc: 'A128GCM' }, 'RS256'],
    ['a billion iterations', { ...password, p2c: 1e9 }, 'PBKDF2 × 1000000000'],
    ['one iteration too many', { ...password, p2c: MAXIMUM_ITERATIONS + 1 }, `PBKDF2 × ${MAXIMUM_ITERATIONS + 1}`],
  ])('%s', async (_, header, algorithm) => {
    const started = performance.now();
    expect(await judge(jwe(header), [named(readSecret('password', 'utf8'))])).toEqual({
      signature: 'unsupported',
      reason: { code: 'algorithm.unsupported', data: { algorithm } },
    });
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test('keys are derived from passwords one at a time, so that many tokens leave the host its threads', async () => {
    const derive = crypto.subtle.deriveBits.bind(crypto.subtle);
    let [running, most] = [0, 0];
    const deriveBits: SubtleCrypto['deriveBits'] = async (...given) => {
      most = Math.max(most, ++running);
      return derive(...given).finally(() => running--);
    };
    const key = readSecret('password', 'utf8');
    const texts = await Promise.all(
      [1, 2, 3, 4].map((n) => encrypt({ ...password, p2s: undefined }, key, `{"n":${n}}`)),
    );
    const spy = vi.spyOn(crypto.subtle, 'deriveBits').mockImplementation(deriveBits);
    for (const { signature, key: by } of await Promise.all(texts.map((text) => judge(text, [known(key)]))))
      expect([signature, by?.reference]).toEqual(['encrypted', 'file:a.pem']);
    spy.mockRestore();
    expect(most).toBe(1);
  });

  test('a name that cannot be shown', async () => {
    expect(await judge(jwe({ alg: '$(alert) x', enc: 'A128GCM' }), [])).toEqual({ signature: 'unsupported' });
  });

  test.each([
    ['extensions that nobody understands', { alg: 'dir', enc: 'A128GCM', crit: ['x'], x: 1 }],
    ['a header that is no object', '[]'],
  ])('%s', async (_, header) => {
    expect(await judge(jwe(header as object), [known(secretOf(128))])).toEqual({ signature: 'encrypted' });
  });

  test.each([
    ['A192KW', { alg: 'A192KW', enc: 'A128GCM' }, secretOf(192)],
    ['ECDH-ES+A192KW', { alg: 'ECDH-ES+A192KW', enc: 'A128GCM' }, p256],
    ['A192GCMKW', { alg: 'A192GCMKW', enc: 'A128GCM' }, secretOf(192)],
    ['A192CBC-HS384', { alg: 'dir', enc: 'A192CBC-HS384' }, secretOf(384)],
    ['PBES2-HS384+A192KW', { alg: 'PBES2-HS384+A192KW', enc: 'A128GCM' }, readSecret('pass', 'utf8')],
  ])('%s where the host has no AES of 192 bits', async (algorithm, header, key) => {
    const text = await encrypt(header, key);
    const { subtle } = crypto;
    vi.stubGlobal('crypto', {
      subtle: {
        importKey: (...[format, data, ...rest]: Parameters<SubtleCrypto['importKey']>) =>
          data instanceof Uint8Array && data.length === 24
            ? Promise.reject(new DOMException('no', 'OperationError'))
            : subtle.importKey(format as 'raw', data as BufferSource, ...(rest as [string, boolean, KeyUsage[]])),
      },
    });
    vi.resetModules();
    const { judgeToken } = await import('../../../src/jwt/decrypt.ts');
    expect(await judgeToken(decodeToken(text), async () => [named(key)])).toEqual({
      signature: 'unsupported',
      reason: { code: 'algorithm.unsupported', data: { algorithm } },
    });
  });

  test('no Web Crypto', async () => {
    vi.stubGlobal('crypto', {});
    expect(await judge(jwe({ alg: 'dir', enc: 'A128GCM' }), [named(secretOf(128))])).toEqual({
      signature: 'unsupported',
    });
  });
});
