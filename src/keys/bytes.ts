import type { Key } from '../jwt/key.ts';
import { keyFromDer } from './der.ts';
import { type ContentForm, inForm, KeyError, keystoreUnsupported } from './errors.ts';
import { sshKey } from './openSsh.ts';

/** The first bytes of Java's keystores, of which keytool makes PKCS#12. */
const KEYSTORES: readonly (readonly [first: number, name: string])[] = [
  [0xfeedfeed, 'JKS'],
  [0xcececece, 'JCEKS'],
];

/**
 * The key in bytes that are no text: DER, or what stands in PEM and in base64.
 * @param form what the bytes come from, for errors
 * @throws {KeyError} why there is none
 */
export async function keyFromBytes(bytes: Uint8Array, form: ContentForm, passphrase?: string): Promise<Key> {
  const first = bytes.length < 4 ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const [, keystore] = KEYSTORES.find(([magic]) => magic === first) ?? [];
  try {
    if (keystore) throw keystoreUnsupported(keystore);
    return sshKey(bytes) ?? (await keyFromDer(bytes, passphrase));
  } catch (error) {
    throw error instanceof KeyError ? inForm(error, form) : error;
  }
}
