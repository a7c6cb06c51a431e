import { inspect, type TokenOfKind } from '../inspection/inspect.ts';
import { NONE } from '../jwt/algorithms.ts';
import { memberValue } from '../jwt/json.ts';
import { removeMember, setMembers } from '../jwt/members.ts';
import { isTime } from '../jwt/time.ts';
import type { JsonObject } from '../jwt/token.ts';
import { kindFor, lifeOf, requiredOf } from '../kinds/index.ts';
import type { Kind, Life } from '../kinds/kind.ts';
import { type Draft, draftedToken, type Making } from './create.ts';
import { RecipeError } from './errors.ts';
import { draftWithNewTimes, ownLife, requireNoDisclosures } from './renew.ts';

/** The ways in which a token can be broken to test with. */
export const variants = [
  'expired',
  'not-yet-valid',
  'wrong-key',
  'tampered-payload',
  'alg-none',
  'missing-claim',
  'wrong-audience',
] as const;

/** A way to break a token. */
export type Variant = (typeof variants)[number];

/** What a broken token is made of. */
export interface VariantDraft extends Draft {
  /** The key that signs: the token's own, a throw-away one of its type, or none. */
  readonly signer: 'own' | 'other' | 'none';
  /** The payload that takes the place of the signed one, afterwards. */
  readonly tampered?: string;
}

/** How far the times of a variant are off, in seconds: more than anybody allows for skew. */
const HOUR = 3600;
const MINUTE = 60;
/** The life of a token that does not say, in seconds. */
const USUAL_LIFE = 900;
/** RFC 2606: no audience ever has this name. */
const WRONG_AUDIENCE = 'https://wrong-audience.invalid';

/**
 * Writes a token anew, broken in one way and no other. Times that are out of order are put right first, and all else
 * stays byte for byte.
 * @throws RecipeError `variant.no-claims`, `variant.unsigned`, `variant.encrypted`; `renew.disclosures`; `renew.not-renewable` for a kind that
 *   is never written
 */
export function variantDraft(known: TokenOfKind, variant: Variant, making: Making): VariantDraft {
  const { token } = known;
  requireNoDisclosures(token);
  if (token.form === 'jwe') throw new RecipeError('variant.encrypted', {});
  if (memberValue(token.header.value, 'alg') === NONE && needsSignature.has(variant))
    throw new RecipeError('variant.unsigned', {});
  return makers[variant](known, making);
}

const needsSignature: ReadonlySet<Variant> = new Set(['wrong-key', 'tampered-payload', 'alg-none']);

const makers: Readonly<Record<Variant, (known: TokenOfKind, making: Making) => VariantDraft>> = {
  expired: (known, making) => {
    const life = lifeInSeconds(known);
    const past = { ...making, now: making.now - (life + HOUR) * 1000 };
    const draft = draftWithNewTimes(requireClaims(known), past, life);
    const expires = hasExpiry(known) ? {} : { exp: Math.floor(making.now / 1000) - HOUR };
    return { ...draft, payload: setMembers(draft.payload, expires), signer: 'own' };
  },
  'not-yet-valid': (known, making) => {
    const draft = draftWithNewTimes(requireClaims(known), making, lifeInSeconds(known));
    const { implied, longest } = lifeOfToken(known);
    const claims = claimsOf(draft);
    const issued = isTime(claims.iat) ? claims.iat : Math.floor(making.now / 1000);
    const latest = longest === undefined ? Number.POSITIVE_INFINITY : issued + longest;
    // Where the issuer lets none live that long, it never comes to be valid for more than a minute.
    const notBefore = Math.min(Math.floor(making.now / 1000) + HOUR, latest - MINUTE);
    const expires = Math.min(notBefore + lifeInSeconds(known), latest);
    const values = { nbf: notBefore, ...((implied !== undefined || claims.exp !== undefined) && { exp: expires }) };
    return { ...draft, payload: setMembers(draft.payload, values), signer: 'own' };
  },
  'wrong-key': (known, making) => ({ ...soundDraft(known, making), signer: 'other' }),
  'tampered-payload': (known, making) => {
    const draft = soundDraft(known, making);
    const { value } = draftedToken(draft).payload ?? {};
    // A claim more, so that nothing else about the token changes.
    const tampered = value ? setMembers(draft.payload, { tampered: value.tampered !== true }) : `${draft.payload} `;
    return { ...draft, tampered, signer: 'own' };
  },
  'alg-none': (known, making) => {
    const draft = soundDraft(known, making);
    return { ...draft, header: setMembers(draft.header, { alg: NONE }), signer: 'none' };
  },
  'missing-claim': (known, making) => {
    const draft = soundDraft(requireClaims(known), making);
    const claim = dispensable(draft, known.kind);
    if (claim === undefined) throw new RecipeError('variant.no-claims', {});
    return { ...draft, payload: removeMember(draft.payload, claim), signer: 'own' };
  },
  'wrong-audience': (known, making) => {
    const draft = soundDraft(requireClaims(known), making);
    const aud = Array.isArray(claimsOf(draft).aud) ? [WRONG_AUDIENCE] : WRONG_AUDIENCE;
    return { ...draft, payload: setMembers(draft.payload, { aud }), signer: 'own' };
  },
};

