import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { decodeToken } from '../../../src/jwt/decode.ts';
import { type Key, publicKey } from '../../../src/jwt/key.ts';
import { signToken } from '../../../src/jwt/sign.ts';
import { type Candidate, judgeSignature, verifySignature } from '../../../src/jwt/verify.ts';
import { spkiPem } from '../../../src/keys/export.ts';
import { readSecret } from '../../../src/keys/secret.ts';
import { ed25519, p256, p521, readKey, rsa, secret } from '../keys/published.ts';

afterEach(() => vi.unstubAllGlobals());

const token = async (header: object, key: Key | undefined, payload = '{"sub":"me"}') =>
  decodeToken(await signToken(JSON.stringify(header), payload, key));
const half = (key: Key): Key => publicKey(key) ?? key;
const known = (key: Key, reference = 'file:a.pem'): Candidate => ({ key, reference, named: false });
const named = (key: Key, reference = 'file:a.pem'): Candidate => ({ key, reference, named: true });
const encode = (text: string) => Buffer.from(text).toString('base64url');

const other = readSecret('another secret, of the same type', 'utf8');
const hs256 = await token({ alg: 'HS256' }, secret);
const rs256 = await token({ alg: 'RS256' }, rsa);
const es256 = await token({ alg: 'ES256' }, p256);
const withKid = await token({ alg: 'HS256', kid: 'k1' }, secret);
const unsigned = await token({ alg: 'none' }, undefined);

describe('one key', () => {
  const tampered = decodeToken(rs256.text.replace(/\.[^.]+\./, `.${encode('{"sub":"you"}')}.`));
  const signatureOf = (text: string) => decodeToken(`${hs256.text.slice(0, hs256.text.lastIndexOf('.'))}.${text}`);
  const hsSignature = hs256.text.split('.')[2] ?? '';
  const rows = [
    ['its own', hs256, secret, 'valid'],
    ['a private key, by its public half', rs256, rsa, 'valid'],
    ['a public key', rs256, half(rsa), 'valid'],
    ['another secret', hs256, other, 'invalid'],
    ['another payload', tampered, rsa, 'invalid'],
    ['another type', hs256, rsa, 'unfit'],
    ['an unsecured token', unsigned, secret, 'invalid'],
    ['an empty signature', signatureOf(''), secret, 'invalid'],
    ['a signature cut short', signatureOf(hsSignature.slice(0, -3)), secret, 'invalid'],
    ['a signature with padding', signatureOf(`${hsSignature}=`), secret, 'valid'],
    [
      'a signature in plain base64',
      signatureOf(hsSignature.replaceAll('-', '+').replaceAll('_', '/')),
      secret,
      'valid',
    ],
    ['a signature with white space', signatureOf(`${hsSignature} `), secret, 'invalid'],
    ['a signature with unused bits set', signatureOf(`${hsSignature.slice(0, -1)}9`), secret, 'invalid'],
    ['two parts', decodeToken(hs256.text.slice(0, hs256.text.lastIndexOf('.'))), secret, 'invalid'],
    ['four parts', decodeToken(`${hs256.text}.AA`), secret, 'invalid'],
    ['no text at all', decodeToken(''), secret, 'invalid'],
    ['a header without alg', decodeToken(`${encode('{}')}.e30.AA`), secret, 'invalid'],
    ['an algorithm of nobody', decodeToken(`${encode('{"alg":"HS1"}')}.e30.AA`), secret, 'unsupported'],
    ['None is not none', decodeToken(`${encode('{"alg":"None"}')}.e30.`), secret, 'unsupported'],
    ['limited to signing', hs256, { ...secret, limits: { operations: ['sign'] } }, 'unfit'],
    ['limited to another algorithm', hs256, { ...secret, limits: { algorithms: ['HS512'] } }, 'unfit'],
    ['limited to encryption', rs256, { ...rsa, limits: { use: 'enc' } }, 'unfit'],
    ['damaged', es256, { ...p256, jwk: { ...p256.jwk, x: 'AA' } } as Key, 'unfit'],
  ] as const;
  test.each(rows)('%s', async (_, token, key, verdict) => {
    expect(await verifySignature(token, key)).toBe(verdict);
  });

  test.each([
    ['ES256', p256],
    ['ES512', p521],
    ['EdDSA', ed25519],
    ['PS384', rsa],
  ] as const)('%s: a signature of any wrong length is invalid', async (alg, key) => {
    const { text } = await token({ alg }, key);
    const [header, payload, signature = ''] = text.split('.');
    const bytes = Buffer.from(signature, 'base64url');
    for (const wrong of [
      bytes.subarray(1),
      Buffer.concat([bytes, Buffer.alloc(1)]),
      Buffer.alloc(bytes.length),
      Buffer.alloc(2000),
    ]) {
      expect(await verifySignature(decodeToken(`${header}.${payload}.${wrong.toString('base64url')}`), key)).toBe(
        'invalid',
      );
    }
  });

  test('ECDSA in DER, as openssl writes it, is not what JOSE wants', async () => {
    const input = `${encode('{"alg":"ES256"}')}.e30`;
    const der = sign('sha256', Buffer.from(input), { key: p256.jwk as never, format: 'jwk' }).toString('base64url');
    expect(await verifySignature(decodeToken(`${input}.${der}`), p256)).toBe('invalid');
  });

  test('RSA of 1024 bits tells the truth about an existing token', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const input = `${encode('{"alg":"RS256"}')}.e30`;
    const text = `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`;
    const key = await readKey(publicKey.export({ format: 'der', type: 'spki' }));
    expect(await verifySignature(decodeToken(text), key)).toBe('valid');
    expect(await verifySignature(decodeToken(`${input}A.${text.split('.')[2]}`), key)).toBe('invalid');
    // 512 bits of salt and as many of hash do not fit into the modulus.
    expect(await verifySignature(decodeToken(`${encode('{"alg":"PS512"}')}.e30.${text.split('.')[2]}`), key)).toBe(
      'invalid',
    );
  });

  test('a payload of any bytes', async () => {
    for (const payload of ['', 'plain', '{"a":']) {
      expect(await verifySignature(await token({ alg: 'HS256' }, secret, payload), secret)).toBe('valid');
    }
    const input = `${encode('{"alg":"EdDSA"}')}.${Buffer.from([0xff, 0, 0xfe]).toString('base64url')}`;
    const signature = sign(null, Buffer.from(input), { key: ed25519.jwk as never, format: 'jwk' }).toString(
      'base64url',
    );
    expect(await verifySignature(decodeToken(`${input}.${signature}`), ed25519)).toBe('valid');
  });

  test('crit and b64 do not hide whether the signature holds', async () => {
    const crit = await token({ alg: 'HS256', crit: ['x'], x: 1 }, secret);
    expect(await verifySignature(crit, secret)).toBe('valid');
    const header = encode('{"alg":"HS256","b64":false,"crit":["b64"]}');
    const k = Buffer.from(String(secret.jwk.k), 'base64url');
    const unencoded = `${header}.payload`;
    const signature = createHmac('sha256', k).update(unencoded).digest('base64url');
    expect(await verifySignature(decodeToken(`${unencoded}.${signature}`), secret)).toBe('valid');
  });
});

