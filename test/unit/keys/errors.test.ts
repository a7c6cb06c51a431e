import { createCipheriv, generateKeyPairSync, pbkdf2Sync } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { MAXIMUM_ITERATIONS } from '../../../src/jwt/encryption.ts';
import type { SecretEncoding } from '../../../src/jwt/key.ts';
import { readKeys } from '../../../src/keys/read.ts';
import { readSecret } from '../../../src/keys/secret.ts';
import { pemBlock } from '../../pem.ts';
import { rejection } from '../rejection.ts';
import { der as encoded } from './encode.ts';
import { jwks, readKey } from './published.ts';

const { privateKey: rsa } = generateKeyPairSync('rsa', { modulusLength: 1024 });
const { privateKey: ec } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const { privateKey: ed } = generateKeyPairSync('ed25519');
const passphrase = 'secret';
const cipher = 'aes-256-cbc';

const pem = String(rsa.export({ format: 'pem', type: 'pkcs8' }));
const der = rsa.export({ format: 'der', type: 'pkcs8' });
const edDer = ed.export({ format: 'der', type: 'pkcs8' });
const encryptedPem = String(rsa.export({ format: 'pem', type: 'pkcs8', cipher, passphrase }));
const encryptedDer = rsa.export({ format: 'der', type: 'pkcs8', cipher, passphrase });
const spki = String(
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'pem', type: 'spki' }),
);

const lines = pem.split('\n');
const json = (value: object) => JSON.stringify(value);

/** DER with one stretch of bytes replaced by another of the same length. */
function patched(bytes: Uint8Array, from: readonly number[], to: readonly number[]): Buffer {
  const copy = Buffer.from(bytes);
  const at = copy.indexOf(Buffer.from(from));
  if (at < 0 || from.length !== to.length) throw new Error('nothing to patch');
  copy.set(to, at);
  return copy;
}

/** `encryptedDer` with another iteration count, four bytes long in place of two, which the salt before it makes way for. */
function withIterations(count: number): Buffer {
  const bytes = Buffer.from(encryptedDer);
  const at = bytes.indexOf(Buffer.from([0x02, 0x02, 0x08, 0x00])); // INTEGER 2048
  const salt = [8, 16]
    .map((size) => at - size - 1)
    .find((length) => bytes[length - 1] === 0x04 && bytes[length] === at - length - 1);
  if (at < 0 || salt === undefined) throw new Error('no salt before the iteration count');
  bytes[salt] = Number(bytes[salt]) - 2;
  bytes.set([0x02, 0x04, count >>> 24, (count >>> 16) & 0xff, (count >>> 8) & 0xff, count & 0xff], at - 2);
  return bytes;
}

afterEach(() => vi.unstubAllGlobals());

type Row = readonly [string, string | Uint8Array, string, object?];

const opensslCommand = 'openssl pkcs8 -topk8 -v2 aes-256-cbc -in <file> -out <new file>';
const derCommand = opensslCommand.replace('-in ', '-inform DER -in ');

