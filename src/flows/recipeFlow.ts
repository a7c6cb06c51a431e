import { CancellationError, l10n, type QuickPickItem, QuickPickItemKind } from 'vscode';
import { fieldsOf } from '../kinds/fields.ts';
import { writableKind, writableKinds } from '../kinds/index.ts';
import type { Field, WritableKind } from '../kinds/kind.ts';
import type { Services } from '../services.ts';
import { type NamedRecipe, recipesOfSettings } from '../vault/recipes.ts';
import { askField, type Recipe } from './askField.ts';
import { askPick, back, runSteps, type Step } from './steps.ts';

/** What the person chose: a recipe of the settings, by its name, or one made by answering. */
export type ChosenRecipe = Omit<NamedRecipe, 'name'> & { readonly name?: string };

const lastUsed = 'lastUsed';

/**
 * Lets the person choose a recipe or a kind, and asks for what is missing.
 * @throws CancellationError
 */
export async function chooseRecipe(services: Services): Promise<ChosenRecipe> {
  for (;;) {
    const picked = await askPick(
      choices(services),
      { title: l10n.t('Create Token'), step: 1, steps: 1 },
      { placeholder: l10n.t('Select a recipe or a kind of token') },
    );
    if (picked === back || !picked.choice) continue;
    const { id, chosen, kind } = picked.choice;
    const answered = chosen ? await complete(services, chosen) : await askAll(services, kind, true);
    if (answered === back) continue;
    await services.memory.update(lastUsed, id);
    return answered;
  }
}

/** Asks for all that a kind needs and people want to choose. @throws CancellationError */
export async function askRecipe(services: Services, kind: WritableKind): Promise<ChosenRecipe> {
  const answered = await askAll(services, kind, false);
  if (answered === back) throw new CancellationError();
  await services.memory.update(lastUsed, kind.id);
  return answered;
}

/** Asks for a kind's fields. What was chosen before in this workspace is offered first. */
async function askAll(services: Services, kind: WritableKind, canLeave: boolean): Promise<ChosenRecipe | typeof back> {
  const fields = fieldsOf(kind).filter(({ required, asked }) => required || asked);
  const recipe = await ask(services, kind, { kind: kind.id }, fields, canLeave);
  if (recipe === back) return back;
  await services.memory.update(
    `answers.${kind.id}`,
    Object.fromEntries(fields.flatMap(({ name }) => (recipe[name] === undefined ? [] : [[name, recipe[name]]]))),
  );
  // What the person picked by hand may lie where a workspace's settings may not point.
  return { recipe, outside: true };
}

/** Asks for the fields that a recipe of the settings leaves out and its kind requires. */
async function complete(services: Services, chosen: ChosenRecipe): Promise<ChosenRecipe | typeof back> {
  const kind = kindOf(chosen.recipe);
  // What is wrong with a recipe of no kind is said when it is used.
  if (!kind) return chosen;
  const given = chosen.recipe as Recipe;
  const missing = fieldsOf(kind).filter(
    ({ name, required, default: value }) => required && value === undefined && given[name] === undefined,
  );
  if (missing.length === 0) return chosen;
  const recipe = await ask(services, kind, given, missing, true);
  return recipe === back ? back : { ...chosen, recipe };
}

function ask(
  services: Services,
  kind: WritableKind,
  given: Recipe,
  fields: readonly Field[],
  canLeave: boolean,
): Promise<Recipe | typeof back> {
  const steps = fields.map(
    (field): Step<Recipe> =>
      (recipe, progress) =>
        askField(services, kind, field, recipe, progress),
  );
  return runSteps(l10n.t(kind.writing.command.title).replace(/…$/, ''), given, steps, canLeave);
}

type Choice = { readonly id: string } & (
  | { readonly chosen: ChosenRecipe; readonly kind?: never }
  | { readonly chosen?: never; readonly kind: WritableKind }
);

/** An item of the list; a heading has no choice. */
interface ChoiceItem extends QuickPickItem {
  readonly choice?: Choice;
}

/** The recipes, then the kinds; what was used last comes first. */
function choices({ memory }: Services): readonly ChoiceItem[] {
  const recipes = [...recipesOfSettings().values()].map(
    (chosen): ChoiceItem => ({
      label: `$(notebook-template) ${chosen.name}`,
      description: kindOf(chosen.recipe)?.label ?? '',
      choice: { id: `recipe:${chosen.name}`, chosen },
    }),
  );
  const kinds = writableKinds.map(
    (kind): ChoiceItem => ({
      label: `$(key) ${kind.label}`,
      description: l10n.t(kind.description),
      choice: { id: kind.id, kind },
    }),
  );
  const last = memory.get<string>(lastUsed);
  const isLast = ({ choice }: ChoiceItem) => choice?.id === last;
  const others = (items: readonly ChoiceItem[]) => items.filter((item) => !isLast(item));
  return [
    ...section(l10n.t('last used'), [...recipes, ...kinds].filter(isLast)),
    ...section(l10n.t('recipes'), others(recipes)),
    ...section(l10n.t('new token'), others(kinds)),
  ];
}

function section(label: string, items: readonly ChoiceItem[]): readonly ChoiceItem[] {
  return items.length === 0 ? [] : [{ label, kind: QuickPickItemKind.Separator }, ...items];
}

function kindOf(recipe: unknown): WritableKind | undefined {
  return writableKind((recipe as Recipe | null | undefined)?.kind);
}
