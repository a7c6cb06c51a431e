import type { Key } from '../jwt/key.ts';
import { keyFromBytes } from './bytes.ts';
import { encryptionUnsupported, inForm, KeyError, type KeyErrors, notAKey } from './errors.ts';
import { sshPrivateKey } from './openSsh.ts';
import { type PemBlock, pemBlocks } from './pem.ts';

/** Blocks beside a key that hold none. */
const NOT_KEYS = /PARAMETERS$|CRL$/;

/** What a bundle may hold beside the keys that are meant. */
const PASSED_OVER: readonly (keyof KeyErrors)[] = [
  'key.unsupported',
  'key.format-unsupported',
  'key.certificate-request',
];

/**
 * The keys in PEM, which may be a bundle (RFC 7468).
 * @throws {KeyError} why there is none, or why one of its keys cannot be read, unless it is just of a kind that signs no
 * token here
 */
export async function keysFromPem(text: string, passphrase?: string): Promise<readonly Key[]> {
  const keys: Key[] = [];
  const passedOver: KeyError[] = [];
  for (const block of pemBlocks(text).filter(({ label }) => !NOT_KEYS.test(label))) {
    try {
      keys.push(await keyFromBlock(block, passphrase));
    } catch (error) {
      if (!(error instanceof KeyError) || !PASSED_OVER.includes(error.code)) throw error;
      passedOver.push(error);
    }
  }
  if (keys.length === 0) throw passedOver[0] ?? notAKey();
  return keys;
}

async function keyFromBlock({ label, headers, bytes }: PemBlock, passphrase?: string): Promise<Key> {
  if (label === 'OPENSSH PRIVATE KEY') return sshPrivateKey(bytes);
  if (headers.get('Proc-Type')?.endsWith('ENCRYPTED')) {
    const [cipher = 'PEM'] = /^[\w-]{1,32}/.exec(headers.get('DEK-Info') ?? '') ?? [];
    throw inForm(encryptionUnsupported(cipher), 'pem');
  }
  return keyFromBytes(bytes, 'pem', passphrase);
}
