import { algorithmNamed } from '../jwt/algorithms.ts';
import { encodeBase64url } from '../jwt/base64url.ts';
import { isNotSupported, webCrypto } from '../jwt/webCrypto.ts';
import { KeyError } from './errors.ts';
import { exportPem } from './export.ts';

/** What can be generated, by the names that `keyLabel` gives: the algorithm to generate for, and its size in bits where it has a choice. */
const GENERATORS = {
  'RSA 2048': { algorithm: 'RS256', bits: 2048 },
  'RSA 3072': { algorithm: 'RS256', bits: 3072 },
  'RSA 4096': { algorithm: 'RS256', bits: 4096 },
  'EC P-256': { algorithm: 'ES256' },
  'EC P-384': { algorithm: 'ES384' },
  'EC P-521': { algorithm: 'ES512' },
  Ed25519: { algorithm: 'Ed25519' },
  'HMAC 256': { bits: 256 },
  'HMAC 384': { bits: 384 },
  'HMAC 512': { bits: 512 },
} as const satisfies Record<string, { readonly algorithm?: string; readonly bits?: number }>;

/** A key that can be generated, as people name it: `RSA 2048`. */
export type GeneratableKey = keyof typeof GENERATORS;

/** The names of the keys that can be generated. */
export const GENERATABLE_KEYS = Object.keys(GENERATORS) as readonly GeneratableKey[];

/** A new key as the text of the files that hold it. */
export interface GeneratedKey {
  /** PKCS#8 PEM; of an HMAC secret base64url text, to be used as text or decoded. */
  readonly privateText: string;
  /** SubjectPublicKeyInfo PEM; a secret has no public half. */
  readonly publicText?: string;
}

/**
 * Makes a key from this host's own random source.
 * @throws {KeyError} `key.unsupported` this host lacks it, `key.no-web-crypto`
 */
export async function generateKeyPair(name: GeneratableKey): Promise<GeneratedKey> {
  const subtle = webCrypto();
  if (!subtle) throw new KeyError('key.no-web-crypto', {});
  const generator: { readonly algorithm?: string; readonly bits?: number } = GENERATORS[name];
  const { bits = 0 } = generator;
  const algorithm = algorithmNamed(generator.algorithm);
  if (!algorithm) {
    return { privateText: encodeBase64url(globalThis.crypto.getRandomValues(new Uint8Array(bits / 8))) };
  }
  // The exponent 65537.
  const size = bits > 0 && { modulusLength: bits, publicExponent: Uint8Array.of(1, 0, 1) };
  try {
    const pair = await subtle.generateKey({ ...algorithm.importing, ...size }, true, ['sign', 'verify']);
    if (!('privateKey' in pair)) throw new KeyError('key.unsupported', { name });
    return {
      privateText: await exportPem('pkcs8', pair.privateKey),
      publicText: await exportPem('spki', pair.publicKey),
    };
  } catch (error) {
    throw isNotSupported(error) ? new KeyError('key.unsupported', { name }) : error;
  }
}
