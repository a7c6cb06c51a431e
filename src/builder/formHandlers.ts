import { l10n } from 'vscode';
import { rememberMade } from '../flows/again.ts';
import { findTokens } from '../jwt/find.ts';
import { writableKind } from '../kinds/index.ts';
import { problemWords } from '../messages/problems.ts';
import { capitalized } from '../messages/signature.ts';
import type { Making } from '../recipes/create.ts';
import { checkRecipe, type Recipe } from '../recipes/recipe.ts';
import type { Services } from '../services.ts';
import { createToken } from '../vault/sign.ts';
import { tryPath } from './acl.ts';
import { checkDraft } from './check.ts';
import { FormError } from './failures.ts';
import { draftOfToken } from './fromToken.ts';
import type { Handlers } from './handlers.ts';
import type { Filled, FormDraft } from './protocol.ts';
import { viewToken } from './tokenView.ts';
import { fieldProblem } from './words.ts';

type Needed = Pick<Services, 'vault' | 'keys' | 'tokens' | 'claims' | 'person' | 'memory'>;

/** Checks forms, makes tokens from them and fills them in from tokens. */
export function formHandlers(services: Needed): Pick<Handlers, 'check' | 'create' | 'look' | 'paste' | 'tryPath'> {
  return {
    async check({ draft }) {
      const { reading, problems, expires } = checkDraft(draft, making());
      return {
        problems: problems.map((problem) => fieldProblem(reading.kind, problem)),
        ...(expires !== undefined && { expires }),
      };
    },

    async create({ draft, recipe: name }) {
      const given = recipeOf(draft);
      const recipe = checkRecipe(given, undefined, await services.keys.originOf(given));
      const { token, warnings } = await createToken(services, recipe, services.person, name);
      await rememberMade(services.memory, { recipe: given, origin: undefined });
      const view = await viewToken(services, token);
      const said = warnings.map((problem) => problemWords(problem.code, problem, recipe.kind));
      const more = said.filter((note) => !view.problems.some(({ message }) => message === note));
      return { view, notes: more.map(capitalized) };
    },

    look: ({ token }) => viewToken(services, token),

    async paste({ text }) {
      const [found] = findTokens(text);
      const token = found ? text.slice(found.start, found.end) : text.trim();
      return { view: await viewToken(services, token), ...(await fillFrom(services, token)) };
    },

    tryPath: async ({ acl, path, method }) => tryPath(acl, path, method),
  };
}

/** The recipe that a form stands for. @throws FormError with the first of the form's problems */
export function recipeOf(draft: FormDraft): Recipe {
  const { reading, problems } = checkDraft(draft, making());
  const worst = problems
    .map((problem) => fieldProblem(reading.kind, problem))
    .find(({ severity }) => severity === 'error');
  if (worst) throw new FormError(worst);
  return reading.recipe;
}

/** Fills the form of the token's kind in, and says what the person should know before making it anew. */
async function fillFrom(
  services: Needed,
  text: string,
): Promise<{ readonly filled?: Filled; readonly notes: readonly string[] }> {
  const { token, kind: found, signature, judgement } = await services.tokens.judge(text);
  const kind = writableKind(found.id);
  if (!kind) return { notes: [l10n.t('{kind} tokens can be decoded but not created.', { kind: l10n.t(found.label) })] };
  if (!token.header.value || !token.payload?.value)
    return { notes: [l10n.t("This token can't be decoded, so the form wasn't changed.")] };
  const key = judgement?.key;
  const { draft, added } = draftOfToken(kind, token);
  const inputs = signature === 'valid' && key ? { ...draft.inputs, key: key.reference } : draft.inputs;
  const notes = [
    ...(key || signature === 'unsigned' ? [] : [l10n.t("Select the key to sign with: the token doesn't say which.")]),
    ...(added.length === 0 ? [] : [l10n.t('A new token will also have: {claims}.', { claims: added.join(', ') })]),
  ];
  return { filled: { draft: { ...draft, inputs } }, notes };
}

function making(): Making {
  return { now: Date.now(), uuid: () => crypto.randomUUID() };
}
