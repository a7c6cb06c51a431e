import { sign } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { expect, it, vi } from 'vitest';
import { type Fixtures, layWorkspace } from '../workspace.ts';
import { useWorkbench } from './harness.ts';

vi.setConfig({ testTimeout: 180_000 });

/** So many that renewing them takes seconds. */
const count = 2000;
const file = 'many.txt';
const expired = 1_700_000_900;

/** Lays a file of expired tokens. */
async function workspace(folder: string, fixtures: Fixtures): Promise<void> {
  await layWorkspace(folder, fixtures);
  const encode = (json: unknown) => Buffer.from(JSON.stringify(json)).toString('base64url');
  const token = (jti: number) => {
    const claims = { application_id: fixtures.applicationId, iat: 1_700_000_000, jti: String(jti), exp: expired };
    const input = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}`;
    return `${input}.${sign('sha256', Buffer.from(input), fixtures.keys.rsa).toString('base64url')}`;
  };
  await writeFile(join(folder, file), Array.from({ length: count }, (_, i) => `${i} ${token(i)}\n`).join(''));
}

const vscode = useWorkbench({ workspace, settings: { 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 200 } });

/** The process of the extension host of this VS Code, which alone has this folder in its environment. */
async function extensionHost(): Promise<number> {
  const around = join(vscode().folder, '..');
  for (const process of await readdir('/proc')) {
    const read = (name: string) => readFile(join('/proc', process, name), 'utf8').catch(() => '');
    if (!(await read('cmdline')).includes('--type=extensionHost')) continue;
    if ((await read('environ')).includes(around)) return Number(process);
  }
  return 0;
}

/** The expiries of the tokens in the file as it is saved. */
async function expiries(): Promise<readonly number[]> {
  const lines = (await readFile(join(vscode().folder, file), 'utf8')).split('\n').slice(0, -1);
  return lines.map((line, i) => {
    const [number, token = ''] = line.split(' ');
    expect(number).toBe(String(i));
    return decodeJwt(token).exp ?? 0;
  });
}

it.runIf(process.platform === 'linux')(
  'an extension host that is killed while it renews leaves every token whole, and no progress behind',
  async () => {
    const { page, openFile, runCommand, lens, screenshot } = vscode();
    await openFile(file);
    await lens('✓ private.key').first().waitFor({ timeout: 60_000 });
    const host = await extensionHost();
    await runCommand('JWT: Renew Expired Tokens in This File');
    process.kill(host, 'SIGKILL');
    await expect.poll(extensionHost).toBe(0);
    await expect.poll(() => page.getByText('Renewing tokens').count(), { timeout: 60_000 }).toBe(0);
    // All or none: they are one edit.
    expect(new Set((await expiries()).map((expiry) => expiry === expired)).size).toBe(1);
    await screenshot('killed 1');
  },
);
