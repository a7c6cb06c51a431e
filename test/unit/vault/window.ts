/** A window of the stand-in for VS Code with the vault in it, and a person who answers. */
import type { ExtensionContext, Memento, SecretStorage } from 'vscode';
import { parseReference, type Reference } from '../../../src/recipes/reference.ts';
import { KnownKeys } from '../../../src/vault/knownKeys.ts';
import type { Own } from '../../../src/vault/leave.ts';
import type { Person, Purpose } from '../../../src/vault/person.ts';
import { Vault } from '../../../src/vault/vault.ts';
import { CancellationError } from '../../standIn/vscode.ts';

export function memento(): Memento {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    get: (key: string, otherwise?: unknown) => values.get(key) ?? otherwise,
    update: async (key: string, value: unknown) => void values.set(key, structuredClone(value)),
  } as Memento;
}

export function storage(): SecretStorage {
  const values = new Map<string, string>();
  return {
    get: async (key: string) => values.get(key),
    store: async (key: string, value: string) => void values.set(key, value),
    delete: async (key: string) => void values.delete(key),
    onDidChange: () => ({ dispose: () => {} }),
  } as unknown as SecretStorage;
}

/** What a machine keeps for the person, over all workspaces. */
export interface Machine {
  readonly secrets: SecretStorage;
  readonly globalState: Memento;
}

export function newMachine(secrets = storage()): Machine {
  return { secrets, globalState: memento() };
}

/** A window on the workspace as the stand-in has it now. */
export function openWindow(machine: Machine = newMachine(), workspaceState: Memento = memento()) {
  const vault = new Vault({ ...machine, workspaceState, subscriptions: [] } as unknown as ExtensionContext);
  return { vault, keys: new KnownKeys(vault, workspaceState), workspaceState };
}

/** What a person was asked, in order, and what each answers; what has no answer is declined. */
export class Answering implements Person {
  readonly asked: string[] = [];
  passphraseIs: string | undefined;
  allows = false;
  signsUnproven = false;
  chooses: string | undefined;
  remembers = false;

  constructor(
    answers: Partial<Pick<Answering, 'passphraseIs' | 'allows' | 'signsUnproven' | 'chooses' | 'remembers'>> = {},
  ) {
    Object.assign(this, answers);
  }

  async passphrase(reference: string): Promise<string> {
    this.asked.push(`passphrase ${reference}`);
    return answered(this.passphraseIs);
  }

  async leave({ what, name }: Own, { kind, recipe }: Purpose): Promise<void> {
    this.asked.push(`leave ${what} ${name} for ${kind.id}${recipe === undefined ? '' : ` by ${recipe}`}`);
    answered(this.allows || undefined);
  }

  async unproven(reference: string): Promise<boolean> {
    this.asked.push(`unproven ${reference}`);
    return answered(this.signsUnproven || undefined);
  }

  async choose(_purpose: Purpose, algorithm: string): Promise<Reference> {
    this.asked.push(`choose ${algorithm}`);
    return answered(this.chooses === undefined ? undefined : parseReference(this.chooses));
  }

  async remember(reference: string): Promise<boolean> {
    this.asked.push(`remember ${reference}`);
    return this.remembers;
  }
}

function answered<T>(answer: T | undefined): T {
  if (answer === undefined) throw new CancellationError();
  return answer;
}
