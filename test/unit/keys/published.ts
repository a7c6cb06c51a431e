import { createPrivateKey } from 'node:crypto';
import type { Key } from '../../../src/jwt/key.ts';
import { readKeys } from '../../../src/keys/read.ts';
import { readSecret } from '../../../src/keys/secret.ts';
import keyVectors from '../vectors/keys.json' with { type: 'json' };
import signatureVectors from '../vectors/signatures.json' with { type: 'json' };

/** The first key in a JWK, PEM or DER. */
export async function readKey(content: string | Uint8Array | object, passphrase?: string): Promise<Key> {
  const isText = typeof content === 'string' || content instanceof Uint8Array;
  const [key] = await readKeys(isText ? content : JSON.stringify(content), { passphrase });
  if (!key) throw new Error('readKeys gave no key');
  return key;
}

/** A private key as PEM (PKCS#8), as Node writes it. */
export function pkcs8Pem({ jwk }: Key): string {
  return String(createPrivateKey({ key: { ...jwk }, format: 'jwk' }).export({ format: 'pem', type: 'pkcs8' }));
}

const published = (source: string) => keyVectors.find((vector) => vector.source === source)?.content ?? {};

/** A JWK without what limits it. */
const unlimited = ({ alg, use, key_ops, kid, ...jwk }: Record<string, unknown>) => jwk;

/** Published private keys as JWKs, one of each type, so that tests need not generate any. */
export const jwks = {
  RSA: unlimited({ ...(published('RFC 7520 section 3.4') as object) }),
  'P-256': unlimited({ ...signatureVectors.find(({ source }) => source === 'RFC 7515 appendix A.3')?.key }),
  'P-521': unlimited({ ...(published('RFC 7520 section 3.2') as object) }),
  Ed25519: unlimited({ ...(published('RFC 8037 appendix A.1') as object) }),
};

export const rsa = await readKey(jwks.RSA);
export const p256 = await readKey(jwks['P-256']);
export const p521 = await readKey(jwks['P-521']);
export const ed25519 = await readKey(jwks.Ed25519);
export const secret = readSecret('0123456789abcdef0123456789abcdef', 'utf8');
