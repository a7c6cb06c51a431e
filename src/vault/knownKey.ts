import type { Uri } from 'vscode';
import type { Key } from '../jwt/key.ts';
import { KeyError } from '../keys/errors.ts';
import type { KeyContent } from '../keys/read.ts';
import { signingAlgorithms, takesOnlySecrets } from '../kinds/index.ts';
import type { Writing } from '../kinds/kind.ts';
import type { Reference } from '../recipes/reference.ts';
import { KeyReferenceError, VaultError } from './errors.ts';
import { keysIn, type NamedKey } from './keyContent.ts';
import type { Own } from './leave.ts';

/** Where a key was found, in the order of lists. */
export const KEY_SOURCES = ['workspace', 'recipes', 'vonage-config', 'environment', 'secrets'] as const;
export type KeySource = (typeof KEY_SOURCES)[number];

/** A place that holds a key, or something that was to be one, and what is known of it; never its content. */
export interface KnownKey {
  readonly source: KeySource;
  readonly reference: Reference;
  /** Of a raw secret, one for each encoding in which it can be read. */
  readonly keys: readonly Key[];
  /** Why there is no key, e.g. a passphrase that is needed, or a format that has to be converted. */
  readonly fault?: KeyError | VaultError;
  /** What of the person's own it is. */
  readonly own?: Own | undefined;
  /** The file, where it is a key file of the workspace. */
  readonly file?: Uri;
}

/** The keys of a place, or why there are none; nobody is asked anything. */
export async function keysOrFault(
  read: () => Promise<{ readonly content: KeyContent; readonly own?: Own | undefined }>,
): Promise<Pick<KnownKey, 'keys' | 'fault' | 'own'>> {
  try {
    const { content, own } = await read();
    try {
      return { keys: await keysIn(content), own };
    } catch (fault) {
      if (fault instanceof KeyError) return { keys: [], fault, own };
      throw fault;
    }
  } catch (error) {
    const fault = error instanceof KeyReferenceError ? error.cause : error;
    if (fault instanceof KeyError || fault instanceof VaultError) return { keys: [], fault };
    throw error;
  }
}

/** Each key of a reference once, the first. */
export function distinct(keys: readonly NamedKey[]): readonly NamedKey[] {
  const known = new Map<string, Set<Key['jwk']>>();
  return keys.filter(({ key, reference }) => {
    const ofReference = known.get(reference) ?? new Set();
    known.set(reference, ofReference);
    return !ofReference.has(key.jwk) && ofReference.add(key.jwk);
  });
}

/** Whether it takes a passphrase to see what a key is; a secret it is not, as those are not encrypted. */
export function isLocked(fault: KnownKey['fault']): boolean {
  return fault?.code === 'key.passphrase-needed';
}

/**
 * What of a place can sign tokens of a kind: the first such key, or `locked` where a passphrase opens it first. `undefined`:
 * nothing.
 * @param writing absent: of any kind
 */
export function signerOf(
  { keys, fault }: Pick<KnownKey, 'keys' | 'fault'>,
  writing?: Writing,
): Key | 'locked' | undefined {
  const key = keys.find((each) => signingAlgorithms(each, writing).length > 0);
  // What is encrypted is no secret.
  return key ?? (isLocked(fault) && !(writing && takesOnlySecrets(writing)) ? 'locked' : undefined);
}

/** Containers that are made to hold private keys. */
const privateFormats: ReadonlySet<string> = new Set(['PKCS#12', 'JKS', 'JCEKS', 'PuTTY']);

/** Whether a file holds a key to keep secret, encrypted or not, and whether or not it can be read. */
export function isPrivate({ keys, fault }: Pick<KnownKey, 'keys' | 'fault'>): boolean {
  if (!fault) return keys.some(({ form }) => form !== 'public');
  const { code, data } = fault;
  if (code === 'key.format-unsupported') return 'format' in data && privateFormats.has(data.format);
  return isLocked(fault) || code === 'key.encryption-unsupported';
}
