import { memberValue } from '../jwt/json.ts';
import type { JsonObject } from '../jwt/token.ts';

/** The media type that a token's `typ` names, in lower case and without `application/`; `undefined` where it names none. */
export function mediaType(header: JsonObject | undefined): string | undefined {
  const typ = memberValue(header, 'typ');
  return typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : undefined;
}

/** Claims of OpenID Connect and OAuth tokens, which have a name, an address or an application of their own, and of SD-JWTs. */
const marks = ['azp', 'nonce', 'at_hash', 'scope', 'scp', 'auth_time', 'token_use', '_sd', '_sd_alg'];

/**
 * Whether a token says that it is of a profile of its own: an ID token, an access token, anything with a `typ` of its own.
 * @param own names that are a kind's own claims, and say nothing then
 */
export function saysOtherwise(payload: JsonObject, header: JsonObject, own: ReadonlySet<string> = new Set()): boolean {
  return (
    marks.some((name) => Object.hasOwn(payload, name) && !own.has(name)) || /\+(sd-)?jwt$/.test(mediaType(header) ?? '')
  );
}
