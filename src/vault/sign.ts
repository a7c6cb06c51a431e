import type { TokenOfKind } from '../inspection/inspect.ts';
import { algorithmNamed, fits, NONE, ownAlgorithm } from '../jwt/algorithms.ts';
import { decodeToken } from '../jwt/decode.ts';
import { memberValue } from '../jwt/json.ts';
import type { Key, SecretEncoding } from '../jwt/key.ts';
import { likeliest, modest, unlimited } from '../jwt/likelihood.ts';
import type { Problem } from '../jwt/problem.ts';
import { requireSignable, signToken } from '../jwt/sign.ts';
import type { Token } from '../jwt/token.ts';
import { verifySignature } from '../jwt/verify.ts';
import { KeyUseError, webCrypto } from '../jwt/webCrypto.ts';
import type { Kind } from '../kinds/kind.ts';
import { type Draft, requireAccepted, writeToken } from '../recipes/create.ts';
import { type CheckedRecipe, keyOptions, valueReferences } from '../recipes/recipe.ts';
import type { Reference } from '../recipes/reference.ts';
import { KeyReferenceError, VaultError } from './errors.ts';
import type { NamedKey } from './keyContent.ts';
import type { KnownKeys } from './knownKeys.ts';
import type { Own } from './leave.ts';
import type { Provenance } from './makers.ts';
import type { Person, Purpose } from './person.ts';
import type { Vault } from './vault.ts';

/**
 * The one way to a signed token, for new ones, renewed, edited and broken ones alike: the claims are accepted, the key is
 * got, it signs, what it signed is verified, the key is remembered as the token's; then the token is handed over.
 */

/** What it works with. */
export interface Signing {
  readonly vault: Vault;
  readonly keys: KnownKeys;
}

/** A token that was signed anew, with the key. */
export interface SignedToken {
  readonly token: string;
  /** None signed an unsecured one. */
  readonly signer: NamedKey | undefined;
  /** What the token is for. */
  readonly kind: Kind;
  /** How the key came to sign: it had signed the old token, was named for tokens like it, or chosen by the person now. */
  readonly by: 'proof' | 'recipe' | 'choice' | 'person' | 'none';
}

/** A new token, with what the person should be warned of. */
export interface MadeToken {
  readonly token: string;
  readonly warnings: readonly Problem[];
  readonly signer: NamedKey | undefined;
}

/**
 * Makes a token from a recipe.
 * @param person who is asked for leave and passphrases; nobody: what takes that is not made
 * @param name the recipe's name in the settings
 * @throws RecipeError, VaultError, KeyReferenceError, SigningError; CancellationError where the person declined
 */
export async function createToken(
  signing: Signing,
  recipe: CheckedRecipe,
  person: Person | undefined,
  name?: string,
): Promise<MadeToken> {
  if (!webCrypto()) throw new KeyUseError('key.no-web-crypto', {});
  const purpose: Purpose = { kind: recipe.kind, recipe: name };
  const { values, owns } = await valuesOf(signing, recipe);
  const making = () => ({ now: Date.now(), uuid: () => crypto.randomUUID() });
  requireAccepted(recipe.kind, values, making());
  for (const own of owns) await signing.vault.leave.obtain(own, purpose, person);
  const [signer] = recipe.key
    ? await signing.vault.keys(recipe.key, { ...keyOptions(recipe), person, purpose })
    : [undefined];
  const { draft, warnings } = writeToken(recipe.kind, values, signer?.key, making());
  return { token: await sign(signing, draft, signer, purpose, person), warnings, signer };
}

/** On whose word a token is signed anew. */
export interface Occasion {
  /** Who can be asked. */
  readonly person?: Person | undefined;
  /** Whether the person did something for it, where nobody can be asked: then a choice that is remembered counts. */
  readonly isClick?: boolean;
}

/**
 * Signs a token anew, with other texts. The key is found by proof: a known one that verifies the token as it stands, that
 * of the recipe that matches it first. Where none does, it is the one that the person chose for tokens like it, or says
 * now. On no occasion at all, such as a save, only a token is signed whose signature a known key proves.
 * @throws VaultError, KeyReferenceError, KeyUseError, SigningError; CancellationError
 */
