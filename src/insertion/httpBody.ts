import type { RequestBody } from '../jwt/problem.ts';
import type { Span } from '../jwt/span.ts';
import { type HttpReading, type HttpRegion, meantAt, regionsIn } from './httpFile.ts';
import { type HttpRequest, headerValue, sentBody } from './httpRequest.ts';
import { COMMENT, FORM } from './httpSyntax.ts';
import { variablesOf } from './httpVariable.ts';
import { linesIn } from './lines.ts';

const DEFINITION = /^\s*@[^\s=:]+\s*:?=/;
/** A body, or a part of one, in a file of its own. */
const FILE = /^\s*<(?:@\w*)?\s+(\S.*)/;
/** What ends the lines of a body of a media type, where it is no LF between them. */
const LINE_ENDS: readonly (readonly [type: RegExp, between: string, last: string])[] = [
  [/^multipart\/form-data\b/i, '\r\n', ''],
  [/^application\/x-ndjson\b/i, '\n', '\n'],
];
/** What clients send as an object of their own: https://httpyac.github.io/guide/request.html#graphql */
const GRAPHQL = /^\s*(?:query|mutation|fragment\s+\S+\s+on\s|gql\s(?:.*\s)?<\s)/;
const VARIABLE = /\{\{(.*?)\}\}/g;
/** In UTF-16 units: variables that stand for others can make a short text as long as one likes. */
const LONGEST = 1_000_000;

/**
 * Reads the bodies of the requests of an `.http` file as httpYac sends them: lines end in LF, comments, definitions and
 * blank lines at the end are left out, variables of the file are filled in, the lines of a form are joined.
 * @returns gives the body of the request around an offset; `undefined` where there is none, names where the file alone
 *   does not settle it. The file is read when the first body is asked for.
 */
export function bodyReader(text: string, reading?: HttpReading): (offset: number) => RequestBody | undefined {
  let regions: readonly HttpRegion[] | undefined;
  return (offset) => {
    regions ??= regionsIn(text, reading);
    const meant = meantAt(regions, offset);
    return typeof meant === 'object' && meant.request.form === 'http'
      ? bodyOf(text, regions, meant.request)
      : undefined;
  };
}

function bodyOf(text: string, regions: readonly HttpRegion[], request: HttpRequest): RequestBody | undefined {
  const source = ({ start, end }: Span) => text.slice(start, end);
  const lines = linesOf(text, sentBody(text, request));
  if (lines.length === 0) return undefined;
  const files = lines.flatMap((line) => FILE.exec(line)?.[1] ?? []);
  const unresolved = new Set(files);
  const variables = variablesOf(text, regions, request);
  const values = new Map<string, string>();
  const contentOf = (name: string): string => {
    const known = values.get(name);
    if (known !== undefined) return known;
    // What stands for itself is settled by nothing.
    values.set(name, '');
    const definition = variables.definition(name);
    if (!definition) unresolved.add(name);
    const value = definition ? resolve(source(definition.value)) : '';
    values.set(name, value);
    return value;
  };
  const resolve = (value: string): string => {
    let length = 0;
    return value.replace(VARIABLE, (_whole, expression: string) => {
      const found = contentOf(expression.trim());
      length += found.length;
      if (length <= LONGEST) return found;
      unresolved.add(expression.trim());
      return '';
    });
  };
  if (headerValue(text, request, 'x-request-type') !== undefined || lines.some((line) => GRAPHQL.test(line)))
    unresolved.add('GraphQL');
  const mediaType = headerValue(text, request, 'content-type') ?? '';
  const isForm = FORM.test(mediaType);
  const [, between, last] = LINE_ENDS.find(([each]) => each.test(mediaType)) ?? ['', '\n', ''];
  const body = isForm ? resolve(lines.map((line) => line.trim()).join('')) : resolve(lines.join(between) + last);
  if (unresolved.size > 0) return { unresolved: [...unresolved] };
  return { body: isForm ? body.replace(/[^\x21-\x7e]/gu, encodeURIComponent) : body };
}

function linesOf(text: string, span: Span): readonly string[] {
  const lines: string[] = [];
  for (const { start, end } of linesIn(text, span)) {
    const line = text.slice(start, end);
    if (!COMMENT.test(line) && !DEFINITION.test(line)) lines.push(line);
  }
  while (lines.at(-1)?.trim() === '') lines.pop();
  return lines;
}
