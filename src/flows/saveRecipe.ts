import { l10n, window } from 'vscode';
import { saveRecipe } from '../edits/recipes.ts';
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
  window.setStatusBarMessage(l10n.t('The recipe "{name}" is saved.', { name }), 5000);
  return name;
}
