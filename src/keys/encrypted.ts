import { MAXIMUM_ITERATIONS } from '../jwt/encryption.ts';
import { webCrypto } from '../jwt/webCrypto.ts';
import { bytesOf, children, type Node, numberOf, oidOf, shapeOf } from './asn1.ts';
import { encryptionUnsupported, KeyError, notAKey } from './errors.ts';

const PBES2 = '1.2.840.113549.1.5.13';
const PBKDF2 = '1.2.840.113549.1.5.12';

/** The pseudorandom functions of PBKDF2 (RFC 8018 appendix B.1.2); the first is what an absent one means. */
const HMAC_SHA1 = '1.2.840.113549.2.7';
const HASHES: ReadonlyMap<string, string> = new Map([
  [HMAC_SHA1, 'SHA-1'],
  ['1.2.840.113549.2.9', 'SHA-256'],
  ['1.2.840.113549.2.10', 'SHA-384'],
  ['1.2.840.113549.2.11', 'SHA-512'],
]);

/** The ciphers that are opened (RFC 8018 appendix B.2.5), and the length of their keys in bits. */
const CIPHERS: ReadonlyMap<string, { readonly name: string; readonly bits: number }> = new Map([
  ['2.16.840.1.101.3.4.1.2', { name: 'AES-128-CBC', bits: 128 }],
  ['2.16.840.1.101.3.4.1.22', { name: 'AES-192-CBC', bits: 192 }],
  ['2.16.840.1.101.3.4.1.42', { name: 'AES-256-CBC', bits: 256 }],
]);

const AES_BLOCK = 16;

/** Encryptions that are not opened, so that they can be called by their names. */
const OTHERS: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.1.5.3', 'PBE-MD5-DES'],
  ['1.2.840.113549.1.5.6', 'PBE-MD5-RC2-64'],
  ['1.2.840.113549.1.5.10', 'PBE-SHA1-DES'],
  ['1.2.840.113549.1.5.11', 'PBE-SHA1-RC2-64'],
  ['1.2.840.113549.1.12.1.1', 'PBE-SHA1-RC4-128'],
  ['1.2.840.113549.1.12.1.2', 'PBE-SHA1-RC4-40'],
  ['1.2.840.113549.1.12.1.3', 'PBE-SHA1-3DES'],
  ['1.2.840.113549.1.12.1.4', 'PBE-SHA1-2DES'],
  ['1.2.840.113549.1.12.1.5', 'PBE-SHA1-RC2-128'],
  ['1.2.840.113549.1.12.1.6', 'PBE-SHA1-RC2-40'],
  ['1.2.840.113549.3.7', 'DES-EDE3-CBC'],
  ['1.3.14.3.2.7', 'DES-CBC'],
  ['1.2.840.113549.3.2', 'RC2-CBC'],
  ['1.2.840.113549.3.4', 'RC4'],
  ['1.2.840.113533.7.66.10', 'CAST5-CBC'],
  ['1.3.6.1.4.1.3029.1.2', 'BF-CBC'],
  ['1.2.410.200004.1.4', 'SEED-CBC'],
  ['1.2.392.200011.61.1.1.1.2', 'CAMELLIA-128-CBC'],
  ['1.2.392.200011.61.1.1.1.3', 'CAMELLIA-192-CBC'],
  ['1.2.392.200011.61.1.1.1.4', 'CAMELLIA-256-CBC'],
  ['1.2.410.200046.1.1.2', 'ARIA-128-CBC'],
  ['1.2.410.200046.1.1.7', 'ARIA-192-CBC'],
  ['1.2.410.200046.1.1.12', 'ARIA-256-CBC'],
  ['1.2.156.10197.1.104.2', 'SM4-CBC'],
  ['1.2.840.113549.2.6', 'PBKDF2 with HMAC-MD5'],
  ['1.2.840.113549.2.8', 'PBKDF2 with HMAC-SHA-224'],
  ['1.2.840.113549.2.12', 'PBKDF2 with HMAC-SHA-512/224'],
  ['1.2.840.113549.2.13', 'PBKDF2 with HMAC-SHA-512/256'],
  ['1.3.6.1.4.1.11591.4.11', 'scrypt'],
]);

