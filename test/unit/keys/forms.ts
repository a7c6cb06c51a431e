import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { keyLabel } from '../../../src/jwt/key.ts';
import type { KeyContent } from '../../../src/keys/read.ts';
import { pemBlock } from '../../pem.ts';

export const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
export const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ed = generateKeyPairSync('ed25519');

const rsa2048 = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
const { x = '', y = '' } = ec.publicKey.export({ format: 'jwk' });
const ecPoint = Uint8Array.from([4, ...Buffer.from(x, 'base64url'), ...Buffer.from(y, 'base64url')]);

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
/** Bytes in hex, each behind a mark. */
const bytesOf = (bytes: Uint8Array, mark: string, parting: string) =>
  Array.from(bytes, (byte) => `${mark}${byte.toString(16).padStart(2, '0')}`).join(parting);
const colons = (bytes: Uint8Array) => bytesOf(bytes, '', ':').toUpperCase();
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
      return `secret ${read.secret.text}${read.secret.lineBreak ? ' + line break' : ''}${read.secret.limits?.algorithms ? ` ${read.secret.limits.algorithms}` : ''}${read.secret.doubt ? ` (${read.secret.doubt}?)` : ''}`;
    case 'path':
      return `path ${read.path}`;
    default:
      return [read.is, read.error.code, (read.error.data as { readonly what?: string }).what].filter(Boolean).join(' ');
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
  ['hex of DER, with colons', colons(der(rsa.publicKey, 'spki')), 'RSA 1024 public'],
  ['hex of DER, as bytes of a program', `{ ${bytesOf(der(rsa.publicKey, 'spki'), '0x', ', ')} }`, 'RSA 1024 public'],
  ['hex of DER, as bytes of a string', bytesOf(der(rsa.publicKey, 'spki'), '\\x', ''), 'RSA 1024 public'],
  ['base64 of DER, with commas', base64(der(rsa.privateKey)).replace(/(.{64})/g, '$1,'), privateRsa],
  [
    'base64 of DER, in quoted lines',
    base64(der(rsa.publicKey, 'spki')).replace(/(.{64})/g, '$1"\n"'),
    'RSA 1024 public',
  ],
  ['base64 of DER behind its name', `PUBLIC_KEY=${base64(der(rsa.publicKey, 'spki'))}`, 'unreadable key.surrounded'],
  ['base64 of EC DER behind its name', `key: ${base64(der(ec.publicKey, 'spki'))}`, 'unreadable key.surrounded'],
  [
    'base64 of Ed25519 DER in an address',
    `data:;base64,${base64(der(ed.publicKey, 'spki'))}`,
    'unreadable key.surrounded',
  ],
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
  ['PEM for an address', encodeURIComponent(pem(rsa.publicKey, 'spki')), 'unreadable key.cut-off'],
  ['PEM in a query', String(new URLSearchParams({ key: pem(rsa.publicKey, 'spki') })), 'unreadable key.cut-off'],
  ['PEM in small letters', pem(rsa.publicKey, 'spki').toLowerCase(), 'unreadable key.cut-off'],
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
  ['a JWK behind a comment', `// the key\n${json(jwk)}`, 'unreadable key.surrounded'],
  ['a JWK behind its name', `JWK=${json(jwk)}`, 'unreadable key.surrounded'],
  ['a JWK behind a character that nobody sees', `\u200b${json(jwk)}`, 'unreadable key.surrounded'],
  ['a JWK for an address', encodeURIComponent(json(jwk)), 'unreadable key.surrounded'],
  ['base64 of PEM, named as such', `base64:${base64(pem(rsa.publicKey, 'spki'))}`, 'unreadable key.surrounded'],
  ['base64 of PEM in an address', `data:;base64,${base64(privatePem)}`, 'unreadable key.surrounded'],
  [
    'base64 of a JWK behind its name',
    `JWK=${base64(json({ ...{ kty: 'RSA' }, ...jwk }))}`,
    'unreadable key.surrounded',
  ],
  ['a request', pemBlock('CERTIFICATE REQUEST', 'AAAA'), 'unreadable key.not-a-key'],
  ['a JWK of nothing', json({ kty: 'RSA' }), 'unreadable key.not-a-key'],
  ['a JWK cut off', json(jwk).slice(0, 99), 'unreadable key.cut-off'],
  [
    'a JWK in YAML',
    Object.entries(jwk)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n'),
    'unreadable key.surrounded',
  ],
  ['a JWK Set in YAML', `keys:\n  - kid: a\n    n: AQAB\n    kty: RSA\n    e: AQAB`, 'unreadable key.surrounded'],
  ['a JWK as a query', `kty=RSA&e=AQAB&n=${jwk.n}`, 'unreadable key.surrounded'],
  ['base64 of a JWK behind its name, kty last', `JWK=${base64(reversed(jwk))}`, 'unreadable key.surrounded'],
  ['a JWK, every quotation mark escaped', json(jwk).replaceAll('"', '\\"'), privateRsa],
  [
    'a service account, every quotation mark escaped',
    JSON.stringify(json(serviceAccount)).slice(1, -1),
    `${privateRsa} k1`,
  ],
  ['a service account, its line breaks real', json(serviceAccount).replaceAll('\\n', '\n'), `${privateRsa} k1`],
  [
    'a service account in lines, its line breaks real',
    JSON.stringify(serviceAccount, null, 2).replaceAll('\\n', '\n'),
    `${privateRsa} k1`,
  ],
  ["Hasura's list of one", json([{ type: 'HS256', key: 'c2VjcmV0' }]), 'secret c2VjcmV0 HS256'],
  [
    "a certificate in SAML's metadata",
    '<ds:KeyInfo><ds:X509Certificate>MIIB</ds:X509Certificate></ds:KeyInfo>',
    'unreadable key.surrounded',
  ],
  [
    'parameters of .NET',
    '<?xml version="1.0"?><RSAParameters><Exponent>AQAB</Exponent><Modulus>AQAB</Modulus></RSAParameters>',
    'unreadable key.surrounded',
  ],
  [
    'what openssl prints of a public key',
    'Public-Key: (2048 bit)\nModulus:\n    00:c3:a1:',
    'unreadable key.surrounded',
  ],
  [
    'what openssl prints of a private key',
    'RSA Private-Key: (2048 bit, 2 primes)\nmodulus:\n    00:c3:',
    'unreadable key.surrounded',
  ],
  ['what openssl prints of an Ed25519 key', 'ED25519 Private-Key:\npriv:\n    0e:3d', 'unreadable key.surrounded'],
  ['a modulus, as openssl prints it', 'Modulus=C3A1B2', 'unreadable key.surrounded'],
  ['a JWK in JavaScript', "{ kty: 'RSA', n: 'AQAB', e: 'AQAB' }", 'unreadable key.surrounded'],
  ['other JSON', '{"a":1}', 'unreadable key.not-a-key'],
  ['an empty list', '[]', 'unreadable key.not-a-key'],
  ["Hasura's reference", json({ type: 'RS256', jwk_url: 'https://example.com' }), 'unreadable key.stands-for address'],
  [
    'what an issuer publishes',
    json({ issuer: 'i', jwks_uri: 'https://a.b/jwks' }),
    'unreadable key.stands-for address',
  ],
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
    'keys/jwt.secret',
    'my.private.pem',
    'My Keys/AuthKey_ABC.p8',
    '~/.ssh/id_rsa',
    'id_ed25519',
    '$HOME/keys/jwt',
    '%USERPROFILE%\\keys\\jwt',
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
  // What stands for a secret that is elsewhere.
  ...(
    [
      ['address', ['https://issuer.example/.well-known/jwks.json', 'http://localhost:3000/keys/private.pem']],
      [
        'manager',
        [
          'op://Private/jwt/secret',
          'vault://secret/data/jwt#key',
          'vault:secret/data/accounts#JWT_SECRET',
          'aws-sm://jwt',
          'arn:aws:secretsmanager:eu-west-1:123456789012:secret:jwt-AbCdEf',
          'projects/my-project/secrets/jwt/versions/latest',
          'ref+awsssm://jwt/secret',
          '@Microsoft.KeyVault(SecretUri=https://a.vault.azure.net/secrets/jwt)',
          '{{ op://Private/jwt/secret }}',
          '{{resolve:secretsmanager:jwt}}',
        ],
      ],
      [
        'sealed',
        [
          'ENC[AES256_GCM,data:p673w==,iv:YY=,tag:ZZ=,type:str]',
          'ENC(nrmZtkF7T0kjG/VodDvBw93Ct8EgjCAe)',
          '$ANSIBLE_VAULT;1.1;AES256\n6230',
          'vault:v1:8SDd3WHDOjf7mq69CyCqYjBXAiQQAVZRkFM13ok481zoCmHnSeDX9vyf7w==',
          `encrypted:${base64(new Uint8Array(97))}`,
        ],
      ],
      [
        'placeholder',
        ['${JWT_SECRET}', '${JWT_SECRET:-secret}', '${{ secrets.JWT_SECRET }}', '$(cat private.key)', '$(JWT_SECRET)']
          .concat(['{{jwt_secret}}', '{{ .Values.jwt.secret }}', '#{JwtSecret}#', 'env:JWT_SECRET'])
          .concat([
            'process.env.JWT_SECRET',
            'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345',
          ]),
      ],
    ] as const
  ).flatMap(([what, texts]) =>
    texts.map(
      (text, i) => [`what stands for a secret: ${what} ${i}`, text, `unreadable key.stands-for ${what}`] as const,
    ),
  ),
  // Secrets, as they are made and handed out.
  ...[
    'abc/def+gh==',
    '3q2+7w/abcDEFghIjkLmnOpQ==',
    'Zm9v/YmFy/QmF6/cXV4',
    'a8b7c6/d5e4f3',
    'kG2v/9sQ',
    'f47ac10b-58cc-4372-a567-0e02b2c3d479',
    'F47AC10B58CC4372A5670E02B2C3D479',
    'p@ss:w0rd/with#everything?',
    'open / sesame, please',
    'Tr0ub4dor&3',
    'time;drop=table',
    'sk_live_4eC39HqLyjWDarjtT1zdp7dc',
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLjSw',
    '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',
    'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
    'xoxb-263594206564-FGqddMF8t08v8N7Oq4i57vs1MBS',
    'AKIAIOSFODNN7EXAMPLE',
    'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    'password:with:colons',
    '~/F-M9{e+L#`?@VR440]',
    '.\\lRyq4z,HO7khHc!?dA|8dfQ>HhQ2)5y6hNbD',
    'n:\\!J#-l{Y2?FMR`xhg;?lH.P',
    '[{@&%_-zT!h',
    'fff1'.repeat(128),
    'secret',
    '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy',
    '$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b4dWRWJTmaaJObG',
    'pa$$word',
    '100%sure',
    'kty is a word',
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIn0.dozjgNryP4J3jVmNHl0w5N',
    'MIIB is how base64 begins',
    Buffer.alloc(32, 'Zx9-').toString('base64url'),
    Buffer.alloc(64, 'q7_!').toString('hex'),
    Buffer.alloc(256, 'aB3 ').toString('base64'),
  ].map((text) => [text, text, `secret ${text}`] as const),
  // Secrets at their word, which may be something else.
  ...(
    [
      [
        'path',
        [
          'super.secret',
          'this.is.my.key',
          'keys/jwt',
          'secrets/JWT_SECRET',
          'config\\private',
          'my-app/keys/prod-2024',
          'correct/horse/battery',
        ],
      ],
      [
        'address',
        ['postgres://user:pass@localhost:5432/app', 'redis://:p4ss@cache:6379', 'mongodb+srv://u:p@c.mongodb.net/db'],
      ],
      [
        'placeholder',
        [
          '<your-secret>',
          '<insert secret here>',
          'your-256-bit-secret',
          'your_jwt_secret_here',
          'changeme',
          'CHANGE_ME',
        ].concat(['replace-this', '$JWT_SECRET', '%JWT_SECRET%', '__JWT_SECRET__']),
      ],
      ['document', ['<!doctype html><html><body>404</body></html>', 'data:\n  jwt: aHVudGVyMg==', 'one\ntwo']],
      [
        'public',
        [
          String(rsa2048.n),
          colons(Buffer.from(`00${Buffer.from(String(rsa2048.n), 'base64url').toString('hex')}`, 'hex')),
          'SHA256:uNiVztksCsDhcc0u9e8BrXJXVGDFvEkPHRk3XTl4nzE',
          colons(Buffer.alloc(20, 'abc')),
          colons(Buffer.alloc(32, 'abc')),
          Buffer.from(ecPoint).toString('base64url'),
          Buffer.from(ecPoint).toString('hex'),
          '256 SHA256:LF3L2eHCl0DsvxDirmKYCPpD28aipPgkX0Jr1xYvYbQ me@home (ED25519)',
          `SHA256 Fingerprint=${colons(Buffer.alloc(32, 'abc'))}`,
          'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK',
          'k4.public.Hrnbu7wEfAP9cGBOAHHwmH4Wsot1ciXBHwBBXQ4gsaI',
        ],
      ],
    ] as const
  ).flatMap(([doubt, texts]) =>
    texts.map((text, i) => [`what may be something else: ${doubt} ${i}`, text, `secret ${text} (${doubt}?)`] as const),
  ),
  ['a file URI', 'file:///home/me/private.key', 'path /home/me/private.key'],
  // What stands for the folder that a path counts from.
  ...['%kernel.project_dir%/', '${workspaceFolder}/', '${PWD}/', '$PWD/'].map(
    (root) => [root, `${root}keys/jwt`, 'path keys/jwt'] as const,
  ),
  ['%kernel.cache_dir%', '%kernel.cache_dir%/jwt', 'path %kernel.cache_dir%/jwt'],
  ['a reference', 'file:private.key', 'path private.key'],
];
