import { CodedError } from '../jwt/errors.ts';

/** Why a text or file cannot be read as a key: codes, and the facts for their words. None holds key material. */
export type KeyErrors = {
  'key.not-a-key': Readonly<Record<string, never>>;
  /** Something that has a key in it and is none: with a name or a comment around it, or a JWK that is not JSON. */
  'key.surrounded': Readonly<Record<string, never>>;
  /** A file that by its name holds a key, and holds other text. */
  'key.not-in-file': Readonly<Record<string, never>>;
  /** What stands for a key or secret that is elsewhere: an address, a secret manager's reference, what something else was to fill in, what another program has encrypted. */
  'key.stands-for': { readonly what: 'address' | 'manager' | 'placeholder' | 'sealed' };
  /** PEM without its end, or DER that is shorter than it says. */
  'key.cut-off': Readonly<Record<string, never>>;
  /** A PKCS#10 request: it holds a public key, but what people mean is the key or certificate beside it. */
  'key.certificate-request': Readonly<Record<string, never>>;
  /** A key of a kind that has no place in a signed token here: `DSA`, `EC secp256k1`, `X25519`. */
  'key.unsupported': { readonly name: string };
  /** A key in a container that is not read; `command` converts it, see `commandFor`. */
  'key.format-unsupported': { readonly format: string; readonly command: string };
  /** Encrypted, and no passphrase was given. */
  'key.passphrase-needed': Readonly<Record<string, never>>;
  'key.wrong-passphrase': Readonly<Record<string, never>>;
  /** Encrypted in a way that is not read; `command` as above. */
  'key.encryption-unsupported': { readonly encryption: string; readonly command: string };
  'key.empty-secret': Readonly<Record<string, never>>;
  /** A secret that is not what its encoding says. */
  'key.bad-secret-encoding': { readonly encoding: string };
  /** A secret whose bytes are a key themselves: who has the public key could sign (RFC 8725 section 2.1). `holds` is the key's format: `PEM`, `DER`, `JSON`. */
  'key.not-a-secret': { readonly holds: string };
  /** A secret where a public key is asked for. */
  'key.no-public-half': Readonly<Record<string, never>>;
  /** No `crypto.subtle`, which decryption and keys without their public half need. */
  'key.no-web-crypto': Readonly<Record<string, never>>;
};

/** A text or file that cannot be read as a key. */
export class KeyError<Code extends keyof KeyErrors = keyof KeyErrors> extends CodedError<KeyErrors, Code> {}

/** The error for what has no form of a key. */
export function notAKey(): KeyError {
  return new KeyError('key.not-a-key', {});
}

/** How the content stood that an error is about: what openssl has to be told to read the same. */
export type ContentForm = 'pem' | 'der' | 'base64' | 'hex';

/** In a command of openssl, where its input goes. */
const INPUT = '<input>';

/** The error for a container that is not read, with openssl's words that convert it. */
export function formatUnsupported(format: string, words: string): KeyError {
  return new KeyError('key.format-unsupported', { format, command: `openssl ${words} ${INPUT} -out <new file>` });
}

/** The encryptions that OpenSSL 3 keeps in its legacy provider, by their names. */
const LEGACY = /^(?:PBE-(?:MD5|SHA1)-(?:DES|RC)|DES-C|RC|BF|CAST|IDEA|SEED)/;

/** The error for an encryption that is not opened, with the command that rewrites the key under one that is. */
export function encryptionUnsupported(encryption: string): KeyError {
  const providers = LEGACY.test(encryption) ? ' -provider legacy -provider default' : '';
  const command = `openssl pkcs8 -topk8 -v2 aes-256-cbc${providers} ${INPUT} -out <new file>`;
  return new KeyError('key.encryption-unsupported', { encryption, command });
}

/** The error for a keystore of Java's. */
export function keystoreUnsupported(format: string): KeyError {
  const command = `keytool -importkeystore -srckeystore ${BINARY} -destkeystore <new file>.p12 -deststoretype PKCS12 && openssl pkcs12 -nodes -in <new file>.p12 -out <new file>`;
  return new KeyError('key.format-unsupported', { format, command });
}

/** In a command, where the name of a file with the bytes themselves goes. */
const BINARY = '<binary>';

/** What decodes a text, by its form. */
const DECODERS: ReadonlyMap<ContentForm, string> = new Map([
  ['base64', 'base64 -d < <file>'],
  // It passes over the lines around.
  ['pem', 'openssl base64 -d -in <file>'],
  ['hex', 'xxd -r -p <file>'],
]);

/** The error about a content of this form, with the command for it. */
export function inForm(error: KeyError, form: ContentForm): KeyError {
  const { code, data } = error;
  if (!('command' in data)) return error;
  const { command } = data;
  // Nothing that reads PKCS#12 or a keystore asks in which form it comes: it has one.
  const isOfBytes = command.startsWith('openssl pkcs12 ') || command.includes(BINARY);
  const der = form === 'pem' || isOfBytes ? '' : '-inform DER ';
  const decoder = form === 'pem' && !isOfBytes ? undefined : DECODERS.get(form);
  const plain = command.replace(INPUT, `${der}-in <file>`).replace(BINARY, '<file>');
  const piped = `${decoder} | ${command.replace(`${INPUT} `, der)}`;
  const saved = `${decoder} > <new file>.jks && ${command.replace(BINARY, '<new file>.jks')}`;
  const whole = decoder === undefined ? plain : command.includes(BINARY) ? saved : piped;
  return new KeyError(code, { ...data, command: whole } as typeof data);
}

/**
 * An error's command for a file, as it can be pasted into a shell: `<file>` is the file's path, `<new file>` another
 * beside it, which `keys.include` finds.
 */
export function commandFor(command: string, path: string): string {
  const [, stem = path] = /^(.*[^/\\])\.[^./\\]*$/.exec(path) ?? [];
  return command
    .replaceAll('<file>', () => quoted(path))
    .replaceAll('<new file>', () => quoted(`${stem}.converted.pem`));
}

/** A path as one word of a shell. Double quotes serve every shell, single ones keep what those do not. */
function quoted(path: string): string {
  const word = path.startsWith('-') ? `./${path}` : path;
  if (/^[\w./+@:-]+$/.test(word)) return word;
  return /["$`\\!%]/.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : `"${word}"`;
}
