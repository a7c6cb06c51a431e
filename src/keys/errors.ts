import { CodedError } from '../jwt/errors.ts';

/** Why a text or file cannot be read as a key: codes, and the facts for their words. None holds key material. */
export type KeyErrors = {
  'key.not-a-key': Readonly<Record<string, never>>;
  /** PEM without its end, or DER that is shorter than it says. */
  'key.cut-off': Readonly<Record<string, never>>;
  /** A PKCS#10 request: it holds a public key, but what people mean is the key or certificate beside it. */
  'key.certificate-request': Readonly<Record<string, never>>;
  /** A key of a kind that has no place in a signed token here: `DSA`, `EC secp256k1`, `X25519`. */
  'key.unsupported': { readonly name: string };
  /** A key in a container that is not read; `command` converts it, with `<file>` and `<new file>` standing for names. */
  'key.format-unsupported': { readonly format: string; readonly command: string };
  /** Encrypted, and no passphrase was given. */
  'key.passphrase-needed': Readonly<Record<string, never>>;
  'key.wrong-passphrase': Readonly<Record<string, never>>;
  /** Encrypted in a way that is not read; `command` as above. */
  'key.encryption-unsupported': { readonly encryption: string; readonly command: string };
  'key.empty-secret': Readonly<Record<string, never>>;
  /** A secret that is not what its encoding says. */
  'key.bad-secret-encoding': { readonly encoding: string };
  /** A PEM key given as an HMAC secret: who has the public key could sign (RFC 8725 section 2.1). */
  'key.pem-as-secret': Readonly<Record<string, never>>;
  /** No `crypto.subtle`, which decryption and keys without their public half need. */
  'key.no-web-crypto': Readonly<Record<string, never>>;
};

/** A text or file that cannot be read as a key. */
export class KeyError<Code extends keyof KeyErrors = keyof KeyErrors> extends CodedError<KeyErrors, Code> {}

/** The error for an encryption that is not opened, with the command that rewrites the key under one that is. */
export function encryptionUnsupported(encryption: string, legacy = false): KeyError {
  const providers = legacy ? ' -provider legacy -provider default' : '';
  return new KeyError('key.encryption-unsupported', {
    encryption,
    command: `openssl pkcs8 -topk8 -v2 aes-256-cbc${providers} -in <file> -out <new file>`,
  });
}
