import type { Memento } from 'vscode';
import { tellDone } from '../features/contextKeys.ts';
import { NONE } from '../jwt/algorithms.ts';
import { fieldsFor } from '../kinds/fields.ts';
import { writableKind } from '../kinds/index.ts';
import type { WritableKind } from '../kinds/kind.ts';
import { keyName } from '../messages/keys.ts';
import { kindOfRecipe } from '../recipes/hosts.ts';
import type { Recipe } from '../recipes/recipe.ts';
import { parseReference } from '../recipes/reference.ts';
import type { Services } from '../services.ts';
import { keysOrFault, signerOf } from '../vault/knownKey.ts';
import { recipesOfSettings } from '../vault/recipes.ts';
import type { ChosenRecipe } from './recipeFlow.ts';

/** What made a token by hand in this workspace: the name of a recipe of the settings, and what was answered. */
interface Made {
  readonly name?: string;
  readonly recipe: Recipe;
}

/** Where that is remembered, in the workspace's state. */
const made = 'made';
/** So many are remembered, the oldest of which go first. */
const most = 12;

/**
 * What made the last token here, to make another with no question asked; of one kind, where one is given.
 * @returns it with a label such as `Vonage REST · 4810a387-… · private.key`; `undefined` where there is none
 */
export async function lastMade(
  services: Pick<Services, 'memory' | 'vault' | 'keys'>,
  kind?: WritableKind,
): Promise<{ readonly label: string; readonly chosen: ChosenRecipe } | undefined> {
  const { memory } = services;
  const recipes = recipesOfSettings();
  for (const { name, recipe } of memory.get<readonly Made[]>(made, [])) {
    const named = name === undefined ? undefined : recipes.get(name);
    if (name !== undefined && !named) continue;
    // A recipe may have changed since: what was answered counts only where it has nothing.
    const now = named ? completed(Object(named.recipe), recipe) : recipe;
    const itsKind = writableKind(now.kind);
    if (!itsKind || (kind && itsKind !== kind) || missing(itsKind, now).length > 0) continue;
    const chosen = named ? withAnswers(named, now) : { recipe: now };
    if (!(await hasKey(services, chosen))) continue;
    return { label: labelOf(name ?? itsKind.label, itsKind, now), chosen };
  }
  return undefined;
}

/** Whether the key of a recipe is there and can sign its kind's tokens, or it needs none. Nobody is asked anything. */
export async function hasKey(
  { vault, keys }: Pick<Services, 'vault' | 'keys'>,
  { recipe, origin }: ChosenRecipe,
): Promise<boolean> {
  const { key, algorithm } = Object(recipe) as Recipe;
  if (key === undefined && algorithm === NONE) return true;
  const reference = typeof key === 'string' ? parseReference(key, origin ?? (await keys.originOf(recipe))) : undefined;
  if (!reference) return false;
  return signerOf(await keysOrFault(() => vault.look(reference)), kindOfRecipe(recipe)?.writing) !== undefined;
}

/** A recipe with what the person has answered to it. */
export function withAnswers(chosen: ChosenRecipe, recipe: Recipe): ChosenRecipe {
  const isKeyAnswered = (Object(chosen.recipe) as Recipe).key === undefined;
  return { ...chosen, recipe, origin: isKeyAnswered ? undefined : chosen.origin };
}

/** The ids of the kinds of which tokens were made by hand in this workspace, the last first. */
export function lastKinds(memory: Memento): readonly string[] {
  const recipes = recipesOfSettings();
  const kinds = memory.get<readonly Made[]>(made, []).map(({ name, recipe }) => {
    const { kind } = Object(name === undefined ? recipe : recipes.get(name)?.recipe) as Recipe;
    return typeof kind === 'string' ? kind : '';
  });
  return [...new Set(kinds)].filter((kind) => writableKind(kind));
}

/** Remembers what made a token. Kept in the workspace's state: references to keys, never keys. */
export async function rememberMade(memory: Memento, { name, recipe }: ChosenRecipe): Promise<void> {
  const last: Made = { ...(name !== undefined && { name }), recipe: Object(recipe) };
  const others = memory
    .get<readonly Made[]>(made, [])
    .filter((other) => JSON.stringify([other.name, other.recipe]) !== JSON.stringify([last.name, last.recipe]));
  await memory.update(made, [last, ...others].slice(0, most));
  tellDone(memory, 'hasMade');
}

/** The fields that a recipe needs and does not have. */
export function missing(kind: WritableKind, recipe: Recipe): readonly string[] {
  return fieldsFor(kind, recipe)
    .filter(({ name, required, default: value }) => required && value === undefined && recipe[name] === undefined)
    .map(({ name }) => name);
}

function completed(recipe: Recipe, answers: Recipe): Recipe {
  const kind = writableKind(recipe.kind);
  const needed = kind ? missing(kind, recipe) : [];
  return { ...recipe, ...Object.fromEntries(needed.map((name) => [name, answers[name]])) };
}

/** The kind or name, the value that tells tokens of the kind apart (the last text that it requires), and the key. */
function labelOf(title: string, kind: WritableKind, recipe: Recipe): string {
  const texts = fieldsFor(kind, recipe).filter(
    ({ type, required }) => required && (type === 'text' || type === 'uuid'),
  );
  const subject = recipe[texts.at(-1)?.name ?? ''];
  const key = typeof recipe.key === 'string' ? keyName(recipe.key) : undefined;
  return [title, subject, key].filter((part) => typeof part === 'string').join(' · ');
}
