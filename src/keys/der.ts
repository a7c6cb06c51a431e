import type { Key } from '../jwt/key.ts';
import { bytesOf, children, decodeAsn1, type Node, numberOf, shapeOf } from './asn1.ts';
import { ecPrivateKey } from './ec.ts';
import { decryptPkcs8 } from './encrypted.ts';
import { KeyError } from './errors.ts';
import { keyOfType } from './keyTypes.ts';
import { rsaPrivateKey, rsaPublicKey } from './pkcs1.ts';

type Reader = (fields: readonly Node[], passphrase: string | undefined) => Key | Promise<Key>;

/** The structures that hold a key or that people take for one, told apart by what they are made of (letters: see `shapeOf`). */
const structures: readonly (readonly [shape: RegExp, read: Reader])[] = [
  [/^iso/, ([, identifier, key]) => keyOfType(identifier, 'privateKey', bytesOf(key))], // PKCS#8 PrivateKeyInfo (RFC 5958)
  [/^so$/, encrypted], // EncryptedPrivateKeyInfo
  [/^sb$/, ([identifier, key]) => keyOfType(identifier, 'publicKey', bytesOf(key))], // SubjectPublicKeyInfo (RFC 5280)
  [/^i{9}s?$/, (fields) => rsaPrivateKey(fields)], // PKCS#1 RSAPrivateKey
  [/^ii$/, (fields) => rsaPublicKey(fields)], // PKCS#1 RSAPublicKey
  [/^io0?1?$/, (fields) => ecPrivateKey(fields)], // SEC 1 ECPrivateKey (RFC 5915)
  [/^ssb$/, signed], // Certificate (RFC 5280) or CertificationRequest (RFC 2986)
  [/^i{6}$/, unsupported('DSA')], // OpenSSL's own
  [/^iss?$/, pkcs12],
  [/^d0$/, () => formatUnsupported('PKCS#7', 'openssl pkcs7 -print_certs -in <file> -out <new file>')],
];

/**
 * The key in a DER structure: a private key or the public one of a certificate.
 * @throws {KeyError}
 */
export async function keyFromDer(bytes: Uint8Array, passphrase?: string): Promise<Key> {
  const fields = children(decodeAsn1(bytes));
  const shape = shapeOf(fields);
  const [, read] = structures.find(([pattern]) => pattern.test(shape)) ?? [];
  if (!read) throw new KeyError('key.not-a-key', {});
  return read(fields, passphrase);
}

async function encrypted(fields: readonly Node[], passphrase: string | undefined): Promise<Key> {
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
  if (certificate === undefined) throw new KeyError('key.not-a-key', {});
  const [identifier, key] = children(fields[certificate.length + 5]);
  return keyOfType(identifier, 'publicKey', bytesOf(key));
}

function pkcs12([version]: readonly Node[]): never {
  if (numberOf(version) !== 3) throw new KeyError('key.not-a-key', {});
  return formatUnsupported('PKCS#12', 'openssl pkcs12 -nodes -in <file> -out <new file>');
}

function formatUnsupported(format: string, command: string): never {
  throw new KeyError('key.format-unsupported', { format, command });
}

function unsupported(name: string): () => never {
  return () => {
    throw new KeyError('key.unsupported', { name });
  };
}
