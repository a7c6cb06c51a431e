import { UsageError } from '../errors/usage.ts';
import { checkRecipe } from '../recipes/recipe.ts';
import type { Services } from '../services.ts';
import { recipesOfSettings } from '../vault/recipes.ts';
import { createToken } from '../vault/sign.ts';
import { requireTrust } from '../vault/trust.ts';

/**
 * Makes a token from a recipe of the settings, by its name.
 * @throws UsageError `command.unknown-recipe`; VaultError `vault.untrusted`; what checking and making throws
 */
export async function makeNamed(services: Services, name: string): Promise<string> {
  requireTrust();
  const named = recipesOfSettings().get(name);
  if (!named) throw new UsageError('command.unknown-recipe', { name });
  const recipe = checkRecipe(named.recipe, undefined, named.origin);
  return (await createToken(services, recipe, services.person, name)).token;
}
