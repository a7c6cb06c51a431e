import { execFileSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { algorithmsFor } from '../../../src/jwt/algorithms.ts';
import { decodeToken } from '../../../src/jwt/decode.ts';
import { keyLabel } from '../../../src/jwt/key.ts';
import { signToken } from '../../../src/jwt/sign.ts';
import { verifySignature } from '../../../src/jwt/verify.ts';
import { readKeys } from '../../../src/keys/read.ts';
import { pemBlock } from '../../pem.ts';
import { rejection } from '../rejection.ts';
import { readKey } from './published.ts';
import { has } from './tools.ts';

describe.skipIf(!has('ssh-keygen'))('what ssh-keygen writes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tokensmith-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const generate = (type: string, bits: number, passphrase = '') => {
    const path = join(folder, `${type}${bits}${passphrase}`);
    execFileSync('ssh-keygen', ['-q', '-t', type, '-b', `${bits}`, '-N', passphrase, '-f', path]);
    return path;
  };
  const kinds: readonly (readonly [string, number, string])[] = [
    ['rsa', 2048, 'RSA 2048'],
    ['ecdsa', 256, 'EC P-256'],
    ['ecdsa', 384, 'EC P-384'],
    ['ecdsa', 521, 'EC P-521'],
    ['ed25519', 256, 'Ed25519'],
  ];

  test.each(kinds)('%s of %i bits: both halves, which fit each other', async (type, bits, label) => {
    const path = generate(type, bits);
    const privateKey = await readKey(readFileSync(path));
    const publicKey = await readKey(readFileSync(`${path}.pub`));
    expect([keyLabel(privateKey), privateKey.form]).toEqual([label, 'private']);
    expect([keyLabel(publicKey), publicKey.form]).toEqual([label, 'public']);
    const token = await signToken(JSON.stringify({ alg: algorithmsFor(privateKey)[0] }), '{}', privateKey);
    expect(await verifySignature(decodeToken(token), publicKey)).toBe('valid');
    // Node refuses an RSA key whose numbers do not belong together.
    expect(createPrivateKey({ key: { ...privateKey.jwk }, format: 'jwk' }).type).toBe('private');
  });

  test.each(kinds)('%s of %i bits with a passphrase', async (type, bits, label) => {
    const path = generate(type, bits, 'secret');
    // As an editor writes it, and ssh-keygen does not take it.
    execFileSync('chmod', ['644', path]);
    const error = await rejection(readKeys(readFileSync(path)));
    expect(error).toMatchObject({ code: 'key.encryption-unsupported', data: { encryption: 'OpenSSH aes256-ctr' } });
    const { command = '' } = (error?.data ?? {}) as { readonly command?: string };
    const given = command.replace('-p ', '-q -p -P secret ');
    execFileSync('sh', ['-c', given.replaceAll('<file>', path).replaceAll('<new file>', `${path}.new`)]);
    expect(keyLabel(await readKey(readFileSync(`${path}.new`)))).toBe(label);
  });

  test('the lines of authorized_keys', async () => {
    const lines = [generate('rsa', 1024), generate('ed25519', 255)].map((path) => readFileSync(`${path}.pub`, 'utf8'));
    expect((await readKeys(lines.join('\n'))).map(keyLabel)).toEqual(['RSA 1024', 'Ed25519']);
  });

  test('RFC 4716, with the command that converts it', async () => {
    const path = join(folder, 'rfc4716');
    writeFileSync(path, execFileSync('ssh-keygen', ['-e', '-m', 'RFC4716', '-f', `${generate('rsa', 1025)}.pub`]));
    const error = await rejection(readKeys(readFileSync(path)));
    expect(error).toMatchObject({ code: 'key.format-unsupported', data: { format: 'RFC 4716' } });
    const { command = '' } = (error?.data ?? {}) as { readonly command?: string };
    execFileSync('sh', ['-c', command.replaceAll('<file>', path).replaceAll('<new file>', `${path}.new`)]);
    expect(keyLabel(await readKey(readFileSync(`${path}.new`)))).toBe('RSA 1025');
  });
});

test('a key whose two check numbers differ, or of more than one key', async () => {
  const text = (value: string) => field(Buffer.from(value));
  const field = (value: Buffer) => Buffer.concat([number(value.length), value]);
  const number = (value: number) => Buffer.from([value >>> 24, value >>> 16, value >>> 8, value]);
  const file = (count: number, second: number) =>
    pemBlock(
      'OPENSSH PRIVATE KEY',
      Buffer.concat([
        Buffer.from('openssh-key-v1\0'),
        ...[text('none'), text('none'), text(''), number(count), text('')],
        field(Buffer.concat([number(1), number(second), text('ssh-dss')])),
      ]).toString('base64'),
    );
  expect(await rejection(readKeys(file(1, 2)))).toMatchObject({ code: 'key.not-a-key' });
  expect(await rejection(readKeys(file(2, 1)))).toMatchObject({ code: 'key.unsupported' });
  expect(await rejection(readKeys(file(1, 1)))).toEqual({ code: 'key.unsupported', data: { name: 'OpenSSH ssh-dss' } });
});
