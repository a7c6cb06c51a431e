import { workspace } from 'vscode';
import { parseReference } from '../recipes/reference.ts';
import { VaultError } from '../vault/errors.ts';
import { newFile } from '../vault/files.ts';
import { type Level, levelOfRecipe, recipesAt, userLevel, workspaceLevel } from '../vault/recipes.ts';
import { updateSetting } from './settings.ts';

type Recipes = Readonly<Record<string, unknown>>;

/**
 * Saves a recipe under a name: over the one that has it, else in the workspace's settings where a folder is open, else in
 * the user's; in the user's, too, where its key leads out of the workspace, which no other may name.
 * @throws EditError `edit.settings-not-written`; VaultError `vault.symbolic-link`
 */
export async function saveRecipe(name: string, recipe: Recipes): Promise<void> {
  const usual = levelOfRecipe(name) ?? (workspace.workspaceFolders ? workspaceLevel : userLevel);
  const level = leadsOut(recipe.key) ? userLevel : usual;
  await update(level, (recipes) => ({ ...recipes, [name]: recipe }));
}

/** Changes a recipe where it counts. Does nothing where there is none. @throws EditError `edit.settings-not-written`; VaultError `vault.symbolic-link` */
export async function changeRecipe(name: string, change: (recipe: Recipes) => Recipes): Promise<void> {
  const level = levelOfRecipe(name);
  if (!level) return;
  await update(level, (recipes) => {
    const recipe = recipes[name];
    return typeof recipe === 'object' && recipe !== null ? { ...recipes, [name]: change(recipe as Recipes) } : recipes;
  });
}

/**
 * Gives a recipe another name, at its level and place; over the one of that level that has the name. Does nothing where
 * there is none. @throws EditError `edit.settings-not-written`; VaultError `vault.symbolic-link`
 */
export async function renameRecipe(name: string, to: string): Promise<void> {
  const level = levelOfRecipe(name);
  if (!level || name === to) return;
  await update(level, (recipes) =>
    Object.fromEntries(
      Object.entries(recipes)
        .filter(([other]) => other !== to)
        .map(([other, recipe]) => [other === name ? to : other, recipe]),
    ),
  );
}

/** Deletes a recipe from the level that has it. Does nothing where there is none. @throws EditError `edit.settings-not-written`; VaultError `vault.symbolic-link` */
export async function deleteRecipe(name: string): Promise<void> {
  const level = levelOfRecipe(name);
  if (!level) return;
  await update(level, (recipes) => Object.fromEntries(Object.entries(recipes).filter(([other]) => other !== name)));
}

/** Whether a key is a file that no recipe of the workspace may name. */
function leadsOut(key: unknown): boolean {
  const reference = typeof key === 'string' ? parseReference(key) : undefined;
  if (reference?.scheme !== 'file') return false;
  try {
    newFile(reference.path);
    return false;
  } catch (error) {
    return error instanceof VaultError && error.code === 'vault.outside-workspace';
  }
}

async function update(level: Level, change: (recipes: Recipes) => Recipes): Promise<void> {
  await updateSetting('recipes', () => change(recipesAt(level)), level.target, level.folder?.uri);
}
