import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { keyLabel } from '../../../src/jwt/key.ts';
import type { KeyContent } from '../../../src/keys/read.ts';
import { pemBlock } from '../../pem.ts';

export const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
export const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ed = generateKeyPairSync('ed25519');

const pem = (key: KeyObject, type: 'pkcs8' | 'pkcs1' | 'sec1' | 'spki' = 'pkcs8') =>
  String(key.export({ format: 'pem', type: type as 'pkcs8' }));
export const der = (key: KeyObject, type: 'pkcs8' | 'spki' = 'pkcs8') =>
  key.export({ format: 'der', type: type as 'pkcs8' });
export const base64 = (content: string | Uint8Array) => Buffer.from(content).toString('base64');
export const json = (value: object) => JSON.stringify(value);
const reversed = (value: object) => json(Object.fromEntries(Object.entries(value).reverse()));

const privatePem = pem(rsa.privateKey);
const jwk = rsa.privateKey.export({ format: 'jwk' });
export const serviceAccount = {
  type: 'service_account',
  project_id: 'p',
  private_key_id: 'k1',
  private_key: privatePem,
};
const encrypted = String(
  ed.privateKey.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'secret' }),
);
/** What docker and some editors of variables make of a value. */
const escaped = (backslashes: number) => privatePem.trimEnd().replaceAll('\n', `${'\\'.repeat(backslashes)}n`);

/** What a text is, in a few words. */
export function meaningOf(read: KeyContent): string {
  switch (read.is) {
    case 'keys':
      return read.keys
        .map((key) => [keyLabel(key), key.form, key.id, ...(key.limits.algorithms ?? [])].filter(Boolean).join(' '))
        .join(', ');
    case 'secret':
      return `secret ${read.secret.text}${read.secret.lineBreak ? ' + line break' : ''}${read.secret.limits?.algorithms ? ` ${read.secret.limits.algorithms}` : ''}`;
    case 'path':
      return `path ${read.path}`;
    default:
      return `${read.is} ${read.error.code}`;
  }
}

/** What a text means: it stands for the same wherever it is found. */
export type Meaning = readonly [what: string, text: string, meaning: string];

export const privateRsa = 'RSA 1024 private';

