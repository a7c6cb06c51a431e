import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { algorithmsFor } from '../../../src/jwt/algorithms.ts';
import { decodeToken } from '../../../src/jwt/decode.ts';
import { type Key, keyLabel, publicKey } from '../../../src/jwt/key.ts';
import { signToken } from '../../../src/jwt/sign.ts';
import { verifySignature } from '../../../src/jwt/verify.ts';
import { KeyUseError } from '../../../src/jwt/webCrypto.ts';
import { KeyError } from '../../../src/keys/errors.ts';
import { readKeys } from '../../../src/keys/read.ts';
import { pemBlock } from '../../pem.ts';
import { runs } from '../../runs.ts';
import keyVectors from '../vectors/keys.json' with { type: 'json' };
import { hasMlDsa } from './host.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
const pss = generateKeyPairSync('rsa-pss', { modulusLength: 1024 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ed = generateKeyPairSync('ed25519');
const mlDsa = hasMlDsa ? [generateKeyPairSync('ml-dsa-44')] : [];
const certificate = keyVectors.find(({ source }) => source === 'RFC 7517 appendix B, x5c')?.content;

const der = { format: 'der', type: 'pkcs8' } as const;
const pem = { format: 'pem', type: 'pkcs8' } as const;
const encryption = { cipher: 'aes-256-cbc', passphrase: 'secret' };

/** As ssh-keygen writes it; made for this test. */
const field = (...parts: readonly (string | Uint8Array)[]) => {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part)));
  return Buffer.concat([Buffer.from([0, 0, content.length >> 8, content.length]), content]);
};
const { d = '', x = '' } = ed.privateKey.export({ format: 'jwk' });
const [seed, point] = [Buffer.from(d, 'base64url'), Buffer.from(x, 'base64url')];
const openSshEd25519 = pemBlock(
  'OPENSSH PRIVATE KEY',
  Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    ...[field('none'), field('none'), field(''), Buffer.from([0, 0, 0, 1])],
    field(field('ssh-ed25519'), field(point)),
    field('abcdabcd', field('ssh-ed25519'), field(point), field(seed, point), field('me'), '\x01\x02'),
  ]).toString('base64'),
);

/** Whole keys, to be damaged. */
const whole: readonly Buffer[] = [
  rsa.privateKey.export(der),
  rsa.privateKey.export({ format: 'der', type: 'pkcs1' }),
  rsa.publicKey.export({ format: 'der', type: 'spki' }),
  rsa.publicKey.export({ format: 'der', type: 'pkcs1' }),
  rsa.privateKey.export({ ...der, ...encryption }),
  pss.publicKey.export({ format: 'der', type: 'spki' }),
  ec.privateKey.export(der),
  ec.privateKey.export({ format: 'der', type: 'sec1' }),
  ec.publicKey.export({ format: 'der', type: 'spki' }),
  ed.privateKey.export(der),
  ed.publicKey.export({ format: 'der', type: 'spki' }),
  Buffer.from(String(certificate), 'base64'),
  ...[rsa.privateKey.export(pem), ec.privateKey.export(pem), ed.privateKey.export({ ...pem, ...encryption })].map(
    (text) => Buffer.from(text),
  ),
  ...mlDsa.flatMap(({ privateKey, publicKey }) => [
    privateKey.export(der),
    publicKey.export({ format: 'der', type: 'spki' }),
  ]),
  ...[rsa, ec, ed, ...mlDsa].map(({ privateKey }) => Buffer.from(JSON.stringify(privateKey.export({ format: 'jwk' })))),
  Buffer.from(JSON.stringify(keyVectors.find(({ source }) => source === 'RFC 7517 appendix A.3')?.content)),
  Buffer.from(JSON.stringify({ private_key_id: 'a', private_key: ec.privateKey.export(pem) })),
  Buffer.from(openSshEd25519),
];

type Damage = (bytes: Buffer) => Buffer;

const place = fc.nat(4000);
const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.tuple(place, fc.nat(255)).map(
    ([at, byte]): Damage =>
      (bytes) =>
        Buffer.concat([
          bytes.subarray(0, at % bytes.length),
          Buffer.from([byte]),
          bytes.subarray((at % bytes.length) + 1),
        ]),
  ),
  fc.tuple(place, fc.uint8Array({ maxLength: 6 })).map(
    ([at, extra]): Damage =>
      (bytes) =>
        Buffer.concat([bytes.subarray(0, at % bytes.length), extra, bytes.subarray(at % bytes.length)]),
  ),
  fc.tuple(place, fc.nat(60)).map(
    ([at, size]): Damage =>
      (bytes) =>
        Buffer.concat([bytes.subarray(0, at % bytes.length), bytes.subarray((at % bytes.length) + size)]),
  ),
  fc.nat(40).map(
    (at): Damage =>
      (bytes) =>
        bytes.subarray(0, Math.max(1, bytes.length - at)),
  ),
);

/** Damage in the first bytes, where a structure says what it is, is as likely as anywhere. */
const early: fc.Arbitrary<Damage> = fc.tuple(fc.nat(40), fc.nat(255)).map(
  ([at, byte]): Damage =>
    (bytes) =>
      Buffer.concat([bytes.subarray(0, at), Buffer.from([byte]), bytes.subarray(at + 1)]),
);

const damaged = fc
  .tuple(fc.constantFrom(...whole), fc.array(fc.oneof(damage, early), { minLength: 1, maxLength: 3 }))
  .map(([bytes, damages]) => damages.reduce((rest, damage) => (rest.length > 0 ? damage(rest) : rest), bytes));

async function readOrRefused(content: Uint8Array | string, passphrase?: string): Promise<readonly Key[]> {
  try {
    const keys = await readKeys(content, { passphrase });
    expect(keys.length).toBeGreaterThan(0);
    return keys;
  } catch (error) {
    if (!(error instanceof KeyError)) throw error;
    return [];
  }
}

