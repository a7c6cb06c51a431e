/**
 * What is known of a token's signature; the words of the contract:
 * `invalid`: a key that was named does not verify it; `unknown-key`: no key was named and none that is known verifies it;
 * `unsupported`: this host lacks the algorithm; `not-checked`: nobody may look at keys here.
 */
export type SignatureVerdict =
  | 'valid'
  | 'invalid'
  | 'unsigned'
  | 'unknown-key'
  | 'encrypted'
  | 'unsupported'
  | 'not-checked';

/** The verdict on the compact serialization, the JSON in it and `crit`. */
export type StructureVerdict = 'ok' | 'malformed';

/** The verdict on the claims: the first that holds, in this order. */
export type ClaimsVerdict = 'unknown' | 'expired' | 'not-yet-valid' | 'problems' | 'ok';
