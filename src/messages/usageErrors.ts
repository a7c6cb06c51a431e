import { l10n } from 'vscode';
import type { ChatErrorData } from '../errors/chat.ts';
import type { UsageErrorData } from '../errors/usage.ts';
import type { ErrorWords } from './errors.ts';

/** What each error of a command or of a chat tool says: what happened, and what to do next. */
export const usageErrorTable: ErrorWords<UsageErrorData & ChatErrorData> = {
  'chat.many-tokens': (data) =>
    l10n.t('The document contains several tokens. Specify one by its offset: {offsets}.', data),
  'chat.no-document': () =>
    l10n.t("This isn't an open document or a readable file in the workspace. Pass the token itself, or open its file."),
  'chat.no-token': () => l10n.t('There is no token here. Pass the token itself, or another place.'),
  'command.bad-argument': (data) =>
    data.field
      ? l10n.t('"{field}" must be {expected}.', data)
      : l10n.t('The argument must be an object like {expected}.', data),
  'command.no-editor': () => l10n.t('No text editor is open. Open the file that the token belongs in.'),
  'command.no-public-key': () =>
    l10n.t('No private or public key was found in this workspace. Run "JWT: Generate Key…", or add a key file.'),
  'command.no-secrets': () => l10n.t('No secret is stored.'),
  'command.no-token': () =>
    l10n.t('No token found at the cursor, in the file or on the clipboard. Put the cursor on a token.'),
  'command.no-token-here': (data) =>
    l10n.t('There is no token at this position in {file}. Put the cursor on a token.', data),
  'command.no-token-in': (data) => l10n.t('{file} contains no token. Open the file that has one.', data),
  'command.not-a-token': () =>
    l10n.t("This isn't a token: its header and payload can't be decoded. Paste the whole token (eyJ…)."),
  'command.recipe-exists': (data) => l10n.t('A recipe named "{name}" already exists. Choose another name.', data),
  'command.unknown-recipe': (data) =>
    l10n.t('There is no recipe "{name}" in "tokensmith.recipes". Add it, or check the name.', data),
  'insert.credentials': (data) =>
    l10n.t('The request sends other credentials (mode "{mode}"). Nothing was changed.', data),
  'insert.moved': (data) => l10n.t('{file} changed in the meantime. Nothing was written; try again.', data),
  'insert.no-folder': () => l10n.t('No folder is open that could have a .env file. Open the folder of the request.'),
  'insert.no-request': (data) =>
    l10n.t('There is only a script here in {file}, which takes no header. Put the cursor into a request.', data),
  'insert.reference': (data) =>
    l10n.t("The request takes its token from {reference}, which Tokensmith can't write. Nothing was changed.", data),
  'insert.unnamed-recipe': () =>
    l10n.t('A token that is made when the request is sent needs a recipe in the settings. Save it as a recipe first.'),
};
