import type { Span } from '../jwt/span.ts';
import { replace, type TextEdit } from './edit.ts';

/** Header names are case-insensitive (RFC 9110 section 5.1). */
export const isAuthorization = (name: string): boolean => name.toLowerCase() === 'authorization';

/** Puts a value behind a name and a sign (`:` or `=`), with a space where the value that was there is empty and had none. */
export function replaceValue(text: string, value: Span, content: string): TextEdit {
  return replace(value, value.start === value.end && text[value.start - 1] === ':' ? ` ${content}` : content);
}
