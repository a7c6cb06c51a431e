import type { Places } from '../edits/places.ts';
import type { ClaimReader } from '../messages/claims.ts';
import type { Clock } from '../tokens/clock.ts';
import type { Tokens } from '../tokens/tokens.ts';
import type { KnownKeys } from '../vault/knownKeys.ts';
import type { Person } from '../vault/person.ts';
import type { Vault } from '../vault/vault.ts';
import type { JwtDocuments } from './documents.ts';

/** What the `jwt:` documents need. */
export interface DocumentServices {
  readonly vault: Vault;
  readonly keys: KnownKeys;
  /** Who is asked what keys need. */
  readonly person: Person;
  readonly tokens: Tokens;
  /** What tells the time to all that speak of it. */
  readonly clock: Clock;
  readonly claims: ClaimReader;
  readonly documents: JwtDocuments;
  readonly places: Places;
}
