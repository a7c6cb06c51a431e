import { CancellationError, l10n, window } from 'vscode';
import { deleteRecipe, renameRecipe, saveRecipe } from '../edits/recipes.ts';
import { UsageError } from '../errors/usage.ts';
import { kindOfRecipe } from '../recipes/hosts.ts';
import { recipesOfSettings } from '../vault/recipes.ts';
import { draftOfRecipe } from './draft.ts';
import { recipeOf } from './formHandlers.ts';
import type { Handlers } from './handlers.ts';
import type { Filled, RecipeName } from './protocol.ts';

/** The recipes of the settings by name. */
export function recipeNames(): readonly RecipeName[] {
  return [...recipesOfSettings().values()].map(({ name, recipe }) => {
    const kind = kindOfRecipe(recipe);
    return { name, ...(kind && { kind: l10n.t(kind.label) }) };
  });
}

/** A recipe, or one of the settings by its name, as a form. @throws UsageError `command.unknown-recipe`; RecipeError where it has no form */
export function filledFrom(recipe: unknown): Filled {
  return typeof recipe === 'string' ? openRecipe(recipe) : { draft: draftOfRecipe(recipe) };
}

function openRecipe(name: string): Filled {
  const named = recipesOfSettings().get(name);
  if (!named) throw new UsageError('command.unknown-recipe', { name });
  return { draft: draftOfRecipe(named.recipe), recipe: name };
}

/** Opens, saves, renames and deletes the recipes of the settings. */
export const recipeHandlers: Pick<Handlers, 'openRecipe' | 'saveRecipe' | 'renameRecipe' | 'deleteRecipe'> = {
  openRecipe: async ({ name }) => openRecipe(name),

  async saveRecipe({ name, draft }) {
    await saveRecipe(name, recipeOf(draft));
    return null;
  },

  async renameRecipe({ name, to }) {
    if (recipesOfSettings().has(to)) throw new UsageError('command.recipe-exists', { name: to });
    await renameRecipe(name, to);
    return null;
  },

  async deleteRecipe({ name }) {
    const remove = l10n.t('Delete');
    const answer = await window.showWarningMessage(
      l10n.t('Delete the recipe "{name}" from the settings?', { name }),
      { modal: true },
      remove,
    );
    if (answer !== remove) throw new CancellationError();
    await deleteRecipe(name);
    return null;
  },
};
