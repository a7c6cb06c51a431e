import { authorizationLine } from './authorization.ts';
import { HTTP_PATH, httpLanguages } from './fileTypes.ts';
import { insertAssertion } from './formBody.ts';
import { meantAt, regionsIn } from './httpFile.ts';
import { authorizationHeader, editHeader } from './httpHeader.ts';
import { variablesOf } from './httpVariable.ts';
import { insertLine } from './lines.ts';
import type { Place } from './place.ts';
import { referenceIn } from './references.ts';

/**
 * `.http` and `.rest` files: the value of `Authorization` in the request that is meant by the cursor (see `meantAt`), of
 * several the one under the cursor, else the first; else a new last header. An assertion goes into the request's form.
 * Where there is no request, the header gets a line of its own.
 */
export const http: Place = {
  languages: httpLanguages,
  files: HTTP_PATH,
  slot: ({ text, offset, http: reading, isAssertion }) => {
    const regions = regionsIn(text, reading);
    const meant = meantAt(regions, offset);
    if (meant === 'script') return 'script';
    if (!meant) return { write: (credentials) => [insertLine(text, offset, authorizationLine(credentials))] };
    const { request } = meant;
    const variables = variablesOf(text, regions, request);
    const form = isAssertion ? insertAssertion(text, request) : undefined;
    if (form) return { ...form, variables };
    const header = authorizationHeader(text, request, offset);
    return {
      write: (credentials) => [editHeader(text, request, offset, credentials)],
      reference: header && referenceIn(text, header.value),
      variables,
    };
  },
};
