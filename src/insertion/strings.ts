import { findTokens } from '../jwt/find.ts';
import type { Span } from '../jwt/span.ts';
import { isAuthorization } from './authorization.ts';
import { replace } from './edit.ts';
import type { Slot } from './place.ts';

const TOKEN = /^eyJ[\w+/=-]*\.[\w+/=-]*\.[\w.~+/=-]*$/;
/** A header as a whole in a string, as curl and lists of headers have it. */
const HEADER_LINE = /^(\s*authorization\s*:\s*)/i;
const BEARER = /^\s*bearer(?=\s|$)\s*/i;

/**
 * Where a token goes that is inserted into a string literal: the value alone. Behind `Bearer ` the token, as the value of
 * `Authorization` all of it, else the token where the cursor is, with spaces to what stands beside it.
 * @param content between the quotation marks
 * @param name what the string is the value of
 * @param selection replaced where it is not empty
 */
export function stringSlot(text: string, content: Span, name: string | undefined, selection: Span): Slot {
  const source = text.slice(content.start, content.end);
  const line = HEADER_LINE.exec(source)?.[0] ?? '';
  const value = { start: content.start + line.length, end: content.end };
  const rest = source.slice(line.length);
  const isValue = line !== '' || (name !== undefined && isAuthorization(name));
  if (isValue || BEARER.test(rest)) return { write: (credentials) => [replace(value, `Bearer ${credentials}`)] };
  if (rest === '' || TOKEN.test(rest)) return { write: (credentials) => [replace(content, credentials)] };
  const here = findTokens(source).find(
    (token) => content.start + token.start <= selection.start && selection.end <= content.start + token.end,
  );
  const { start, end } = here ? { start: content.start + here.start, end: content.start + here.end } : selection;
  const before = start > content.start && /\S/.test(text.charAt(start - 1)) ? ' ' : '';
  const behind = end < content.end && /\S/.test(text.charAt(end)) ? ' ' : '';
  return { write: (credentials) => [replace({ start, end }, `${before}${credentials}${behind}`)] };
}
