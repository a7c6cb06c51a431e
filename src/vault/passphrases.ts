import { EventEmitter, type Uri, type WorkspaceFolder, workspace } from 'vscode';
import type { KeyContent } from '../keys/read.ts';
import type { Whereabouts } from '../keys/whereabouts.ts';
import type { Person } from './person.ts';

/** What is known of where a text stands in the workspace. */
export interface TextPlace extends Omit<Whereabouts, 'hasFile'> {
  /** The workspace folder that it stands in. */
  readonly folder?: WorkspaceFolder | undefined;
}

/** What is known of the text of a file. */
export function aroundFile(uri: Uri): TextPlace {
  return { file: uri.path.split('/').at(-1) ?? '', folder: workspace.getWorkspaceFolder(uri) };
}

/** Reads keys, encrypted ones too: asks for each passphrase once a session, and holds it in memory alone. */
export class Passphrases {
  readonly #known = new Map<string, string>();
  readonly #learned = new EventEmitter<string>();

  /** The passphrase of a key was given, by the key's reference. */
  readonly onDidLearn = this.#learned.event;

  /**
   * What a content is.
   * @param reference names the key, to the person and to the memory
   * @param place what is known of where the content stands
   * @param person who is asked for the passphrase; nobody: an encrypted key stays one
   * @throws CancellationError
   */
  async read(content: Uint8Array | string, reference: string, place: TextPlace, person?: Person): Promise<KeyContent> {
    const passphrase = this.#known.get(reference);
    const read = await readKeyContent(content, { ...place, passphrase });
    return read.is === 'encrypted' && person ? this.#ask(content, reference, person, passphrase !== undefined) : read;
  }

  /** Asks for the passphrase until it opens the key. Where the key stands does not count: an encrypted key is no secret. */
  async #ask(content: Uint8Array | string, reference: string, person: Person, isWrong: boolean): Promise<KeyContent> {
    const passphrase = await person.passphrase(reference, isWrong);
    const read = await readKeyContent(content, { passphrase });
    if (read.is === 'encrypted') return this.#ask(content, reference, person, true);
    this.#known.set(reference, passphrase);
    this.#learned.fire(reference);
    return read;
  }

  dispose(): void {
    this.#learned.dispose();
  }
}

/** What a content is; the reading of keys is loaded with the first one. */
export async function readKeyContent(
  content: Uint8Array | string,
  { folder, ...options }: TextPlace & { readonly passphrase?: string | undefined } = {},
): Promise<KeyContent> {
  const [{ readContent }, { hasFile }] = await Promise.all([import('../keys/read.ts'), import('./hasFile.ts')]);
  return readContent(content, { ...options, hasFile: (path) => hasFile(path, folder) });
}