export async function resignToken(
  signing: Signing,
  { token, kind }: TokenOfKind,
  draft: Draft,
  occasion: Occasion,
): Promise<SignedToken> {
  const algorithm = requireSignable(draft.header, draft.payload);
  const purpose: Purpose = { kind };
  const { signer, by } = await signerOf({ ...signing, token, algorithm, purpose }, occasion);
  return { token: await sign(signing, draft, signer, purpose, occasion.person), signer, kind, by };
}

/** Offers to remember a key that the person chose, for tokens like the one that it signed, and that it has been verified by. */
export async function offerToRemember(
  { keys }: Signing,
  { token, signer, kind, by }: SignedToken,
  person: Person | undefined,
): Promise<void> {
  if (!signer || !person || by !== 'person') return;
  const like = { token: decodeToken(token), kind };
  if (keys.choices.of(like) !== signer.reference && (await person.remember(signer.reference)))
    await keys.choices.remember(like, signer.reference);
}

/** Signs with a throw-away key, or none, what is meant to be told apart from the real thing. @param making what is known of it */
export async function signBroken(
  { keys }: Signing,
  draft: Draft,
  key: Key | undefined,
  making: Provenance,
): Promise<string> {
  return signed(keys, draft, key && { key, reference: '' }, making);
}

/** The known key that verifies a token, or that a recipe names for it; nobody is asked. */
export async function knownSigner({ keys }: Signing, token: Token): Promise<NamedKey | undefined> {
  const candidates = await keys.candidates(token);
  return (await firstProof(token, candidates)) ?? candidates.find(({ named }) => named);
}

async function sign(
  { vault, keys }: Signing,
  draft: Draft,
  signer: NamedKey | undefined,
  purpose: Purpose,
  person: Person | undefined,
): Promise<string> {
  if (signer?.own) await vault.leave.obtain(signer.own, purpose, person);
  return signed(keys, draft, signer, { key: signer });
}

/** Signs, verifies what was signed, and remembers the key. @throws VaultError `vault.not-verified`; KeyReferenceError */
async function signed(
  { makers }: KnownKeys,
  { header, payload }: Draft,
  signer: Pick<NamedKey, 'key' | 'reference'> | undefined,
  making: Provenance,
): Promise<string> {
  const token = await withKey(signer?.reference, () => signToken(header, payload, signer?.key));
  if (signer && (await verifySignature(decodeToken(token), signer.key)) !== 'valid')
    throw new VaultError('vault.not-verified', {});
  await makers.remember(token, making);
  return token;
}

/** Runs what uses a key, so that an error about the key names where it came from. */
async function withKey<T>(reference: string | undefined, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw error instanceof KeyUseError && reference ? new KeyReferenceError(reference, error) : error;
  }
}

/** The values of a recipe with its references resolved, and what of the person's own they are from. @throws VaultError */
async function valuesOf({ vault }: Signing, recipe: CheckedRecipe) {
  const values: Record<string, unknown> = { ...recipe.values };
  const owns: Own[] = [];
  for (const { field, reference } of valueReferences(recipe)) {
    const { text, own } = await vault.value(reference, field);
    values[field.name] = text;
    if (own) owns.push(own);
  }
  return { values, owns };
}

/** A token that a key is looked for, to sign it anew. */
interface Resigning extends Signing {
  readonly token: Token;
  readonly algorithm: string;
  readonly purpose: Purpose;
}

type Found = Pick<SignedToken, 'signer' | 'by'>;

async function signerOf(resigning: Resigning, { person, isClick = person !== undefined }: Occasion): Promise<Found> {
  const { keys, token, algorithm } = resigning;
  if (algorithm === NONE) {
    if (ownAlgorithm(token) !== NONE) throw new KeyUseError('algorithm.none-with-key', { key: '' });
    if (!isClick) throw new VaultError('vault.unknown-key', {});
    return { signer: undefined, by: 'none' };
  }
  if (!algorithmNamed(algorithm)) throw new KeyUseError('algorithm.unsupported', { algorithm });
  // Of a save nobody knows why it takes long.
  const budget = isClick ? unlimited : modest;
  const { candidates } = likeliest(token, await keys.candidates(token), undefined, budget);
  // Where its key cannot sign with another algorithm, that is said rather than another key asked for.
  for (const wants of new Set([algorithm, ownAlgorithm(token)])) {
    const signer = await firstProof(token, ableTo(wants, candidates));
    if (signer) return { signer, by: 'proof' };
  }
  const chosen = isClick ? await ofChoice(resigning, person) : undefined;
  if (chosen) return chosen;
  if (!person) throw new VaultError('vault.unknown-key', {});
  return (await ofRecipe(resigning, person)) ?? ofPerson(resigning, person);
}

