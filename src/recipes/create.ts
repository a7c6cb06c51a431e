import { algorithmsFor } from '../jwt/algorithms.ts';
import { encodeBase64url } from '../jwt/base64url.ts';
import { generalChecks, runChecks } from '../jwt/checks.ts';
import { decodeToken } from '../jwt/decode.ts';
import type { Key } from '../jwt/key.ts';
import type { Problem } from '../jwt/problem.ts';
import { signToken } from '../jwt/sign.ts';
import type { JsonObject } from '../jwt/token.ts';
import { fieldsOf } from '../kinds/fields.ts';
import { timeRules } from '../kinds/index.ts';
import type { FieldValues, WritableKind } from '../kinds/kind.ts';
import { RecipeError } from './errors.ts';
import { algorithmOf } from './recipe.ts';

/** What a token is made with beside its recipe. */
export interface Making {
  /** The clock, in milliseconds since the epoch. */
  readonly now: number;
  /** A source of random UUIDs (version 4). */
  readonly uuid: () => string;
}

/** A token's two JSON texts before they are signed. */
export interface Draft {
  readonly header: string;
  readonly payload: string;
}

/** Problems that refuse a token of any kind although one found in a document only draws a warning: nobody means to write these. */
const refusedAlways = new Set(['expired']);

/**
 * Writes the header and payload that a recipe stands for. References are resolved in `values`.
 * @param keyAlgorithm the algorithm that the key signs with by default, for kinds that leave it to the key
 */
export function draftToken(kind: WritableKind, values: FieldValues, making: Making, keyAlgorithm?: string): Draft {
  const issuedAt = Math.floor(making.now / 1000);
  const life = (values.expiresIn as number | undefined) ?? kind.writing.defaultLife;
  const expires = (values.expiresAt as number | undefined) ?? (life === undefined ? undefined : issuedAt + life);
  const header = {
    alg: algorithmOf(kind, values) ?? keyAlgorithm,
    typ: 'JWT',
    ...(values.header as JsonObject | undefined),
  };
  const payload = {
    ...kind.writing.claims(values, { issuedAt, expires, uuid: making.uuid }),
    ...(values.claims as JsonObject | undefined),
  };
  return { header: JSON.stringify(header), payload: JSON.stringify(payload) };
}

/** The problems of a draft by the checks of its kind and the general ones; those for which it is refused come as `refused`. */
export function judgeDraft(
  kind: WritableKind,
  draft: Draft,
  now: number,
): { readonly refused: readonly Problem[]; readonly warned: readonly Problem[] } {
  const token = decodeToken(`${encode(draft.header)}.${encode(draft.payload)}.`);
  const problems = runChecks(
    token,
    [...kind.checks, ...generalChecks],
    { ...timeRules(kind), now, tolerance: 0, expiresSoon: 0 },
    kind.replacesChecks,
  );
  const refuses = (problem: Problem) =>
    problem.severity === 'error' || refusedAlways.has(problem.code) || kind.writing.refuses?.includes(problem.code);
  return {
    refused: problems.filter(refuses),
    warned: problems.filter((problem) => problem.severity === 'warning' && !refuses(problem)),
  };
}

/** A new token, with what the person should be warned of. */
export interface CreatedToken {
  readonly token: string;
  readonly warnings: readonly Problem[];
}

/**
 * Makes a token: writes it, judges it by its kind's rules, signs it.
 * @param key `undefined` only for an unsecured token
 * @throws RecipeError `recipe.refused` where the issuer would refuse the token; KeyError where the key cannot sign it
 */
export async function createToken(
  kind: WritableKind,
  values: FieldValues,
  key: Key | undefined,
  making: Making,
): Promise<CreatedToken> {
  const draft = draftToken(kind, values, making, key && algorithmsFor(key)[0]);
  const { refused, warned } = judgeDraft(kind, draft, making.now);
  if (refused[0]) throw refusal(kind, refused[0]);
  return { token: await signToken(draft.header, draft.payload, key), warnings: warned };
}

/** The error for a refused draft, led back from the claim to the recipe's field. */
export function refusal(kind: WritableKind, problem: Problem): RecipeError<'recipe.refused'> {
  const field = fieldsOf(kind).find(({ claim }) => claim !== undefined && claim === problem.claim)?.name;
  return new RecipeError('recipe.refused', {
    ...problem.data,
    problem: problem.code,
    field: field ?? problem.claim ?? '',
    kind: kind.id,
  });
}

function encode(text: string): string {
  return encodeBase64url(new TextEncoder().encode(text));
}
