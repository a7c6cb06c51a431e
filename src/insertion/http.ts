import { insertHeader } from './httpHeader.ts';
import { httpLanguages } from './httpLanguages.ts';
import { insertVariable } from './httpVariable.ts';
import type { Place } from './place.ts';

/** `.http` and `.rest` files. */
export const http: Place = {
  languages: httpLanguages,
  files: /\.(?:http|rest)$/i,
  insert: ({ text, offset, token, insertAs }) =>
    (insertAs === 'variable' ? insertVariable : insertHeader)(text, offset, token).edits,
};
