import { unlinked } from './markdown.ts';

/** A key reference as people name the key: a file by its path, the rest by the reference. */
export function keyName(reference: string): string {
  return unlinked(reference.replace(/^file:/, ''));
}
