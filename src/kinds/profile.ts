import type { JsonObject } from '../jwt/token.ts';

/** Claims of OpenID Connect and OAuth tokens, which have a name, an address or an application of their own. */
const marks = ['azp', 'nonce', 'at_hash', 'scope', 'scp', 'auth_time', 'token_use'];

/**
 * Whether a token says that it is of a profile of its own: an ID token, an access token, anything with a `typ` of its own.
 * @param own names that are a kind's own claims, and say nothing then
 */
export function saysOtherwise(payload: JsonObject, { typ }: JsonObject, own: ReadonlySet<string> = new Set()): boolean {
  return (
    marks.some((name) => Object.hasOwn(payload, name) && !own.has(name)) ||
    (typeof typ === 'string' && /\+jwt$/i.test(typ))
  );
}
