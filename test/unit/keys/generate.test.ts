import { createPublicKey } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Key, keyLabel, publicKey } from '../../../src/jwt/key.ts';
import { spkiPem, thumbprint } from '../../../src/keys/export.ts';
import { GENERATABLE_KEYS, type GeneratableKey, generateKeyPair } from '../../../src/keys/generate.ts';
import { readSecret } from '../../../src/keys/secret.ts';
import { rejection } from '../rejection.ts';
import { ed25519, p256, p521, readKey, rsa, secret } from './published.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('generated keys', () => {
  test.each(['RSA 2048', 'EC P-256', 'EC P-384', 'EC P-521', 'Ed25519'] as const)('%s', async (name) => {
    const { privateText, publicText = '' } = await generateKeyPair(name);
    expect(privateText).toMatch(/^-{5}BEGIN PRIVATE KEY-{5}\n[\s\S]+\n-{5}END PRIVATE KEY-{5}\n$/);
    expect(publicText).toMatch(/^-{5}BEGIN PUBLIC KEY-{5}\n[\s\S]+\n-{5}END PUBLIC KEY-{5}\n$/);
    const key = await readKey(privateText);
    expect([keyLabel(key), key.form]).toEqual([name, 'private']);
    expect(await readKey(publicText)).toEqual(publicKey(key));
  });

  test.each(['HMAC 256', 'HMAC 384', 'HMAC 512'] as const)('%s', async (name) => {
    const { privateText, publicText } = await generateKeyPair(name);
    expect(publicText).toBeUndefined();
    expect(keyLabel(readSecret(privateText, 'base64url'))).toBe(name);
    expect(privateText).not.toBe((await generateKeyPair(name)).privateText);
  });

  test.each([3072, 4096])('RSA %i', async (bits) => {
    const stop = new Error('far enough: the rest takes seconds');
    const generateKey = vi.spyOn(globalThis.crypto.subtle, 'generateKey').mockRejectedValue(stop);
    await expect(generateKeyPair(`RSA ${bits}` as GeneratableKey)).rejects.toBe(stop);
    expect(generateKey.mock.calls[0]?.[0]).toMatchObject({ name: 'RSASSA-PKCS1-v1_5', modulusLength: bits });
  });

  test('a name for each', () => {
    expect(GENERATABLE_KEYS).toHaveLength(10);
  });
});

describe('written keys', () => {
  test.each([rsa, p256, p521, ed25519])('$type $curve', async (key) => {
    const read = { key: key.jwk as never, format: 'jwk' } as const;
    expect(await spkiPem(key)).toBe(createPublicKey(read).export({ format: 'pem', type: 'spki' }));
    expect(await spkiPem(publicKey(key) ?? key)).toBe(await spkiPem(key));
    expect(await thumbprint(publicKey(key) ?? key)).toBe(await thumbprint(key));
  });

  test('what has no such half', async () => {
    expect(await rejection(spkiPem(secret))).toEqual({ code: 'key.unsupported', data: { name: 'HMAC 256' } });
    const damaged = { ...p256, jwk: { ...p256.jwk, y: p256.jwk.x } } as Key;
    expect(await rejection(spkiPem(damaged))).toEqual({ code: 'key.not-a-key', data: {} });
  });
});

describe('hosts that lack something', () => {
  test('no Web Crypto', async () => {
    vi.stubGlobal('crypto', {});
    const noWebCrypto = { code: 'key.no-web-crypto', data: {} };
    expect(await rejection(generateKeyPair('HMAC 256'))).toEqual(noWebCrypto);
    expect(await rejection(spkiPem(rsa))).toEqual(noWebCrypto);
    expect(await rejection(thumbprint(rsa))).toEqual(noWebCrypto);
  });

  test('no Ed25519', async () => {
    const refuse = () => Promise.reject(new DOMException('no', 'NotSupportedError'));
    vi.stubGlobal('crypto', { subtle: { importKey: refuse, generateKey: refuse } });
    const unsupported = { code: 'key.unsupported', data: { name: 'Ed25519' } };
    expect(await rejection(generateKeyPair('Ed25519'))).toEqual(unsupported);
    expect(await rejection(spkiPem(ed25519))).toEqual(unsupported);
  });
});