/**
 * Opens an EncryptedPrivateKeyInfo (RFC 5958 section 3) of PBES2 with PBKDF2 and AES-CBC (RFC 8018), given its fields.
 * A wrong passphrase mostly shows in the padding; where that holds by chance, the bytes are no key.
 * @throws {KeyError} `key.passphrase-needed`, `key.wrong-passphrase`, `key.encryption-unsupported`, `key.not-a-key`, `key.no-web-crypto`
 */
export async function decryptPkcs8(
  [identifier, data]: readonly Node[],
  passphrase: string | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const encryption = pbes2(identifier);
  if (passphrase === undefined) throw new KeyError('key.passphrase-needed', {});
  const key = await deriveKey(encryption, passphrase);
  try {
    const bytes = await globalThis.crypto.subtle.decrypt({ name: 'AES-CBC', iv: encryption.iv }, key, bytesOf(data));
    return new Uint8Array(bytes);
  } catch {
    throw new KeyError('key.wrong-passphrase', {});
  }
}

/** What PBES2 asks for, as Web Crypto wants it. */
interface Encryption {
  readonly derivation: Pbkdf2Params;
  readonly cipher: { readonly name: string; readonly bits: number };
  readonly iv: Uint8Array<ArrayBuffer>;
}

async function deriveKey({ derivation, cipher }: Encryption, passphrase: string): Promise<CryptoKey> {
  const subtle = webCrypto();
  if (!subtle) throw new KeyError('key.no-web-crypto', {});
  try {
    const password = new TextEncoder().encode(passphrase);
    const key = await subtle.importKey('raw', password, 'PBKDF2', false, ['deriveKey']);
    return await subtle.deriveKey(derivation, key, { name: 'AES-CBC', length: cipher.bits }, false, ['decrypt']);
  } catch {
    // Chromium has no AES-192.
    throw encryptionUnsupported(cipher.name);
  }
}

function pbes2(identifier: Node | undefined): Encryption {
  const scheme = parts(identifier);
  if (scheme.oid !== PBES2) throw unsupported(scheme.oid);
  const [derivation, encryption] = children(scheme.parameters).map(parts);
  if (!derivation || !encryption) throw notAKey();
  if (derivation.oid !== PBKDF2) throw unsupported(derivation.oid);
  const fields = children(derivation.parameters);
  const shape = shapeOf(fields);
  if (!/^oii?s?$/.test(shape)) throw notAKey();
  const pseudorandom = shape.endsWith('s') ? parts(fields.at(-1)).oid : HMAC_SHA1;
  const hash = HASHES.get(pseudorandom);
  const cipher = CIPHERS.get(encryption.oid);
  const iterations = numberOf(fields[1]);
  const iv = bytesOf(encryption.parameters);
  if (!hash) throw unsupported(pseudorandom);
  if (!cipher) throw unsupported(encryption.oid);
  if (!(iterations > 0) || iv.length !== AES_BLOCK) throw notAKey();
  if (iterations > MAXIMUM_ITERATIONS) throw encryptionUnsupported(`PBKDF2 with ${iterations} iterations`);
  return { derivation: { name: 'PBKDF2', hash, salt: bytesOf(fields[0]), iterations }, cipher, iv };
}

function parts(identifier: Node | undefined): { readonly oid: string; readonly parameters: Node | undefined } {
  const [algorithm, parameters] = children(identifier);
  return { oid: oidOf(algorithm), parameters };
}

function unsupported(oid: string): KeyError {
  return encryptionUnsupported(OTHERS.get(oid) ?? oid);
}
