import type { Memento } from 'vscode';
import type { Builder } from './builder/builder.ts';
import type { DocumentStore } from './documents/store.ts';
import type { Places } from './edits/places.ts';
import type { ClaimReader } from './messages/claims.ts';
import type { RequestBodies } from './tokens/requestBodies.ts';
import type { Tokens } from './tokens/tokens.ts';
import type { KnownKeys } from './vault/knownKeys.ts';
import type { Person } from './vault/person.ts';
import type { Vault } from './vault/vault.ts';

/** What features and commands share; made once, by `activate`. */
export interface Services {
  readonly vault: Vault;
  readonly keys: KnownKeys;
  /** Who is asked what keys need. */
  readonly person: Person;
  readonly tokens: Tokens;
  /** The bodies of the requests that tokens stand in. */
  readonly bodies: RequestBodies;
  readonly claims: ClaimReader;
  readonly builder: Builder;
  readonly documents: DocumentStore;
  readonly places: Places;
  /** What is remembered for the workspace: choices, never keys, secrets or tokens. */
  readonly memory: Memento;
}
