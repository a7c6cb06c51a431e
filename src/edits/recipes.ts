import { workspace } from 'vscode';
import { type Level, levelOf, recipesAt, userLevel, workspaceLevel } from '../vault/recipes.ts';
import { updateSetting } from './settings.ts';

type Recipes = Readonly<Record<string, unknown>>;

/**
 * Saves a recipe under a name: over the one that has it, else in the workspace's settings where a folder is open, else in
 * the user's.
 * @throws EditError `edit.settings-not-written`; VaultError `vault.symbolic-link`
 */
export async function saveRecipe(name: string, recipe: Recipes): Promise<void> {
  const level = levelOf(name) ?? (workspace.workspaceFolders ? workspaceLevel : userLevel);
  await update(level, (recipes) => ({ ...recipes, [name]: recipe }));
}

/**
 * Gives a recipe another name, at its level and place; over the one of that level that has the name. Does nothing where
 * there is none. @throws EditError `edit.settings-not-written`; VaultError `vault.symbolic-link`
 */
export async function renameRecipe(name: string, to: string): Promise<void> {
  const level = levelOf(name);
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
  const level = levelOf(name);
  if (!level) return;
  await update(level, (recipes) => Object.fromEntries(Object.entries(recipes).filter(([other]) => other !== name)));
}

async function update(level: Level, change: (recipes: Recipes) => Recipes): Promise<void> {
  await updateSetting('recipes', change(recipesAt(level)), level.target, level.folder?.uri);
}
