import { ConfigurationTarget, type WorkspaceFolder, workspace } from 'vscode';
import type { Origin } from '../recipes/reference.ts';

/** A recipe of the settings, as it stands there. */
export interface NamedRecipe {
  readonly name: string;
  /** JSON, not checked yet. */
  readonly recipe: unknown;
  /** Who it is from: the person's own settings may lead out of the workspace, and a workspace's may not. */
  readonly origin: Origin;
}

type Recipes = Readonly<Record<string, unknown>>;

/** A level of the settings that can hold recipes. */
export interface Level {
  readonly target: ConfigurationTarget;
  readonly property: 'globalValue' | 'workspaceValue' | 'workspaceFolderValue';
  readonly folder?: WorkspaceFolder;
}

/** The levels that are there without a folder: the person's own, and the workspace's. */
export const userLevel: Level = { target: ConfigurationTarget.Global, property: 'globalValue' };
export const workspaceLevel: Level = { target: ConfigurationTarget.Workspace, property: 'workspaceValue' };

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
    if (level !== userLevel && !workspace.isTrusted) continue;
    const folder = level.folder?.uri.toString();
    const origin: Origin =
      level === userLevel ? { by: 'person' } : { by: 'workspace', ...(folder !== undefined && { folder }) };
    for (const [name, recipe] of Object.entries(recipesAt(level))) recipes.set(name, { name, recipe, origin });
  }
  return recipes;
}

/** The level that a recipe counts at. */
export function levelOfRecipe(name: string): Level | undefined {
  return levels().find((level) => Object.hasOwn(recipesAt(level), name));
}

/** The recipes of one level, not checked yet. */
export function recipesAt({ property, folder }: Level): Recipes {
  const value = workspace.getConfiguration('tokensmith', folder).inspect<Recipes>('recipes')?.[property];
  return typeof value === 'object' && value !== null ? value : {};
}
