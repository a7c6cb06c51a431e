import { l10n, window } from 'vscode';
import { openDocument } from '../edits/openDocument.ts';
import { UsageError } from '../errors/usage.ts';
import { rememberMade } from '../flows/again.ts';
import type { Argument } from '../flows/arguments.ts';
import { choiceArgument, offsetArgument, uriArgument } from '../flows/arguments.ts';
import type { Where } from '../flows/insertHeader.ts';
import { deliver, type Output, outputs, withOutput } from '../flows/output.ts';
import { type ChosenRecipe, chooseRecipe } from '../flows/recipeFlow.ts';
import { offerToKeep } from '../flows/saveRecipe.ts';
import { isHttpFile } from '../insertion/fileTypes.ts';
import { bodyReader } from '../insertion/httpBody.ts';
import { insertAsForms } from '../insertion/insertAs.ts';
import type { Problem } from '../jwt/problem.ts';
import { fieldsOf } from '../kinds/fields.ts';
import type { WritableKind } from '../kinds/kind.ts';
import { problemWords } from '../messages/problems.ts';
import { withRoom } from '../messages/room.ts';
import { type CheckedRecipe, checkRecipe } from '../recipes/recipe.ts';
import { ofWorkspace } from '../recipes/reference.ts';
import type { Services } from '../services.ts';
import { recipesOfSettings } from '../vault/recipes.ts';
import { createToken } from '../vault/sign.ts';
import { requireTrust } from '../vault/trust.ts';
import type { Command } from './command.ts';

/** Makes a token from the recipe of the argument, or from what the person chooses, and hands it on. */
export async function createAndDeliver(
  services: Services,
  argument: Argument,
  output: Output,
  title: string,
  kind?: WritableKind,
): Promise<string> {
  return withOutput(services.memory, output, await whereArgument(services, argument), async (where) => {
    const given = recipeArgument(argument);
    const chosen = given ?? (await byHand(services, title, kind));
    const origin = chosen.origin ?? (await services.keys.originOf(chosen.recipe));
    const checked = checkRecipe(chosen.recipe, kind?.id, origin);
    const recipe = output === 'none' || !where ? checked : withBody(checked, where);
    const { token, warnings } = await createToken(services, recipe, services.person, chosen.name);
    if (!given) await rememberMade(services.memory, chosen);
    await deliver(token, output, { memory: services.memory, where, kind: recipe.kind, made: chosen });
    if (!given && output === 'header' && chosen.name === undefined) void offerToKeep(services, chosen.recipe);
    const { severities = {} } = services.tokens.settings().context;
    warn(
      recipe.kind,
      warnings.filter(({ code }) => severities[code] !== 'off'),
    );
    return token;
  });
}

/** A recipe with the body of the request that the token is for, where its kind takes that and the recipe gives none. */
function withBody(recipe: CheckedRecipe, where: Where): CheckedRecipe {
  const field = fieldsOf(recipe.kind).find(({ fromBody }) => fromBody);
  const { document } = where;
  const isGiven = [field?.name, field?.excludes].some(
    (name) => name !== undefined && recipe.values[name] !== undefined,
  );
  if (!field || isGiven || !isHttpFile(document.languageId, document.uri.path)) return recipe;
  const body = bodyReader(document.getText())(where.offset);
  if (body && 'body' in body) return { ...recipe, values: { ...recipe.values, [field.name]: body.body } };
  if (body)
    tell(l10n.t("No body hash: {names} can't be resolved in this file.", { names: body.unresolved.join(', ') }));
  return recipe;
}

/** Lets the person choose; not in an untrusted workspace, where the answers would be of no use. @throws VaultError `vault.untrusted`; CancellationError */
function byHand(services: Services, title: string, kind: WritableKind | undefined): Promise<ChosenRecipe> {
  requireTrust();
  return chooseRecipe(services, title, kind);
}

/**
 * The place that a lens, a completion or a button names: `uri` and `offset`; how a token goes into an `.http` file, `insertAs`;
 * whether what stands in its place is replaced, `replace`. @throws UsageError `command.bad-argument`; EditError `edit.no-document`, `edit.changed`
 */
async function whereArgument({ places }: Services, argument: Argument): Promise<Partial<Where>> {
  const [uri, offset] = [uriArgument(argument, 'uri'), offsetArgument(argument, 'offset')];
  const document = uri && (await openDocument(uri));
  const at = document && offset !== undefined ? places.present(document, argument, offset) : 0;
  return {
    ...(document && { document, offset: at, selection: { start: at, end: at } }),
    insertAs: choiceArgument(argument, 'insertAs', insertAsForms),
    replaces: argument.replace === true,
  };
}

/** The recipe that an argument names or brings. One that it brings is not the user's settings: its paths stay inside the workspace. */
function recipeArgument({ recipe }: Argument): ChosenRecipe | undefined {
  if (recipe === undefined) return undefined;
  if (typeof recipe !== 'string') return { recipe, origin: ofWorkspace };
  const named = recipesOfSettings().get(recipe);
  if (!named) throw new UsageError('command.unknown-recipe', { name: recipe });
  return named;
}

function warn(kind: WritableKind, warnings: readonly Problem[]): void {
  for (const problem of warnings) {
    const sentence = problemWords(problem.code, problem, kind);
    // It goes on from "but"; other languages have it behind a colon.
    const warning = sentence.replace(/^(?:The|An?) /, (article) => article.toLowerCase());
    tell(l10n.t('Token created, but {warning}', { warning }));
  }
}

function tell(message: string): void {
  void window.showWarningMessage(message, ...withRoom(message, []));
}

/** The command that makes tokens of a kind, or of any where none is given. */
export function createCommand(kind?: WritableKind): Command {
  return {
    run: (services, argument) =>
      createAndDeliver(
        services,
        argument,
        choiceArgument(argument, 'output', outputs) ?? 'ask',
        kind?.writing.command ? l10n.t(kind.writing.command.title) : l10n.t('Create Token'),
        kind,
      ),
  };
}
