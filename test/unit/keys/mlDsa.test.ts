import { createPublicKey, generateKeyPairSync, sign as nodeSign, verify as nodeVerify } from 'node:crypto';
import { ASN1Class, ASN1Form, ASN1Value } from '@oslojs/asn1';
import { compactVerify, importJWK, SignJWT } from 'jose';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { algorithmsFor, fits } from '../../../src/jwt/algorithms.ts';
import { decodeToken } from '../../../src/jwt/decode.ts';
import { keyLabel, publicKey } from '../../../src/jwt/key.ts';
import { signToken } from '../../../src/jwt/sign.ts';
import { judgeSignature, verifySignature } from '../../../src/jwt/verify.ts';
import { spkiPem, thumbprint } from '../../../src/keys/export.ts';
import { PARAMETER_SETS } from '../../../src/keys/mlDsa.ts';
import { readKeys } from '../../../src/keys/read.ts';
import { rejection } from '../rejection.ts';
import { der } from './encode.ts';
import { hasMlDsa } from './host.ts';
import { pkcs8Pem, readKey, rsa } from './published.ts';

const names = ['ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87'] as const;
type Name = (typeof names)[number];

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

test('Node has ML-DSA from 24.7 on, so that the tests below run', () => {
  expect(hasMlDsa).toBe(major > 24 || (major === 24 && minor >= 7));
});

const header = (name: string) => JSON.stringify({ alg: name });

afterEach(() => vi.unstubAllGlobals());

