import { ConfigurationTarget, workspace } from 'vscode';

/** A recipe of the settings, as it stands there. */
export interface NamedRecipe {
  readonly name: string;
  /** JSON, not checked yet. */
  readonly recipe: unknown;
  /** Whether `file:` may lead out of the workspace: the user's own settings may, a workspace's may not. */
  readonly outside: boolean;
}

type Recipes = Readonly<Record<string, unknown>>;

/**
 * The recipes of the settings by name. The nearest level that has a name has the whole recipe: VS Code's own merging
 * would let a workspace alter a recipe of the user's. An untrusted workspace's are left out.
 */
export function recipesOfSettings(): ReadonlyMap<string, NamedRecipe> {
  const levels = workspace.getConfiguration('tokensmith').inspect<Recipes>('recipes');
  const ofWorkspace = workspace.isTrusted ? [levels?.workspaceValue, levels?.workspaceFolderValue] : [];
  const recipes = new Map<string, NamedRecipe>();
  const add = (level: Recipes | undefined, outside: boolean) => {
    for (const [name, recipe] of Object.entries(level ?? {})) recipes.set(name, { name, recipe, outside });
  };
  add(levels?.globalValue, true);
  for (const level of ofWorkspace) add(level, false);
  return recipes;
}

/** Saves a recipe under a name: in the workspace's settings where a folder is open, else in the user's. */
export async function saveRecipe(name: string, recipe: Recipes): Promise<void> {
  const target = workspace.workspaceFolders ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  const configuration = workspace.getConfiguration('tokensmith');
  const levels = configuration.inspect<Recipes>('recipes');
  const present = target === ConfigurationTarget.Workspace ? levels?.workspaceValue : levels?.globalValue;
  await configuration.update('recipes', { ...present, [name]: recipe }, target);
}
