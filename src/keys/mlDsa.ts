import { encodeBase64url } from '../jwt/base64url.ts';
import type { Key } from '../jwt/key.ts';
import { notAKey } from './errors.ts';
import { type KeyFacts, NO_FACTS, type Numbers } from './material.ts';

/** A parameter set of ML-DSA, which is a key's only algorithm as well. */
export interface ParameterSet {
  /** The JWK's `alg` (RFC 9964). */
  readonly name: string;
  /** The algorithm identifier (RFC 9881 section 2). */
  readonly oid: string;
  /** The length of a public key, in bytes (FIPS 204 section 4). */
  readonly size: number;
}

/** All parameter sets (FIPS 204 section 4). */
export const PARAMETER_SETS: readonly ParameterSet[] = [
  { name: 'ML-DSA-44', oid: '2.16.840.1.101.3.4.3.17', size: 1312 },
  { name: 'ML-DSA-65', oid: '2.16.840.1.101.3.4.3.18', size: 1952 },
  { name: 'ML-DSA-87', oid: '2.16.840.1.101.3.4.3.19', size: 2592 },
];

/** The length of the seed that private keys are made from, in bytes. */
const SEED_SIZE = 32;

/**
 * An ML-DSA key: `pub`, and if it is private `priv`, its seed (RFC 9964). Its `alg` says what it is, and so is no limit.
 * @throws {KeyError} `key.not-a-key` a part of another length than the parameter set's
 */
export function mlDsaKey({ name, size }: ParameterSet, { pub, priv }: Numbers, facts: KeyFacts = NO_FACTS): Key {
  if (pub?.length !== size || (priv && priv.length !== SEED_SIZE)) throw notAKey();
  const { algorithms, ...limits } = facts.limits;
  return {
    form: priv ? 'private' : 'public',
    type: 'AKP',
    curve: name,
    ...facts,
    limits,
    jwk: { kty: 'AKP', alg: name, pub: encodeBase64url(pub), ...(priv && { priv: encodeBase64url(priv) }) },
  };
}