/** The key that the person chose for tokens like this one, and was told then that it had not signed one. */
async function ofChoice(resigning: Resigning, person: Person | undefined): Promise<Found | undefined> {
  const { keys, token, algorithm, purpose } = resigning;
  const chosen = keys.choices.of({ token, kind: purpose.kind });
  const known = chosen === undefined ? undefined : await keys.find(chosen);
  if (!known || known.fault) return undefined;
  const able = ableTo(algorithm, await open(resigning, known.reference, person));
  const signer = (await firstProof(token, able)) ?? able[0];
  return signer && { signer, by: 'choice' };
}

/** The key of the recipe that matches a token, opened where it takes a passphrase; one that proves nothing, after saying so. */
async function ofRecipe(resigning: Resigning, person: Person): Promise<Found | undefined> {
  for (const { name, recipe } of await resigning.keys.recipesOf(resigning.token)) {
    const purpose = { ...resigning.purpose, recipe: name };
    const named = await open({ ...resigning, purpose }, recipe.key, person, keyOptions(recipe).secretEncoding);
    const found = await proofOrWord(resigning, named, person);
    if (found) return { signer: found.signer, by: found.isProved ? 'proof' : 'recipe' };
  }
  return undefined;
}

/** The key that the person chooses now. */
async function ofPerson(resigning: Resigning, person: Person): Promise<Found> {
  const { keys, token, algorithm, purpose } = resigning;
  for (;;) {
    const reference = await person.choose(purpose, algorithm, keys.choices.of({ token, kind: purpose.kind }));
    const found = await proofOrWord(resigning, await open(resigning, reference, person), person);
    if (found) return { signer: found.signer, by: 'person' };
  }
}

/** The keys of a reference, to sign with. */
function open(
  { vault, token, algorithm, purpose }: Resigning,
  reference: Reference,
  person: Person | undefined,
  secretEncoding?: SecretEncoding,
): Promise<readonly [NamedKey, ...NamedKey[]]> {
  const wanted = { algorithm, id: memberValue(token.header.value, 'kid') };
  return vault.keys(reference, { wanted, person, purpose, secretEncoding });
}

function ableTo(algorithm: string, keys: readonly NamedKey[]): readonly NamedKey[] {
  return keys.filter(({ key }) => fits(key, algorithm) === undefined);
}

/** Of the keys of a reference the one that verifies the token, in whatever encoding; else the first, if the person says so after being told. */
async function proofOrWord(
  { token, algorithm, purpose }: Resigning,
  named: readonly [NamedKey, ...NamedKey[]],
  person: Person,
): Promise<{ readonly signer: NamedKey; readonly isProved: boolean } | undefined> {
  const able = ableTo(algorithm, named);
  const proved = await firstProof(token, able);
  if (proved) return { signer: proved, isProved: true };
  // What is wrong with a key that does not fit is said when it is to sign.
  const [signer = named[0]] = able;
  const isProvable = ownAlgorithm(token) !== NONE && able.length > 0;
  if (isProvable && !(await person.unproven(signer.reference, purpose))) return undefined;
  return { signer, isProved: false };
}

/** The first key that verifies a token as it stands: with it comes the encoding that proved, where it is a raw secret. */
async function firstProof(token: Token, candidates: readonly NamedKey[]): Promise<NamedKey | undefined> {
  const named = candidates.filter((candidate) => candidate.named);
  for (const candidate of new Set([...named, ...candidates]))
    if ((await verifySignature(token, candidate.key)) === 'valid') return candidate;
  return undefined;
}
