import { inspect } from '../inspection/inspect.ts';
import { ALGORITHMS, algorithmsFor, shortSecret } from '../jwt/algorithms.ts';
import { encodeBase64url } from '../jwt/base64url.ts';
import { decodeToken } from '../jwt/decode.ts';
import type { Key } from '../jwt/key.ts';
import type { Problem } from '../jwt/problem.ts';
import type { JsonObject } from '../jwt/token.ts';
import { fieldsFor, fieldsOf } from '../kinds/fields.ts';
import { kindByContent, lifeOf, writableKinds } from '../kinds/index.ts';
import type { FieldValues, Kind, WritableKind } from '../kinds/kind.ts';
import { RecipeError } from './errors.ts';
import { algorithmOf } from './recipe.ts';

/** What a token is made with beside its recipe. */
export interface Making {
  /** The clock, in milliseconds since the epoch. */
  readonly now: number;
  /** A source of random UUIDs (version 4). */
  readonly uuid: () => string;
  /** Skew allowed beyond the issuer's longest life when a token is renewed, in seconds; 5 where it is absent. */
  readonly tolerance?: number;
  /** The body of the request that a renewed token stands in, as its client sends it. */
  readonly body?: string;
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
 * @param key what signs; absent as long as it is not known: the algorithm that it decides on is any of the kind's then
 */
export function draftToken(kind: WritableKind, values: FieldValues, making: Making, key?: Key): Draft {
  const { writing, issuedBack = 0 } = kind;
  const all = { ...(key && broughtBy(kind, key)), ...values };
  const clock = Math.floor(making.now / 1000);
  const issuedAt = clock - issuedBack;
  const header = {
    alg: algorithmOf(kind, all) ?? algorithmFor(kind, key),
    typ: 'JWT',
    ...(writing.usesKeyId && { kid: all.keyId ?? key?.id }),
    ...writing.header?.(all),
    ...(values.header as JsonObject | undefined),
  };
  const usual = () => {
    const claims = JSON.stringify(writing.claims(all, { issuedAt, expires: undefined, uuid: () => '' }));
    return lifeOf(kind, JSON.parse(claims), header).default;
  };
  const life = (values.expiresIn as number | undefined) ?? usual();
  const expires = (values.expiresAt as number | undefined) ?? (life === undefined ? undefined : clock + life);
  const payload = {
    ...writing.claims(all, { issuedAt, expires, uuid: making.uuid }),
    ...(values.claims as JsonObject | undefined),
  };
  return { header: JSON.stringify(header), payload: JSON.stringify(payload) };
}

/** The fields that a key brings: its own id, and what a service account's JSON says beside it. */
function broughtBy(kind: WritableKind, key: Key): FieldValues {
  const facts = { id: key.id, email: key.account?.email, tokenUri: key.account?.tokenUri };
  const fields = fieldsOf(kind).flatMap(({ name, fromKey }) =>
    fromKey && facts[fromKey] ? [[name, facts[fromKey]]] : [],
  );
  return Object.fromEntries(fields);
}

/** Whether the key may bring a field that the recipe leaves out. */
export function bringsKey(kind: WritableKind, name: string | undefined, values: FieldValues): boolean {
  const field = fieldsOf(kind).find((candidate) => candidate.name === name);
  return field?.fromKey !== undefined && values[field.name] === undefined;
}

/** The algorithm of a recipe that names none: the first of those that the key can sign with and the kind takes. */
function algorithmFor({ writing }: WritableKind, key: Key | undefined): string | undefined {
  const { algorithms } = writing;
  if (!key) return algorithms?.[0] ?? ALGORITHMS[0]?.name;
  const ofType = ALGORITHMS.filter(({ type }) => type === key.type);
  const ofCurve = ofType.filter(({ curve }) => curve === key.curve);
  const own = [
    ...algorithmsFor(key),
    ...algorithmsFor(key, 'verify'),
    ...[...ofCurve, ...ofType].map(({ name }) => name),
  ];
  // For a key that cannot sign, the algorithm that it belongs to: signing then says what is wrong with it.
  return own.find((name) => algorithms?.includes(name) ?? true) ?? own[0];
}

/**
 * The problems of a draft by the general checks, those of its kind, and those of the kind that its claims make of it;
 * those for which it is refused come as `refused`.
 */
export function judgeDraft(
  kind: WritableKind,
  draft: Draft,
  now: number,
): { readonly refused: readonly Problem[]; readonly warned: readonly Problem[] } {
  const token = decodeToken(`${encode(draft.header)}.${encode(draft.payload)}.`);
  const context = { now, tolerance: 0, expiresSoon: 0, isNew: true, isDraft: true };
  const judges: readonly Kind[] = kind.writing.takesAnyClaims ? [kind] : [kind, kindByContent(token)];
  // What is wrong with a token of any kind, the rules of the first kind say.
  const ofOthers = (judge: Kind, { code }: Problem) =>
    judge === kind || judge.checks.some((check) => check.code === code);
  const problems = distinct(
    [...new Set(judges)].flatMap((judge) =>
      inspect(token, undefined, { ...context, kind: judge }).problems.filter((problem) => ofOthers(judge, problem)),
    ),
  );
  const refusing = new Set([...refusedAlways, ...judges.flatMap(({ writing }) => writing?.refuses ?? [])]);
  const refuses = ({ code, severity }: Problem) => severity === 'error' || refusing.has(code);
  return {
    // That an expiry is past says more than that it is before the issue.
    refused: problems
      .filter(refuses)
      .sort((a, b) => Number(refusedAlways.has(b.code)) - Number(refusedAlways.has(a.code))),
    warned: problems.filter((problem) => problem.severity === 'warning' && !refuses(problem)),
  };
}

/** Kinds that are judged together may say the same. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  const first = new Map(
    problems.toReversed().map((problem) => [JSON.stringify([problem.code, problem.claim]), problem]),
  );
  return problems.filter((problem) => first.get(JSON.stringify([problem.code, problem.claim])) === problem);
}

/** The texts of a new token, with what the person should be warned of. */
export interface WrittenToken {
  readonly draft: Draft;
  readonly warnings: readonly Problem[];
}

/**
 * Writes a token: its texts, judged by its kind's rules, for a key to sign.
 * @param key `undefined` only for an unsecured token
 * @throws {RecipeError} `recipe.refused` where the issuer would refuse the token, `recipe.bad-field`
 */
export function writeToken(
  kind: WritableKind,
  values: FieldValues,
  key: Key | undefined,
  making: Making,
): WrittenToken {
  const { draft, warned } = acceptedDraft(kind, values, making, key);
  return { draft, warnings: [...warned, ...secretProblems(key, draft)] };
}

/**
 * Checks that the issuer would take the token that a recipe stands for, before anything is done to get at its key.
 * @throws {RecipeError} `recipe.refused`, `recipe.bad-field`
 */
export function requireAccepted(kind: WritableKind, values: FieldValues, making: Making): void {
  acceptedDraft(kind, values, making, undefined);
}

function acceptedDraft(
  kind: WritableKind,
  values: FieldValues,
  making: Making,
  key: Key | undefined,
): { readonly draft: Draft; readonly warned: readonly Problem[] } {
  const draft = draftToken(kind, values, making, key);
  const { refused, warned } = judgeDraft(kind, draft, making.now);
  const first = refused.find((problem) => key || !bringsKey(kind, fieldOf(kind, problem, values), values));
  if (first) throw refusal(kind, first, values);
  requireTexts(kind, values);
  return { draft, warned };
}

/** A claim that a field could have brought is of the type that the field takes. @throws {RecipeError} `recipe.bad-field` */
function requireTexts(kind: WritableKind, { claims = {} }: FieldValues): void {
  for (const [name, value] of Object.entries(claims as JsonObject)) {
    const description = Object.hasOwn(kind.claims, name) ? kind.claims[name] : undefined;
    if (description?.type === 'string' && typeof value !== 'string')
      throw new RecipeError('recipe.bad-field', { field: `claims.${name}`, fault: 'not-text', options: '' });
  }
}

/** What speaks against a secret: that it may be none says more than that it is short. */
function secretProblems(key: Key | undefined, { header }: Draft): readonly Problem[] {
  if (key?.doubt) return [{ code: 'key.doubtful-secret', severity: 'warning', data: { doubt: key.doubt } }];
  const { alg } = JSON.parse(header) as { readonly alg: string };
  const short = key && shortSecret(key, alg);
  return short ? [{ code: 'key.short-secret', severity: 'warning', data: short }] : [];
}

/**
 * The error for a refused draft. With the recipe's `values` the problem is led back from the claim to the field that
 * brought it, `claims.exp` if it is one of those; without them, it is about the claim.
 */
export function refusal(kind: WritableKind, problem: Problem, values?: FieldValues): RecipeError<'recipe.refused'> {
  const field = values ? fieldOf(kind, problem, values) : problem.claim;
  return new RecipeError('recipe.refused', {
    ...problem.data,
    ...(problem.claim !== undefined && { claim: problem.claim }),
    problem: problem.code,
    field: field ?? '',
    kind:
      [kind, ...writableKinds].find(({ checks }) => checks.some(({ code }) => code === problem.code))?.id ?? kind.id,
  });
}

function fieldOf(kind: WritableKind, { part, claim }: Problem, values: FieldValues): string | undefined {
  if (claim === undefined) return undefined;
  const free = part === 'header' ? 'header' : 'claims';
  if (Object.hasOwn((values[free] as JsonObject | undefined) ?? {}, claim)) return `${free}.${claim}`;
  const fields = fieldsFor(kind, values).filter(
    (field) => claim === (part === 'header' ? (field.parameter ?? field.claim) : field.claim),
  );
  return (fields.find(({ name }) => values[name] !== undefined) ?? fields[0])?.name ?? claim;
}

function encode(text: string): string {
  return encodeBase64url(new TextEncoder().encode(text));
}
