import type { Event, ExtensionContext, Memento, SecretStorage } from 'vscode';
import { EventEmitter } from 'vscode';
import { VaultError } from './errors.ts';

const prefix = 'secret:';
const namesKey = 'secretNames';
const confirmedKey = 'confirmedSecrets';

/** The secrets of `secret:NAME`, in VS Code's SecretStorage. Their names alone are kept beside it, to list them. */
export class Secrets {
  readonly #storage: SecretStorage;
  readonly #names: Memento;
  readonly #workspace: Memento;
  readonly #changed = new EventEmitter<void>();

  /** A secret was stored, forgotten or confirmed. */
  readonly onDidChange: Event<void> = this.#changed.event;

  constructor(context: ExtensionContext) {
    this.#storage = context.secrets;
    this.#names = context.globalState;
    this.#workspace = context.workspaceState;
    context.subscriptions.push(
      this.#changed,
      context.secrets.onDidChange(() => this.#changed.fire()),
    );
  }

  names(): readonly string[] {
    return this.#names.get<readonly string[]>(namesKey, []);
  }

  /** @throws VaultError `vault.secret-not-found`, `vault.secret-storage` */
  async get(name: string): Promise<string> {
    const value = await this.#ask(() => this.#storage.get(prefix + name));
    if (value === undefined) throw new VaultError('vault.secret-not-found', { name });
    return value;
  }

  /** Stores a secret and confirms it for this workspace, as whoever typed it means to use it here. */
  async store(name: string, value: string): Promise<void> {
    await this.#ask(() => this.#storage.store(prefix + name, value));
    await this.#names.update(namesKey, [...new Set([...this.names(), name])].sort());
    await this.confirm(name);
  }

  async forget(name: string): Promise<void> {
    await this.#ask(() => this.#storage.delete(prefix + name));
    await this.#names.update(
      namesKey,
      this.names().filter((other) => other !== name),
    );
    this.#changed.fire();
  }

  /** Whether the person said that this workspace may sign with the secret, so that a foreign recipe cannot do so unseen. */
  isConfirmed(name: string): boolean {
    return this.#workspace.get<readonly string[]>(confirmedKey, []).includes(name);
  }

  async confirm(name: string): Promise<void> {
    const confirmed = this.#workspace.get<readonly string[]>(confirmedKey, []);
    await this.#workspace.update(confirmedKey, [...new Set([...confirmed, name])]);
    this.#changed.fire();
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
