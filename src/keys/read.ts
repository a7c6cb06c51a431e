import type { Key } from '../jwt/key.ts';
import { bytesFromBase64 } from './base64.ts';
import { keyFromDer } from './der.ts';
import { encryptionUnsupported, KeyError, type KeyErrors } from './errors.ts';
import { keysFromJson } from './jwk.ts';
import { hasArmour, type PemBlock, pemBlocks } from './pem.ts';
import { textOf } from './text.ts';

/** What reading a key may need beside its content. */
export interface ReadOptions {
  readonly passphrase?: string | undefined;
}

/**
 * The keys in a file or text, told by its content: PEM (any number of blocks, any text around them), DER, a JWK, a JWK
 * Set, or base64 of one of these. In them: PKCS#8, also encrypted, PKCS#1, SEC 1, SubjectPublicKeyInfo, and X.509
 * certificates, which give their public key. In the order of the text, and always at least one.
 * @throws {KeyError} why there is none; of a bundle also why one of its keys cannot be read, unless it is just of a kind
 * that signs no token here
 */
export async function readKeys(content: Uint8Array | string, options: ReadOptions = {}): Promise<readonly Key[]> {
  if (typeof content === 'string') return keysFromText(content.trim(), options);
  const text = textOf(content);
  return text === undefined ? [await keyFromDer(content, options.passphrase)] : keysFromText(text, options);
}

const SSH_PUBLIC_KEY = /^(?:ssh|ecdsa|sk)-[\w@.-]+ AAAA/;
const BASE64 = /^[\w+/=\s-]+$/;

async function keysFromText(text: string, options: ReadOptions): Promise<readonly Key[]> {
  if (hasArmour(text)) return keysFromPem(pemBlocks(text), options);
  if (text.startsWith('{')) return keysFromJson(text);
  if (SSH_PUBLIC_KEY.test(text)) throw openSsh(text, 'ssh-keygen -e -m PKCS8 -f <file> > <new file>');
  const bytes = BASE64.test(text) ? bytesFromBase64(text) : undefined;
  const inner = bytes && textOf(bytes);
  if (inner && (hasArmour(inner) || inner.startsWith('{'))) return keysFromText(inner, options);
  try {
    if (bytes) return [await keyFromDer(bytes, options.passphrase)];
  } catch (error) {
    // Text that happens to be base64 is not a key that was cut.
    if (!(error instanceof KeyError) || error.code !== 'key.cut-off') throw error;
  }
  throw new KeyError('key.not-a-key', {});
}

/** Blocks beside a key that hold none. */
const NOT_KEYS = /PARAMETERS$|CRL$/;

/** Ciphers of encrypted PEM that OpenSSL 3 keeps in its legacy provider. */
const LEGACY_CIPHERS = /^(?:DES-C|RC|BF|CAST|IDEA|SEED)/;

/** What a bundle may hold beside the keys that are meant. */
const PASSED_OVER: readonly (keyof KeyErrors)[] = [
  'key.unsupported',
  'key.format-unsupported',
  'key.certificate-request',
];

async function keysFromPem(blocks: readonly PemBlock[], { passphrase }: ReadOptions): Promise<readonly Key[]> {
  const keys: Key[] = [];
  const passedOver: KeyError[] = [];
  for (const block of blocks.filter(({ label }) => !NOT_KEYS.test(label))) {
    try {
      keys.push(await keyFromBlock(block, passphrase));
    } catch (error) {
      if (!(error instanceof KeyError) || !PASSED_OVER.includes(error.code)) throw error;
      passedOver.push(error);
    }
  }
  if (keys.length === 0) throw passedOver[0] ?? new KeyError('key.not-a-key', {});
  return keys;
}

async function keyFromBlock({ label, headers, bytes }: PemBlock, passphrase: string | undefined): Promise<Key> {
  if (label === 'OPENSSH PRIVATE KEY') {
    const text = new TextDecoder('latin1').decode(bytes);
    throw openSsh(text, 'cp <file> <new file> && ssh-keygen -p -m PKCS8 -f <new file>');
  }
  if (headers.get('Proc-Type')?.endsWith('ENCRYPTED')) {
    const [cipher = 'PEM'] = /^[\w-]{1,32}/.exec(headers.get('DEK-Info') ?? '') ?? [];
    throw encryptionUnsupported(cipher, LEGACY_CIPHERS.test(cipher));
  }
  return keyFromDer(bytes, passphrase);
}

/** Of a key in OpenSSH's own format; ssh-keygen writes those of Ed25519 in no other. */
function openSsh(text: string, command: string): KeyError {
  return text.includes('ssh-ed25519')
    ? new KeyError('key.unsupported', { name: 'OpenSSH Ed25519' })
    : new KeyError('key.format-unsupported', { format: 'OpenSSH', command });
}
