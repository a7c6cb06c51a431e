import { CancellationError, EventEmitter, l10n, window } from 'vscode';
import type { Key } from '../jwt/key.ts';
import { KeyError } from '../keys/errors.ts';
import { keyName } from '../messages/keys.ts';

/** Opens keys, encrypted ones too: asks for each passphrase once a session, and holds it in memory alone. */
export class Passphrases {
  readonly #known = new Map<string, string>();
  readonly #learned = new EventEmitter<string>();

  /** The passphrase of a key was given, by the key's reference. */
  readonly onDidLearn = this.#learned.event;

  /**
   * The keys in a content.
   * @param reference names the key, to the person and to the memory
   * @param ask whether the person may be asked
   * @throws KeyError; CancellationError where the person was asked and declined
   */
  async open(content: Uint8Array | string, reference: string, ask: boolean): Promise<readonly Key[]> {
    const known = this.#known.get(reference);
    try {
      return await read(content, known);
    } catch (error) {
      if (!ask || !wantsPassphrase(error)) throw error;
      return this.#ask(content, reference, known !== undefined);
    }
  }

  async #ask(content: Uint8Array | string, reference: string, wrong: boolean): Promise<readonly Key[]> {
    const passphrase = await askPassphrase(reference, wrong);
    try {
      const keys = await read(content, passphrase);
      this.#known.set(reference, passphrase);
      this.#learned.fire(reference);
      return keys;
    } catch (error) {
      if (!wantsPassphrase(error)) throw error;
      return this.#ask(content, reference, true);
    }
  }
}

/** Loads the reading of keys with the first one. @throws KeyError */
async function read(content: Uint8Array | string, passphrase: string | undefined): Promise<readonly Key[]> {
  const { readKeys } = await import('../keys/read.ts');
  return readKeys(content, { passphrase });
}

function wantsPassphrase(error: unknown): boolean {
  return error instanceof KeyError && (error.code === 'key.passphrase-needed' || error.code === 'key.wrong-passphrase');
}

async function askPassphrase(reference: string, wrong: boolean): Promise<string> {
  const passphrase = await window.showInputBox({
    title: l10n.t('Passphrase for {key}', { key: keyName(reference) }),
    prompt: wrong
      ? l10n.t('Wrong passphrase. Try again.')
      : l10n.t('This key is encrypted. The passphrase is kept in memory for this session only.'),
    password: true,
    ignoreFocusOut: true,
  });
  if (passphrase === undefined) throw new CancellationError();
  return passphrase;
}
