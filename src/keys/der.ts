import type { Key } from '../jwt/key.ts';
import { bytesOf, children, decodeAsn1, type Node, numberOf, shapeOf } from './asn1.ts';
import { ecPrivateKey } from './ec.ts';
import { decryptPkcs8 } from './encrypted.ts';
import { formatUnsupported, KeyError, notAKey } from './errors.ts';
import { keyOfType } from './keyTypes.ts';
import { rsaPrivateKey, rsaPublicKey } from './pkcs1.ts';

/** What a structure is read from. */
interface Content {
  readonly bytes: Uint8Array;
  readonly passphrase: string | undefined;
}

type Reader = (fields: readonly Node[], content: Content) => Key | Promise<Key>;

/** The structures that hold a key or that people take for one, told apart by what they are made of (letters: see `shapeOf`). */
const structures: readonly (readonly [shape: RegExp, read: Reader])[] = [
  [/^iso/, ([, identifier, key]) => keyOfType(identifier, 'privateKey', bytesOf(key))], // PKCS#8 PrivateKeyInfo (RFC 5958)
  [/^so$/, encrypted], // EncryptedPrivateKeyInfo
  [/^sb$/, ([identifier, key]) => keyOfType(identifier, 'publicKey', bytesOf(key))], // SubjectPublicKeyInfo (RFC 5280)
  [/^i{9}s?$/, (fields) => rsaPrivateKey(fields)], // PKCS#1 RSAPrivateKey
  [/^ii$/, (fields) => rsaPublicKey(fields)], // PKCS#1 RSAPublicKey
  [/^io0?1?$/, (fields) => ecPrivateKey(fields)], // SEC 1 ECPrivateKey (RFC 5915)
  [/^ssb$/, signed], // Certificate (RFC 5280) or CertificationRequest (RFC 2986)
  [/^i{6}$/, refused(() => new KeyError('key.unsupported', { name: 'DSA' }))], // OpenSSL's own
  [/^iss?$/, pkcs12], // PFX (RFC 7292)
  [/^d0$/, refused(() => formatUnsupported('PKCS#7', 'pkcs7 -print_certs'))],
];

/**
 * The key in a DER structure: a private key or the public one of a certificate.
 * @throws {KeyError}
 */
export async function keyFromDer(bytes: Uint8Array, passphrase?: string): Promise<Key> {
  // Apple's and Microsoft's exports are BER: of a length that is not said.
  if (BER_PKCS12.every((byte, i) => bytes[i] === byte)) throw pkcs12Unsupported(bytes);
  const fields = children(decodeAsn1(bytes));
  const shape = shapeOf(fields);
  const [, read] = structures.find(([pattern]) => pattern.test(shape)) ?? [];
  if (!read) throw notAKey();
  return read(fields, { bytes, passphrase });
}

async function encrypted(fields: readonly Node[], { passphrase }: Content): Promise<Key> {
  const bytes = await decryptPkcs8(fields, passphrase);
  try {
    return await keyFromDer(bytes);
  } catch (error) {
    const unreadable = error instanceof KeyError && (error.code === 'key.not-a-key' || error.code === 'key.cut-off');
    throw unreadable ? new KeyError('key.wrong-passphrase', {}) : error;
  }
}

function signed([content]: readonly Node[]): Key | Promise<Key> {
  const fields = children(content);
  const shape = shapeOf(fields);
  if (/^iss0?$/.test(shape)) throw new KeyError('key.certificate-request', {});
  const [, certificate] = /^(0?)issss/.exec(shape) ?? [];
  if (certificate === undefined) throw notAKey();
  const [identifier, key] = children(fields[certificate.length + 5]);
  return keyOfType(identifier, 'publicKey', bytesOf(key));
}

/** The encryptions of PKCS#12 that OpenSSL 3 keeps in its legacy provider, by their last byte: RC4 and RC2 (RFC 7292 appendix C). */
const LEGACY_PKCS12 = new Set([1, 2, 5, 6]);
const PKCS12_ENCRYPTION = [0x06, 0x0a, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x01];

function pkcs12([version, content]: readonly Node[], { bytes }: Content): never {
  if (numberOf(version) !== 3 || !content) throw notAKey();
  throw pkcs12Unsupported(bytes);
}

/** A PFX of indefinite length, with its version. */
const BER_PKCS12 = [0x30, 0x80, 0x02, 0x01, 0x03];

function pkcs12Unsupported(bytes: Uint8Array): KeyError {
  const isLegacy = bytes.some(
    (byte, at) =>
      LEGACY_PKCS12.has(byte) &&
      PKCS12_ENCRYPTION.every((each, i) => bytes[at - PKCS12_ENCRYPTION.length + i] === each),
  );
  return formatUnsupported('PKCS#12', `pkcs12${isLegacy ? ' -legacy' : ''} -nodes`);
}

function refused(error: () => KeyError): () => never {
  return () => {
    throw error();
  };
}
