import { ConfigurationTarget, type WorkspaceFolder, workspace } from 'vscode';
import { VaultError } from './errors.ts';

/** A recipe of the settings, as it stands there. */
export interface NamedRecipe {
  readonly name: string;
  /** JSON, not checked yet. */
  readonly recipe: unknown;
  /** Whether `file:` may lead out of the workspace: the user's own settings may, a workspace's may not. */
  readonly outside: boolean;
  /** The workspace folder whose settings it is from, if it is of one folder alone. */
  readonly folder?: WorkspaceFolder;
}

type Recipes = Readonly<Record<string, unknown>>;

/** A level of the settings that can hold recipes. */
interface Level {
  readonly target: ConfigurationTarget;
  readonly property: 'globalValue' | 'workspaceValue' | 'workspaceFolderValue';
  readonly folder?: WorkspaceFolder;
}

const userLevel: Level = { target: ConfigurationTarget.Global, property: 'globalValue' };
const workspaceLevel: Level = { target: ConfigurationTarget.Workspace, property: 'workspaceValue' };

/** The levels of the settings, the nearest first: each folder of a workspace, the workspace, the user. */
function levels(): readonly Level[] {
  const folders = (workspace.workspaceFolders ?? []).map(
    (folder): Level => ({ target: ConfigurationTarget.WorkspaceFolder, property: 'workspaceFolderValue', folder }),
  );
  // The only folder's settings are the workspace's.
  return [...(workspace.workspaceFile ? folders : []), workspaceLevel, userLevel];
}

/**
 * The recipes of the settings by name. The nearest level that has a name has the whole recipe: VS Code's own merging
 * would let a workspace alter a recipe of the user's. An untrusted workspace's are left out.
 */
export function recipesOfSettings(): ReadonlyMap<string, NamedRecipe> {
  const recipes = new Map<string, NamedRecipe>();
  for (const level of levels().toReversed()) {
    const outside = level === userLevel;
    if (!outside && !workspace.isTrusted) continue;
    for (const [name, recipe] of Object.entries(recipesAt(level)))
      recipes.set(name, { name, recipe, outside, ...(level.folder && { folder: level.folder }) });
  }
  return recipes;
}

/**
 * Saves a recipe under a name: over the one that has it, else in the workspace's settings where a folder is open, else in
 * the user's.
 * @throws VaultError `vault.settings-not-written`
 */
export async function saveRecipe(name: string, recipe: Recipes): Promise<void> {
  const level = levelOf(name) ?? (workspace.workspaceFolders ? workspaceLevel : userLevel);
  await update(level, (recipes) => ({ ...recipes, [name]: recipe }));
}

/**
 * Gives a recipe another name, at its level and place; over the one of that level that has the name. Does nothing where
 * there is none. @throws VaultError `vault.settings-not-written`
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

/** Deletes a recipe from the level that has it. Does nothing where there is none. @throws VaultError `vault.settings-not-written` */
export async function deleteRecipe(name: string): Promise<void> {
  const level = levelOf(name);
  if (!level) return;
  await update(level, (recipes) => Object.fromEntries(Object.entries(recipes).filter(([other]) => other !== name)));
}

function levelOf(name: string): Level | undefined {
  return levels().find((level) => Object.hasOwn(recipesAt(level), name));
}

function recipesAt({ property, folder }: Level): Recipes {
  const value = workspace.getConfiguration('tokensmith', folder).inspect<Recipes>('recipes')?.[property];
  return typeof value === 'object' && value !== null ? value : {};
}

async function update(level: Level, change: (recipes: Recipes) => Recipes): Promise<void> {
  try {
    await workspace
      .getConfiguration('tokensmith', level.folder)
      .update('recipes', change(recipesAt(level)), level.target);
  } catch {
    // The settings file has errors, or changes that are not saved; VS Code's own message may quote it.
    throw new VaultError('vault.settings-not-written', {});
  }
}
