import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What `.env` is made as large as, in bytes; on disk it takes nothing. */
const gigabyte = 1024 ** 3;

/**
 * Lays files into `folder`, which must not exist, that a workspace must not lead Tokensmith astray with, and that no
 * extension can make: tests move them into the workspace. Windows has no FIFO and lets nobody make links; nothing there.
 */
export async function layHostileFiles(folder: string, privateKey: string): Promise<void> {
  if (process.platform === 'win32') return;
  await mkdir(join(folder, 'outside'), { recursive: true });
  await writeFile(join(folder, 'outside', 'private.pem'), privateKey);
  await symlink(join(folder, 'outside', 'private.pem'), join(folder, 'link.pem'));
  await symlink(join(folder, 'outside'), join(folder, 'linked'));
  await writeFile(join(folder, 'outside', 'env'), `VANILLA_SECRET=outside\nPEM="${privateKey}"\nSESSION=1_outside\n`);
  await symlink(join(folder, 'outside', 'env'), join(folder, 'link.env'));
  await writeFile(join(folder, 'outside', 'vonage.json'), JSON.stringify({ privateKey, appId: randomUUID() }));
  await symlink(join(folder, 'outside', 'vonage.json'), join(folder, 'link.json'));
  await writeFile(join(folder, 'outside', 'gitignore'), '# outside\n');
  await symlink(join(folder, 'outside', 'gitignore'), join(folder, 'link.gitignore'));
  await symlink('/dev/zero', join(folder, 'endless.pem'));
  await promisify(execFile)('mkfifo', [join(folder, 'fifo.pem')]);
  await writeFile(join(folder, 'huge.env'), 'VANILLA_SECRET=x\n');
  await truncate(join(folder, 'huge.env'), gigabyte);
}
