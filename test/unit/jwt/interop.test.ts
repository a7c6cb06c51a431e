import { createPrivateKey, createPublicKey, generateKeyPairSync, type JsonWebKey, randomUUID } from 'node:crypto';
import { tokenGenerate, verifySignature as vonageVerify } from '@vonage/jwt';
import { createSigner, createVerifier } from 'fast-jwt';
import { compactVerify, importJWK, type JWK, SignJWT } from 'jose';
import jsonwebtoken from 'jsonwebtoken';
import { describe, expect, test } from 'vitest';
import { algorithmsFor } from '../../../src/jwt/algorithms.ts';
import { decodeToken } from '../../../src/jwt/decode.ts';
import { type Key, publicKey } from '../../../src/jwt/key.ts';
import { signToken } from '../../../src/jwt/sign.ts';
import { judgeSignature } from '../../../src/jwt/verify.ts';
import { readSecret } from '../../../src/keys/secret.ts';
import { ed25519, p256, p521, readKey, rsa } from '../keys/published.ts';

const text = 'a secret of sixty-four bytes: long enough for each of the HMACs!!';
const p384 = await readKey(generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ format: 'jwk' }));
const keys: readonly Key[] = [readSecret(text, 'utf8'), rsa, p256, p384, p521, ed25519];
const claims = { sub: 'me', n: 1 };

/** A key as the peers want it: PEM, or the secret's text. */
const privatePem = ({ form, jwk }: Key) =>
  form === 'secret' ? text : pem(createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' }), 'pkcs8');
const publicPem = ({ form, jwk }: Key) =>
  form === 'secret' ? text : pem(createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' }), 'spki');

function pem(key: ReturnType<typeof createPublicKey>, type: 'pkcs8' | 'spki'): string {
  return String(key.export({ format: 'pem', type } as { format: 'pem'; type: 'spki' }));
}

/** A library that signs and verifies, and the algorithms that it shares with us. */
interface Peer {
  readonly name: string;
  readonly shares: (algorithm: string) => boolean;
  readonly sign: (key: Key, algorithm: string) => string | Promise<string>;
  /** The `sub` of a token that verifies; throws otherwise. */
  readonly verify: (key: Key, algorithm: string, token: string) => unknown;
}

const peers: readonly Peer[] = [
  {
    name: 'jsonwebtoken',
    shares: (algorithm) => /^(HS|RS|PS|ES)/.test(algorithm),
    sign: (key, algorithm) => jsonwebtoken.sign(claims, privatePem(key), { algorithm: algorithm as 'RS256' }),
    verify: (key, algorithm, token) =>
      jsonwebtoken.verify(token, publicPem(key), { algorithms: [algorithm as 'RS256'] }).sub,
  },
  {
    name: 'fast-jwt',
    shares: (algorithm) => algorithm !== 'Ed25519',
    sign: (key, algorithm) => createSigner({ key: privatePem(key), algorithm: algorithm as 'RS256' })(claims),
    verify: (key, algorithm, token) =>
      createVerifier({ key: publicPem(key), algorithms: [algorithm as 'RS256'] })(token).sub,
  },
  {
    name: '@vonage/jwt',
    shares: (algorithm) => algorithm === 'RS256',
    sign: (key) => tokenGenerate(randomUUID(), privatePem(key), { sub: 'me' }),
    // It says whether a signature verifies with a key, whichever half that is.
    verify: (key, _, token) => vonageVerify(token, publicPem(key)) && 'me',
  },
  {
    name: 'jose',
    shares: () => true,
    sign: async (key, alg) =>
      new SignJWT(claims).setProtectedHeader({ alg }).sign(await importJWK(key.jwk as JWK, alg)),
    verify: async (key, alg, token) => {
      const { payload } = await compactVerify(token, await importJWK((publicKey(key) ?? key).jwk as JWK, alg));
      return JSON.parse(new TextDecoder().decode(payload)).sub;
    },
  },
];

for (const { name, shares, sign, verify } of peers) {
  describe(name, () => {
    const shared = keys.flatMap((key) =>
      algorithmsFor(key)
        .filter(shares)
        .map((algorithm) => [algorithm, key] as const),
    );

    test.each(shared)('%s: its token here', async (algorithm, key) => {
      const candidates = [{ key: publicKey(key) ?? key, reference: 'file:key', named: false }];
      const token = decodeToken(await sign(key, algorithm));
      expect(token.header.value).toMatchObject({ alg: algorithm });
      expect(await judgeSignature(token, candidates)).toEqual({ signature: 'valid', key: candidates[0] });
    });

    test.each(shared)('%s: our token there', async (algorithm, key) => {
      const token = await signToken(JSON.stringify({ alg: algorithm, typ: 'JWT' }), JSON.stringify(claims), key);
      expect(await verify(key, algorithm, token)).toBe('me');
    });
  });
}

test('the matrix holds every algorithm', () => {
  expect(keys.flatMap((key) => algorithmsFor(key))).toHaveLength(14);
});
