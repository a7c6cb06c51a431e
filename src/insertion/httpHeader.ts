import type { Span } from '../jwt/span.ts';
import { isAuthorization, replaceValue } from './authorization.ts';
import { authorizeCurl, curlIn } from './curl.ts';
import { type Insertion, insertAt, insertion, type TextEdit } from './edit.ts';
import { requestAt } from './httpFile.ts';
import type { HttpHeader, HttpRequest } from './httpRequest.ts';
import { insertLine, isBlank, lineAt, lineBreakAt } from './lines.ts';
import { shell } from './shellWords.ts';

/** What a request's `Authorization` names, by its spans in the text. */
export interface Authorization {
  /** The value of the header. */
  readonly value: Span;
  /** The value without `Bearer`, or whatever scheme it starts with. */
  readonly credentials: Span;
  /** Whether the scheme is `Bearer`. */
  readonly isBearer: boolean;
  /** The variable that the credentials are, by its name: `token` for `{{token}}`. */
  readonly variable: string | undefined;
}

/** What completion needs to know of an `Authorization` header. */
export interface AuthorizationCompletion {
  /** What `Bearer …` takes the place of: the value as far as it is there. */
  readonly span: Span;
  /** A space where none stands behind the colon. */
  readonly prefix: '' | ' ';
}

const SCHEME = /^[\w-]+\s+(?=\S)/;
const REFERENCE = /^\{\{\s*([^\s{}]+)\s*\}\}$/;

/**
 * Puts `Authorization: Bearer …` into the request that is meant by an offset (see `requestAt`): the value of the header
 * is replaced if there is one, in whatever case; else the header is added as the last one. Of several, the one under
 * the cursor counts, else the first. No other byte changes. Where there is no request, the header gets a line of its
 * own at the offset. Always one edit.
 *
 * @param credentials the token, or the reference to a variable that holds it
 */
export function insertHeader(text: string, offset: number, credentials: string): Insertion {
  const request = requestAt(text, offset);
  const edit = request
    ? editHeader(text, request, offset, credentials)
    : insertLine(text, offset, `Authorization: Bearer ${credentials}`);
  return insertion([edit], credentials);
}

/** What a request's `Authorization` names (of several: as for `insertHeader`); `undefined` where it has none or an empty one. */
export function authorizationOf(text: string, request: HttpRequest, offset?: number): Authorization | undefined {
  const header = authorizationHeader(text, request, offset);
  if (!header || header.value.start === header.value.end) return undefined;
  const value = text.slice(header.value.start, header.value.end);
  const scheme = SCHEME.exec(value)?.[0] ?? '';
  return {
    value: header.value,
    credentials: { start: header.value.start + scheme.length, end: header.value.end },
    isBearer: /^bearer\s/i.test(scheme),
    variable: REFERENCE.exec(value.slice(scheme.length))?.[1],
  };
}

/** Whether an offset stands in the value of an `Authorization` header of an `.http` file, and what completion replaces there. */
export function authorizationCompletionAt(text: string, offset: number): AuthorizationCompletion | undefined {
  const request = requestAt(text, offset);
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

/** The edit of `insertHeader` for a request. */
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

function authorizationHeader(text: string, { headers }: HttpRequest, offset?: number): HttpHeader | undefined {
  const found = headers.filter(({ name }) => isAuthorization(text.slice(name.start, name.end)));
  const isHere = ({ name, value }: HttpHeader) => offset !== undefined && name.start <= offset && offset <= value.end;
  return found.find(isHere) ?? found[0];
}
