import { failureWords } from '../messages/errors.ts';
import type { WayOut } from '../messages/waysOut.ts';
import { RecipeError } from '../recipes/errors.ts';
import { KeyReferenceError, VaultError } from '../vault/errors.ts';
import type { Failure, FieldProblem, FormDraft } from './protocol.ts';

/** A form that makes no token or recipe: the first of its problems. */
export class FormError extends Error {
  readonly problem: FieldProblem;

  constructor(problem: FieldProblem) {
    super(problem.message);
    this.name = 'FormError';
    this.problem = problem;
  }
}

/**
 * Why a request failed, in words, with the field that it is about and the titles of the ways out. The words quote no
 * key, secret or claim.
 * @param draft the form that the request brought
 */
export function failureOf(error: unknown, ways: readonly WayOut[], draft?: FormDraft): Failure {
  const field = draft && fieldOf(error, draft);
  return { message: wordsOf(error), ways: ways.map(({ title }) => title), ...(field && { field }) };
}

function wordsOf(error: unknown): string {
  return error instanceof FormError ? error.problem.message : failureWords(error);
}

function fieldOf(error: unknown, { inputs }: FormDraft): string | undefined {
  if (error instanceof FormError) return error.problem.field;
  if (error instanceof KeyReferenceError) return 'key';
  if (error instanceof RecipeError) {
    const { field } = error.data as { readonly field?: string };
    return field?.split('.')[0];
  }
  if (!(error instanceof VaultError)) return undefined;
  const { name } = error.data as { readonly name?: string };
  const named = Object.keys(inputs).find((field) => name !== undefined && inputs[field] === `env:${name}`);
  return named ?? 'key';
}
