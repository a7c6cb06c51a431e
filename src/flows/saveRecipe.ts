import { CancellationError, env, l10n, window } from 'vscode';
import { saveRecipe } from '../edits/recipes.ts';
import type { Services } from '../services.ts';
import { recipesOfSettings } from '../vault/recipes.ts';
import { askText, back } from './steps.ts';

/** Asks for a name and saves a recipe in the settings; answers with the name. @throws CancellationError */
export async function askAndSaveRecipe(recipe: unknown): Promise<string | typeof back> {
  const answer = await askText(
    {
      prompt: l10n.t(
        'The name of the recipe in the setting "tokensmith.recipes". Keys and secrets are saved as references only.',
      ),
      placeholder: l10n.t('Name'),
      validate: (text) => (text.trim() === '' ? l10n.t('The name is empty.') : undefined),
      hint: (text) =>
        recipesOfSettings().has(text.trim())
          ? l10n.t('A recipe with this name already exists. Saving replaces it.')
          : undefined,
    },
    { title: l10n.t('Save as Recipe'), step: 1, steps: 1, canGoBack: true },
  );
  if (answer === back) return back;
  const name = answer.trim();
  await saveRecipe(name, recipe as Readonly<Record<string, unknown>>);
  void offerKeyBinding(name);
  return name;
}

/** Offers a key binding that inserts a token of a recipe with one key, as `keybindings.json` takes it. */
async function offerKeyBinding(name: string): Promise<void> {
  const copy = l10n.t('Copy Key Binding');
  const answer = await window.showInformationMessage(l10n.t('Recipe "{name}" saved.', { name }), copy);
  if (answer !== copy) return;
  const binding = { key: 'ctrl+alt+j', command: 'tokensmith.insertAuthorizationHeader', args: { recipe: name } };
  await env.clipboard.writeText(JSON.stringify(binding, undefined, 2));
}

/** Where it is remembered for which answers was offered to keep them, in the workspace's state. */
const offered = 'offeredToKeep';

/** Offers, once, to keep as a recipe what made a token by hand. */
export async function offerToKeep({ memory }: Pick<Services, 'memory'>, recipe: unknown): Promise<void> {
  const text = JSON.stringify(recipe);
  const before = memory.get<readonly string[]>(offered, []);
  const isKept = [...recipesOfSettings().values()].some((named) => JSON.stringify(named.recipe) === text);
  if (isKept || before.includes(text)) return;
  await memory.update(offered, [text, ...before].slice(0, 12));
  const save = l10n.t('Save as Recipe…');
  const answer = await window.showInformationMessage(l10n.t('Token inserted. Keep these answers as a recipe?'), save);
  if (answer !== save) return;
  await askAndSaveRecipe(recipe).catch((error: unknown) => {
    if (!(error instanceof CancellationError)) throw error;
  });
}
