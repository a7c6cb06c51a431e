import { l10n, type QuickPickItem } from 'vscode';
import { fieldsOf } from '../kinds/fields.ts';
import { writableKinds } from '../kinds/index.ts';
import type { Field, WritableKind } from '../kinds/kind.ts';
import type { Services } from '../services.ts';
import { type NamedRecipe, recipesOfSettings } from '../vault/recipes.ts';
import { askField } from './askField.ts';
import { askPick, back, type Progress, runSteps, type Step } from './steps.ts';

type Recipe = Readonly<Record<string, unknown>>;

/** What the person chose: a recipe of the settings, or one made by answering. */
export type ChosenRecipe = Pick<NamedRecipe, 'recipe' | 'outside'> & { readonly name?: string };

const lastUsed = 'lastUsed';

/** Lets the person choose a recipe or a kind, and asks for what the kind needs. @throws CancellationError */
export async function chooseRecipe(services: Services): Promise<ChosenRecipe> {
  const items = choices(services);
  const picked = await askPick(
    items,
    { title: l10n.t('Create Token'), step: 1, steps: 1 },
    { placeholder: l10n.t('A recipe, or what the token is for') },
  );
  if (picked === back) return chooseRecipe(services);
  await services.memory.update(lastUsed, picked.id);
  return picked.chosen ?? { recipe: await askRecipe(services, picked.made), outside: true };
}

/** Asks for all that a kind needs and people want to choose. What was chosen before in this workspace is offered first. */
export async function askRecipe(services: Services, kind: WritableKind): Promise<Recipe> {
  const fields = fieldsOf(kind).filter(({ required, asked }) => required || asked);
  const steps = fields.map(
    (field): Step<Recipe> =>
      async (recipe, progress: Progress) => {
        const answer = await askField(services, kind, field, recipe, progress);
        return answer === back ? back : { ...recipe, ...answer };
      },
  );
  const recipe = await runSteps(kind.writing.command.title, { kind: kind.id } as Recipe, steps);
  await remember(services, kind, fields, recipe);
  return recipe;
}

type Choice = QuickPickItem & { readonly id: string } & (
    | { readonly chosen: ChosenRecipe; readonly made?: never }
    | { readonly chosen?: never; readonly made: WritableKind }
  );

function choices(services: Services): readonly Choice[] {
  const recipes = [...recipesOfSettings().values()].map(
    ({ name, recipe, outside }): Choice => ({
      id: `recipe:${name}`,
      label: `$(notebook-template) ${name}`,
      description: l10n.t('recipe'),
      chosen: { name, recipe, outside },
    }),
  );
  const kinds = writableKinds.map(
    (kind): Choice => ({
      id: kind.id,
      label: `$(key) ${kind.label}`,
      description: l10n.t(kind.description),
      made: kind,
    }),
  );
  const last = services.memory.get<string>(lastUsed);
  return [...recipes, ...kinds].sort((a, b) => Number(b.id === last) - Number(a.id === last));
}

async function remember(
  { memory }: Services,
  kind: WritableKind,
  fields: readonly Field[],
  recipe: Recipe,
): Promise<void> {
  const values = Object.fromEntries(
    fields.filter(({ name }) => recipe[name] !== undefined).map(({ name }) => [name, recipe[name]]),
  );
  await memory.update(`answers.${kind.id}`, values);
}