const rows: readonly Row[] = [
  ['nothing', '', 'key.not-a-key'],
  ['no bytes', new Uint8Array(), 'key.not-a-key'],
  ['a byte order mark alone', Buffer.from('\uFEFF'), 'key.not-a-key'],
  ['text', 'hello, world', 'key.not-a-key'],
  ['one word, which is base64', 'password', 'key.not-a-key'],
  ['base64 of a cut structure', Buffer.from(der.subarray(0, 60)).toString('base64'), 'key.cut-off'],
  ['a digit, which is the tag of a SEQUENCE', '0', 'key.not-a-key'],
  ['binary', Buffer.from([0, 1, 2, 3]), 'key.not-a-key'],
  ['an empty SEQUENCE', Buffer.from([0x30, 0x00]), 'key.not-a-key'],
  ['a SEQUENCE of indefinite length without end', Buffer.from([0x30, 0x80, 0x02, 0x01]), 'key.not-a-key'],
  ['a length of 2^127', Buffer.from([0x30, 0xff, ...Array<number>(127).fill(0xff)]), 'key.not-a-key'],
  ['nesting without end', Buffer.alloc(60_000, Buffer.from([0x30, 0x80])), 'key.not-a-key'],
  ['PEM of text', pemBlock('PRIVATE KEY', '(your key here)'), 'key.not-a-key'],
  ['PEM of another structure', pemBlock('PRIVATE KEY', 'MAMBAf8='), 'key.not-a-key'],
  ['empty PEM', pemBlock('PRIVATE KEY', ''), 'key.not-a-key'],
  ['parameters alone', pemBlock('EC PARAMETERS', 'BggqhkjOPQMBBw=='), 'key.not-a-key'],
  ['a certificate without a key', Buffer.from('300b30030201003000030200ff', 'hex'), 'key.not-a-key'],
  ['JSON, but no JWK', '{"a":1}', 'key.not-a-key'],
  ['JSON, but broken', '{"kty":RSA}', 'key.surrounded'],
  ['JSON, but a list', '[]', 'key.not-a-key'],
  ['an empty JWK Set', '{"keys":[]}', 'key.not-a-key'],
  ['a JWK Set of nothing', '{"keys":[1]}', 'key.not-a-key'],
  ['a JWK without its numbers', json({ kty: 'RSA', n: 'AQAB' }), 'key.not-a-key'],
  ['a JWK with another type of number', json({ kty: 'RSA', n: 1, e: 'AQAB' }), 'key.not-a-key'],
  ['a JWK whose number is no base64', json({ kty: 'RSA', n: '§', e: 'AQAB' }), 'key.not-a-key'],
  ['a JWK of zeros', json({ kty: 'RSA', n: 'AAAA', e: 'AQAB' }), 'key.not-a-key'],
  ['a JWK without half of its private numbers', json({ ...jwks.RSA, qi: undefined }), 'key.not-a-key'],
  ['a JWK with too long a coordinate', json({ ...jwks['P-256'], crv: 'P-256', x: jwks['P-521'].x }), 'key.not-a-key'],
  ['a JWK of the wrong type for its curve', json({ ...jwks.Ed25519, kty: 'EC' }), 'key.not-a-key'],
  ['a JWK without a curve', json({ ...jwks.Ed25519, crv: undefined }), 'key.not-a-key'],
  ['an Ed25519 key of 31 bytes', json({ ...jwks.Ed25519, x: 'A'.repeat(41) }), 'key.not-a-key'],
  ['a token', 'eyJhbGciOiJub25lIn0.e30.', 'key.not-a-key'],

  ['no end', lines.slice(0, -2).join('\n'), 'key.cut-off'],
  ['half an end', pem.trimEnd().slice(0, -3), 'key.cut-off'],
  ['no beginning', lines.slice(1).join('\n'), 'key.cut-off'],
  ['half a beginning', '-----BEGIN PRIV', 'key.cut-off'],
  ['another end', pem.replace('END PRIVATE', 'END PUBLIC'), 'key.cut-off'],
  ['the next key begins before its end', `${lines.slice(0, -2).join('\n')}\n${spki}`, 'key.cut-off'],
  ['lines missing', [...lines.slice(0, 3), ...lines.slice(4)].join('\n'), 'key.cut-off'],
  ['a character missing', pem.replace(/.=*\n-----END/, '\n-----END'), 'key.cut-off'],
  ['DER cut', der.subarray(0, -1), 'key.cut-off'],
  ['DER cut early', der.subarray(0, 5), 'key.cut-off'],
  ['encrypted, and cut', encryptedDer.subarray(0, -1), 'key.cut-off'],
  ['JSON cut', json(jwks.RSA).slice(0, 99), 'key.cut-off'],

  ['encrypted', encryptedPem, 'key.passphrase-needed'],
  ['encrypted DER', encryptedDer, 'key.passphrase-needed'],
  ['a public key, then an encrypted one', `${spki}${encryptedPem}`, 'key.passphrase-needed'],

  ['X25519, cut', json({ kty: 'OKP', crv: 'X25519', x: 'AA' }), 'key.not-a-key'],
  ['Ed448', json({ kty: 'OKP', crv: 'Ed448', x: 'AA' }), 'key.unsupported', { name: 'Ed448' }],
  ['secp256k1', json({ kty: 'EC', crv: 'secp256k1', x: 'AA', y: 'AA' }), 'key.unsupported', { name: 'secp256k1' }],
  [
    'a curve of nobody',
    json({ kty: 'EC', crv: '__proto__', x: 'AA', y: 'AA' }),
    'key.unsupported',
    { name: '__proto__' },
  ],
  ['a type of nobody', json({ kty: 'constructor' }), 'key.unsupported', { name: 'JWK constructor' }],
  ['a JWK Set of types of nobody', json({ keys: [{ kty: 'a' }, { kty: 'b' }] }), 'key.unsupported', { name: 'JWK a' }],
  ['multi-prime RSA', json({ ...jwks.RSA, oth: [] }), 'key.unsupported', { name: 'multi-prime RSA' }],
  ['RSA with an exponent of 1', json({ kty: 'RSA', e: 'AQ', n: jwks.RSA.n }), 'key.not-a-key'],
  ['RSA without primes', json({ ...jwks.RSA, p: undefined }), 'key.unsupported', { name: 'RSA without p and q' }],
  [
    'RSA of 16,385 bits',
    json({ kty: 'RSA', e: 'AQAB', n: Buffer.alloc(2049, 1).toString('base64url') }),
    'key.unsupported',
    { name: 'RSA 16385' },
  ],
  ['DSA', encoded([0n, ['1.2.840.10040.4.1', [1n, 1n, 1n]], encoded(1n)]), 'key.unsupported', { name: 'DSA' }],
  [
    'DSA, as OpenSSL had it',
    Buffer.from('3012020100020101020101020101020101020101', 'hex'),
    'key.unsupported',
    { name: 'DSA' },
  ],
  [
    'X448',
    patched(edDer, [0x06, 0x03, 0x2b, 0x65, 0x70], [0x06, 0x03, 0x2b, 0x65, 0x6f]),
    'key.unsupported',
    { name: 'X448' },
  ],

  ['OpenSSH, cut', pemBlock('OPENSSH PRIVATE KEY', 'b3BlbnNzaC1rZXktdjEA'), 'key.cut-off'],
  ['OpenSSH, public, cut', 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB me@here', 'key.cut-off'],
  [
    'OpenSSH, on a security key',
    `sk-ssh-ed25519@openssh.com ${Buffer.from('\0\0\0\x1ask-ssh-ed25519@openssh.com').toString('base64')}`,
    'key.unsupported',
    { name: 'OpenSSH sk-ssh-ed25519@openssh.com' },
  ],
  [
    'encrypted PEM of the older form',
    pemBlock('RSA PRIVATE KEY', 'Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,0123456789ABCDEF\n\nAAAA'),
    'key.encryption-unsupported',
    { encryption: 'AES-256-CBC', command: opensslCommand },
  ],
  [
    'more iterations than are done',
    withIterations(MAXIMUM_ITERATIONS + 1),
    'key.encryption-unsupported',
    { encryption: `PBKDF2 with ${MAXIMUM_ITERATIONS + 1} iterations`, command: derCommand },
  ],
  [
    'two thousand million iterations',
    withIterations(0x7fff_ffff),
    'key.encryption-unsupported',
    { encryption: 'PBKDF2 with 2147483647 iterations', command: derCommand },
  ],
  ['no iterations', withIterations(0), 'key.not-a-key'],

  ['an empty secret', json({ kty: 'oct', k: '' }), 'key.empty-secret'],
  ['a JWK of no secret', json({ kty: 'oct' }), 'key.empty-secret'],
  [
    'a PEM as a secret',
    json({ kty: 'oct', k: Buffer.from(spki).toString('base64url') }),
    'key.not-a-secret',
    { holds: 'PEM' },
  ],
];

describe('why there is no key', () => {
  for (const [name, content, code, data = {}] of rows) {
    test(name, async () => {
      expect(await rejection(readKeys(content))).toEqual({ code, data });
    });
  }
});

describe('passphrases', () => {
  test.each(['wrong', '', 'secret ', 'Secret'])('%j', async (wrong) => {
    for (const content of [encryptedPem, encryptedDer]) {
      expect(await rejection(readKeys(content, { passphrase: wrong }))).toEqual({
        code: 'key.wrong-passphrase',
        data: {},
      });
    }
  });

  const noise = [Buffer.alloc(0), Buffer.from('noise'), der.subarray(0, 60), Buffer.from([0x30, 0x80]), encoded([1n])];
  test.each(noise)('a wrong one whose padding is right by chance: %#', async (bytes) => {
    const [salt, iv] = [Buffer.alloc(16, 1), Buffer.alloc(16, 2)];
    const encryption = createCipheriv(cipher, pbkdf2Sync(passphrase, salt, 1, 32, 'sha256'), iv);
    const content = encoded([
      [
        '1.2.840.113549.1.5.13', // PBES2
        [
          ['1.2.840.113549.1.5.12', [salt, 1n, ['1.2.840.113549.2.9']]], // PBKDF2 with HMAC-SHA-256
          ['2.16.840.1.101.3.4.1.42', iv], // AES-256-CBC
        ],
      ],
      Buffer.concat([encryption.update(bytes), encryption.final()]),
    ]);
    expect(await rejection(readKeys(content, { passphrase }))).toEqual({ code: 'key.wrong-passphrase', data: {} });
  });

  test('one that is not needed', async () => {
    expect(await readKeys(pem, { passphrase })).toEqual(await readKeys(pem));
  });
});

test('what stands in a bundle beside the keys that are meant', async () => {
  const secp256k1 = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
  const other = String(secp256k1.publicKey.export({ format: 'pem', type: 'spki' }));
  const revoked = pemBlock('X509 CRL', 'MAMBAf8=');
  expect(await readKeys(`${other}${revoked}${pem}`)).toEqual(await readKeys(pem));
  expect(await rejection(readKeys(`${other}${revoked}`))).toMatchObject({ code: 'key.unsupported' });
});

type Refusal = readonly [string, SecretEncoding, string, object?];

describe('secrets', () => {
  const secrets: readonly (readonly [string, SecretEncoding, string])[] = [
    ['hello', 'utf8', '68656c6c6f'],
    [' é\n', 'utf8', '20c3a90a'],
    ['+/8=', 'base64', 'fbff'],
    ['+/8', 'base64', 'fbff'],
    ['+/\n8=', 'base64', 'fbff'],
    ['-_8', 'base64url', 'fbff'],
    ['-_8=', 'base64url', 'fbff'],
    ['00 fF\n', 'hex', '00ff'],
  ];
  test.each(secrets)('%j in %s', (text, encoding, hex) => {
    const key = readSecret(text, encoding);
    expect(key).toMatchObject({ form: 'secret', type: 'oct', bits: hex.length * 4, limits: {} });
    expect(Buffer.from(String(key.jwk.k), 'base64url').toString('hex')).toBe(hex);
  });

  const refused: readonly Refusal[] = [
    ['', 'utf8', 'key.empty-secret'],
    ['', 'base64', 'key.empty-secret'],
    [' ', 'hex', 'key.empty-secret'],
    ['-_8=', 'base64', 'key.bad-secret-encoding', { encoding: 'base64' }],
    ['+/8', 'base64url', 'key.bad-secret-encoding', { encoding: 'base64url' }],
    ['AAAAA', 'base64', 'key.bad-secret-encoding', { encoding: 'base64' }],
    ['A?', 'base64url', 'key.bad-secret-encoding', { encoding: 'base64url' }],
    ['abc', 'hex', 'key.bad-secret-encoding', { encoding: 'hex' }],
    ['0x', 'hex', 'key.bad-secret-encoding', { encoding: 'hex' }],
    [pem, 'utf8', 'key.not-a-secret', { holds: 'PEM' }],
    [`  ${spki}`, 'utf8', 'key.not-a-secret', { holds: 'PEM' }],
    [Buffer.from(spki).toString('base64'), 'base64', 'key.not-a-secret', { holds: 'PEM' }],
    [Buffer.from(spki).toString('hex'), 'hex', 'key.not-a-secret', { holds: 'PEM' }],
    [der.toString('hex'), 'hex', 'key.not-a-secret', { holds: 'DER' }],
    [der.toString('base64url'), 'base64url', 'key.not-a-secret', { holds: 'DER' }],
    [json(jwks.RSA), 'utf8', 'key.not-a-secret', { holds: 'JSON' }],
    [Buffer.from(json(jwks.RSA)).toString('hex'), 'hex', 'key.not-a-secret', { holds: 'JSON' }],
  ];
  for (const [text, encoding, code, data = {}] of refused) {
    test(`${JSON.stringify(text.slice(0, 30))} in ${encoding}`, async () => {
      const read = async () => readSecret(text, encoding);
      expect(await rejection(read())).toEqual({ code, data });
    });
  }
});

describe('hosts that lack something', () => {
  const refusing = (name: string) => () => Promise.reject(new DOMException('no', name));

  test.each([undefined, {}])('no Web Crypto: %j', async (crypto) => {
    vi.stubGlobal('crypto', crypto);
    const noWebCrypto = { code: 'key.no-web-crypto', data: {} };
    expect(await readKey(pem)).toMatchObject({ type: 'RSA', form: 'private' });
    expect(await readKey(String(ec.export({ format: 'pem', type: 'sec1' })))).toMatchObject({
      type: 'EC',
      form: 'private',
    });
    expect(await readKey(spki)).toMatchObject({ type: 'EC', form: 'public' });
    expect(await rejection(readKeys(encryptedPem))).toMatchObject({ code: 'key.passphrase-needed' });
    expect(await rejection(readKeys(encryptedPem, { passphrase }))).toEqual(noWebCrypto);
    expect(await rejection(readKeys(edDer))).toEqual(noWebCrypto);
  });

  test('no Ed25519', async () => {
    vi.stubGlobal('crypto', { subtle: { importKey: refusing('NotSupportedError') } });
    expect(await rejection(readKeys(edDer))).toEqual({ code: 'key.unsupported', data: { name: 'Ed25519' } });
    expect(await readKey(jwks.Ed25519)).toMatchObject({ curve: 'Ed25519' });
  });

  test('no AES-192, as in Chromium', async () => {
    const { subtle } = globalThis.crypto;
    const importKey = subtle.importKey.bind(subtle);
    vi.stubGlobal('crypto', { subtle: { importKey, deriveKey: refusing('OperationError') } });
    const aes192 = rsa.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-192-cbc', passphrase });
    expect(await rejection(readKeys(String(aes192), { passphrase }))).toEqual({
      code: 'key.encryption-unsupported',
      data: { encryption: 'AES-192-CBC', command: opensslCommand },
    });
  });
});
