import type { Span } from '../jwt/span.ts';
import { isAuthorization, replaceValue } from './authorization.ts';
import { authorizeCurl, curlIn } from './curl.ts';
import { insertAt, type TextEdit } from './edit.ts';
import { type HttpReading, requestAt } from './httpFile.ts';
import type { HttpHeader, HttpRequest } from './httpRequest.ts';
import { isBlank, lineAt, lineBreakAt } from './lines.ts';
import { shell } from './shellWords.ts';

/** What completion needs to know of an `Authorization` header. */
export interface AuthorizationCompletion {
  /** What `Bearer …` takes the place of: the value as far as it is there. */
  readonly span: Span;
  /** A space where none stands behind the colon. */
  readonly prefix: '' | ' ';
}

/** Whether an offset stands in the value of an `Authorization` header of an `.http` file, and what completion replaces there. */
export function authorizationCompletionAt(
  text: string,
  offset: number,
  reading?: HttpReading,
): AuthorizationCompletion | undefined {
  const request = requestAt(text, offset, reading);
  if (!request || offset < request.head.start || offset > request.head.end) return undefined;
  const header = request.headers.find(
    ({ name, value }) =>
      isAuthorization(text.slice(name.start, name.end)) &&
      offset > text.indexOf(':', name.end) &&
      isBlank(text.slice(value.end, offset)),
  );
  if (!header) return undefined;
  const start = Math.min(header.value.start, offset);
  const end = Math.max(offset, Math.min(header.value.end, lineAt(text, offset).end));
  return { span: { start, end }, prefix: text[start - 1] === ':' ? ' ' : '' };
}

/**
 * The edit that makes a request send `Authorization: Bearer …`: the value of the header is replaced if there is one, in
 * whatever case; else the header is added as the last one. No other byte changes.
 *
 * @param offset the cursor: of several headers, the one under it counts, else the first
 * @param credentials the token, or the reference to a variable that holds it
 */
export function editHeader(text: string, request: HttpRequest, offset: number, credentials: string): TextEdit {
  const value = `Bearer ${credentials}`;
  const header = authorizationHeader(text, request, offset);
  if (header) return replaceValue(text, header.value, value);
  const command =
    request.form === 'curl' && curlIn(text, { start: request.head.start, end: request.region.end }, shell);
  if (command) return authorizeCurl(text, command, credentials);
  const { end } = request.head;
  return insertAt(end, `${lineBreakAt(text, lineAt(text, end))}Authorization: ${value}`);
}

/** The `Authorization` of a request; of several the one under the cursor, else the first. */
export function authorizationHeader(text: string, { headers }: HttpRequest, offset?: number): HttpHeader | undefined {
  const found = headers.filter(({ name }) => isAuthorization(text.slice(name.start, name.end)));
  const isHere = ({ name, value }: HttpHeader) => offset !== undefined && name.start <= offset && offset <= value.end;
  return found.find(isHere) ?? found[0];
}