describe('no algorithm confusion', () => {
  test('HS256 keyed with the PEM or DER of an RSA public key', async () => {
    const pem = await spkiPem(rsa);
    const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    for (const key of [pem, pem.trim(), der]) {
      const input = `${encode('{"alg":"HS256"}')}.e30`;
      const forged = decodeToken(`${input}.${createHmac('sha256', key).update(input).digest('base64url')}`);
      for (const candidate of [rsa, half(rsa)]) {
        expect(await verifySignature(forged, candidate)).toBe('unfit');
        expect(await judgeSignature(forged, [known(candidate)])).toEqual({ signature: 'unknown-key' });
        expect(await judgeSignature(forged, [named(candidate)])).toMatchObject({
          signature: 'invalid',
          reason: { code: 'key.wrong-type' },
        });
      }
    }
  });

  test('none, with a key given', async () => {
    expect(await verifySignature(unsigned, rsa)).toBe('invalid');
    expect(await judgeSignature(unsigned, [named(rsa)])).toEqual({ signature: 'unsigned' });
    const signed = decodeToken(`${encode('{"alg":"none"}')}.e30.${rs256.text.split('.')[2]}`);
    expect(await judgeSignature(signed, [named(rsa)])).toEqual({ signature: 'unsigned' });
  });

  test('a key that the token brings', async () => {
    const { d, ...jwk } = p256.jwk;
    const brought = await token(
      { alg: 'ES256', jwk, jku: 'https://example.com/jwks', x5u: 'https://example.com', x5c: ['AA=='] },
      p256,
    );
    expect(await judgeSignature(brought, [])).toEqual({ signature: 'unknown-key' });
    expect(await judgeSignature(brought, [named(secret)])).toMatchObject({ signature: 'invalid' });
  });
});

