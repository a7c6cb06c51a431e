import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { algorithmsFor } from '../../../src/jwt/algorithms.ts';
import { decodeToken } from '../../../src/jwt/decode.ts';
import { type Key, publicKey } from '../../../src/jwt/key.ts';
import { signToken } from '../../../src/jwt/sign.ts';
import { verifySignature } from '../../../src/jwt/verify.ts';
import { readKeys } from '../../../src/keys/read.ts';
import { rejection } from '../rejection.ts';
import { ed25519, p256, p521, pkcs8Pem, readKey, rsa } from './published.ts';

const generated = ({ privateKey }: { readonly privateKey: KeyObject }) => readKey(privateKey.export({ format: 'jwk' }));
const rsa4096 = await generated(generateKeyPairSync('rsa', { modulusLength: 4096 }));
const p384 = await generated(generateKeyPairSync('ec', { namedCurve: 'P-384' }));

const keys = { rsa, rsa4096, p256, p384, p521, ed25519 };
type KeyName = keyof typeof keys;
const everyKey = Object.keys(keys) as readonly KeyName[];
const rsaKeys: readonly KeyName[] = ['rsa', 'rsa4096'];
const ecKeys: readonly KeyName[] = ['p256', 'p384', 'p521'];

/** Runs openssl with words parted by spaces; `<file>` stands for what it is to read. Gives what it writes. */
function openssl(words: string, file = ''): Buffer {
  const args = words.split(' ').map((word) => (word === '<file>' ? file : word));
  return execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'ignore'] });
}

const isThere = (() => {
  try {
    return /^OpenSSL [3-9]/.test(openssl('version').toString());
  } catch {
    return false;
  }
})();

const encrypted = 'pkcs8 -topk8 -passout pass:secret -in <file>';

