import { l10n, type QuickPickItem, QuickPickItemKind } from 'vscode';
import { fieldsOf } from '../kinds/fields.ts';
import { writableKinds } from '../kinds/index.ts';
import type { Field, WritableKind } from '../kinds/kind.ts';
import { hasPlace, inGroups } from '../kinds/offers.ts';
import { kindOfRecipe } from '../recipes/hosts.ts';
import type { Recipe } from '../recipes/recipe.ts';
import type { Origin } from '../recipes/reference.ts';
import type { Services } from '../services.ts';
import { type NamedRecipe, recipesOfSettings } from '../vault/recipes.ts';
import { hasKey, lastKinds, lastMade, missing, withAnswers } from './again.ts';
import { askField, customize } from './askField.ts';
import { kindsHere } from './kindsHere.ts';
import { askPick, back, runSteps, type Step } from './steps.ts';

/** What the person chose: a recipe of the settings, by its name, or one made by answering. */
export interface ChosenRecipe extends Pick<NamedRecipe, 'recipe'> {
  readonly name?: string;
  /** Who its key is named by; absent: the person, among those that were offered. */
  readonly origin?: Origin | undefined;
}

/**
 * Lets the person choose what to make, and asks for what is missing. What was made last comes first, complete.
 * @param title of the command that runs
 * @param kind the only kind to choose; `undefined`: any recipe or kind
 * @throws CancellationError
 */
export async function chooseRecipe(services: Services, title: string, kind?: WritableKind): Promise<ChosenRecipe> {
  for (;;) {
    const items = await (kind ? choicesOf(services, kind) : choices(services));
    // With nothing to choose from, the first question is the kind's own.
    const isOnly = items.length === 1;
    const picked = isOnly
      ? items[0]
      : await askPick(
          items,
          { title, step: 1, steps: 1 },
          { placeholder: kind ? l10n.t(kind.description) : l10n.t('Select a recipe or a kind of token') },
        );
    if (picked === undefined || picked === back || !picked.choice) continue;
    const { chosen, kind: picks } = picked.choice;
    const answered = chosen ? await complete(services, title, chosen) : await askAll(services, title, picks, !isOnly);
    if (answered !== back) return answered;
  }
}

/** Asks for a kind's fields. What was answered before in this workspace is offered first. */
async function askAll(
  services: Services,
  title: string,
  kind: WritableKind,
  canLeave: boolean,
): Promise<ChosenRecipe | typeof back> {
  const fields = fieldsOf(kind).filter(({ required, asked }) => required || asked);
  const recipe = await ask(services, title, kind, { kind: kind.id }, fields, canLeave);
  if (recipe === back) return back;
  await services.memory.update(
    `answers.${kind.id}`,
    Object.fromEntries(fields.flatMap(({ name }) => (recipe[name] === undefined ? [] : [[name, recipe[name]]]))),
  );
  return { recipe };
}

/** Asks for the fields that a recipe of the settings leaves out and its kind requires. */
async function complete(services: Services, title: string, chosen: ChosenRecipe): Promise<ChosenRecipe | typeof back> {
  const kind = kindOfRecipe(chosen.recipe);
  // What is wrong with a recipe of no kind is said when it is used.
  if (!kind) return chosen;
  const given = chosen.recipe as Recipe;
  const needed = missing(kind, given);
  if (needed.length === 0) return chosen;
  const recipe = await ask(
    services,
    title,
    kind,
    given,
    fieldsOf(kind).filter(({ name }) => needed.includes(name)),
    true,
  );
  return recipe === back ? back : withAnswers(chosen, recipe);
}

/** A recipe as far as it has come, and whether the person wants to be asked for what is usually left out, too. */
interface Answers {
  readonly recipe: Recipe;
  readonly isCustomized: boolean;
}

async function ask(
  services: Services,
  title: string,
  kind: WritableKind,
  given: Recipe,
  fields: readonly Field[],
  canLeave: boolean,
): Promise<Recipe | typeof back> {
  const canCustomize = fields.some(({ asked }) => asked === 'customized');
  const steps = fields.map(
    (field): Step<Answers> =>
      async (answers, progress, answered) => {
        const last = answered?.recipe[field.name];
        for (let { isCustomized } = answers; ; isCustomized = true) {
          const options = { canCustomize: canCustomize && !isCustomized, last };
          const answer = await askField(services, kind, field, answers.recipe, progress, options);
          if (answer === customize) continue;
          if (answer === back) return back;
          return answer === answers.recipe ? answers : { recipe: answer, isCustomized };
        }
      },
  );
  const isAsked = (index: number, { isCustomized, recipe }: Answers) => {
    const field = fields[index];
    return field !== undefined && hasPlace(fields, field, recipe) && (isCustomized || field.asked !== 'customized');
  };
  const answers = await runSteps(title, { recipe: given, isCustomized: false }, steps, canLeave, isAsked);
  return answers === back ? back : answers.recipe;
}

type Choice =
  | { readonly chosen: ChosenRecipe; readonly kind?: never }
  | { readonly chosen?: never; readonly kind: WritableKind };

/** An item of the list; a heading has no choice. */
interface ChoiceItem extends QuickPickItem {
  readonly choice?: Choice;
}

/** What was made last, then the recipes, then the kinds: the one used last and those whose keys are here first. */
async function choices(services: Services): Promise<readonly ChoiceItem[]> {
  const { memory, keys } = services;
  const last = await lastMade(services);
  const groups = inGroups(writableKinds, ({ id }) => id, lastKinds(memory), await kindsHere({ keys }));
  const recipes = [...recipesOfSettings().values()].filter(({ name }) => name !== last?.chosen.name);
  const usable = await Promise.all(recipes.map((recipe) => isUsable(services, recipe)));
  return [
    ...section(l10n.t('again'), last ? [againItem(last)] : []),
    ...section(l10n.t('recipes'), [
      ...recipes.filter((_, i) => usable[i]).map(recipeItem),
      ...recipes.filter((_, i) => !usable[i]).map(recipeItem),
    ]),
    ...section(l10n.t('new token of kind'), [...groups.last, ...groups.here, ...groups.others].map(kindItem)),
  ];
}

/** What was made last of one kind, then a new one. */
async function choicesOf(services: Services, kind: WritableKind): Promise<readonly ChoiceItem[]> {
  const last = await lastMade(services, kind);
  return [...(last ? [againItem(last)] : []), { ...kindItem(kind), label: `$(add) ${l10n.t('New token…')}` }];
}

/** Whether a recipe can make a token here, once what it leaves out is answered. */
async function isUsable(services: Services, chosen: ChosenRecipe): Promise<boolean> {
  const kind = kindOfRecipe(chosen.recipe);
  if (!kind) return false;
  return missing(kind, chosen.recipe as Recipe).includes('key') || hasKey(services, chosen);
}

function againItem({ label, chosen }: { readonly label: string; readonly chosen: ChosenRecipe }): ChoiceItem {
  return { label: `$(history) ${label}`, choice: { chosen } };
}

function recipeItem(chosen: NamedRecipe): ChoiceItem {
  return {
    label: `$(notebook-template) ${chosen.name}`,
    description: kindOfRecipe(chosen.recipe)?.label ?? '',
    choice: { chosen },
  };
}

function kindItem(kind: WritableKind): ChoiceItem {
  return { label: `$(key) ${kind.label}`, description: l10n.t(kind.description), choice: { kind } };
}

function section(label: string, items: readonly ChoiceItem[]): readonly ChoiceItem[] {
  return items.length === 0 ? [] : [{ label, kind: QuickPickItemKind.Separator }, ...items];
}
