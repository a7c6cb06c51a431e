import type { TokenOfKind } from '../inspection/inspect.ts';
import { replaceMembers } from '../jwt/members.ts';
import { isTime } from '../jwt/time.ts';
import type { JsonObject, Token } from '../jwt/token.ts';
import { isWritableKind, lifeOf } from '../kinds/index.ts';
import type { WritableKind } from '../kinds/kind.ts';
import { type Draft, judgeDraft, type Making, refusal } from './create.ts';
import { RecipeError } from './errors.ts';

/**
 * Writes a token's header and payload anew with times from now on. Every other claim, the order and the header stay
 * byte for byte: `iat` becomes now, `nbf` moves with it, `exp` keeps its distance from `iat`, else from `nbf`,
 * `jti` becomes new if there was one. A kind may say more: how far back `iat` stands, what form `jti` has, what follows
 * from the body of the request.
 * @param life the life in seconds to give instead of the token's own, once the person has said so
 * @throws RecipeError `renew.not-renewable`, `renew.disclosures`, `renew.no-life`, `renew.life-too-long`, and `recipe.refused` where the
 *   issuer would refuse the token for another reason
 */
export function renewDraft(known: TokenOfKind, making: Making, life?: number): Draft {
  const draft = draftWithNewTimes(known, making, life);
  const kind = renewableKind(known);
  const problem = judgeDraft(kind, draft, making.now).refused[0];
  if (problem) throw refusal(kind, problem);
  return draft;
}

/** As `renewDraft`, whatever the issuer says to it. @throws RecipeError `renew.not-renewable`, `renew.disclosures`, `renew.no-life`, `renew.life-too-long` */
export function draftWithNewTimes(known: TokenOfKind, making: Making, life?: number): Draft {
  const kind = renewableKind(known);
  const { token } = known;
  const { text: header } = token.header;
  const { text: payload, value: claims } = token.payload ?? {};
  if (header === undefined || payload === undefined || !claims)
    throw new RecipeError('renew.not-renewable', { kind: kind.label });
  return { header, payload: replaceMembers(payload, newTimes(claims, kind, making, life)) };
}

function renewableKind({ token, kind }: TokenOfKind): WritableKind {
  requireNoDisclosures(token);
  if (!isWritableKind(kind)) throw new RecipeError('renew.not-renewable', { kind: kind.label });
  return kind;
}

/** That a token can be signed anew at all. @throws RecipeError `renew.disclosures` */
export function requireNoDisclosures({ disclosures }: Token): void {
  if (disclosures) throw new RecipeError('renew.disclosures', {});
}

function newTimes(claims: JsonObject, kind: WritableKind, making: Making, givenLife: number | undefined): JsonObject {
  const { now, uuid, body } = making;
  const clock = Math.floor(now / 1000);
  const issuedAt = clock - (kind.issuedBack ?? 0);
  const start = startOf(claims);
  const times: Record<string, unknown> = body && 'body' in body ? { ...kind.bodyClaims?.(body.body) } : {};
  if (
    body &&
    'unresolved' in body &&
    Object.keys(kind.bodyClaims?.('') ?? {}).some((name) => claims[name] !== undefined)
  )
    throw new RecipeError('renew.unknown-body', { names: body.unresolved.join(', ') });
  if (claims.iat !== undefined) times.iat = issuedAt;
  const notBefore = time(claims.nbf);
  if (notBefore !== undefined && start !== undefined) times.nbf = issuedAt + (notBefore - start);
  if (claims.exp !== undefined) times.exp = issuedAt + lifeInSeconds(claims, kind, making, givenLife);
  if (claims.jti !== undefined) times.jti = kind.tokenId?.(claims, { issuedAt, expires: undefined, uuid }) ?? uuid();
  return times;
}

function lifeInSeconds(
  claims: JsonObject,
  kind: WritableKind,
  { tolerance = 5 }: Making,
  given: number | undefined,
): number {
  const lifeOfKind = lifeOf(kind, claims);
  const life = given ?? ownLife(claims) ?? lifeOfKind.default;
  if (life === undefined) throw new RecipeError('renew.no-life', {});
  const { longest } = lifeOfKind;
  if (longest === undefined || life <= longest) return life;
  // Vonage's own SDK rounds `exp` up and `iat` down.
  if (life <= longest + tolerance) return longest;
  throw new RecipeError('renew.life-too-long', { life, longest });
}

/** The life in seconds that a token states: from its `iat`, else its `nbf`, to its `exp`; `undefined` where it states none. */
export function ownLife(claims: JsonObject): number | undefined {
  const [start, end] = [startOf(claims), time(claims.exp)];
  return start !== undefined && end !== undefined && end > start ? end - start : undefined;
}

function startOf({ iat, nbf }: JsonObject): number | undefined {
  return time(iat) ?? time(nbf);
}

/** Whole seconds of a time claim; `undefined` for what is no time in seconds (milliseconds included). */
function time(value: unknown): number | undefined {
  return isTime(value) ? Math.floor(value) : undefined;
}
