import type { Command } from './command.ts';

/** Opens the Token Builder, with a recipe's form where one is named or given; a given one may be incomplete. */
export const openBuilder: Command = {
  run: ({ builder }, { recipe }) => builder.show(recipe),
};
