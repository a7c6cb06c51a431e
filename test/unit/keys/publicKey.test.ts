import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { createLocalJWKSet, importSPKI, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { algorithmsFor } from '../../../src/jwt/algorithms.ts';
import { type Key, publicKey } from '../../../src/jwt/key.ts';
import { signToken } from '../../../src/jwt/sign.ts';
import { publicKeyText, thumbprint } from '../../../src/keys/export.ts';
import { readKeys } from '../../../src/keys/read.ts';
import { rejection } from '../rejection.ts';
import { ed25519, p256, p521, readKey, rsa, secret } from './published.ts';

const keys: Readonly<Record<string, Key>> = { rsa, p256, p521, ed25519 };

/** Members that a private key alone has. */
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'priv', 'k', 'key_ops'];

describe.each(Object.entries(keys))('%s, for who is to verify', (_, key) => {
  const sign = async (kid?: string) =>
    signToken(JSON.stringify({ alg: algorithmsFor(key)[0], kid }), '{"sub":"me"}', key);

  test('PEM', async () => {
    const pem = await publicKeyText([key], 'pem');
    expect(pem).toMatch(/^-----BEGIN PUBLIC KEY-----\n[\s\S]+\n-----END PUBLIC KEY-----\n$/);
    expect(createPublicKey(pem).type).toBe('public');
    const imported = await importSPKI(pem, String(algorithmsFor(key)[0]));
    expect((await jwtVerify(await sign(), imported)).payload).toEqual({ sub: 'me' });
  });

  test('JWK and JWK Set', async () => {
    const jwk = JSON.parse(await publicKeyText([key], 'jwk'));
    const set = JSON.parse(await publicKeyText([key], 'jwks'));
    expect(set).toEqual({ keys: [jwk] });
    expect(jwk).toMatchObject({ kid: await thumbprint(key), alg: algorithmsFor(key)[0], use: 'sig' });
    expect(PRIVATE.filter((name) => name in jwk)).toEqual([]);
    expect((await jwtVerify(await sign(jwk.kid), createLocalJWKSet(set))).payload).toEqual({ sub: 'me' });
  });

  test('the same of the public half', async () => {
    const half = publicKey(key) as Key;
    for (const form of ['pem', 'jwk', 'jwks'] as const)
      expect(await publicKeyText([half], form)).toBe(await publicKeyText([key], form));
  });
});

test('what a JWK says of itself is kept, but not what it may do with its private half', async () => {
  const key = await readKey({ ...rsa.jwk, kid: 'mine', alg: 'PS384', use: 'sig', key_ops: ['sign'] });
  const jwk = JSON.parse(await publicKeyText([key], 'jwk'));
  expect(jwk).toEqual({ kty: 'RSA', n: rsa.jwk.n, e: rsa.jwk.e, kid: 'mine', alg: 'PS384', use: 'sig' });
});

test('a key that encrypts', async () => {
  const x25519 = await readKey(generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' }));
  expect(JSON.parse(await publicKeyText([x25519], 'jwk'))).toMatchObject({ crv: 'X25519', use: 'enc' });
  expect(createPublicKey(await publicKeyText([x25519], 'pem')).asymmetricKeyType).toBe('x25519');
});

test('several keys, in their order', async () => {
  const all = [rsa, p256, ed25519];
  expect((await readKeys(await publicKeyText(all, 'pem'))).map(({ jwk }) => jwk)).toEqual(
    all.map((key) => publicKey(key)?.jwk),
  );
  expect((await readKeys(await publicKeyText(all, 'jwks'))).map(({ jwk }) => jwk)).toEqual(
    all.map((key) => publicKey(key)?.jwk),
  );
});

test.each(['pem', 'jwk', 'jwks'] as const)('a secret has no public half: %s', async (form) => {
  expect(await rejection(publicKeyText([secret], form))).toMatchObject({ code: 'key.unsupported' });
});
