import { l10n } from 'vscode';
import type { DocumentErrorData } from '../errors/documents.ts';
import type { ErrorWords } from './errors.ts';

/** What each error of a `jwt:` document says: what happened, and what to do next. VS Code says before them that saving failed. */
export const documentErrorTable: ErrorWords<DocumentErrorData> = {
  'document.automatic-save': () =>
    l10n.t("Auto Save doesn't re-sign tokens. Save the document yourself, or choose Retry."),
  'document.cancelled': () => l10n.t('No key selected. The token was not changed; save again to select one.'),
  'document.decoded': () => l10n.t('This view is read-only. To change the token, run "JWT: Edit and Re-sign Token".'),
  'document.encrypted': () =>
    l10n.t('Encrypted tokens (JWE) can\'t be re-signed. Use "JWT: Decode Token" to see the header.'),
  'document.header-not-an-object': () => l10n.t('"header" must be an object with at least "alg".'),
  'document.not-editable': () =>
    l10n.t('The payload isn\'t text and can\'t be edited. Use "JWT: Decode Token" to see it.'),
  'document.not-json': (data) => l10n.t('Invalid JSON at line {line}. Fix it and save again.', data),
  'document.stale': () =>
    l10n.t(
      'The link to the original token was lost when the window reloaded. Copy your changes and open the token again.',
    ),
  'document.wrong-members': () => l10n.t('The document must be a JSON object with exactly "header" and "payload".'),
};
