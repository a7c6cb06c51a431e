import { describe, expect, test } from 'vitest';
import { ALGORITHMS, algorithmNamed, algorithmsFor, fits, shortSecret } from '../../../src/jwt/algorithms.ts';
import { type Key, keyLabel, publicKey } from '../../../src/jwt/key.ts';
import { readSecret } from '../../../src/keys/secret.ts';
import { ed25519, p256, p521, rsa, secret } from '../keys/published.ts';

const rsaNames = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'];
const hmacNames = ['HS256', 'HS384', 'HS512'];
const short: Key = { ...rsa, bits: 1024 };
const half = (key: Key): Key => publicKey(key) ?? key;

describe('the algorithms of a key', () => {
  const rows: readonly [Key, readonly string[]][] = [
    [rsa, rsaNames],
    [p256, ['ES256']],
    [{ ...p256, curve: 'P-384' }, ['ES384']],
    [p521, ['ES512']],
    [ed25519, ['EdDSA', 'Ed25519']],
    [secret, hmacNames],
  ];
  test.each(rows)('$type $curve', (key, names) => {
    expect(algorithmsFor(key)).toEqual(names);
    expect(algorithmsFor(key, 'verify')).toEqual(names);
    for (const { name } of ALGORITHMS) expect(fits(key, name) === undefined, name).toBe(names.includes(name));
  });

  test('a public key only verifies', () => {
    expect(algorithmsFor(half(rsa))).toEqual([]);
    expect(algorithmsFor(half(rsa), 'verify')).toEqual(rsaNames);
  });

  test('a short RSA key only verifies', () => {
    expect(algorithmsFor(short)).toEqual([]);
    expect(algorithmsFor(short, 'verify')).toEqual(rsaNames);
  });

  test('a short secret signs, and is told of', () => {
    const key = readSecret('short', 'utf8');
    expect(algorithmsFor(key)).toEqual(hmacNames);
    expect(shortSecret(key, 'HS384')).toEqual({ bits: 40, needed: 384 });
    expect(shortSecret(secret, 'HS256')).toBeUndefined();
    expect(shortSecret(secret, 'HS512')).toEqual({ bits: 256, needed: 512 });
    expect(shortSecret(rsa, 'RS256')).toBeUndefined();
  });
});

describe('why a key does not fit', () => {
  const limited = (limits: Key['limits'], key = rsa): Key => ({ ...key, limits });
  const rows: readonly [string, Key, string, 'sign' | 'verify', string, object][] = [
    ['no key for none', rsa, 'none', 'verify', 'algorithm.none-with-key', { key: 'RSA 2048' }],
    ['unknown', rsa, 'RS1', 'sign', 'algorithm.unsupported', { algorithm: 'RS1' }],
    ['names are case-sensitive', rsa, 'rs256', 'sign', 'algorithm.unsupported', { algorithm: 'rs256' }],
    [
      'not a property of all objects',
      rsa,
      'constructor',
      'sign',
      'algorithm.unsupported',
      { algorithm: 'constructor' },
    ],
    [
      'HS with RSA',
      half(rsa),
      'HS256',
      'verify',
      'key.wrong-type',
      { algorithm: 'HS256', key: 'RSA 2048', needed: 'HMAC' },
    ],
    ['RS with EC', p256, 'RS256', 'sign', 'key.wrong-type', { algorithm: 'RS256', key: 'EC P-256', needed: 'RSA' }],
    [
      'RS with a secret',
      secret,
      'RS256',
      'sign',
      'key.wrong-type',
      { algorithm: 'RS256', key: 'HMAC 256', needed: 'RSA' },
    ],
    [
      'ES with Ed25519',
      ed25519,
      'ES256',
      'sign',
      'key.wrong-type',
      { algorithm: 'ES256', key: 'Ed25519', needed: 'EC P-256' },
    ],
    [
      'EdDSA with EC',
      p256,
      'EdDSA',
      'sign',
      'key.wrong-type',
      { algorithm: 'EdDSA', key: 'EC P-256', needed: 'Ed25519' },
    ],
    [
      'other curve',
      p256,
      'ES384',
      'verify',
      'key.wrong-curve',
      { algorithm: 'ES384', key: 'EC P-256', needed: 'P-384' },
    ],
    ['public', half(p256), 'ES256', 'sign', 'key.public-for-signing', { algorithm: 'ES256', key: 'EC P-256' }],
    ['short', short, 'RS256', 'sign', 'key.too-short', { algorithm: 'RS256', bits: 1024, needed: 2048 }],
    [
      'alg',
      limited({ algorithms: ['PS256'] }),
      'RS256',
      'verify',
      'key.limited',
      { algorithm: 'RS256', limit: 'alg', value: 'PS256' },
    ],
    [
      'use',
      limited({ use: 'enc' }),
      'RS256',
      'verify',
      'key.limited',
      { algorithm: 'RS256', limit: 'use', value: 'enc' },
    ],
    [
      'key_ops',
      limited({ operations: ['decrypt'] }),
      'RS256',
      'sign',
      'key.limited',
      { algorithm: 'RS256', limit: 'key_ops', value: 'decrypt' },
    ],
    [
      'key_ops: verify only',
      limited({ operations: ['verify'] }, secret),
      'HS256',
      'sign',
      'key.limited',
      { algorithm: 'HS256', limit: 'key_ops', value: 'verify' },
    ],
    [
      'key_ops: sign only',
      limited({ operations: ['sign'] }, secret),
      'HS256',
      'verify',
      'key.limited',
      { algorithm: 'HS256', limit: 'key_ops', value: 'sign' },
    ],
  ];
  test.each(rows)('%s', (_, key, algorithm, operation, code, data) => {
    expect(fits(key, algorithm, operation)).toEqual({ code, data });
  });

  test('limits that allow it', () => {
    const limits = { algorithms: ['RS256'], use: 'sig', operations: ['sign'] };
    expect(fits(limited(limits), 'RS256')).toBeUndefined();
    expect(fits(limited(limits), 'RS256', 'verify')).toBeUndefined();
    expect(fits(half(limited(limits)), 'RS256', 'verify')).toBeUndefined();
  });
});

test('a row for each name, in the words of RFC 7518', () => {
  expect(new Set(ALGORITHMS.map(({ name }) => name)).size).toBe(ALGORITHMS.length);
  expect(algorithmNamed('none')).toBeUndefined();
  expect(algorithmNamed(undefined)).toBeUndefined();
});

test('labels and public halves hold nothing private', () => {
  expect([rsa, p256, ed25519, secret].map(keyLabel)).toEqual(['RSA 2048', 'EC P-256', 'Ed25519', 'HMAC 256']);
  expect(publicKey(secret)).toBeUndefined();
  for (const key of [rsa, p256, p521, ed25519]) {
    const pair = publicKey(key);
    expect(pair?.form).toBe('public');
    expect(Object.keys(pair?.jwk ?? {}).sort()).toEqual(
      { RSA: ['e', 'kty', 'n'], EC: ['crv', 'kty', 'x', 'y'], OKP: ['crv', 'kty', 'x'] }[key.type as 'RSA'],
    );
    expect(pair && publicKey(pair)).toBe(pair);
  }
});
