import {
  ASN1Class,
  type ASN1Encodable,
  ASN1EncodableSequence,
  ASN1Form,
  ASN1Integer,
  ASN1ObjectIdentifier,
  ASN1OctetString,
  ASN1Value,
  encodeASN1,
  encodeObjectIdentifier,
} from '@oslojs/asn1';
import { ALGORITHMS } from '../jwt/algorithms.ts';
import type { Key } from '../jwt/key.ts';
import { isNotSupported, webCrypto } from '../jwt/webCrypto.ts';
import { type Curve, EC_PUBLIC_KEY } from './curves.ts';
import { KeyError } from './errors.ts';
import { keyFromJwk } from './jwk.ts';
import type { ParameterSet } from './mlDsa.ts';

/**
 * The whole of a private key that came without its public part, which Web Crypto computes.
 * @throws {KeyError} `key.not-a-key`, `key.unsupported` (this host lacks the curve), `key.no-web-crypto`
 */
export function withPublicPart(curve: Curve, d: Uint8Array<ArrayBuffer>): Promise<Key> {
  const bytes = new ASN1OctetString(d);
  return curve.type === 'EC'
    ? importedKey(curve.name, 'pkcs8', pkcs8([EC_PUBLIC_KEY, curve.oid], sequence(new ASN1Integer(1n), bytes)), 'sign')
    : importedKey(curve.name, 'pkcs8', pkcs8([curve.oid], bytes), 'sign');
}

/** The whole of an ML-DSA private key, given the seed that it is made from. @throws {KeyError} as above */
export function fromSeed({ name, oid }: ParameterSet, seed: Uint8Array): Promise<Key> {
  const implicitTag = new ASN1Value(ASN1Class.ContextSpecific, ASN1Form.Primitive, 0, seed);
  return importedKey(name, 'pkcs8', pkcs8([oid], implicitTag), 'sign');
}

/** The key in a compressed point, which Web Crypto expands where it can. @throws {KeyError} as above */
export function fromCompressedPoint(curve: Curve, point: Uint8Array<ArrayBuffer>): Promise<Key> {
  return importedKey(curve.name, 'raw', point, 'verify');
}

async function importedKey(name: string, format: 'pkcs8' | 'raw', data: BufferSource, usage: KeyUsage): Promise<Key> {
  const subtle = webCrypto();
  const algorithm = ALGORITHMS.find((algorithm) => algorithm.curve === name);
  if (!subtle) throw new KeyError('key.no-web-crypto', {});
  if (!algorithm) throw new KeyError('key.unsupported', { name });
  try {
    const key = await subtle.importKey(format, data, algorithm.importing, true, [usage]);
    const jwk = await subtle.exportKey('jwk', key);
    return { ...keyFromJwk({ ...jwk }), limits: {} };
  } catch (error) {
    if (isNotSupported(error)) throw new KeyError('key.unsupported', { name });
    throw new KeyError('key.not-a-key', {});
  }
}

/** The smallest PKCS#8 container of a private key (RFC 5958): its algorithm with parameters, and what the algorithm puts in. */
function pkcs8(identifiers: readonly string[], privateKey: ASN1Encodable): Uint8Array<ArrayBuffer> {
  const algorithm = identifiers.map((oid) => new ASN1ObjectIdentifier(encodeObjectIdentifier(oid)));
  const content = new ASN1OctetString(encodeASN1(privateKey));
  return new Uint8Array(encodeASN1(sequence(new ASN1Integer(0n), sequence(...algorithm), content)));
}

function sequence(...elements: ASN1Encodable[]): ASN1EncodableSequence {
  return new ASN1EncodableSequence(elements);
}
