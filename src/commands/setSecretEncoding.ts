import { changeRecipe } from '../edits/recipes.ts';
import { UsageError } from '../errors/usage.ts';
import { choiceArgument, textArgument } from '../flows/arguments.ts';
import { SECRET_ENCODINGS } from '../jwt/key.ts';
import { recipesOfSettings } from '../vault/recipes.ts';
import type { Command } from './command.ts';

/** Sets how a recipe of the settings reads its secret; runs from the fix of `secret-encoding`. */
export const setSecretEncoding: Command = {
  async run(_services, argument) {
    const name = textArgument(argument, 'recipe') ?? '';
    const secretEncoding = choiceArgument(argument, 'secretEncoding', SECRET_ENCODINGS);
    const recipe = recipesOfSettings().get(name)?.recipe;
    if (typeof recipe !== 'object' || recipe === null) throw new UsageError('command.unknown-recipe', { name });
    await changeRecipe(name, (present) => ({ ...present, secretEncoding }));
  },
};
