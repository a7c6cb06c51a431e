import { writableKinds } from '../kinds/index.ts';
import { isFoundBy } from '../kinds/offers.ts';
import { kindOfRecipe } from '../recipes/hosts.ts';
import { referenceText } from '../recipes/reference.ts';
import type { Services } from '../services.ts';
import { recipesOfSettings } from '../vault/recipes.ts';

/** The ids of the kinds of which tokens are made here, as far as keys and recipes tell. */
export async function kindsHere({ keys }: Pick<Services, 'keys'>): Promise<readonly string[]> {
  const references = (await keys.all()).map(({ reference }) => referenceText(reference));
  const named = new Set([...recipesOfSettings().values()].map(({ recipe }) => kindOfRecipe(recipe)));
  return writableKinds.filter((kind) => named.has(kind) || isFoundBy(kind, references)).map(({ id }) => id);
}
