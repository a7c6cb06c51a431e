import type { JWK } from 'jose';

/** What a key can do for signatures: `secret` and `private` sign, `secret` and `public` (and a `private` one's public half) verify. */
type KeyForm = 'secret' | 'private' | 'public';

/** The JWK key type (RFC 7518 section 6.1; `AKP` for ML-DSA, RFC 9964). */
export type KeyType = 'oct' | 'RSA' | 'EC' | 'OKP' | 'AKP';

/** How the text of a raw secret may stand for its bytes, in the order in which that is tried; the first is the default. */
export const SECRET_ENCODINGS = ['utf8', 'base64', 'base64url', 'hex'] as const;
/** How the text of a secret stands for its bytes. */
export type SecretEncoding = (typeof SECRET_ENCODINGS)[number];

/** How a new secret's text stands for its bytes, where nothing says otherwise. */
export const DEFAULT_SECRET_ENCODING: SecretEncoding = SECRET_ENCODINGS[0];

/** What the text of a raw secret may be instead: the path of a file that is not there, an address, what nobody has filled in, a whole document, something public. */
export type SecretDoubt = 'path' | 'address' | 'placeholder' | 'document' | 'public';

/** The key's own limits, honoured by signing and verifying. */
export interface KeyLimits {
  /** The only algorithms it may be used with: a JWK's `alg` (RFC 7517 section 4.4), or the PS ones of an id-RSASSA-PSS key. */
  readonly algorithms?: readonly string[];
  /** A JWK's `use` (RFC 7517 section 4.2). */
  readonly use?: string;
  /** A JWK's `key_ops` (RFC 7517 section 4.3). */
  readonly operations?: readonly string[];
}

/**
 * A key as Tokensmith holds it in memory, whatever format it was read from. `jwk` is the material and never leaves the
 * extension host: no log, message, webview or error data may hold it.
 */
export interface Key {
  readonly form: KeyForm;
  readonly type: KeyType;
  /** The curve of an EC or OKP key, by its JWK name; the algorithm of an AKP key. */
  readonly curve?: string;
  /** The length of an RSA modulus or of a secret, in bits. */
  readonly bits?: number;
  /** The key's own `kid`. */
  readonly id?: string;
  /** What a Google service account's JSON says beside its key: `client_email` and `token_uri`. */
  readonly account?: { readonly email?: string; readonly tokenUri?: string };
  readonly limits: KeyLimits;
  /** Of a raw secret, how its text was read: a signature that the key proves, proves this too. */
  readonly secretEncoding?: SecretEncoding;
  /** Of a raw secret, what its text may be instead: a signature that the key proves takes the doubt away. */
  readonly doubt?: SecretDoubt;
  /** The material alone: `kty`, the curve and the numbers, none of `kid`, `use`, `key_ops`, and `alg` of an AKP key alone. */
  readonly jwk: JWK;
}

/** What a key is, in the standards' own terms: `RSA 2048`, `EC P-256`, `Ed25519`, `ML-DSA-44`, `HMAC 256`. Holds nothing secret. */
export function keyLabel(key: Pick<Key, 'type' | 'curve' | 'bits'>): string {
  const labels: Readonly<Record<KeyType, string>> = {
    oct: `HMAC ${key.bits}`,
    RSA: `RSA ${key.bits}`,
    EC: `EC ${key.curve}`,
    OKP: `${key.curve}`,
    AKP: `${key.curve}`,
  };
  return labels[key.type];
}

/** The public half of a private key, with the same `kid` and limits; a public key itself; `undefined` for a secret, which has none. */
export function publicKey(key: Key): Key | undefined {
  if (key.form === 'secret') return undefined;
  if (key.form === 'public') return key;
  const { d, p, q, dp, dq, qi, oth, priv, ...jwk } = key.jwk;
  const { operations, ...limits } = key.limits;
  return {
    ...key,
    form: 'public',
    limits: operations
      ? { ...limits, operations: operations.map((name) => (name === 'sign' ? 'verify' : name)) }
      : limits,
    jwk,
  };
}