describe('many keys', () => {
  const id = (key: Key, id = 'k1'): Key => ({ ...key, id });
  const a = known(secret, 'file:a');
  const rows = [
    ['nothing known', hs256, [], { signature: 'unknown-key' }],
    ['known, and proves it', hs256, [known(rsa), known(other), a], { signature: 'valid', key: a }],
    ['known, and none proves it', hs256, [known(rsa), known(other)], { signature: 'unknown-key' }],
    ['named, and proves it', hs256, [named(secret)], { signature: 'valid', key: named(secret) }],
    ['named, and does not', hs256, [named(other)], { signature: 'invalid' }],
    ['named keys alone are asked', hs256, [named(other), a], { signature: 'invalid' }],
    ['one of those named proves it', hs256, [named(other), named(secret)], { signature: 'valid', key: named(secret) }],
    [
      'named, and of another type',
      hs256,
      [named(rsa)],
      {
        signature: 'invalid',
        reason: { code: 'key.wrong-type', data: { algorithm: 'HS256', key: 'RSA 2048', needed: 'HMAC' } },
      },
    ],
    [
      'named, and limited',
      rs256,
      [named({ ...rsa, limits: { use: 'enc' } })],
      {
        signature: 'invalid',
        reason: { code: 'key.limited', data: { algorithm: 'RS256', limit: 'use', value: 'enc' } },
      },
    ],
    ['one named does not fit, another fails', hs256, [named(rsa), named(other)], { signature: 'invalid' }],
    ['kid, and proves it', withKid, [known(id(secret))], { signature: 'valid', key: known(id(secret)) }],
    ['kid, and does not', withKid, [known(id(other))], { signature: 'invalid' }],
    ['kid fails, another proves it', withKid, [known(id(other)), a], { signature: 'valid', key: a }],
    ['kid fails, another too', withKid, [known(rsa), known(id(other))], { signature: 'invalid' }],
    [
      'a kid of another type',
      withKid,
      [known(id(rsa))],
      { signature: 'invalid', reason: expect.objectContaining({ code: 'key.wrong-type' }) },
    ],
    ['another kid', withKid, [known(id(other, 'k2'))], { signature: 'unknown-key' }],
    ['kid beside a named key', withKid, [known(id(other)), named(secret)], { signature: 'valid', key: named(secret) }],
    ['no kid is no kid', hs256, [known(other)], { signature: 'unknown-key' }],
    [
      'an algorithm of nobody',
      decodeToken(`${encode('{"alg":"RS1"}')}.e30.AA`),
      [named(rsa)],
      { signature: 'unsupported' },
    ],
    ['no algorithm', decodeToken(`${encode('{"typ":"JWT"}')}.e30.AA`), [named(rsa)], { signature: 'unsupported' }],
    [
      'encrypted',
      decodeToken(`${encode('{"alg":"dir","enc":"A128GCM"}')}..AA.AA.AA`),
      [named(secret)],
      { signature: 'encrypted' },
    ],
  ] as const;
  test.each(rows)('%s', async (_, token, candidates, judgement) => {
    expect(await judgeSignature(token, candidates)).toEqual(judgement);
  });
});

describe('hosts that lack something', () => {
  test.each([undefined, {}])('no Web Crypto: %j', async (crypto) => {
    vi.stubGlobal('crypto', crypto);
    expect(await verifySignature(hs256, { ...secret })).toBe('unsupported');
    expect(await judgeSignature(hs256, [named({ ...secret })])).toEqual({ signature: 'unsupported' });
    expect(await judgeSignature(unsigned, [])).toEqual({ signature: 'unsigned' });
  });

  test('no Ed25519', async () => {
    const text = await token({ alg: 'EdDSA' }, ed25519);
    vi.stubGlobal('crypto', {
      subtle: { importKey: () => Promise.reject(new DOMException('no', 'NotSupportedError')) },
    });
    expect(await verifySignature(text, { ...ed25519 })).toBe('unsupported');
    const reason = { code: 'algorithm.unsupported', data: { algorithm: 'EdDSA' } };
    expect(await judgeSignature(text, [known({ ...ed25519 })])).toEqual({ signature: 'unsupported', reason });
    expect(await judgeSignature(text, [known({ ...rsa })])).toEqual({ signature: 'unknown-key' });
  });
});
