import type { Key } from '../jwt/key.ts';
import { bytesOf, type Node, shapeOf } from './asn1.ts';
import { KeyError, notAKey } from './errors.ts';
import { type KeyFacts, type NumberName, type Numbers, rsaKey } from './material.ts';

/** The fields of an RSAPrivateKey after its version, and of an RSAPublicKey (RFC 8017 appendix A.1), by their JWK names. */
const PRIVATE: readonly NumberName[] = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'];
const PUBLIC: readonly NumberName[] = ['n', 'e'];

/** The key in the fields of an RSAPrivateKey. @throws {KeyError} */
export function rsaPrivateKey(fields: readonly Node[], facts?: KeyFacts): Key {
  const shape = shapeOf(fields);
  if (shape === 'iiiiiiiiis') throw new KeyError('key.unsupported', { name: 'multi-prime RSA' });
  if (shape !== 'iiiiiiiii') throw notAKey();
  return rsaKey(numbers(PRIVATE, fields.slice(1)), facts);
}

/** The key in the fields of an RSAPublicKey. @throws {KeyError} */
export function rsaPublicKey(fields: readonly Node[], facts?: KeyFacts): Key {
  if (shapeOf(fields) !== 'ii') throw notAKey();
  return rsaKey(numbers(PUBLIC, fields), facts);
}

function numbers(names: readonly NumberName[], fields: readonly Node[]): Numbers {
  return Object.fromEntries(names.map((name, i) => [name, bytesOf(fields[i])]));
}
