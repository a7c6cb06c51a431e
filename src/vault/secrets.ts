import type { Event, ExtensionContext, Memento, SecretStorage } from 'vscode';
import { EventEmitter } from 'vscode';
import { parseReference } from '../recipes/reference.ts';
import { VaultError } from './errors.ts';
import type { Leave, Own } from './leave.ts';

const prefix = 'secret:';
const namesKey = 'secrets';

/** The names of the stored secrets, each with a random id of this one secret. */
type Names = Readonly<Record<string, string>>;

/** Whether a text can name a secret, so that `secret:NAME` leads to it. */
export function isSecretName(name: string): boolean {
  return parseReference(prefix + name) !== undefined;
}

/** The secrets of `secret:NAME`, in VS Code's SecretStorage. Their names alone are kept beside it, to list them. */
export class Secrets {
  readonly #storage: SecretStorage;
  readonly #memory: Memento;
  readonly #leave: Leave;
  readonly #changed = new EventEmitter<void>();

  /** A secret was stored or forgotten. */
  readonly onDidChange: Event<void> = this.#changed.event;

  constructor(context: ExtensionContext, leave: Leave) {
    this.#storage = context.secrets;
    this.#memory = context.globalState;
    this.#leave = leave;
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
   * Stores a secret, over one of this name, with leave to use it in this workspace, as whoever typed it means to.
   * @throws VaultError `vault.bad-secret-name`, `vault.secret-storage`
   */
  async store(name: string, value: string): Promise<void> {
    if (!isSecretName(name)) throw new VaultError('vault.bad-secret-name', {});
    await this.#ask(() => this.#storage.store(prefix + name, value));
    await this.#withdraw(name);
    await this.#leave.give(await this.own(name));
    this.#changed.fire();
  }

  /** @throws VaultError `vault.secret-not-found`, `vault.secret-storage` */
  async forget(name: string): Promise<void> {
    await this.get(name);
    await this.#ask(() => this.#storage.delete(prefix + name));
    await this.#withdraw(name);
    this.#changed.fire();
  }

  /** The secret as something of the person's own: this one, and no later one of its name. */
  async own(name: string): Promise<Own> {
    const known = this.#ids()[name];
    const id = known ?? crypto.randomUUID();
    // A name that another window or machine stored is listed from now on.
    if (known === undefined) await this.#memory.update(namesKey, { ...this.#ids(), [name]: id });
    return { what: 'secret', name, id };
  }

  /** Leave to use the secret that has a name holds for no other. */
  async #withdraw(name: string): Promise<void> {
    const { [name]: id, ...others } = this.#ids();
    if (id === undefined) return;
    await this.#memory.update(namesKey, others);
    await this.#leave.takeBack(id);
  }

  #ids(): Names {
    return this.#memory.get<Names>(namesKey, {});
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