/** The token's own texts where its times are in order, else with new times. */
function soundDraft(known: TokenOfKind, making: Making): Draft {
  const { token } = known;
  const { text: header } = token.header;
  const { text: payload } = token.payload ?? {};
  if (header === undefined || payload === undefined) throw new RecipeError('variant.no-claims', {});
  const outOfTime = problemsOf({ header, payload }, known.kind, making).some(({ code }) => aboutTime.has(code));
  return outOfTime ? draftWithNewTimes(known, making, lifeInSeconds(known)) : { header, payload };
}

const aboutTime = new Set(['expired', 'expires-soon', 'not-yet-valid', 'issued-in-future', 'expires-before-issued']);

/** The token's life in seconds: its own, as far as the issuer takes it, else what the kind gives. */
function lifeInSeconds(known: TokenOfKind): number {
  const { implied, default: byDefault, longest, isEnforced } = lifeOfToken(known);
  const life =
    ownLife(known.token.payload?.value ?? {}) ??
    implied ??
    byDefault ??
    (isEnforced ? longest : undefined) ??
    USUAL_LIFE;
  return Math.min(life, longest ?? life);
}

function hasExpiry(known: TokenOfKind): boolean {
  const { implied, isEnforced } = lifeOfToken(known);
  return implied !== undefined || isEnforced === true || memberValue(known.token.payload?.value, 'exp') !== undefined;
}

function lifeOfToken({ token, kind }: TokenOfKind): Life {
  return lifeOf(kind, token.payload?.value, token.header.value);
}

/** Claims that no rule requires, but that readers most often look for. */
const looked = ['sub', 'iss', 'aud', 'jti', 'exp'];

/** A claim that the kind requires, and without which the content says the same of it; else the one that readers most often look for. */
function dispensable(draft: Draft, kind: Kind): string | undefined {
  const token = draftedToken(draft);
  const claims = token.payload?.value ?? {};
  const header = token.header.value ?? {};
  const byContent = kindFor(claims, header);
  const required = requiredOf(kind, claims, header).find((name) => {
    const { [name]: value, ...others } = claims;
    return (
      value !== undefined && kindFor(others, header) === byContent && requiredOf(kind, others, header).includes(name)
    );
  });
  const names = Object.keys(claims);
  return required ?? looked.find((name) => names.includes(name)) ?? names[0];
}

function problemsOf(draft: Draft, kind: Kind, { now }: Making) {
  return inspect(draftedToken(draft), undefined, { now, tolerance: 0, expiresSoon: 60, isDraft: true, kind }).problems;
}

function requireClaims(known: TokenOfKind): TokenOfKind {
  if (!known.token.payload?.value) throw new RecipeError('variant.no-claims', {});
  return known;
}

function claimsOf(draft: Draft): JsonObject {
  return draftedToken(draft).payload?.value ?? {};
}
