import type { Memento } from 'vscode';
import type { DocumentServices } from './documents/services.ts';
import type { RequestBodies } from './tokens/requestBodies.ts';

/** What features and commands share; made once, by `activate`. */
export interface Services extends DocumentServices {
  /** The bodies of the requests that tokens stand in. */
  readonly bodies: RequestBodies;
  readonly builder: {
    /** Opens the Token Builder, or shows it; filled in with a recipe of the settings by its name, or with a recipe. */
    show(recipe?: unknown): Promise<void>;
  };
  /** What is remembered for the workspace: choices, never keys, secrets or tokens. */
  readonly memory: Memento;
}