describe.skipIf(!isThere)('what openssl writes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tokensmith-'));
  const path = (name: string) => join(folder, name);
  beforeAll(() => {
    for (const name of everyKey) writeFileSync(path(name), pkcs8Pem(keys[name]));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const privateForms: readonly (readonly [string, readonly KeyName[]])[] = [
    ['pkey -in <file>', everyKey],
    ['pkey -in <file> -text', ['rsa']],
    ['pkey -in <file> -traditional', [...rsaKeys, ...ecKeys]],
    ['pkey -in <file> -outform DER', everyKey],
    ['rsa -in <file> -traditional -outform DER', rsaKeys],
    ['ec -in <file> -outform DER', ecKeys],
    ['ec -in <file> -conv_form compressed', ecKeys],
    ['ec -in <file> -no_public', ecKeys],
    [`${encrypted} -v2 aes-256-cbc`, everyKey],
    [`${encrypted} -v2 aes-256-cbc -outform DER`, everyKey],
    [`${encrypted} -v2 aes-128-cbc -v2prf hmacWithSHA1`, everyKey],
    [`${encrypted} -v2 aes-192-cbc -v2prf hmacWithSHA256`, everyKey],
    [`${encrypted} -v2 aes-256-cbc -v2prf hmacWithSHA384 -iter 10000`, everyKey],
    [`${encrypted} -v2 aes-256-cbc -v2prf hmacWithSHA512`, everyKey],
  ];
  const publicForms: readonly (readonly [string, readonly KeyName[]])[] = [
    ['pkey -in <file> -pubout', everyKey],
    ['pkey -in <file> -pubout -outform DER', everyKey],
    ['rsa -in <file> -RSAPublicKey_out', rsaKeys],
    ['rsa -in <file> -RSAPublicKey_out -outform DER', rsaKeys],
    ['ec -in <file> -pubout -conv_form compressed', ecKeys],
    ['req -x509 -new -key <file> -subj /CN=me', everyKey],
    ['req -x509 -new -key <file> -subj /CN=me -text', ['rsa']],
    ['req -x509 -new -key <file> -subj /CN=me -outform DER', everyKey],
  ];
  const rows = (forms: typeof privateForms) =>
    forms.flatMap(([words, names]) => names.map((name) => [words, name] as const));
  const sign = (key: Key) => signToken(JSON.stringify({ alg: algorithmsFor(key)[0] }), '{}', key);

  test.each(rows(privateForms))('%s: %s', async (words, name) => {
    const key = await readKey(openssl(words, path(name)), 'secret');
    expect(key).toEqual(keys[name]);
    expect(await verifySignature(decodeToken(await sign(key)), key)).toBe('valid');
  });

  test.each(rows(publicForms))('%s: %s', async (words, name) => {
    const key = await readKey(openssl(words, path(name)));
    expect(key).toEqual(publicKey(keys[name]));
    expect(await verifySignature(decodeToken(await sign(keys[name])), key)).toBe('valid');
  });

  test.each(['req -new -key <file> -subj /CN=me', 'req -new -key <file> -subj /CN=me -outform DER'])(
    '%s',
    async (words) => {
      expect(await rejection(readKeys(openssl(words, path('p256'))))).toEqual({
        code: 'key.certificate-request',
        data: {},
      });
    },
  );

  test('a bundle of a certificate and a key, with bag attributes', async () => {
    writeFileSync(path('certificate'), openssl('req -x509 -new -key <file> -subj /CN=me', path('rsa')));
    const pfx = openssl(`pkcs12 -export -inkey <file> -in ${path('certificate')} -passout pass:secret`, path('rsa'));
    writeFileSync(path('pfx'), pfx);
    for (const words of ['-nodes', '-passout pass:secret']) {
      const bundle = openssl(`pkcs12 -in <file> -passin pass:secret ${words}`, path('pfx'));
      expect(bundle.toString()).toContain('Bag Attributes');
      expect(await readKeys(bundle, { passphrase: 'secret' })).toEqual([publicKey(rsa), rsa]);
    }
    const chain = openssl('crl2pkcs7 -nocrl -certfile <file>', path('certificate'));
    expect(await rejection(readKeys(chain))).toMatchObject({
      code: 'key.format-unsupported',
      data: { format: 'PKCS#7' },
    });
  });

  const legacy = '-provider legacy -provider default';
  const otherEncryptions: readonly (readonly [string, string])[] = [
    [`${encrypted} -v2 des3`, 'DES-EDE3-CBC'],
    [`${encrypted} -v2 camellia-256-cbc`, 'CAMELLIA-256-CBC'],
    [`${encrypted} -v2 camellia-192-cbc`, 'CAMELLIA-192-CBC'],
    [`${encrypted} -v2 aria-256-cbc`, 'ARIA-256-CBC'],
    [`${encrypted} -v2 aria-192-cbc`, 'ARIA-192-CBC'],
    [`${encrypted} -v2 sm4-cbc`, 'SM4-CBC'],
    [`${encrypted} -v2 cast5-cbc ${legacy}`, 'CAST5-CBC'],
    [`${encrypted} -v2 bf-cbc ${legacy}`, 'BF-CBC'],
    [`${encrypted} -v2 seed-cbc ${legacy}`, 'SEED-CBC'],
    [`${encrypted} -v2 rc2-cbc ${legacy}`, 'RC2-CBC'],
    [`${encrypted} -v2 rc4 ${legacy}`, 'RC4'],
    [`${encrypted} -v2 aes-256-cbc -v2prf hmacWithMD5`, 'PBKDF2 with HMAC-MD5'],
    [`${encrypted} -v2 aes-256-cbc -v2prf hmacWithSHA224`, 'PBKDF2 with HMAC-SHA-224'],
    [`${encrypted} -scrypt -scrypt_N 1024`, 'scrypt'],
    [`${encrypted} -v1 PBE-SHA1-3DES`, 'PBE-SHA1-3DES'],
    [`${encrypted} -v1 PBE-MD5-DES ${legacy}`, 'PBE-MD5-DES'],
    [`${encrypted} -v1 PBE-SHA1-RC2-40 ${legacy}`, 'PBE-SHA1-RC2-40'],
    ['rsa -in <file> -traditional -aes256 -passout pass:secret', 'AES-256-CBC'],
    ['rsa -in <file> -traditional -des3 -passout pass:secret', 'DES-EDE3-CBC'],
    [`rsa -in <file> -traditional -des -passout pass:secret ${legacy}`, 'DES-CBC'],
  ];
  test.each(otherEncryptions)('%s is told, with the command that converts it', async (words, encryption) => {
    const content = openssl(words, path('rsa'));
    const error = await rejection(readKeys(content, { passphrase: 'secret' }));
    expect(error).toMatchObject({ code: 'key.encryption-unsupported', data: { encryption } });
    const { command = '' } = (error?.data ?? {}) as { readonly command?: string };
    expect(command).toMatch(/^openssl pkcs8 -topk8 -v2 aes-256-cbc (-provider \w+ )*-in <file> -out <new file>$/);
    writeFileSync(path('other'), content);
    const silent = command
      .replace('openssl ', '')
      .replace('-out <new file>', '-passin pass:secret -passout pass:secret');
    expect(await readKey(openssl(silent, path('other')), 'secret')).toEqual(rsa);
  });

  const otherKeys: readonly (readonly [string, string])[] = [
    ['genpkey -algorithm ED448', 'Ed448'],
    ['ecparam -genkey -noout -name secp256k1', 'EC secp256k1'],
    ['ecparam -genkey -name secp256k1', 'EC secp256k1'],
    ['ecparam -genkey -noout -name brainpoolP256r1', 'EC brainpoolP256r1'],
    ['ecparam -genkey -noout -name sect163k1', 'EC 1.3.132.0.1'],
  ];
  test.each(otherKeys)('%s', async (words, name) => {
    expect(await rejection(readKeys(openssl(words)))).toEqual({ code: 'key.unsupported', data: { name } });
  });

  test('parameters alone are no key', async () => {
    expect(await rejection(readKeys(openssl('ecparam -name prime256v1')))).toEqual({ code: 'key.not-a-key', data: {} });
  });

  const pss = 'genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:1024';
  const pssKeys: readonly (readonly [string, readonly string[]])[] = [
    [pss, ['PS256', 'PS384', 'PS512']],
    [
      `${pss} -pkeyopt rsa_pss_keygen_md:sha384 -pkeyopt rsa_pss_keygen_mgf1_md:sha384 -pkeyopt rsa_pss_keygen_saltlen:48`,
      ['PS384'],
    ],
    [
      `${pss} -pkeyopt rsa_pss_keygen_md:sha256 -pkeyopt rsa_pss_keygen_mgf1_md:sha256 -pkeyopt rsa_pss_keygen_saltlen:33`,
      [],
    ],
    [`${pss} -pkeyopt rsa_pss_keygen_saltlen:20`, []],
  ];
  test.each(pssKeys)('%s', async (words, algorithms) => {
    const key = await readKey(openssl(words));
    expect(key).toMatchObject({ type: 'RSA', bits: 1024, limits: { algorithms } });
    expect(algorithmsFor(key, 'verify')).toEqual(algorithms);
  });
});
