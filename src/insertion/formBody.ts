import { isEmpty, type Span } from '../jwt/span.ts';
import { insertAt, replace } from './edit.ts';
import { type HttpRequest, headerValue, sentBody } from './httpRequest.ts';
import { FORM } from './httpSyntax.ts';
import { lineAt, lineBreakAt } from './lines.ts';
import type { Slot } from './place.ts';
import { referenceIn } from './references.ts';

/** A parameter of a form in the body of a request; the span of its value is empty where it has none. */
interface Parameter {
  readonly name: string;
  readonly value: Span;
}

/** The names of a form, each behind `&` or at the start of a line. */
const PARAMETER = /(^|&)[ \t]*([\w.-]+)=([^&\r\n]*)/gm;
/** How a form says what its assertion is: RFC 7523 sections 2.1 and 2.2. */
const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const CLIENT_ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * Where the form in a request's body takes a JWT as an assertion (RFC 7523): the value of `client_assertion` or
 * `assertion`, else a new parameter: `assertion` where the form asks for that grant, `client_assertion` with its type
 * elsewhere. `undefined` where the body is no form.
 */
export function insertAssertion(text: string, request: HttpRequest): Pick<Slot, 'write' | 'reference'> | undefined {
  const parameters = parametersOf(text, request);
  const spanOf = (name: string) => parameters.find((parameter) => parameter.name === name)?.value;
  const isGrant = (value: Span | undefined) =>
    value !== undefined && decodeURIComponentOr(text.slice(value.start, value.end)) === GRANT;
  const name =
    ['client_assertion', 'assertion'].find(spanOf) ??
    (isGrant(spanOf('grant_type')) ? 'assertion' : 'client_assertion');
  const last = parameters.at(-1);
  if (!last) return undefined;
  const [typeName, type] = name === 'assertion' ? ['grant_type', GRANT] : ['client_assertion_type', CLIENT_ASSERTION];
  const value = spanOf(name);
  const typeValue = spanOf(typeName);
  return {
    write: (credentials) => {
      const added = [...(typeValue ? [] : [`${typeName}=${type}`]), ...(value ? [] : [`${name}=${credentials}`])];
      const line = lineAt(text, last.value.end);
      const separator = /^\s*&/.test(text.slice(line.start, line.end)) ? `${lineBreakAt(text, line)}&` : '&';
      return [
        ...(value ? [replace(value, credentials)] : []),
        ...(typeValue && isEmpty(typeValue) ? [replace(typeValue, type)] : []),
        ...(added.length > 0 ? [insertAt(last.value.end, added.map((each) => `${separator}${each}`).join(''))] : []),
      ];
    },
    reference: value && referenceIn(text, value, false),
  };
}

function parametersOf(text: string, request: HttpRequest): readonly Parameter[] {
  if (!FORM.test(headerValue(text, request, 'content-type') ?? '')) return [];
  const body = sentBody(text, request);
  const form = text.slice(body.start, body.end);
  return [...form.matchAll(PARAMETER)].map((found) => {
    const at = body.start + found.index + found[0].length;
    const value = (found[3] ?? '').trimEnd();
    const start = at - (found[3] ?? '').length;
    return { name: found[2] ?? '', value: { start, end: start + value.length } };
  });
}

function decodeURIComponentOr(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
