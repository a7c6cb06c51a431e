import { l10n, type TextDocument, window, workspace } from 'vscode';
import { textArgument } from '../flows/arguments.ts';
import { findTarget, type Target } from '../flows/target.ts';
import { decodeToken } from '../jwt/decode.ts';
import { judgeToken } from '../jwt/decrypt.ts';
import type { Token } from '../jwt/token.ts';
import type { Judgement } from '../jwt/verify.ts';
import { summary } from '../messages/summary.ts';
import { RecipeError } from '../recipes/errors.ts';
import { parseReference } from '../recipes/reference.ts';
import type { Services } from '../services.ts';
import { type Verdict, verdictOf } from '../tokens/verdict.ts';
import type { Command } from './command.ts';

export const verifyToken: Command = {
  async run(services, argument) {
    const target = await findTarget(services, argument);
    return verify(services, target, textArgument(argument, 'key'), Object.keys(argument).length === 0);
  },
};

/**
 * The verdict on a token.
 * @param key the reference of the key to ask; where there is none, those that are known
 * @param isSaid whether the person is told
 * @throws RecipeError `recipe.bad-reference`; VaultError, KeyReferenceError
 */
export async function verify(
  services: Services,
  { token, place }: Target,
  key: string | undefined,
  isSaid: boolean,
): Promise<Verdict> {
  const { tokens } = services;
  const inspection =
    key === undefined
      ? await tokens.judge(token, place?.document)
      : await inspectBy(services, token, key, place?.document);
  const verdict = verdictOf(inspection);
  if (isSaid) void window.showInformationMessage(summaryWithProblems(summary(inspection), verdict.problems));
  return verdict;
}

/** What is known of a token by the keys of a reference that was named. @throws the same as `judgeBy` */
async function inspectBy(services: Services, text: string, reference: string, document: TextDocument | undefined) {
  const token = decodeToken(text);
  return services.tokens.inspectBy(token, await judgeBy(services, token, reference), document);
}

/** The verdict by the keys of a reference that was named. @throws RecipeError `recipe.bad-reference`; VaultError, KeyReferenceError */
async function judgeBy({ vault, keys, person }: Services, token: Token, reference: string): Promise<Judgement> {
  const parsed = (await keys.find(reference))?.reference ?? parseReference(reference);
  if (!parsed) throw new RecipeError('recipe.bad-reference', { field: 'key' });
  if (!workspace.isTrusted) return { signature: 'not-checked' };
  const known = await vault.keys(parsed, { person });
  const candidates = (isNamed: boolean) => known.map((key) => ({ ...key, named: isNamed }));
  // What is nested in a JWE may have been signed by any key, also by this one.
  return judgeToken(token, async (layer) =>
    layer === token ? candidates(true) : [...(await keys.candidates(layer)), ...candidates(false)],
  );
}

function summaryWithProblems(line: string, problems: readonly { readonly message: string }[]): string {
  return problems.length === 0
    ? l10n.t('{summary}. No problems were found.', { summary: line })
    : [line, ...problems.map(({ message }) => message)].join('\n');
}
