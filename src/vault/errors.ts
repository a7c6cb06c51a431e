import { CodedError } from '../jwt/errors.ts';
import type { KeyUseError } from '../jwt/webCrypto.ts';
import type { KeyError } from '../keys/errors.ts';
import type { Own } from './leave.ts';

type None = Readonly<Record<string, never>>;

/** Why a reference leads to nothing, and the facts that the words name. */
export interface VaultErrorData {
  readonly 'vault.untrusted': None;
  readonly 'vault.no-workspace': None;
  readonly 'vault.file-not-found': { readonly file: string };
  readonly 'vault.file-not-readable': { readonly file: string };
  /** A file system that leaves a question unanswered. */
  readonly 'vault.no-answer': { readonly file: string };
  readonly 'vault.file-too-large': { readonly file: string; readonly limit: number };
  readonly 'vault.not-a-file': { readonly file: string };
  readonly 'vault.outside-workspace': { readonly file: string };
  /** A link may lead out of the workspace, and nothing tells where to. */
  readonly 'vault.symbolic-link': { readonly file: string };
  /** A text that is to name a secret. */
  readonly 'vault.bad-secret-name': None;
  readonly 'vault.variable-not-found': { readonly name: string };
  /** As the value of a field, where the process is not asked. */
  readonly 'vault.variable-not-in-dotenv': { readonly name: string };
  /** What a reference leads to is no value of the field that it stands in. */
  readonly 'vault.not-of-the-form': { readonly reference: string; readonly field: string };
  readonly 'vault.secret-not-found': { readonly name: string };
  /** What is the person's own, and is not to be used here without asking. */
  readonly 'vault.no-leave': { readonly what: Own['what']; readonly name: string };
  /** A key set without the `kid` that is wanted. */
  readonly 'vault.unknown-key-id': { readonly reference: string; readonly id: string };
  /** No known key signed the token, and nobody can be asked for another. */
  readonly 'vault.unknown-key': None;
  /** A new token that its own key does not verify. */
  readonly 'vault.not-verified': None;
  readonly 'vault.secret-storage': None;
  /** `home`: the folder in which it was looked for beside the workspace; empty where the host has none. */
  readonly 'vault.config-not-found': { readonly home: string };
  readonly 'vault.config-not-json': { readonly file: string };
  readonly 'vault.config-field-missing': { readonly file: string; readonly field: string };
}

/** A key, a secret or a value that cannot be had from where a reference says. */
export class VaultError<Code extends keyof VaultErrorData & string = keyof VaultErrorData & string> extends CodedError<
  VaultErrorData,
  Code
> {}

/** What a promise gives, or something else where it rejects with a VaultError: of what is not there, or cannot be read. */
export async function unlessUnreadable<T, Otherwise>(
  promise: Promise<T>,
  otherwise: Otherwise,
): Promise<T | Otherwise> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof VaultError) return otherwise;
    throw error;
  }
}

/** A key that was found and cannot do what it is wanted for: the reference that led to it, and the core's error as the cause. */
export class KeyReferenceError extends Error {
  readonly reference: string;
  override readonly cause: KeyError | KeyUseError;

  constructor(reference: string, cause: KeyError | KeyUseError) {
    super(cause.code);
    this.name = 'KeyReferenceError';
    this.reference = reference;
    this.cause = cause;
  }
}
