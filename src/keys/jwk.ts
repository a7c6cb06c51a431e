import { isObject } from '../jwt/json.ts';
import type { Key } from '../jwt/key.ts';
import { bytesFromBase64 } from './base64.ts';
import { curveNamed } from './curves.ts';
import { KeyError, notAKey } from './errors.ts';
import { curveKey, type KeyFacts, type NumberName, type Numbers, rsaKey } from './material.ts';
import { mlDsaKey, PARAMETER_SETS } from './mlDsa.ts';
import { secretKey } from './secret.ts';

/** A JSON object as it came, checked member by member. */
type Members = Readonly<Record<string, unknown>>;

/** How each `kty` is read (RFC 7518 section 6, RFC 8037 section 2, RFC 9964), given its members as bytes. */
const readers: Readonly<Record<string, (numbers: Numbers, facts: KeyFacts, members: Members) => Key>> = {
  RSA: rsaFromJwk,
  EC: curveFromJwk,
  OKP: curveFromJwk,
  AKP: mlDsaFromJwk,
  oct: ({ k = new Uint8Array() }, facts) => secretKey(k, facts),
};

const NUMBERS: readonly NumberName[] = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi', 'x', 'y', 'k', 'pub', 'priv'];

/**
 * The key in a JWK (RFC 7517 section 4).
 * @throws {KeyError} `key.not-a-key`, `key.unsupported`, `key.empty-secret`, `key.not-a-secret`
 */
export function keyFromJwk(members: Members): Key {
  const { kty, kid, alg, use, key_ops: operations } = members;
  if (typeof kty !== 'string') throw notAKey();
  const read = Object.hasOwn(readers, kty) ? readers[kty] : undefined;
  if (!read) throw new KeyError('key.unsupported', { name: `JWK ${kty.slice(0, 20)}` });
  const facts: KeyFacts = {
    ...(typeof kid === 'string' && { id: kid }),
    limits: {
      ...(typeof alg === 'string' && { algorithms: [alg] }),
      ...(typeof use === 'string' && { use }),
      ...(Array.isArray(operations) && { operations: operations.map(String) }),
    },
  };
  return read(numbersOf(members), facts, members);
}

/**
 * The keys of a JWK Set (RFC 7517 section 5), those left out that cannot be read, as the RFC wants it.
 * @throws {KeyError} why the first cannot be read, where none can; `key.not-a-key` for an empty set
 */
export function keysFromJwkSet(members: readonly unknown[]): readonly Key[] {
  const keys: Key[] = [];
  const errors: unknown[] = [];
  for (const member of members) {
    try {
      if (!isObject(member)) throw notAKey();
      keys.push(keyFromJwk(member));
    } catch (error) {
      errors.push(error);
    }
  }
  if (keys.length === 0) throw errors[0] ?? notAKey();
  return keys;
}

function numbersOf(members: Members): Numbers {
  const numbers: { [Name in NumberName]?: Uint8Array } = {};
  for (const name of NUMBERS) {
    const value = members[name];
    if (value === undefined) continue;
    const bytes = typeof value === 'string' ? bytesFromBase64(value) : undefined;
    if (!bytes) throw notAKey();
    numbers[name] = bytes;
  }
  return numbers;
}

function rsaFromJwk(numbers: Numbers, facts: KeyFacts, { oth }: Members): Key {
  if (oth !== undefined) throw new KeyError('key.unsupported', { name: 'multi-prime RSA' });
  // RFC 7518 section 6.3.2 lets a private key be `d` alone; Web Crypto does not.
  if (numbers.d && !numbers.p) throw new KeyError('key.unsupported', { name: 'RSA without p and q' });
  return rsaKey(numbers, facts);
}

function curveFromJwk(numbers: Numbers, facts: KeyFacts, { kty, crv }: Members): Key {
  if (typeof crv !== 'string') throw notAKey();
  const curve = curveNamed(crv.slice(0, 20));
  if (curve.type !== kty) throw notAKey();
  return curveKey(curve, numbers, facts);
}

function mlDsaFromJwk(numbers: Numbers, facts: KeyFacts, { alg }: Members): Key {
  if (typeof alg !== 'string') throw notAKey();
  const parameters = PARAMETER_SETS.find(({ name }) => name === alg);
  if (!parameters) throw new KeyError('key.unsupported', { name: `JWK AKP ${alg.slice(0, 20)}` });
  return mlDsaKey(parameters, numbers, facts);
}
