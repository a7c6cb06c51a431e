import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Another extension that is measured beside ours. */
export interface Peer {
  readonly folder: string;
  readonly id: string;
  readonly name: string;
  readonly version: string;
}

/** The extension whose folder, with what it is built to, the environment variable TOKENSMITH_PEER names; `undefined`: none. */
export async function peerExtension(): Promise<Peer | undefined> {
  const folder = process.env.TOKENSMITH_PEER;
  if (!folder) return undefined;
  const { publisher, name, displayName, version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  return { folder, id: `${publisher}.${name}`, name: displayName, version };
}
