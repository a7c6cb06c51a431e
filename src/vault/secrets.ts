import type { Event, ExtensionContext, Memento, SecretStorage } from 'vscode';
import { EventEmitter } from 'vscode';
import { VaultError } from './errors.ts';

const prefix = 'secret:';
const namesKey = 'secrets';
const confirmedKey = 'confirmedSecrets';

/** The names of the stored secrets, each with a random id of this one secret. */
type Names = Readonly<Record<string, string>>;

/** Whether a text can name a secret, so that `secret:NAME` leads to it. */
export function isSecretName(name: string): boolean {
  return /^[\w.-]+$/.test(name);
}

/** The secrets of `secret:NAME`, in VS Code's SecretStorage. Their names alone are kept beside it, to list them. */
export class Secrets {
  readonly #storage: SecretStorage;
  readonly #memory: Memento;
  readonly #workspace: Memento;
  readonly #changed = new EventEmitter<void>();

  /** A secret was stored, forgotten or confirmed. */
  readonly onDidChange: Event<void> = this.#changed.event;

  constructor(context: ExtensionContext) {
    this.#storage = context.secrets;
    this.#memory = context.globalState;
    this.#workspace = context.workspaceState;
    context.subscriptions.push(
      this.#changed,
      context.secrets.onDidChange(() => this.#changed.fire()),
    );
  }

  names(): readonly string[] {
    return Object.keys(this.#ids()).sort();
  }

  /** @throws VaultError `vault.secret-not-found`, `vault.secret-storage` */
  async get(name: string): Promise<string> {
    const value = await this.#ask(() => this.#storage.get(prefix + name));
    if (value === undefined) throw new VaultError('vault.secret-not-found', { name });
    return value;
  }

  /**
   * Stores a secret, over one of this name, and confirms it for this workspace, as whoever typed it means to use it here.
   * @throws VaultError `vault.bad-secret-name`, `vault.secret-storage`
   */
  async store(name: string, value: string): Promise<void> {
    if (!isSecretName(name)) throw new VaultError('vault.bad-secret-name', {});
    await this.#ask(() => this.#storage.store(prefix + name, value));
    await this.#memory.update(namesKey, { ...this.#ids(), [name]: crypto.randomUUID() });
    await this.confirm(name);
  }

  /** @throws VaultError `vault.secret-not-found`, `vault.secret-storage` */
  async forget(name: string): Promise<void> {
    await this.get(name);
    await this.#ask(() => this.#storage.delete(prefix + name));
    const { [name]: _, ...rest } = this.#ids();
    await this.#memory.update(namesKey, rest);
    this.#changed.fire();
  }

  /**
   * Whether the person said that this workspace may sign with the secret, so that a foreign recipe cannot do so unseen.
   * That counts for this one secret, and not for a later one of the same name.
   */
  isConfirmed(name: string): boolean {
    const id = this.#ids()[name];
    return id !== undefined && this.#confirmed().includes(id);
  }

  /** The person said that this workspace may sign with the secret. */
  async confirm(name: string): Promise<void> {
    const id = this.#ids()[name] ?? crypto.randomUUID();
    // A name that another window or machine stored is listed from now on.
    if (this.#ids()[name] === undefined) await this.#memory.update(namesKey, { ...this.#ids(), [name]: id });
    await this.#workspace.update(confirmedKey, [...new Set([...this.#confirmed(), id])]);
    this.#changed.fire();
  }

  #ids(): Names {
    return this.#memory.get<Names>(namesKey, {});
  }

  #confirmed(): readonly string[] {
    return this.#workspace.get<readonly string[]>(confirmedKey, []);
  }

  async #ask<T>(action: () => Thenable<T>): Promise<T> {
    try {
      return await action();
    } catch {
      // The cause may quote what was stored; the code says all that is safe to say.
      throw new VaultError('vault.secret-storage', {});
    }
  }
}