/** Texts that are keys, or look like one. */
export const keyTexts: readonly Meaning[] = [
  ['PKCS#8', privatePem, privateRsa],
  ['PKCS#1', pem(rsa.privateKey, 'pkcs1'), privateRsa],
  ['SEC 1', pem(ec.privateKey, 'sec1'), 'EC P-256 private'],
  ['a public key', pem(rsa.publicKey, 'spki'), 'RSA 1024 public'],
  ['one line', privatePem.replaceAll('\n', ''), privateRsa],
  ['spaces for line breaks', privatePem.replaceAll('\n', ' '), privateRsa],
  ['one backslash', escaped(1), privateRsa],
  ['two backslashes', escaped(2), privateRsa],
  ['four backslashes', escaped(4), privateRsa],
  ['eight backslashes', escaped(8), privateRsa],
  ['an opening quotation mark alone', `"${privatePem}`, privateRsa],
  ['Bag Attributes', `Bag Attributes\n    localKeyID: 01\nKey Attributes: <No Attributes>\n${privatePem}`, privateRsa],
  ['base64 of DER', base64(der(rsa.privateKey)), privateRsa],
  ['base64 of DER, escaped', base64(der(rsa.privateKey)).replace(/(.{64})/g, '$1\\n'), privateRsa],
  ['hex of DER', der(rsa.publicKey, 'spki').toString('hex'), 'RSA 1024 public'],
  ['hex of PEM', Buffer.from(pem(rsa.publicKey, 'spki')).toString('hex').toUpperCase(), 'RSA 1024 public'],
  ['a JWK', json(jwk), privateRsa],
  ['a JWK, kty last', reversed(jwk), privateRsa],
  ['a JWK, in lines', JSON.stringify(jwk, null, 2), privateRsa],
  ['a JWK with ids first', json({ kid: 'a', use: 'sig', alg: 'RS256', ...jwk }), `${privateRsa} a RS256`],
  ['a JWK with unknown members first', json({ 'x-note': 1, iat: 2, ...jwk }), privateRsa],
  ['a JWK Set', json({ keys: [jwk] }), privateRsa],
  ['a JWK Set, keys last', json({ issuer: 'me', keys: [{ kid: 'a', ...jwk }] }), `${privateRsa} a`],
  ['a list of JWKs', json([jwk]), privateRsa],
  ['a JWK of a secret', json({ k: 'c2VjcmV0', kty: 'oct' }), 'HMAC 48 secret'],
  ['a service account', json(serviceAccount), `${privateRsa} k1`],
  ['a service account, in another order', reversed(serviceAccount), `${privateRsa} k1`],
  ['fastlane', json({ key_id: 'k', issuer_id: 'i', key: pem(ec.privateKey) }), 'EC P-256 private k'],
  ["Vonage's CLI 2", json({ application_id: 'a', private_key: privatePem }), privateRsa],
  ["Vonage's CLI 3", json({ appId: 'a', privateKey: privatePem }), privateRsa],
  ["Vonage's CLI 3, its other spelling", json({ 'private-key': base64(privatePem) }), privateRsa],
  ["Hasura's RSA", json({ type: 'RS256', key: pem(rsa.publicKey, 'spki') }), 'RSA 1024 public RS256'],
  [
    'certificates by their ids',
    json({ a: pem(rsa.publicKey, 'spki'), b: pem(ec.publicKey, 'spki') }),
    'RSA 1024 public a, EC P-256 public b',
  ],
  ['a key somewhere in JSON', json({ one: { two: 'three' }, four: privatePem }), privateRsa],
  ['JSON with a mistake', json(serviceAccount).replace('{', '{,'), privateRsa],
  ['encrypted', encrypted, 'encrypted key.passphrase-needed'],
  ['PEM cut off', privatePem.slice(0, 200), 'unreadable key.cut-off'],
  ['PEM, its end alone', privatePem.slice(-100), 'unreadable key.cut-off'],
  ['what begins like PEM', '-----BEGIN', 'unreadable key.cut-off'],
  [
    'RFC 4716',
    '---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2 PUBLIC KEY ----',
    'unreadable key.format-unsupported',
  ],
  ['PGP', pemBlock('PGP PRIVATE KEY BLOCK', 'Version: 1\n\nAAAA\n=abcd'), 'unreadable key.unsupported'],
  ['PuTTY', 'PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none', 'unreadable key.format-unsupported'],
  ['.NET XML', '<RSAKeyValue><Modulus>AQAB</Modulus></RSAKeyValue>', 'unreadable key.format-unsupported'],
  ['an ssh line, cut', 'ssh-rsa AAAAB3NzaC1yc2E', 'unreadable key.cut-off'],
  ['an ssh line behind options', 'command="date",no-pty ssh-rsa AAAAB3NzaC1yc2E me@home', 'unreadable key.cut-off'],
  ['an ssh line behind a host', '# hosts\ngithub.com,140.82.112.3 ssh-rsa AAAAB3NzaC1yc2E', 'unreadable key.cut-off'],
  ['a JWK behind a comment', `// the key\n${json(jwk)}`, 'unreadable key.not-a-key'],
  ['a JWK behind its name', `JWK=${json(jwk)}`, 'unreadable key.not-a-key'],
  ['a JWK behind a character that nobody sees', `\u200b${json(jwk)}`, 'unreadable key.not-a-key'],
  ['a JWK for an address', encodeURIComponent(json(jwk)), 'unreadable key.not-a-key'],
  ['base64 of PEM, named as such', `base64:${base64(pem(rsa.publicKey, 'spki'))}`, 'unreadable key.not-a-key'],
  ['base64 of PEM in an address', `data:;base64,${base64(privatePem)}`, 'unreadable key.not-a-key'],
  ['base64 of a JWK behind its name', `JWK=${base64(json({ ...{ kty: 'RSA' }, ...jwk }))}`, 'unreadable key.not-a-key'],
  ['a request', pemBlock('CERTIFICATE REQUEST', 'AAAA'), 'unreadable key.not-a-key'],
  ['a JWK of nothing', json({ kty: 'RSA' }), 'unreadable key.not-a-key'],
  ['a JWK cut off', json(jwk).slice(0, 99), 'unreadable key.cut-off'],
  ['a JWK in JavaScript', "{ kty: 'RSA', n: 'AQAB', e: 'AQAB' }", 'unreadable key.not-a-key'],
  ['other JSON', '{"a":1}', 'unreadable key.not-a-key'],
  ['an empty list', '[]', 'unreadable key.not-a-key'],
  ["Hasura's reference", json({ type: 'RS256', jwk_url: 'https://example.com' }), 'unreadable key.not-a-key'],
  ['JSON of a text that is no key', json({ private_key: 'hello' }), 'unreadable key.not-a-key'],
  ["Hasura's RSA with no key", json({ type: 'RS256', key: 'hello' }), 'unreadable key.not-a-key'],
  ["Hasura's HMAC", json({ type: 'HS256', key: 'c2VjcmV0' }), 'secret c2VjcmV0 HS256'],
  [
    "Hasura's HMAC with a public key",
    json({ type: 'HS256', key: pem(rsa.publicKey, 'spki') }),
    'RSA 1024 public HS256',
  ],
  ['JSON with a path', json({ private_key: './private.key' }), 'path ./private.key'],
];

