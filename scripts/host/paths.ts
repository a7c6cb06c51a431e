import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The root of the repository, which is also the extension's folder. */
export const root = join(import.meta.dirname, '..', '..');

/** Everything that is downloaded or made at run time; ignored by git, safe to delete. */
export const cache = join(root, '.cache');

/** The path of `file` as VS Code writes it in a URI: with a leading slash, percent-encoded. */
export function uriPath(file: string): string {
  return pathToFileURL(file).pathname;
}
