import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { keyLabel } from '../../../src/jwt/key.ts';
import { readKeys } from '../../../src/keys/read.ts';
import { rejection } from '../rejection.ts';
import { readKey } from './published.ts';

const isThere = process.platform !== 'win32' && spawnSync('ssh-keygen', ['-?']).error === undefined;

describe.skipIf(!isThere)('what ssh-keygen writes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tokensmith-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const generated = (type: string) => {
    const path = join(folder, type);
    execFileSync('ssh-keygen', ['-q', '-t', type, '-b', type === 'rsa' ? '2048' : '256', '-N', '', '-f', path]);
    return [
      ['private', path],
      ['public', `${path}.pub`],
    ] as const;
  };

  test.each([
    ['rsa', 'RSA 2048'],
    ['ecdsa', 'EC P-256'],
  ])('%s is told, with the command that converts it', async (type, label) => {
    for (const [form, path] of generated(type)) {
      const error = await rejection(readKeys(readFileSync(path)));
      expect(error).toMatchObject({ code: 'key.format-unsupported', data: { format: 'OpenSSH' } });
      const { command = '' } = (error?.data ?? {}) as { readonly command?: string };
      const silent = command.replace('-p ', "-p -q -P '' -N '' ");
      execFileSync('sh', ['-c', silent.replaceAll('<file>', path).replaceAll('<new file>', `${path}.new`)]);
      const key = await readKey(readFileSync(`${path}.new`));
      expect([keyLabel(key), key.form]).toEqual([label, form]);
    }
  });

  test('ed25519 is told, and no command that would leave it as it is', async () => {
    for (const [, path] of generated('ed25519')) {
      expect(await rejection(readKeys(readFileSync(path)))).toEqual({
        code: 'key.unsupported',
        data: { name: 'OpenSSH Ed25519' },
      });
    }
  });
});