/** Other texts, of which every character counts. */
export const otherTexts: readonly Meaning[] = [
  ['a password', 'hunter2', 'secret hunter2'],
  ['a phrase', 'correct horse battery staple', 'secret correct horse battery staple'],
  ['white space in it', ' a ', 'secret  a '],
  ['a line break at its end', 'abc\n', 'secret abc + line break'],
  ['a line break of Windows at its end', 'abc\r\n', 'secret abc + line break'],
  ['two line breaks at its end', 'abc\n\n', 'secret abc\n + line break'],
  ['base64', 'MDEyMzQ1Njc4OWFiY2RlZg==', 'secret MDEyMzQ1Njc4OWFiY2RlZg=='],
  [
    'base64 with slashes',
    '/w8/AbCd/efGhIjKlMnOpQrStUvWxYz0123456789+/=',
    'secret /w8/AbCd/efGhIjKlMnOpQrStUvWxYz0123456789+/=',
  ],
  ['hex', '0123456789abcdef0123456789ABCDEF', 'secret 0123456789abcdef0123456789ABCDEF'],
  ['a UUID', '7b3f6f1a-3d8e-4d3b-9f0a-2b1c3d4e5f60', 'secret 7b3f6f1a-3d8e-4d3b-9f0a-2b1c3d4e5f60'],
  ['a password that begins with a brace', '{abc$}', 'secret {abc$}'],
  ['a password that begins with a bracket', '[abc', 'secret [abc'],
  ['a password that begins with a slash', '/p4ss-word', 'secret /p4ss-word'],
  ['a password that begins with a dash', '--abc', 'secret --abc'],
  ['quotation marks', '"abc"', 'secret "abc"'],
  ['ümläute', 'gehüimniß', 'secret gehüimniß'],
  ['nothing', '', 'nothing key.empty-secret'],
  ['white space alone', ' \n', 'nothing key.empty-secret'],
  ['quotation marks alone', '""', 'nothing key.empty-secret'],
  ...[
    './private.key',
    '../keys/private.key',
    'private.key',
    'keys/private.pem',
    'My Keys/AuthKey_ABC.p8',
    '~/.ssh/id_rsa',
    'id_ed25519',
    '/home/me/private.key',
    '/run/secrets/jwt',
    '/run/secrets/jwt_secret',
    '/run/secrets/JWT',
    '/Users/anna/Projects/api/jwt',
    'C:\\keys\\private.key',
    'C:/keys/private',
    '.\\private',
    '\\\\server\\share\\private.key',
    'service-account.json',
    '-----------.key',
  ].map((path) => [path, path, `path ${path}`] as const),
  ['a file URI', 'file:///home/me/private.key', 'path /home/me/private.key'],
  ['a reference', 'file:private.key', 'path private.key'],
];
