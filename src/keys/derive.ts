import {
  type ASN1Encodable,
  ASN1EncodableSequence,
  ASN1Integer,
  ASN1ObjectIdentifier,
  ASN1OctetString,
  encodeASN1,
  encodeObjectIdentifier,
} from '@oslojs/asn1';
import type { JWK } from 'jose';
import { ALGORITHMS } from '../jwt/algorithms.ts';
import type { Key } from '../jwt/key.ts';
import { isNotSupported, webCrypto } from '../jwt/webCrypto.ts';
import { type Curve, EC_PUBLIC_KEY } from './curves.ts';
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
function pkcs8({ type, oid }: Curve, d: Uint8Array): Uint8Array<ArrayBuffer> {
  const identifier = (type === 'EC' ? [EC_PUBLIC_KEY, oid] : [oid]).map(encodeObjectIdentifier);
  const bytes = new ASN1OctetString(d);
  const privateKey = encodeASN1(type === 'EC' ? sequence(new ASN1Integer(1n), bytes) : bytes);
  return new Uint8Array(
    encodeASN1(
      sequence(
        new ASN1Integer(0n),
        sequence(...identifier.map((oid) => new ASN1ObjectIdentifier(oid))),
        new ASN1OctetString(privateKey),
      ),
    ),
  );
}

function sequence(...elements: ASN1Encodable[]): ASN1EncodableSequence {
  return new ASN1EncodableSequence(elements);
}
