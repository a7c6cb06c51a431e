import { KeyUseError, webCrypto } from '../jwt/webCrypto.ts';
import type { FieldValues } from '../kinds/kind.ts';
import { type CreatedToken, createToken } from '../recipes/create.ts';
import { type CheckedRecipe, secretEncodingOf, valueReferences } from '../recipes/recipe.ts';
import { KeyReferenceError } from './errors.ts';
import { referenceText, type Vault } from './vault.ts';

/**
 * Makes a token from a recipe: resolves its references, judges, signs.
 * @throws RecipeError, VaultError, KeyReferenceError, SigningError; CancellationError where the person was asked and declined
 */
export async function makeToken(vault: Vault, recipe: CheckedRecipe, outside: boolean): Promise<CreatedToken> {
  if (!webCrypto()) throw new KeyUseError('key.no-web-crypto', {});
  const values: Record<string, unknown> = { ...recipe.values };
  for (const [field, reference] of valueReferences(recipe)) values[field] = await vault.value(reference, field);
  const { key: reference } = recipe;
  const key =
    reference && (await vault.key(reference, { secretEncoding: secretEncodingOf(recipe), interactive: true, outside }));
  return withKey(reference && referenceText(reference), () =>
    createToken(recipe.kind, values as FieldValues, key, { now: Date.now(), uuid: () => crypto.randomUUID() }),
  );
}

/** Runs what uses a key, so that an error about the key names where it came from. */
export async function withKey<T>(reference: string | undefined, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw error instanceof KeyUseError && reference !== undefined ? new KeyReferenceError(reference, error) : error;
  }
}
