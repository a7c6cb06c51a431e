import type { Span } from '../jwt/span.ts';
import { replace, type TextEdit } from './edit.ts';

/** Header names are case-insensitive (RFC 9110 section 5.1). */
export const isAuthorization = (name: string): boolean => name.toLowerCase() === 'authorization';

/** `Bearer` with the white space behind it, as it stands before credentials; empty where it does not. */
export const bearerIn = (value: string): string => /^bearer\s+/i.exec(value)?.[0] ?? '';

/** The header that sends a token as `Bearer` (RFC 6750 section 2.1). */
export const authorizationLine = (credentials: string): string => `Authorization: Bearer ${credentials}`;

/** Puts a value behind a name and a sign; where the one that was there is empty, with the space that the sign asks for. */
export function replaceValue(text: string, value: Span, content: string): TextEdit {
  const isTight = value.start === value.end && /(?::|\s=)$/.test(text.slice(Math.max(0, value.start - 2), value.start));
  return replace(value, isTight ? ` ${content}` : content);
}