if (hasMlDsa)
  describe('where the host has it', () => {
    const pairOf = (name: Name) => {
      const pair = generateKeyPairSync(name.toLowerCase() as 'ml-dsa-44');
      const jwk = pair.privateKey.export({ format: 'jwk' }) as Record<string, string>;
      const { priv, ...publicJwk } = jwk;
      return { ...pair, jwk, publicJwk, seed: Buffer.from(String(priv), 'base64url') };
    };
    const pairs = {
      'ML-DSA-44': pairOf('ML-DSA-44'),
      'ML-DSA-65': pairOf('ML-DSA-65'),
      'ML-DSA-87': pairOf('ML-DSA-87'),
    };

    /** PKCS#8 with an ML-DSA-PrivateKey of one of its three forms. */
    const pkcs8 = (name: Name, privateKey: Parameters<typeof der>[0]) =>
      der([0n, [PARAMETER_SETS.find((set) => set.name === name)?.oid ?? ''], der(privateKey)]);
    const tagged = (seed: Uint8Array) => new ASN1Value(ASN1Class.ContextSpecific, ASN1Form.Primitive, 0, seed);

    describe.each(names)('%s', (name) => {
      const { privateKey, publicKey: other, jwk, publicJwk, seed } = pairs[name];

      test('private keys in every form', async () => {
        const encryption = { cipher: 'aes-256-cbc', passphrase: 'secret' };
        const files = [
          JSON.stringify(jwk),
          JSON.stringify({ keys: [{ ...jwk, alg: name }] }),
          privateKey.export({ format: 'pem', type: 'pkcs8' }),
          privateKey.export({ format: 'der', type: 'pkcs8' }),
          privateKey.export({ format: 'pem', type: 'pkcs8', ...encryption }),
          pkcs8(name, tagged(seed)),
          pkcs8(name, [seed, new Uint8Array(2560)]),
        ];
        for (const file of files) {
          const key = await readKey(file, 'secret');
          expect(key).toEqual({ form: 'private', type: 'AKP', curve: name, limits: {}, jwk });
          expect([keyLabel(key), algorithmsFor(key)]).toEqual([name, [name]]);
        }
      });

      test('public keys in every form', async () => {
        const files = [
          JSON.stringify(publicJwk),
          other.export({ format: 'pem', type: 'spki' }),
          other.export({ format: 'der', type: 'spki' }),
        ];
        for (const file of files) {
          const key = await readKey(file);
          expect(key).toEqual({ form: 'public', type: 'AKP', curve: name, limits: {}, jwk: publicJwk });
          expect(key).toEqual(publicKey(await readKey(jwk)));
          expect([algorithmsFor(key), algorithmsFor(key, 'verify')]).toEqual([[], [name]]);
        }
      });

      test('signs what Node and jose verify', async () => {
        const token = await signToken(header(name), '{"sub":"me"}', await readKey(jwk));
        const [input, signature] = [token.slice(0, token.lastIndexOf('.')), token.slice(token.lastIndexOf('.') + 1)];
        expect(nodeVerify(null, Buffer.from(input), other, Buffer.from(signature, 'base64url'))).toBe(true);
        const { payload } = await compactVerify(token, await importJWK(publicJwk, name));
        expect(new TextDecoder().decode(payload)).toBe('{"sub":"me"}');
      });

      test('verifies what Node and jose sign', async () => {
        const input = `${Buffer.from(header(name)).toString('base64url')}.e30`;
        const byNode = `${input}.${nodeSign(null, Buffer.from(input), privateKey).toString('base64url')}`;
        const byJose = await new SignJWT({}).setProtectedHeader({ alg: name }).sign(await importJWK(jwk, name));
        const key = await readKey(publicJwk);
        for (const token of [byNode, byJose]) {
          expect(await verifySignature(decodeToken(token), key)).toBe('valid');
          const [start, payload, signature] = token.split('.');
          expect(await verifySignature(decodeToken([start, `${payload}A`, signature].join('.')), key)).toBe('invalid');
        }
      });

      test('written, named, and read again', async () => {
        const key = await readKey(jwk);
        expect(createPublicKey(await spkiPem(key)).export({ format: 'jwk' })).toEqual(publicJwk);
        expect(await readKey(pkcs8Pem(key))).toEqual(key);
        expect(await thumbprint(await readKey(publicJwk))).toBe(await thumbprint(key));
      });
    });

    const { jwk, publicJwk, seed } = pairs['ML-DSA-44'];
    const other = pairs['ML-DSA-65'].jwk;

    const refused: readonly (readonly [what: string, content: string | Uint8Array, code: string, data?: object])[] = [
      ['no alg', JSON.stringify({ ...jwk, alg: undefined }), 'key.not-a-key'],
      [
        'an alg of nobody',
        JSON.stringify({ ...jwk, alg: 'ML-DSA-1' }),
        'key.unsupported',
        { name: 'JWK AKP ML-DSA-1' },
      ],
      ['the alg of another length', JSON.stringify({ ...jwk, alg: 'ML-DSA-65' }), 'key.not-a-key'],
      ['no public part', JSON.stringify({ ...jwk, pub: undefined }), 'key.not-a-key'],
      ['a short seed', JSON.stringify({ ...jwk, priv: 'AAAA' }), 'key.not-a-key'],
      ['a short seed in PKCS#8', pkcs8('ML-DSA-44', tagged(seed.subarray(1))), 'key.not-a-key'],
      ['no seed in PKCS#8', pkcs8('ML-DSA-44', []), 'key.not-a-key'],
      ['a number for a seed', pkcs8('ML-DSA-44', 1n), 'key.not-a-key'],
      [
        'what the seed expands to, alone',
        pkcs8('ML-DSA-44', new Uint8Array(2560)),
        'key.unsupported',
        { name: 'ML-DSA-44 without its seed' },
      ],
    ];
    for (const [what, content, code, data = {}] of refused) {
      test(what, async () => {
        expect(await rejection(readKeys(content))).toEqual({ code, data });
      });
    }

    test('a seed with another public part is damaged', async () => {
      const { pub } = pairOf('ML-DSA-44').jwk;
      const key = await readKey({ ...jwk, pub });
      expect(await rejection(signToken(header('ML-DSA-44'), '{}', key))).toEqual({
        code: 'key.damaged',
        data: { key: 'ML-DSA-44' },
      });
    });

    test('only for its own algorithm, and within its limits', async () => {
      const key = await readKey({ ...jwk, use: 'enc', kid: 'a' });
      expect(key).toMatchObject({ id: 'a', limits: { use: 'enc' } });
      expect(fits(key, 'ML-DSA-44')).toMatchObject({ code: 'key.limited' });
      const needed = (name: string) => ({ algorithm: name, key: 'ML-DSA-44' });
      expect(fits(key, 'ML-DSA-65')).toEqual({
        code: 'key.wrong-curve',
        data: { ...needed('ML-DSA-65'), needed: 'ML-DSA-65' },
      });
      expect(fits(key, 'RS256')).toEqual({ code: 'key.wrong-type', data: { ...needed('RS256'), needed: 'RSA' } });
      expect(fits(rsa, 'ML-DSA-44')).toMatchObject({ code: 'key.wrong-type', data: { needed: 'ML-DSA-44' } });
      expect(
        await verifySignature(decodeToken(await signToken(header('ML-DSA-65'), '{}', await readKey(other))), key),
      ).toBe('unfit');
    });

    test('a host that lacks it', async () => {
      const token = decodeToken(await signToken(header('ML-DSA-44'), '{}', await readKey(jwk)));
      const refuse = () => Promise.reject(new DOMException('no', 'NotSupportedError'));
      vi.stubGlobal('crypto', { subtle: { importKey: refuse } });
      const key = await readKey(publicJwk);
      expect(await judgeSignature(token, [{ key, reference: 'file:a', named: true }])).toEqual({
        signature: 'unsupported',
        reason: { code: 'algorithm.unsupported', data: { algorithm: 'ML-DSA-44' } },
      });
      expect(await rejection(signToken(header('ML-DSA-44'), '{}', await readKey(jwk)))).toEqual({
        code: 'algorithm.unsupported',
        data: { algorithm: 'ML-DSA-44' },
      });
      expect(await rejection(readKeys(pkcs8('ML-DSA-44', tagged(seed))))).toEqual({
        code: 'key.unsupported',
        data: { name: 'ML-DSA-44' },
      });
    });
  });
