import type { Span } from '../jwt/span.ts';
import { bearerIn, replaceValue } from './authorization.ts';
import type { Slot } from './place.ts';
import { referenceIn } from './references.ts';

/** A value that is `Bearer …`: all of it is replaced, and a reference stays. */
export const headerSlot = (text: string, value: Span): Slot => ({
  write: (credentials) => [replaceValue(text, value, `Bearer ${credentials}`)],
  reference: referenceIn(text, value),
});

/** A value that is the token alone, or behind `Bearer` where that stands there; a reference stays. */
export const tokenSlot = (text: string, value: Span): Slot => {
  const scheme = bearerIn(text.slice(value.start, value.end));
  return {
    write: (credentials) => [replaceValue(text, value, `${scheme}${credentials}`)],
    reference: referenceIn(text, value, false),
  };
};

/** The names of what holds a token, and nothing else: `token`, `accessToken`, `API_JWT`. */
export const isTokenName = (name: string): boolean =>
  /(?:^|[\W_]|[a-z])(?:token|jwt|bearer)$/i.test(name) && !/count|type|max/i.test(name);

/** The keys of what a program or client gets as variables, in lists and mappings. */
export const isVariablesName = (name: string): boolean => /^(?:env|environment|values|variables?|vars)$/i.test(name);

/** The keys of headers. */
export const isHeadersName = (name: string): boolean => /headers?$/i.test(name);
