import type { JWK } from 'jose';
import { encodeBase64url } from '../jwt/base64url.ts';
import type { Key } from '../jwt/key.ts';
import type { Curve } from './curves.ts';
import { KeyError, notAKey } from './errors.ts';

/** The numbers and other bytes of a key, by their JWK names. */
export type Numbers = { readonly [Name in NumberName]?: Uint8Array };

/** The JWK members that hold base64url (RFC 7518 section 6, RFC 8037 section 2, RFC 9964). */
export type NumberName = 'n' | 'e' | 'd' | 'p' | 'q' | 'dp' | 'dq' | 'qi' | 'x' | 'y' | 'k' | 'pub' | 'priv';

/** What a container says of a key beside its numbers. */
export type KeyFacts = Pick<Key, 'id' | 'limits' | 'doubt'>;

/** The facts of a container that says nothing. */
export const NO_FACTS: KeyFacts = { limits: {} };

/** What OpenSSL takes; the work grows with the cube of it. */
const MAXIMUM_RSA_BITS = 16_384;

const RSA_PUBLIC: readonly NumberName[] = ['n', 'e'];
const RSA_PRIVATE: readonly NumberName[] = [...RSA_PUBLIC, 'd', 'p', 'q', 'dp', 'dq', 'qi'];

/**
 * An RSA key of `n` and `e`, and if it is private `d`, `p`, `q`, `dp`, `dq` and `qi` (RFC 7518 section 6.3).
 * @throws {KeyError} `key.not-a-key`, `key.unsupported`
 */
export function rsaKey(numbers: Numbers, facts: KeyFacts = NO_FACTS): Key {
  const bits = bitLength(numbers.n);
  const isPrivate = numbers.d !== undefined;
  if (bits > MAXIMUM_RSA_BITS) throw new KeyError('key.unsupported', { name: `RSA ${bits}` });
  const jwk: Record<string, string> = { kty: 'RSA' };
  for (const name of isPrivate ? RSA_PRIVATE : RSA_PUBLIC) {
    const bytes = withoutLeadingZeros(numbers[name]);
    if (bytes.length === 0) throw notAKey();
    jwk[name] = encodeBase64url(bytes);
  }
  // With an exponent of 1 anybody signs (RFC 8017 section 3.1: at least 3).
  if (jwk.e === 'AQ') throw notAKey();
  return { form: isPrivate ? 'private' : 'public', type: 'RSA', bits, ...facts, jwk: jwk as JWK };
}

/**
 * A key on a curve: `x`, for EC keys `y`, and if it is private `d`.
 * @throws {KeyError} `key.not-a-key` a number of another length than the curve's
 */
export function curveKey({ name, type, size }: Curve, numbers: Numbers, facts: KeyFacts = NO_FACTS): Key {
  const isPrivate = numbers.d !== undefined;
  const jwk: Record<string, string> = { kty: type, crv: name };
  const members: readonly NumberName[] = type === 'EC' ? ['x', 'y'] : ['x'];
  for (const member of isPrivate ? [...members, 'd' as const] : members) {
    // Ed25519's are strings of bytes; EC's are numbers, and some writers drop their leading zeros.
    const bytes = type === 'EC' ? padded(withoutLeadingZeros(numbers[member]), size) : numbers[member];
    if (bytes?.length !== size) throw notAKey();
    jwk[member] = encodeBase64url(bytes);
  }
  return { form: isPrivate ? 'private' : 'public', type, curve: name, ...facts, jwk: jwk as JWK };
}

function withoutLeadingZeros(bytes: Uint8Array = new Uint8Array()): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  return first < 0 ? new Uint8Array() : bytes.subarray(first);
}

function padded(bytes: Uint8Array, size: number): Uint8Array {
  if (bytes.length === 0 || bytes.length >= size) return bytes;
  const whole = new Uint8Array(size);
  whole.set(bytes, size - bytes.length);
  return whole;
}

function bitLength(bytes: Uint8Array | undefined): number {
  const [first = 0, ...rest] = withoutLeadingZeros(bytes);
  return first === 0 ? 0 : 32 - Math.clz32(first) + rest.length * 8;
}
