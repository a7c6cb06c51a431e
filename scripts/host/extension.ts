import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.ts';

/**
 * Gives the path under which VS Code is to load the extension: a link in `folder` to the repository. Not the repository
 * itself, because VS Code's own extensions lie in its `.cache`, and VS Code takes what lies in the folder of an extension
 * in development for a part of it (a colour theme in it wins over the setting).
 */
export async function linkExtension(folder: string): Promise<string> {
  const link = join(folder, 'tokensmith');
  await symlink(root, link, 'junction');
  return link;
}

/** Installs the extension, as a link to the repository, for a server that is started in `folder` afterwards. */
export async function installExtension(folder: string): Promise<void> {
  const extensions = join(folder, 'extensions');
  await mkdir(extensions, { recursive: true });
  await symlink(root, join(extensions, 'tokensmith'), 'junction');
}
