import { algorithmNamed, algorithmsFor, fits } from '../jwt/algorithms.ts';
import { DEFAULT_SECRET_ENCODING, type Key, type SecretEncoding } from '../jwt/key.ts';
import type { Candidate } from '../jwt/verify.ts';
import { notAKey } from '../keys/errors.ts';
import type { KeyContent, SomeKeys } from '../keys/read.ts';
import { VaultError } from './errors.ts';
import type { Own } from './leave.ts';

/** A key that is known here, with the reference that leads to it. */
export interface NamedKey extends Candidate {
  /** What of the person's own it is. */
  readonly own?: Own | undefined;
}

/** The token that a key is to sign. */
export interface Wanted {
  readonly algorithm?: string | undefined;
  /** The `kid` of its header. */
  readonly id?: unknown;
}

/** The name that Apple gives the file of a key, for its servers or for purchases, is its id, which stands nowhere in it. */
const appleFile = /(?:^|\/)(?:Auth|Subscription)Key_([A-Z0-9]{10})\.p8$/;

/** A content with the id of its key, where the file's name has it. */
export function withIdOf(path: string | undefined, content: KeyContent): KeyContent {
  const [, id] = (path !== undefined && appleFile.exec(path)) || [];
  const [key, ...others] = content.is === 'keys' ? content.keys : [];
  return id === undefined || !key || key.id !== undefined ? content : { is: 'keys', keys: [{ ...key, id }, ...others] };
}

/**
 * The keys that a content is.
 * @param secretEncoding of a raw secret, the encoding that comes first
 * @throws KeyError why it is none
 */
export async function keysIn(
  content: KeyContent,
  secretEncoding: SecretEncoding = DEFAULT_SECRET_ENCODING,
): Promise<SomeKeys> {
  if (content.is === 'keys') return content.keys;
  if (content.is === 'secret') {
    const { secretKeys } = await import('../keys/secret.ts');
    return secretKeys(content.secret, secretEncoding);
  }
  throw content.is === 'path' ? notAKey() : content.error;
}

/** Whether a content is any text, or none: a secret at best. */
function isText({ is }: KeyContent): boolean {
  return is === 'secret' || is === 'nothing';
}

function takesSecrets(algorithm: string | undefined): boolean {
  return algorithm === undefined || (algorithmNamed(algorithm)?.type ?? 'oct') === 'oct';
}

/**
 * The keys in a content that is to sign, those that suit best first.
 * @param reference names it in errors
 * @throws KeyError why there is none; VaultError `vault.unknown-key-id`
 */
export async function keysFor(
  content: KeyContent,
  reference: string,
  {
    wanted = {},
    secretEncoding,
  }: { readonly wanted?: Wanted | undefined; readonly secretEncoding?: SecretEncoding | undefined },
): Promise<SomeKeys> {
  // Where a key is wanted, any other text is no key, and not a secret that does not fit.
  if (isText(content) && !takesSecrets(wanted.algorithm)) throw notAKey();
  return inOrder(await keysIn(content, secretEncoding), reference, wanted);
}

/**
 * First the keys that can sign what is wanted, then those that sign at all. Where a `kid` is wanted, those alone that have
 * it, else those that have none: a token must not name another key than the one that signs it.
 * @throws VaultError `vault.unknown-key-id` where a `kid` is wanted and every key has another
 */
function inOrder(keys: SomeKeys, reference: string, { algorithm, id }: Wanted): SomeKeys {
  const ofId = (wanted: unknown) => keys.filter((key) => key.id === wanted);
  const meant = typeof id === 'string' ? [ofId(id), ofId(undefined)].find(({ length }) => length > 0) : keys;
  if (!meant) throw new VaultError('vault.unknown-key-id', { reference, id: String(id) });
  const merits = (key: Key): number => {
    if (key.form === 'public') return 0;
    const fit = algorithm === undefined ? algorithmsFor(key).length > 0 : fits(key, algorithm) === undefined;
    return fit ? 2 : 1;
  };
  const [first = keys[0], ...others] = meant.toSorted((a, b) => merits(b) - merits(a));
  return [first, ...others];
}
