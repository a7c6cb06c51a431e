import { inspect } from '../inspection/inspect.ts';
import { ALGORITHMS, algorithmsFor, shortSecret } from '../jwt/algorithms.ts';
import { encodeBase64url } from '../jwt/base64url.ts';
import { decodeToken } from '../jwt/decode.ts';
import type { Key } from '../jwt/key.ts';
import type { Problem, RequestBody } from '../jwt/problem.ts';
import type { JsonObject, Token } from '../jwt/token.ts';
import { fieldsFor, fieldsOf } from '../kinds/fields.ts';
import { kindByContent, kindFor, lifeOf, requiredOf, writableKinds } from '../kinds/index.ts';
import type { FieldValues, Kind, WritableKind } from '../kinds/kind.ts';
import { RecipeError } from './errors.ts';
import { algorithmOf, knownValues } from './recipe.ts';

/** What a token is made with beside its recipe. */
export interface Making {
  /** The clock, in milliseconds since the epoch. */
  readonly now: number;
  /** A source of random UUIDs (version 4). */
  readonly uuid: () => string;
  /** Skew allowed beyond the issuer's longest life when a token is renewed, in seconds; 5 where it is absent. */
  readonly tolerance?: number;
  /** The body of the request that a renewed token stands in, as its client sends it. */
  readonly body?: RequestBody | undefined;
}

/** A token's two JSON texts before they are signed. */
export interface Draft {
  readonly header: string;
  readonly payload: string;
}

/** A draft as a token, which nobody has signed yet. */
export function draftedToken({ header, payload }: Draft): Token {
  const encode = (text: string) => encodeBase64url(new TextEncoder().encode(text));
  return decodeToken(`${encode(header)}.${encode(payload)}.`);
}

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
 * The problems of a draft by the general checks and those of its kind; those for which it is refused come as `refused`.
 * A sound one that its claims make a token of another kind is warned of, and refused where that kind refuses it.
 */
export function judgeDraft(
  kind: WritableKind,
  draft: Draft,
  now: number,
): { readonly refused: readonly Problem[]; readonly warned: readonly Problem[] } {
  const token = draftedToken(draft);
  const own = judgeAs(kind, token, now);
  const read = kindByContent(token);
  const isFree = kind.writing.isAnybodys && !(kind.issuer && read.issuer);
  if (own.refused.length > 0 || read === kind || isFree) return own;
  const isRefused = judgeAs(read, token, now).refused.length > 0;
  const misread: Problem = {
    ...blamed(kind, token, now),
    code: 'recipe.misread',
    severity: isRefused ? 'error' : 'warning',
    data: { kind: kind.id, other: read.id },
  };
  return isRefused ? { ...own, refused: [misread] } : { ...own, warned: [...own.warned, misread] };
}

function judgeAs(kind: Kind, token: Token, now: number): ReturnType<typeof judgeDraft> {
  const { problems } = inspect(token, undefined, {
    now,
    tolerance: 0,
    expiresSoon: 0,
    isNew: true,
    isDraft: true,
    kind,
  });
  const refuses = ({ code, severity }: Problem) =>
    severity === 'error' || code === 'expired' || kind.writing?.refuses?.includes(code) === true;
  return {
    // Nobody means to write a token that is expired, and that says more than that the expiry is before the issue.
    refused: problems.filter(refuses).sort((a, b) => Number(b.code === 'expired') - Number(a.code === 'expired')),
    warned: problems.filter((problem) => problem.severity === 'warning' && !refuses(problem)),
  };
}

/** The claim or header parameter that alone makes a token of a kind one of another; else the object that a field brings, or what recognition needs. */
function blamed(
  kind: WritableKind,
  { header, payload }: Token,
  now: number,
): Required<Pick<Problem, 'part' | 'claim'>> {
  const parts = { header: header.value ?? {}, payload: payload?.value ?? {} };
  const usual = draftToken(kind, knownValues(kind, {}), { now, uuid: () => '' });
  const isRead = (part: 'header' | 'payload', claim: string, value: unknown) => {
    const changed = { ...parts, [part]: JSON.parse(JSON.stringify({ ...parts[part], [claim]: value })) };
    return kindFor(changed.payload, changed.header) === kind;
  };
  for (const part of ['payload', 'header'] as const) {
    const own = JSON.parse(usual[part]);
    const claim = Object.keys(parts[part]).findLast((name) =>
      [own[name], '-'].some((value) => isRead(part, name, value)),
    );
    if (claim !== undefined) return { part, claim };
  }
  const object = kind.writing.fields.find(({ type, claim }) => type === 'object' && claim);
  return { part: 'payload', claim: object?.claim ?? requiredOf(kind, parts.payload, parts.header).at(-1) ?? '' };
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
  const given = fields.find(({ name }) => values[name] !== undefined);
  return given?.name ?? fields[0]?.otherwise ?? fields[0]?.name ?? claim;
}
