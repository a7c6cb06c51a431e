import type { Kind } from '../kinds/kind.ts';
import type { Reference } from '../recipes/reference.ts';
import type { Own } from './leave.ts';

/** What a key is wanted for, for the person to know. */
export interface Purpose {
  /** The kind of the token that it is to sign. */
  readonly kind: Kind;
  /** The name of the recipe in the settings that names the key. */
  readonly recipe?: string | undefined;
}

/**
 * The person, as far as keys need one. What is asked is worded elsewhere; whoever cannot be asked is `undefined`.
 * Every question rejects with a CancellationError where the person leaves it unanswered.
 */
export interface Person {
  /** Asks for the passphrase of a key. @param isWrong whether the last one did not open it */
  passphrase(reference: string, isWrong: boolean): Promise<string>;
  /** Asks for leave to sign with what is the person's own. */
  leave(own: Own, purpose: Purpose): Promise<void>;
  /** Tells that a key has not signed the token that it is to sign again. @returns whether it shall sign; else another is chosen */
  unproven(reference: string, purpose: Purpose): Promise<boolean>;
  /** Lets the person choose the key that signs. @param chosen the reference to begin with */
  choose(purpose: Purpose, algorithm: string, chosen: string | undefined): Promise<Reference>;
  /** Asks, of a key that was chosen, whether it shall sign all tokens like this one. */
  remember(reference: string): Promise<boolean>;
}
