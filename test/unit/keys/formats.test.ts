import { createPublicKey, generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { algorithmsFor } from '../../../src/jwt/algorithms.ts';
import { decodeToken } from '../../../src/jwt/decode.ts';
import { type Key, keyLabel } from '../../../src/jwt/key.ts';
import { signToken } from '../../../src/jwt/sign.ts';
import { verifySignature } from '../../../src/jwt/verify.ts';
import { readKeys } from '../../../src/keys/read.ts';
import { jwks, readKey } from './published.ts';

type Pair = ReturnType<typeof generateKeyPairSync>;

const pairs: Readonly<Record<string, Pair>> = {
  'RSA 2048': generateKeyPairSync('rsa', { modulusLength: 2048 }),
  'RSA 4096': generateKeyPairSync('rsa', { modulusLength: 4096 }),
  'EC P-256': generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  'EC P-384': generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  'EC P-521': generateKeyPairSync('ec', { namedCurve: 'P-521' }),
  Ed25519: generateKeyPairSync('ed25519'),
};

const passphrase = 'pass phrase, ünïcode';

/** Everything that Node writes of a private key; `pkcs1` and `sec1` only of the type that they are for. */
function privateFiles(key: KeyObject): readonly (readonly [string, string | Uint8Array])[] {
  const own = new Map<unknown, string>([
    ['rsa', 'pkcs1'],
    ['ec', 'sec1'],
  ]).get(key.asymmetricKeyType);
  const types = ['pkcs8', ...(own ? [own] : [])];
  const ciphers = ['aes-128-cbc', 'aes-192-cbc', 'aes-256-cbc'];
  return [
    ...types.map((type) => [`${type} PEM`, key.export({ format: 'pem', type: type as 'pkcs8' }).toString()] as const),
    ...types.map((type) => [`${type} DER`, key.export({ format: 'der', type: type as 'pkcs8' })] as const),
    ...ciphers.map(
      (cipher) =>
        [`${cipher} PEM`, key.export({ format: 'pem', type: 'pkcs8', cipher, passphrase }).toString()] as const,
    ),
    ['encrypted DER', key.export({ format: 'der', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase })],
    ['JWK', JSON.stringify(key.export({ format: 'jwk' }))],
    ['JWK Set', JSON.stringify({ keys: [key.export({ format: 'jwk' })] }, null, 2)],
  ];
}

function publicFiles(key: KeyObject): readonly (readonly [string, string | Uint8Array])[] {
  const types = ['spki', ...(key.asymmetricKeyType === 'rsa' ? ['pkcs1'] : [])];
  return [
    ...types.map((type) => [`${type} PEM`, key.export({ format: 'pem', type: type as 'spki' }).toString()] as const),
    ...types.map((type) => [`${type} DER`, key.export({ format: 'der', type: type as 'spki' })] as const),
    ['JWK', JSON.stringify(key.export({ format: 'jwk' }))],
  ];
}

test.each(['pem', 'der', 'jwk'] as const)('X25519 in %s, which encrypts and signs nothing', async (format) => {
  const { privateKey, publicKey } = generateKeyPairSync('x25519');
  for (const half of [privateKey, publicKey]) {
    const content = half.export({ format, type: half.type === 'private' ? 'pkcs8' : 'spki' } as {
      format: 'pem';
      type: 'spki';
    });
    const key = await readKey(content);
    expect([keyLabel(key), key.form, algorithmsFor(key)]).toEqual(['X25519', half.type, []]);
    expect(key.jwk).toEqual(half.export({ format: 'jwk' }));
  }
});

const sign = (key: Key) => signToken(JSON.stringify({ alg: algorithmsFor(key)[0] }), '{}', key);

describe.each(Object.entries(pairs))('%s', (label, { privateKey, publicKey }) => {
  test.each(privateFiles(privateKey))('private: %s', async (_, content) => {
    const key = await readKey(content, passphrase);
    expect([keyLabel(key), key.form]).toEqual([label, 'private']);
    expect(key.jwk).toEqual(privateKey.export({ format: 'jwk' }));
    expect(await verifySignature(decodeToken(await sign(key)), key)).toBe('valid');
  });

  test.each(publicFiles(publicKey))('public: %s', async (_, content) => {
    const key = await readKey(content);
    expect([keyLabel(key), key.form]).toEqual([label, 'public']);
    expect(key.jwk).toEqual(publicKey.export({ format: 'jwk' }));
    const token = decodeToken(await sign(await readKey(privateKey.export({ format: 'jwk' }))));
    expect(await verifySignature(token, key)).toBe('valid');
  });
});

/** As long as real ones, which take long to generate. */
describe.each([1024, 2047, 3072, 4096, 16_384])('RSA %i', (bits) => {
  const n = Buffer.alloc(Math.ceil(bits / 8), 0xff);
  n[0] = 0xff >> ((8 - (bits % 8)) % 8);
  const key = { kty: 'RSA', n: n.toString('base64url'), e: 'AQAB' };
  test.each(publicFiles(createPublicKey({ key, format: 'jwk' })))('public: %s', async (_, content) => {
    const read = await readKey(content);
    expect([keyLabel(read), read.jwk]).toEqual([`RSA ${bits}`, key]);
  });
});

const pem = String(pairs['RSA 2048']?.privateKey.export({ format: 'pem', type: 'pkcs8' }));
const sec1 = String(pairs['EC P-256']?.privateKey.export({ format: 'pem', type: 'sec1' }));
const base64 = (content: string | Uint8Array) => Buffer.from(content).toString('base64');
const swapped = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('a PEM text, however it was copied', () => {
  const copies: Readonly<Record<string, string | Uint8Array>> = {
    'as bytes': Buffer.from(pem),
    'CR LF': pem.replaceAll('\n', '\r\n'),
    CR: pem.replaceAll('\n', '\r'),
    'byte order mark': `\uFEFF${pem}`,
    'byte order mark, as bytes': Buffer.from(`\uFEFF${pem}`),
    'UTF-16, as PowerShell writes it': Buffer.from(`\uFEFF${pem}`, 'utf16le'),
    'UTF-16, big-endian': swapped(`\uFEFF${pem}`),
    'Latin-1 around it': Buffer.from(`clé privée\n${pem}`, 'latin1'),
    '\\n for line breaks': pem.replaceAll('\n', '\\n'),
    '\\r\\n for line breaks': pem.replaceAll('\n', '\\r\\n'),
    '\\\\n for line breaks': pem.replaceAll('\n', '\\\\n'),
    'spaces for line breaks': pem.replaceAll('\n', ' '),
    'no line breaks': pem.replaceAll('\n', ''),
    'a line of .env': `PRIVATE_KEY="${pem.trimEnd().replaceAll('\n', '\\n')}"\n`,
    'a JSON service account': JSON.stringify({ type: 'service_account', private_key: pem, other: 1 }),
    'text around it': `Bag Attributes\n    localKeyID: 01 02\nKey Attributes: <No Attributes>\n${pem}\nthe end -- of it`,
    indented: pem.replaceAll('\n', '\n    '),
    'trailing white space': pem.replaceAll('\n', ' \t\n'),
    'no padding': sec1.replaceAll('=', ''),
    'base64 of the file': base64(pem),
    'base64 of the file, in lines': base64(pem).replace(/(.{76})/g, '$1\r\n'),
    'base64 of DER': base64(pairs['RSA 2048']?.privateKey.export({ format: 'der', type: 'pkcs1' }) ?? ''),
    'parameters before it': `-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n${sec1}`,
    'another label': sec1.replaceAll('EC PRIVATE KEY', 'PRIVATE KEY'),
    'DER with bytes behind it': Buffer.concat([
      pairs['RSA 2048']?.privateKey.export({ format: 'der', type: 'pkcs8' }) ?? Buffer.alloc(0),
      Buffer.from('\n'),
    ]),
  };
  test.each(Object.entries(copies))('%s', async (_, content) => {
    const keys = await readKeys(content);
    expect(keys.map(({ form }) => form)).toEqual(['private']);
    const [pair] = Object.values(pairs).filter(
      ({ privateKey }) => privateKey.export({ format: 'jwk' }).d === keys[0]?.jwk.d,
    );
    expect(pair).toBeDefined();
  });
});

describe('several keys', () => {
  const spki = String(pairs['EC P-384']?.publicKey.export({ format: 'pem', type: 'spki' }));

  test('a bundle, in its order', async () => {
    expect((await readKeys(`${spki}${pem}\n\n${sec1}`)).map(keyLabel)).toEqual(['EC P-384', 'RSA 2048', 'EC P-256']);
  });

  test('a JWK Set, with those left out that cannot be read', async () => {
    const keys = [
      { ...jwks.RSA, kid: 'a', alg: 'RS256', use: 'sig', key_ops: ['sign'] },
      { kty: 'EC', crv: 'secp256k1', x: 'AA', y: 'AA' },
      { kty: 'new' },
      'nothing',
      { kty: 'RSA', n: 'AQAB' },
      { ...jwks.Ed25519, kid: 1, alg: 2, use: 3, key_ops: 'sign' },
    ];
    const read = await readKeys(JSON.stringify({ keys }));
    expect(read.map(({ type, id, limits }) => ({ type, id, limits }))).toEqual([
      { type: 'RSA', id: 'a', limits: { algorithms: ['RS256'], use: 'sig', operations: ['sign'] } },
      { type: 'OKP', id: undefined, limits: {} },
    ]);
    expect(read[0]?.jwk).toEqual(jwks.RSA);
  });
});

describe('numbers as other writers put them', () => {
  const { d, ...p256 } = jwks['P-256'] as JsonWebKey;

  test('zeros before an RSA modulus do not count', async () => {
    const n = Buffer.concat([Buffer.alloc(3), Buffer.from(String(jwks.RSA.n), 'base64url')]).toString('base64url');
    expect(await readKey({ ...jwks.RSA, n })).toEqual(await readKey(jwks.RSA));
  });

  test('zeros before or missing from EC coordinates', async () => {
    const short = Buffer.concat([Buffer.alloc(1), Buffer.alloc(31, 7)]);
    for (const x of [short, short.subarray(1), Buffer.concat([Buffer.alloc(4), short])]) {
      expect((await readKey({ ...p256, x: x.toString('base64url') })).jwk.x).toBe(short.toString('base64url'));
    }
  });

  test('base64 with padding', async () => {
    expect((await readKey({ kty: 'oct', k: '+/8=' })).jwk.k).toBe('-_8');
  });

  test('EC private keys without their public point', async () => {
    for (const name of ['EC P-256', 'EC P-384', 'EC P-521']) {
      const key = pairs[name]?.privateKey;
      const sec1 = key?.export({ format: 'der', type: 'sec1' }) ?? Buffer.alloc(0);
      // Its last field is [1] publicKey, a BIT STRING with an uncompressed point.
      const size = { 'EC P-256': 6 + 64, 'EC P-384': 6 + 96, 'EC P-521': 8 + 132 }[name] ?? 0;
      const fields = sec1.subarray(sec1[1] === 0x81 ? 3 : 2, sec1.length - size);
      const short = Buffer.concat([Buffer.from([0x30, fields.length]), fields]);
      expect((await readKey(short)).jwk).toEqual(key?.export({ format: 'jwk' }));
    }
  });
});
