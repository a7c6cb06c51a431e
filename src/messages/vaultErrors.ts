import { l10n } from 'vscode';
import type { VaultErrorData } from '../vault/errors.ts';
import type { ErrorWords } from './errors.ts';

/** What each error of the vault says: what happened, and what to do next. */
export const vaultErrorTable: ErrorWords<VaultErrorData> = {
  'vault.bad-secret-name': () =>
    l10n.t('The name of a secret can contain only letters, digits, dots, dashes and underscores. Choose another name.'),
  'vault.config-field-missing': (data) => l10n.t('{file} has no "{field}". Add it, or choose another source.', data),
  'vault.config-not-found': ({ home }) =>
    home === ''
      ? l10n.t(
          'No Vonage configuration was found in the workspace (.vonagerc or vonage_app.json). Add one, or choose a key file.',
        )
      : l10n.t(
          'No Vonage configuration was found (.vonagerc, vonage_app.json, or .vonage/config.json at home). Run vonage auth set, or choose a key file.',
        ),
  'vault.config-not-json': (data) => l10n.t("{file} isn't JSON. Fix it, or choose a key file.", data),
  'vault.file-not-found': (data) => l10n.t("{file} doesn't exist. Check the path, or generate a key.", data),
  'vault.file-not-readable': (data) => l10n.t("{file} can't be read. Check its permissions.", data),
  'vault.file-too-large': (data) =>
    l10n.t("{file} is larger than {limit} bytes and isn't read. Choose a smaller file.", data),
  'vault.no-answer': (data) => l10n.t("{file} can't be reached. Try again later, or choose another file.", data),
  'vault.no-leave': ({ what, name }) =>
    what === 'secret'
      ? l10n.t('This workspace may not use the secret "{name}" yet. Create a token with it once to be asked.', { name })
      : l10n.t(
          '{name} is your own, and this workspace may not sign with it yet. Create a token with it once to be asked.',
          { name },
        ),
  'vault.no-workspace': () => l10n.t('"file:" needs an open folder. Open the folder that contains the key.'),
  'vault.not-a-file': (data) => l10n.t("{file} isn't a regular file. Choose a key file.", data),
  'vault.not-of-the-form': (data) =>
    l10n.t('The value of {reference} isn\'t a valid "{field}". Correct it, or use another variable.', data),
  'vault.not-verified': () =>
    l10n.t("The new token doesn't verify with its own key, so it was not written. Check the key."),
  'vault.outside-workspace': (data) =>
    l10n.t('{file} is outside the workspace. Only recipes in your user settings may use such files.', data),
  'vault.secret-not-found': (data) =>
    l10n.t('No secret is stored under the name "{name}". Store it with "JWT: Store Secret…".', data),
  'vault.secret-storage': () =>
    l10n.t("VS Code's secret storage did not answer. Unlock the system's key ring and try again."),
  'vault.symbolic-link': (data) =>
    l10n.t(
      '{file} is a symbolic link, or is behind one, which may point outside the workspace. Copy the file here, or use a key from a recipe in user settings.',
      data,
    ),
  'vault.unknown-key': () =>
    l10n.t('None of the keys in this workspace signed this token. Select the key, or add its file to the workspace.'),
  'vault.unknown-key-id': (data) =>
    l10n.t('{reference} has no key with the `kid` "{id}". Use the `kid` of one of its keys.', data),
  'vault.untrusted': () =>
    l10n.t(
      'This workspace isn\'t trusted, so Tokensmith doesn\'t read its keys. Trust it with "Workspaces: Manage Workspace Trust".',
    ),
  'vault.variable-not-found': (data) => l10n.t("{name} isn't set in .env or in the environment. Add it to .env.", data),
  'vault.variable-not-in-dotenv': (data) =>
    l10n.t("{name} isn't set in the workspace's .env. Add it there: only keys are read from the environment.", data),
};
