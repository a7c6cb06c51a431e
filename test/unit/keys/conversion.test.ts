import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { keyLabel } from '../../../src/jwt/key.ts';
import { commandFor } from '../../../src/keys/errors.ts';
import { readContent } from '../../../src/keys/read.ts';
import { has } from './tools.ts';

const folder = mkdtempSync(join(tmpdir(), 'tokensmith-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string) => join(folder, name);

/** Runs a command line in the folder, as if it had been pasted into a terminal. */
const run = (command: string) =>
  execFileSync('sh', ['-c', command], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });

interface Container {
  readonly tools: readonly string[];
  /** Writes the file in the folder; `$F` is its name in quotation marks. */
  readonly make: string;
  readonly name: string;
  readonly format: string;
  /** What the command's own questions are answered with. */
  readonly answers?: readonly (readonly [from: string, to: string])[];
  readonly label: string;
}

const certificate = 'openssl req -x509 -newkey rsa:2048 -nodes -keyout k -out c -subj /CN=me 2>&1';
const pfx = `${certificate} && openssl pkcs12 -export -inkey k -in c -passout pass:secret`;
const pfxAnswers = [['pkcs12 -', 'pkcs12 -passin pass:secret -']] as const;
const ecExplicit = 'openssl ecparam -genkey -noout -name prime256v1 -param_enc explicit';
const encrypted = 'openssl genpkey -algorithm RSA | openssl pkcs8 -topk8 -v2 des3 -passout pass:secret';
const encryptedAnswers = [['pkcs8 -', 'pkcs8 -passin pass:secret -passout pass:secret -']] as const;

const containers: readonly Container[] = [
  {
    tools: ['openssl'],
    make: `${pfx} -out $F`,
    name: 'a.p12',
    format: 'PKCS#12',
    answers: pfxAnswers,
    label: 'RSA 2048',
  },
  {
    tools: ['openssl'],
    make: `${pfx} -legacy -out $F`,
    name: "my 'old' $key.pfx",
    format: 'PKCS#12',
    answers: pfxAnswers,
    label: 'RSA 2048',
  },
  {
    tools: ['openssl'],
    make: `${pfx} | openssl base64 -out $F`,
    name: 'p12.key',
    format: 'PKCS#12',
    answers: pfxAnswers,
    label: 'RSA 2048',
  },
  {
    // What GnuTLS writes.
    tools: ['openssl'],
    make: `${pfx} -out b && (echo -----BEGIN PKCS12-----; openssl base64 -in b; echo -----END PKCS12-----) > $F`,
    name: 'certtool.p12',
    format: 'PKCS#12',
    answers: pfxAnswers,
    label: 'RSA 2048',
  },
  {
    tools: ['openssl'],
    make: `${certificate} && openssl crl2pkcs7 -nocrl -certfile c -out $F`,
    name: 'a.pem',
    format: 'PKCS#7',
    label: 'RSA 2048',
  },
  {
    tools: ['openssl'],
    make: `${certificate} && openssl crl2pkcs7 -nocrl -certfile c -outform DER -out $F`,
    name: 'a.der',
    format: 'PKCS#7',
    label: 'RSA 2048',
  },
  {
    tools: ['openssl'],
    make: `${ecExplicit} -out $F`,
    name: '-k.pem',
    format: 'EC with explicit parameters',
    label: 'EC P-256',
  },
  {
    tools: ['openssl'],
    make: `${ecExplicit} -outform DER -out $F`,
    name: 'ec.der',
    format: 'EC with explicit parameters',
    label: 'EC P-256',
  },
  {
    tools: ['openssl'],
    make: `${ecExplicit} -outform DER | openssl base64 -A -out $F`,
    name: 'ec64.key',
    format: 'EC with explicit parameters',
    label: 'EC P-256',
  },
  {
    tools: ['openssl'],
    make: `${encrypted} -out $F`,
    name: 'des.pem',
    format: 'DES-EDE3-CBC',
    answers: encryptedAnswers,
    label: 'RSA 2048',
  },
  {
    tools: ['openssl'],
    make: `${encrypted} -outform DER -out $F`,
    name: 'sub/a b.der',
    format: 'DES-EDE3-CBC',
    answers: encryptedAnswers,
    label: 'RSA 2048',
  },
  {
    tools: ['openssl', 'xxd'],
    make: `${encrypted} -outform DER | xxd -p > $F`,
    name: 'des "hex".key',
    format: 'DES-EDE3-CBC',
    answers: encryptedAnswers,
    label: 'RSA 2048',
  },
  {
    tools: ['openssl'],
    make: `${encrypted.replace('-v2 des3', '-v1 PBE-SHA1-RC4-128 -provider legacy -provider default')} -out $F`,
    name: '$HOME.pem',
    format: 'PBE-SHA1-RC4-128',
    answers: encryptedAnswers,
    label: 'RSA 2048',
  },
  {
    tools: ['openssl'],
    make: `${encrypted.replace('-v2 des3', '-v1 PBE-MD5-DES -provider legacy -provider default')} -outform DER -out $F`,
    name: 'a;b&c.p8',
    format: 'PBE-MD5-DES',
    answers: encryptedAnswers,
    label: 'RSA 2048',
  },
  {
    tools: ['openssl'],
    make: 'openssl genpkey -algorithm RSA | openssl rsa -traditional -des3 -passout pass:secret -out $F 2>&1',
    name: 'older.key',
    format: 'DES-EDE3-CBC',
    answers: encryptedAnswers,
    label: 'RSA 2048',
  },
  {
    tools: ['keytool', 'openssl', 'xxd'],
    make: 'keytool -genkeypair -keyalg EC -groupname secp256r1 -alias a -storetype JCEKS -keystore store -storepass secret -keypass secret -dname CN=me 2>&1 && openssl base64 -in store -out $F',
    name: '-base64 of a store.txt',
    format: 'JCEKS',
    answers: [
      ['keytool ', 'keytool -srcstorepass secret -deststorepass secret '],
      ['pkcs12 -', 'pkcs12 -passin pass:secret -'],
    ],
    label: 'EC P-256',
  },
  {
    tools: ['ssh-keygen'],
    make: 'ssh-keygen -q -t rsa -b 2048 -N "" -f ssh && ssh-keygen -e -m RFC4716 -f ssh.pub > $F',
    name: "my $key's.pub",
    format: 'RFC 4716',
    label: 'RSA 2048',
  },
  {
    tools: ['ssh-keygen'],
    make: 'ssh-keygen -q -t ed25519 -N secret -f $F',
    name: "-my 'own' $key",
    format: 'OpenSSH aes256-ctr',
    answers: [['keygen -p', 'keygen -q -p -P secret']],
    label: 'Ed25519',
  },
  {
    tools: ['keytool', 'openssl'],
    make: 'keytool -genkeypair -keyalg RSA -keysize 2048 -alias a -storetype JKS -keystore $F -storepass secret -keypass secret -dname CN=me 2>&1',
    name: 'a b.jks',
    format: 'JKS',
    answers: [
      ['keytool ', 'keytool -srcstorepass secret -deststorepass secret '],
      ['pkcs12 -', 'pkcs12 -passin pass:secret -'],
    ],
    label: 'RSA 2048',
  },
  {
    tools: ['puttygen'],
    make: 'puttygen -q -t ecdsa -b 256 -o $F --new-passphrase /dev/null',
    name: 'a.ppk',
    format: 'PuTTY',
    label: 'EC P-256',
  },
  {
    tools: ['puttygen'],
    make: 'puttygen -q -t ed25519 -o $F --new-passphrase /dev/null',
    name: 'ed.ppk',
    format: 'PuTTY',
    label: 'Ed25519',
  },
];

describe('the command that converts what is not read, as it is pasted', () => {
  mkdirSync(path('sub'));
  for (const { tools, make, name, format, answers = [], label } of containers) {
    test.skipIf(!tools.every(has))(
      `${format}: ${name}`,
      async () => {
        const quoted = `'./${name.replaceAll("'", "'\\''")}'`;
        run(make.replace('$F', () => quoted));
        const read = await readContent(new Uint8Array(readFileSync(path(name))));
        if (read.is !== 'unreadable') throw new Error(`it is ${read.is}`);
        const data = read.error.data as {
          readonly format?: string;
          readonly encryption?: string;
          readonly command: string;
        };
        expect(data.format ?? data.encryption).toBe(format);
        const command = answers.reduce((text, [from, to]) => text.replaceAll(from, to), commandFor(data.command, name));
        run(command);
        const keys = await readContent(
          new Uint8Array(readFileSync(path(`${name.replace(/\.\w+$/, '')}.converted.pem`))),
          { passphrase: 'secret' },
        );
        expect(keys.is === 'keys' && keys.keys.map(keyLabel)).toContain(label);
      },
      20_000,
    );
  }
});

describe('the names in a command', () => {
  test.each([
    ['private.key', 'x private.key private.converted.pem'],
    ['keys/id_rsa', 'x keys/id_rsa keys/id_rsa.converted.pem'],
    ['.key', 'x .key .key.converted.pem'],
    ['a.b/c', 'x a.b/c a.b/c.converted.pem'],
    ['a b.p12', 'x "a b.p12" "a b.converted.pem"'],
    ["a'b.p12", `x "a'b.p12" "a'b.converted.pem"`],
    ['$(reboot).p12', "x '$(reboot).p12' '$(reboot).converted.pem'"],
    ['a;reboot.p12', 'x "a;reboot.p12" "a;reboot.converted.pem"'],
    ["`a`'.p12", "x '`a`'\\''.p12' '`a`'\\''.converted.pem'"],
    ['-a.p12', 'x ./-a.p12 ./-a.converted.pem'],
    ['$&.p12', "x '$&.p12' '$&.converted.pem'"],
  ])('%s', (name, command) => {
    expect(commandFor('x <file> <new file>', name)).toBe(command);
  });

  test.each(["a'b", '$(touch owned)', '`touch owned`', 'a"b', 'a\\b', 'a\nb', 'a!b', '%PATH%', 'ünï'])(
    '%j is one word',
    (name) => {
      expect(run(commandFor('printf %s <file>', name)).toString()).toBe(name);
    },
  );
});

describe('.NET XML, for which PowerShell is needed', () => {
  test.each([
    ['<RSAKeyValue><Modulus>AQAB</Modulus><Exponent>AQAB</Exponent></RSAKeyValue>', 'ExportSubjectPublicKeyInfo'],
    ['<?xml version="1.0"?>\n<RSAKeyValue><Modulus>AQAB</Modulus><D>AQAB</D></RSAKeyValue>', 'ExportPkcs8PrivateKey'],
  ])('%s', async (text, exported) => {
    expect(await readContent(text)).toMatchObject({
      is: 'unreadable',
      error: {
        code: 'key.format-unsupported',
        data: { format: '.NET XML', command: expect.stringContaining(exported) },
      },
    });
  });
});