/** A key that came out of damage may sign and verify or be refused, but its labels and errors are always of the known sort. */
async function exercise(key: Key): Promise<void> {
  expect(keyLabel(key)).toMatch(/^(RSA \d+|EC P-\d{3}|Ed25519|ML-DSA-\d\d|HMAC \d+)$/);
  const alg = algorithmsFor(key, 'verify')[0];
  if (alg === undefined) return;
  const token = decodeToken(`${Buffer.from(JSON.stringify({ alg })).toString('base64url')}.e30.${'A'.repeat(342)}`);
  expect(await verifySignature(token, publicKey(key) ?? key)).toMatch(/^(invalid|unfit)$/);
  try {
    await signToken(JSON.stringify({ alg }), '{}', key);
  } catch (error) {
    if (!(error instanceof KeyUseError)) throw error;
  }
}

test('a damaged key gives a typed error or another key, and nothing throws otherwise', async () => {
  let read = 0;
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(damaged, async (bytes) => {
      const keys = await readOrRefused(bytes);
      if (keys.length > 0) read++;
      else refused++;
      for (const key of keys) await exercise(key);
    }),
    runs(3000),
  );
  // Else the property would say little.
  expect(Math.min(read, refused) / (read + refused)).toBeGreaterThan(0.05);
});

test('any bytes, and any text', async () => {
  const text = fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) });
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.uint8Array(), text, fc.json()), async (content) => {
      for (const key of await readOrRefused(content, 'secret')) await exercise(key);
    }),
    runs(500),
  );
});

/** Base64 of base64, as often as it fits, each with something before it. */
function base64Within(size: number, before: string): string {
  let text = 'MIIA';
  while (text.length < size / 2) text = before + Buffer.from(text).toString('base64');
  return text;
}

test('hostile texts of 64 KB are refused in no time', { tags: ['time'] }, async () => {
  const size = 65_536;
  const repeated = (text: string) => text.repeat(size / text.length);
  const hostile = [
    repeated('-----BEGIN A-----'),
    repeated('-----BEGIN '),
    `-----BEGIN A-----${repeated('\\')}-----END A-----`,
    `-----BEGIN A-----${repeated('\n')}-----END A-----`,
    `-----BEGIN A-----${repeated('a:')}-----END A-----`,
    `-----BEGIN ${repeated('A')}-----`,
    repeated('A'),
    repeated(' '),
    repeated('{"keys":['),
    repeated('['),
    repeated('{"key":"'),
    repeated('"'),
    `"${repeated('\\"')}"`,
    repeated('\\'),
    repeated('ssh-rsa AAAA\n'),
    repeated('ssh-rsa \t'),
    `ssh-rsa ${Buffer.from(`\0\0\0\x07ssh-rsa${repeated('\x7f')}`).toString('base64')}`,
    repeated('/a'),
    repeated('a/'),
    `${repeated('aA')}/a`,
    repeated('00:'),
    repeated('0x30, '),
    repeated('${'),
    repeated('<'),
    repeated('kty '),
    repeated('Modulus '),
    repeated(`${'A'.repeat(40)} `),
    repeated('MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA:'),
    `[${'['.repeat(3000)}${']'.repeat(3000)}]`,
    `{\\"${repeated('\\"')}`,
    ...['', 'abcd ', 'a:'].map((before) => base64Within(size, before)),
    repeated('---- BEGIN SSH2 '),
    repeated('<RSAKeyValue>'),
    Buffer.from(Buffer.from(repeated('MIIA')).toString('base64')),
    Buffer.alloc(size, Buffer.from([0x06, 0x0a, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x01])),
    Buffer.from(
      pemBlock(
        'OPENSSH PRIVATE KEY',
        Buffer.concat([Buffer.from('openssh-key-v1\0'), Buffer.alloc(48_000)]).toString('base64'),
      ),
    ),
    `{"keys":[${'{},'.repeat(20_000)}{}]}`,
    Buffer.alloc(size, 0x30),
    Buffer.alloc(size, Buffer.from([0x30, 0x80])),
    Buffer.alloc(size, Buffer.from([0x30, 0x82, 0xff, 0xff])),
    Buffer.concat([Buffer.from([0x30, 0x82, 0xff, 0xfa]), Buffer.alloc(size - 6, Buffer.from([0x02, 0x00]))]),
    Buffer.concat([
      Buffer.from([0x30, 0x82, 0xff, 0xfa]),
      Buffer.alloc(size - 6, Buffer.from([0x1f, 0x81, 0x00, 0x00])),
    ]),
    Buffer.concat(
      Array.from({ length: size / 4 }, (_, i) => Buffer.from([0x30, 0x82, (size - 4 * i - 4) >> 8, -4 * i - 4])),
    ),
    Buffer.concat([Buffer.from([0x30, 0x80, 0x06, 0x82, 0xff, 0xf0]), Buffer.alloc(size, 0x81)]),
    Buffer.concat([
      Buffer.from([0x30, 0x82, 0xff, 0xf0, 0x30, 0x82, 0xff, 0xec, 0x06, 0x82, 0xff, 0xe8]),
      Buffer.alloc(size, 0xff),
    ]),
  ];
  let nested = 'x';
  while (nested.length < size) nested = Buffer.from(nested).toString('base64');
  for (const content of [...hostile, nested]) {
    const before = process.cpuUsage();
    // Not as a Buffer, whose slices are no copies.
    expect(await readOrRefused(typeof content === 'string' ? content : new Uint8Array(content), 'secret')).toEqual([]);
    // Milliseconds of work, however busy the machine is.
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(1000);
  }
});
