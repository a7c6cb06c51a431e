import { createHmac, generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { decodeToken } from '../../../src/jwt/decode.ts';
import { publicKey } from '../../../src/jwt/key.ts';
import { signToken } from '../../../src/jwt/sign.ts';
import { verifySignature } from '../../../src/jwt/verify.ts';
import { ed25519, p256, p521, readKey, rsa, secret } from '../keys/published.ts';
import { rejection } from '../rejection.ts';

const rs256 = '{"alg":"RS256"}';

afterEach(() => vi.unstubAllGlobals());

describe('texts stay as they are', () => {
  const headers = [
    '{"typ":"JWT",\r\n "alg":"HS256"}',
    ' {"alg":"none","x":12345678901234567890,"alg":"HS256"}\n',
    '{"alg":"HS256","kid":"\\u00e9é😀","exp":1e3,"n":3.0}',
  ];
  const payloads = ['', 'not JSON', '{"b":1,"a":3.0,"10":0,"2":0,"a":1e400}', '"é😀\u0000"', '{\r\n  "iat" : 1\r\n}'];
  test.each(headers.flatMap((header) => payloads.map((payload) => [header, payload] as const)))(
    '%j %j',
    async (header, payload) => {
      const text = await signToken(header, payload, secret);
      const [first = '', second = '', third] = text.split('.');
      expect(Buffer.from(first, 'base64url').toString()).toBe(header);
      expect(Buffer.from(second, 'base64url').toString()).toBe(payload);
      const k = Buffer.from(String(secret.jwk.k), 'base64url');
      expect(third).toBe(createHmac('sha256', k).update(`${first}.${second}`).digest('base64url'));
    },
  );
});

test('every algorithm signs, each key in its own way', async () => {
  const p384 = await readKey(generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ format: 'jwk' }));
  const rows = [
    [secret, ['HS256', 'HS384', 'HS512'], [32, 48, 64]],
    [rsa, ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'], Array(6).fill(256)],
    [p256, ['ES256'], [64]],
    [p384, ['ES384'], [96]],
    [p521, ['ES512'], [132]],
    [ed25519, ['EdDSA', 'Ed25519'], [64, 64]],
  ] as const;
  for (const [key, names, sizes] of rows) {
    for (const [i, alg] of names.entries()) {
      const text = await signToken(JSON.stringify({ alg }), '{}', key);
      expect(Buffer.from(text.split('.')[2] ?? '', 'base64url').length, alg).toBe(sizes[i]);
      expect(await verifySignature(decodeToken(text), key), alg).toBe('valid');
      expect(await verifySignature(decodeToken(text), publicKey(key) ?? key), alg).toBe('valid');
    }
  }
});

test('none signs nothing, and takes no key', async () => {
  expect(await signToken('{"alg":"none"}', '{}', undefined)).toBe('eyJhbGciOiJub25lIn0.e30.');
  expect(await rejection(signToken('{"alg":"none"}', '{}', secret))).toEqual({
    code: 'algorithm.none-with-key',
    data: { key: 'HMAC 256' },
  });
});

describe('what cannot be signed', () => {
  const rows = [
    ['[]', '{}', rsa, 'sign.header-not-an-object', {}],
    ['null', '{}', rsa, 'sign.header-not-an-object', {}],
    ['{', '{}', rsa, 'sign.header-not-an-object', {}],
    ['', '{}', undefined, 'sign.header-not-an-object', {}],
    ['{}', '{}', rsa, 'sign.no-algorithm', {}],
    ['{"alg":1}', '{}', rsa, 'sign.no-algorithm', {}],
    ['{"alg":["none"]}', '{}', undefined, 'sign.no-algorithm', {}],
    ['{"__proto__":{"alg":"none"}}', '{}', undefined, 'sign.no-algorithm', {}],
    [rs256, '{}', undefined, 'sign.key-needed', { algorithm: 'RS256' }],
    ['{"alg":"RS256","b64":false,"crit":["b64"]}', '{}', rsa, 'sign.unencoded-payload', {}],
    [rs256, '{"a":"\ud800"}', rsa, 'sign.lone-surrogate', { part: 'payload' }],
    ['{"alg":"RS256","kid":"\udc00"}', '{}', rsa, 'sign.lone-surrogate', { part: 'header' }],
    ['{"alg":"None"}', '{}', rsa, 'algorithm.unsupported', { algorithm: 'None' }],
    ['{"alg":"ES256K"}', '{}', p256, 'algorithm.unsupported', { algorithm: 'ES256K' }],
    [rs256, '{}', p256, 'key.wrong-type', { algorithm: 'RS256', key: 'EC P-256', needed: 'RSA' }],
    [rs256, '{}', publicKey(rsa), 'key.public-for-signing', { algorithm: 'RS256', key: 'RSA 2048' }],
  ] as const;
  test.each(rows)('%s %s', async (header, payload, key, code, data) => {
    expect(await rejection(signToken(header, payload, key))).toEqual({ code, data });
  });

  test('RSA of 1024 bits', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const key = await readKey(privateKey.export({ format: 'pem', type: 'pkcs8' }));
    expect(await rejection(signToken(rs256, '{}', key))).toEqual({
      code: 'key.too-short',
      data: { algorithm: 'RS256', bits: 1024, needed: 2048 },
    });
  });

  test('a key whose numbers make none', async () => {
    const key = { ...p256, jwk: { ...p256.jwk, y: p256.jwk.x } } as typeof p256;
    expect(await rejection(signToken('{"alg":"ES256"}', '{}', key))).toEqual({
      code: 'key.damaged',
      data: { key: 'EC P-256' },
    });
  });
});

describe('hosts that lack something', () => {
  test('no Web Crypto', async () => {
    vi.stubGlobal('crypto', {});
    expect(await rejection(signToken(rs256, '{}', { ...rsa }))).toEqual({ code: 'key.no-web-crypto', data: {} });
    expect(await signToken('{"alg":"none"}', '{}', undefined)).toBe('eyJhbGciOiJub25lIn0.e30.');
    vi.stubGlobal('crypto', undefined);
    expect(await rejection(signToken(rs256, '{}', { ...rsa }))).toEqual({ code: 'key.no-web-crypto', data: {} });
  });

  test('no Ed25519', async () => {
    const importKey = () => Promise.reject(new DOMException('no', 'NotSupportedError'));
    vi.stubGlobal('crypto', { subtle: { importKey } });
    expect(await rejection(signToken('{"alg":"EdDSA"}', '{}', { ...ed25519 }))).toEqual({
      code: 'algorithm.unsupported',
      data: { algorithm: 'EdDSA' },
    });
  });
});
