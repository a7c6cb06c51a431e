import { ALGORITHMS } from '../jwt/algorithms.ts';
import type { Key } from '../jwt/key.ts';
import { isNotSupported, webCrypto } from '../jwt/webCrypto.ts';
import { encodeAsn1, encodeOid } from './asn1.ts';
import { type Curve, EC_PUBLIC_KEY } from './curves.ts';
import { KeyError, notAKey } from './errors.ts';
import { keyFromJwk } from './jwk.ts';
import type { ParameterSet } from './mlDsa.ts';

const [INTEGER, OCTET_STRING, SEQUENCE, IMPLICIT_TAG] = [0x02, 0x04, 0x30, 0x80] as const;

/**
 * The whole of a private key that came without its public part, which Web Crypto computes.
 * @throws {KeyError} `key.not-a-key`, `key.unsupported` (this host lacks the curve), `key.no-web-crypto`
 */
export function withPublicPart(curve: Curve, d: Uint8Array<ArrayBuffer>): Promise<Key> {
  const bytes = encodeAsn1(OCTET_STRING, d);
  const content = curve.type === 'EC' ? encodeAsn1(SEQUENCE, integer(1), bytes) : bytes;
  return keyOf(curve, 'pkcs8', pkcs8(curve.type === 'EC' ? [EC_PUBLIC_KEY, curve.oid] : [curve.oid], content));
}

/** The whole of an ML-DSA private key, given the seed that it is made from. @throws {KeyError} as above */
export function fromSeed({ name, oid }: ParameterSet, seed: Uint8Array): Promise<Key> {
  return keyOf({ type: 'AKP', name }, 'pkcs8', pkcs8([oid], encodeAsn1(IMPLICIT_TAG, seed)));
}

/** The key in a compressed point, which Web Crypto expands where it can. @throws {KeyError} as above */
export function fromCompressedPoint(curve: Curve, point: Uint8Array<ArrayBuffer>): Promise<Key> {
  return keyOf(curve, 'raw', point);
}

async function keyOf(
  { type, name }: Pick<Key, 'type'> & { readonly name: string },
  format: 'pkcs8' | 'raw',
  data: Uint8Array<ArrayBuffer>,
): Promise<Key> {
  const form = format === 'raw' ? 'public' : 'private';
  const key = await toWebCrypto({ type, form, curve: name }, name, (subtle, algorithm, usages) =>
    subtle.importKey(format, data, algorithm, true, usages),
  );
  const jwk = await globalThis.crypto.subtle.exportKey('jwk', key);
  return { ...keyFromJwk({ ...jwk }), limits: {} };
}

/** A key as Web Crypto holds it, so that it can be written in another format. @throws {KeyError} as above */
export function extractable(key: Key, name: string): Promise<CryptoKey> {
  return toWebCrypto(key, name, (subtle, algorithm, usages) =>
    subtle.importKey('jwk', key.jwk, algorithm, true, usages),
  );
}

type Importing = Parameters<SubtleCrypto['importKey']>[2];

/** Has Web Crypto import a key, whatever it is for. @throws {KeyError} as above */
async function toWebCrypto(
  { type, form, curve }: Pick<Key, 'type' | 'form' | 'curve'>,
  name: string,
  importKey: (subtle: SubtleCrypto, algorithm: Importing, usages: KeyUsage[]) => Promise<CryptoKey>,
): Promise<CryptoKey> {
  const subtle = webCrypto();
  if (!subtle) throw new KeyError('key.no-web-crypto', {});
  const signing = ALGORITHMS.find((algorithm) => algorithm.type === type && algorithm.curve === curve);
  const usage: KeyUsage = form === 'public' ? 'verify' : 'sign';
  try {
    if (signing) return await importKey(subtle, signing.importing, [usage]);
    // X25519 agrees on a key with the other's public half, which needs no usage.
    return await importKey(subtle, { name: curve ?? '' }, form === 'public' ? [] : ['deriveBits']);
  } catch (error) {
    throw isNotSupported(error) ? new KeyError('key.unsupported', { name }) : notAKey();
  }
}

/** The smallest PKCS#8 container of a private key (RFC 5958): its algorithm with parameters, and what the algorithm puts in. */
function pkcs8(identifiers: readonly string[], privateKey: Uint8Array): Uint8Array<ArrayBuffer> {
  const algorithm = encodeAsn1(SEQUENCE, ...identifiers.map(encodeOid));
  return encodeAsn1(SEQUENCE, integer(0), algorithm, encodeAsn1(OCTET_STRING, privateKey));
}

function integer(value: number): Uint8Array {
  return encodeAsn1(INTEGER, Uint8Array.of(value));
}
