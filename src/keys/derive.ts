import { Integer, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import type { JWK } from 'jose';
import { ALGORITHMS } from '../jwt/algorithms.ts';
import type { Key } from '../jwt/key.ts';
import { isNotSupported, webCrypto } from '../jwt/webCrypto.ts';
import type { Curve } from './curves.ts';
import { KeyError } from './errors.ts';
import { keyFromJwk } from './jwk.ts';

/**
 * The whole of a private key that came without its public part, which Web Crypto computes.
 * @throws {KeyError} `key.not-a-key`, `key.unsupported` (this host lacks the curve), `key.no-web-crypto`
 */
export function withPublicPart(curve: Curve, d: Uint8Array<ArrayBuffer>): Promise<Key> {
  return importedKey(curve, 'pkcs8', pkcs8(curve, d), 'sign');
}

/** The key in a compressed point, which Web Crypto expands where it can. @throws {KeyError} as above */
export function fromCompressedPoint(curve: Curve, point: Uint8Array<ArrayBuffer>): Promise<Key> {
  return importedKey(curve, 'raw', point, 'verify');
}

async function importedKey(curve: Curve, format: 'pkcs8' | 'raw', data: BufferSource, usage: KeyUsage): Promise<Key> {
  const subtle = webCrypto();
  const algorithm = ALGORITHMS.find((algorithm) => algorithm.curve === curve.name);
  if (!subtle) throw new KeyError('key.no-web-crypto', {});
  if (!algorithm) throw new KeyError('key.unsupported', { name: curve.name });
  try {
    const key = await subtle.importKey(format, data, algorithm.importing, true, [usage]);
    const { kty, crv, x, y, d } = await subtle.exportKey('jwk', key);
    return keyFromJwk({ kty, crv, x, y, d } as JWK);
  } catch (error) {
    if (isNotSupported(error)) throw new KeyError('key.unsupported', { name: curve.name });
    throw new KeyError('key.not-a-key', {});
  }
}

/** The smallest PKCS#8 container of a private key (RFC 5958, RFC 5915, RFC 8410). */
function pkcs8({ type, oid }: Curve, d: Uint8Array<ArrayBuffer>): ArrayBuffer {
  const sequence = (...value: Sequence['valueBlock']['value']) => new Sequence({ value });
  const octets = (valueHex: BufferSource) => new OctetString({ valueHex });
  const ecPublicKey = new ObjectIdentifier({ value: '1.2.840.10045.2.1' });
  const curve = new ObjectIdentifier({ value: oid });
  const privateKey = octets(d);
  const content = type === 'EC' ? sequence(new Integer({ value: 1 }), privateKey) : privateKey;
  const identifier = type === 'EC' ? sequence(ecPublicKey, curve) : sequence(curve);
  return sequence(new Integer({ value: 0 }), identifier, octets(content.toBER())).toBER();
}
