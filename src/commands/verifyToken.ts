import { l10n, window, workspace } from 'vscode';
import { summary } from '../features/summary.ts';
import { textArgument } from '../flows/arguments.ts';
import { findTarget, type Target } from '../flows/target.ts';
import { judgeToken } from '../jwt/decrypt.ts';
import type { Token } from '../jwt/token.ts';
import type { Judgement } from '../jwt/verify.ts';
import { RecipeError } from '../recipes/errors.ts';
import { parseReference } from '../recipes/reference.ts';
import type { Services } from '../services.ts';
import { readToken } from '../tokens/reading.ts';
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
  const reading = readToken(token);
  const judgement =
    key === undefined ? await services.signatures.check(reading.token) : await judgeBy(services, reading.token, key);
  const verdict = verdictOf(reading, judgement, place?.document);
  if (isSaid) void window.showInformationMessage(summaryWithProblems(summary(reading, judgement), verdict.problems));
  return verdict;
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
