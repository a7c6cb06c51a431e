import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Makes sure that `folder` is there and whole. If it is missing, `fill` works in a folder beside it that gets the name
 * only when `fill` has ended well: what was broken off is never taken for finished, and two runs at once do not mix.
 */
export async function once(folder: string, fill: (unfinished: string) => Promise<void>): Promise<void> {
  if (existsSync(folder)) return;
  await removeAbandoned(folder);
  await mkdir(dirname(folder), { recursive: true });
  const unfinished = await mkdtemp(`${folder}.unfinished-${process.pid}-`);
  try {
    await fill(unfinished);
    await rename(unfinished, folder).catch((error: unknown) => {
      // Another run was faster: its folder is as good as ours.
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function removeAbandoned(folder: string): Promise<void> {
  const prefix = `${basename(folder)}.unfinished-`;
  const siblings = await readdir(dirname(folder)).catch(() => []);
  for (const name of siblings.filter((sibling) => sibling.startsWith(prefix))) {
    if (!isRunning(Number.parseInt(name.slice(prefix.length), 10)))
      await rm(join(dirname(folder), name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
