import { l10n } from 'vscode';
import type { DocumentErrorData } from '../documents/errors.ts';

/** What each error of a `jwt:` document says: what happened, and what to do next. VS Code says before them that saving failed. */
export const documentErrorWords: {
  readonly [Code in keyof DocumentErrorData]: (data: DocumentErrorData[Code]) => string;
} = {
  'document.automatic-save': () =>
    l10n.t('An automatic save signs no token. Save the document yourself, or choose Retry.'),
  'document.cancelled': () => l10n.t('No key was chosen, so the token was not signed. Save again to choose one.'),
  'document.decoded': () => l10n.t('It only shows the token. Use "JWT: Edit and Re-sign Token" to change it.'),
  'document.encrypted': () =>
    l10n.t('The token is encrypted (JWE), and cannot be signed anew. Use "JWT: Decode Token" to see its header.'),
  'document.header-not-an-object': () => l10n.t('The member "header" must be an object with at least "alg".'),
  'document.not-editable': () =>
    l10n.t('The payload of the token is no text, and cannot be edited. Use "JWT: Decode Token" to see it.'),
  'document.not-json': (data) => l10n.t('It is not JSON: see line {line}. Correct it and save again.', data),
  'document.stale': () =>
    l10n.t(
      'It is from before the window was loaded, and its token is not known any more. Copy what you changed, and open the token again.',
    ),
  'document.token-ambiguous': (data) =>
    l10n.t(
      '{file} has several copies of the token, and which one is meant can no longer be told. Choose "Edit" above the one that you mean.',
      data,
    ),
  'document.token-gone': (data) =>
    l10n.t('The token is no longer in {file}. Undo what removed it and save again, or copy what you need.', data),
  'document.wrong-members': () =>
    l10n.t('It must be one object with "header" and "payload", each once, and nothing else.'),
};
