import { draftOfRecipe } from '../builder/draft.ts';
import type { Filled } from '../builder/protocol.ts';
import { openRecipe } from '../builder/recipeAnswers.ts';
import type { Argument, Command } from './command.ts';

/** Opens the Token Builder, with a recipe's form where one is named or given; a given one may be incomplete. */
export const openBuilder: Command = {
  async run({ builder }, argument) {
    await builder.show(filledBy(argument));
  },
};

function filledBy({ recipe }: Argument): Filled | undefined {
  if (recipe === undefined) return undefined;
  return typeof recipe === 'string' ? openRecipe(recipe) : { draft: draftOfRecipe(recipe) };
}
