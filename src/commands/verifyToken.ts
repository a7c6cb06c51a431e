import { l10n, window, workspace } from 'vscode';
import { readToken } from '../editor/reading.ts';
import { summary } from '../editor/summary.ts';
import { verdictOf } from '../editor/verdict.ts';
import type { Token } from '../jwt/token.ts';
import { type Judgement, judgeSignature } from '../jwt/verify.ts';
import { RecipeError } from '../recipes/errors.ts';
import { parseReference } from '../recipes/reference.ts';
import type { Services } from '../services.ts';
import { textArgument } from './arguments.ts';
import type { Command } from './command.ts';
import { findTarget } from './target.ts';

export const verifyToken: Command = {
  id: 'verifyToken',
  async run(services, argument) {
    const key = textArgument(argument, 'key');
    const target = await findTarget(services, argument);
    const reading = readToken(target.token);
    const judgement =
      key === undefined ? await services.signatures.check(reading.token) : await judgeBy(services, reading.token, key);
    const verdict = verdictOf(reading, judgement, target.place?.document);
    if (Object.keys(argument).length === 0)
      void window.showInformationMessage(summaryWithProblems(summary(reading, judgement), verdict.problems));
    return verdict;
  },
};

/** The verdict by one key that was named. @throws RecipeError `recipe.bad-reference`; VaultError, KeyReferenceError */
async function judgeBy({ vault }: Services, token: Token, reference: string): Promise<Judgement> {
  const parsed = parseReference(reference);
  if (!parsed) throw new RecipeError('recipe.bad-reference', { field: 'key' });
  if (!workspace.isTrusted) return { signature: 'not-checked' };
  const key = await vault.key(parsed, { secretEncoding: 'utf8', interactive: true });
  return judgeSignature(token, [{ key, reference, named: true }]);
}

function summaryWithProblems(line: string, problems: readonly { readonly message: string }[]): string {
  return problems.length === 0
    ? l10n.t('{summary}. No problems were found.', { summary: line })
    : [line, ...problems.map(({ message }) => message)].join('\n');
}
