import type { WorkspaceFolder } from 'vscode';
import { KeyUseError, webCrypto } from '../jwt/webCrypto.ts';
import { type CreatedToken, createToken, requireAccepted } from '../recipes/create.ts';
import { type CheckedRecipe, keyOptions, valueReferences } from '../recipes/recipe.ts';
import type { Reference } from '../recipes/reference.ts';
import { KeyReferenceError } from './errors.ts';
import type { PathOptions } from './files.ts';
import { type NamedKey, referenceText, type Vault } from './vault.ts';

/** A new token, with the key that signed it; none signed an unsecured one. */
export interface MadeToken extends CreatedToken {
  readonly signer: NamedKey | undefined;
}

/**
 * Makes a token from a recipe: resolves its references, judges, signs.
 * @param outside whether the key's path may lead out of the workspace
 * @param folder the workspace folder whose settings the recipe is from
 * @throws RecipeError, VaultError, KeyReferenceError, SigningError; CancellationError where the person was asked and declined
 */
export async function makeToken(
  vault: Vault,
  recipe: CheckedRecipe,
  outside: boolean,
  folder?: WorkspaceFolder,
): Promise<MadeToken> {
  if (!webCrypto()) throw new KeyUseError('key.no-web-crypto', {});
  const values: Record<string, unknown> = { ...recipe.values };
  for (const { field, reference } of valueReferences(recipe)) values[field.name] = await vault.value(reference, field);
  const making = () => ({ now: Date.now(), uuid: () => crypto.randomUUID() });
  // Before anybody is asked for a passphrase, or to let a secret be used.
  requireAccepted(recipe.kind, values, making());
  const signer = recipe.key && (await signerOf(vault, recipe, recipe.key, { outside, folder }));
  const created = await withKey(signer?.reference, () => createToken(recipe.kind, values, signer?.key, making()));
  return { ...created, signer };
}

async function signerOf(
  vault: Vault,
  recipe: CheckedRecipe,
  reference: Reference,
  path: PathOptions,
): Promise<NamedKey> {
  const key = await vault.key(reference, { ...path, ...keyOptions(recipe), interactive: true });
  return { key, reference: referenceText(reference) };
}

/** Runs what uses a key, so that an error about the key names where it came from. */
export async function withKey<T>(reference: string | undefined, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw error instanceof KeyUseError && reference !== undefined ? new KeyReferenceError(reference, error) : error;
  }
}
