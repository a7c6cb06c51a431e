import type { JWK } from 'jose';

/** What a key can do for signatures: `secret` and `private` sign, `secret` and `public` (and a `private` one's public half) verify. */
export type KeyForm = 'secret' | 'private' | 'public';

/**
 * A key as Tokensmith holds it in memory, whatever format it was read from. `jwk` is the material and never leaves the
 * extension host: no log, message, webview or error data may hold it.
 */
export interface Key {
  readonly form: KeyForm;
  /** The JWK key type (RFC 7518 section 6.1; `AKP` for ML-DSA). */
  readonly type: 'oct' | 'RSA' | 'EC' | 'OKP' | 'AKP';
  /** The curve of an EC or OKP key, by its JWK name; the algorithm of an AKP key. */
  readonly curve?: string;
  /** The length of an RSA modulus or of a secret, in bits. */
  readonly bits?: number;
  /** The key's own `kid`. */
  readonly id?: string;
  /** The key's own limits (RFC 7517 sections 4.2 to 4.4), honoured by signing and verifying. */
  readonly limits: {
    readonly algorithm?: string;
    readonly use?: string;
    readonly operations?: readonly string[];
  };
  readonly jwk: JWK;
}
