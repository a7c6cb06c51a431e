import { EventEmitter, type Memento, workspace } from 'vscode';
import { VaultError } from './errors.ts';
import type { Person, Purpose } from './person.ts';

/** Something to sign with that is the person's own, and not the workspace's. */
export interface Own {
  readonly what: 'secret' | 'vonage-config' | 'variable' | 'file';
  /** As people know it: the name of a secret or a variable, the path of a file. */
  readonly name: string;
  /** Tells it from any other, also from a later one of the same name where that is known. */
  readonly id: string;
}

const memoryKey = 'leave';
/** At most this many things are remembered; the oldest leave is asked for again. */
const mostThings = 500;
/** And each of them in at most this many places. */
const mostPlaces = 1000;

/** For each thing the places in which it may be used, as URIs. */
type Given = Readonly<Record<string, readonly string[]>>;

/**
 * Where what is the person's own may be used to sign. It is given to each folder of a workspace, and to its file, by
 * their places, and kept apart from the state of the workspace: whoever copies that, or adds a folder, is asked anew.
 */
export class Leave {
  readonly #memory: Memento;
  readonly #changed = new EventEmitter<void>();

  /** Leave was given or taken back. */
  readonly onDidChange = this.#changed.event;

  /** @param memory the person's, of all workspaces */
  constructor(memory: Memento) {
    this.#memory = memory;
  }

  /** Whether this workspace may use it: the person said so, or wants not to be asked about such things. */
  isGiven({ what, id }: Own): boolean {
    if (what !== 'secret' && withoutAsking()) return true;
    const given = this.#given()[id] ?? [];
    return places().every((place) => given.includes(place));
  }

  /** The person lets this workspace use it. */
  async give({ id }: Own): Promise<void> {
    const { [id]: known = [], ...others } = this.#given();
    const entries = [
      ...Object.entries(others).slice(1 - mostThings),
      [id, [...new Set([...known, ...places()])].slice(-mostPlaces)],
    ];
    await this.#memory.update(memoryKey, Object.fromEntries(entries));
    this.#changed.fire();
  }

  /** Takes it back everywhere. */
  async takeBack(id: string): Promise<void> {
    const { [id]: _, ...others } = this.#given();
    await this.#memory.update(memoryKey, others);
    this.#changed.fire();
  }

  /**
   * Goes on where this workspace may use it, or the person says so now.
   * @throws VaultError `vault.no-leave` where nobody can be asked; CancellationError
   */
  async obtain(own: Own, purpose: Purpose, person: Person | undefined): Promise<void> {
    if (this.isGiven(own)) return;
    if (!person) throw new VaultError('vault.no-leave', { what: own.what, name: own.name });
    await person.leave(own, purpose);
    await this.give(own);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #given(): Given {
    return this.#memory.get<Given>(memoryKey, {});
  }
}

/** The places that make up this workspace; a window without a folder is one, too. */
function places(): readonly string[] {
  const file = workspace.workspaceFile;
  const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  // One that is not saved is the person's own making.
  const uris = [...(file && file.scheme !== 'untitled' ? [file] : []), ...folders].map((uri) => uri.toString());
  return uris.length > 0 ? uris : ['window'];
}

/** The setting is of the person alone: no workspace can have it. */
function withoutAsking(): boolean {
  return workspace.getConfiguration('tokensmith').inspect('keys.ownWithoutAsking')?.globalValue === true;
}
