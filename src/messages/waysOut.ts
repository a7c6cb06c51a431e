import { l10n } from 'vscode';
import { CodedError } from '../jwt/errors.ts';
import { KeyReferenceError } from '../vault/errors.ts';

/** A button under a message: a command that leads on. */
export interface WayOut {
  readonly title: string;
  readonly command: string;
  readonly arguments?: readonly unknown[];
}

const generateKey = (): WayOut => ({ title: l10n.t('Generate Key…'), command: 'tokensmith.generateKey' });
const storeSecret = (): WayOut => ({ title: l10n.t('Store Secret…'), command: 'tokensmith.storeSecret' });
const manageTrust = (): WayOut => ({ title: l10n.t('Manage Workspace Trust'), command: 'workbench.trust.manage' });
const openFolder = (): WayOut => ({ title: l10n.t('Open Folder…'), command: 'workbench.action.files.openFolder' });
const openRecipes = (): WayOut => ({
  title: l10n.t('Open Settings'),
  command: 'workbench.action.openSettings',
  arguments: ['tokensmith.recipes'],
});

const replaceReference = (): WayOut => ({
  title: l10n.t('Replace'),
  command: 'tokensmith.insertAuthorizationHeader',
  arguments: [{ replace: true }],
});

const openUserRecipes = (): WayOut => ({
  title: l10n.t('Open User Settings'),
  command: 'workbench.action.openSettings',
  arguments: [{ query: 'tokensmith.recipes', target: 'user' }],
});

/** What leads on from each error, where a command does. */
const ways: Readonly<Record<string, readonly (() => WayOut)[]>> = {
  'command.no-secrets': [storeSecret],
  'command.unknown-recipe': [openRecipes],
  'insert.credentials': [replaceReference],
  'insert.reference': [replaceReference],
  'insert.unnamed-recipe': [openRecipes],
  'key.empty-secret': [storeSecret],
  'recipe.bad-reference': [storeSecret, openRecipes],
  'key.not-a-key': [generateKey],
  'key.public-for-signing': [generateKey],
  'key.too-short': [generateKey],
  'key.wrong-type': [generateKey],
  'vault.file-not-found': [generateKey],
  'vault.no-workspace': [openFolder],
  'vault.secret-not-found': [storeSecret],
  'vault.symbolic-link': [openUserRecipes],
  'vault.outside-workspace': [openUserRecipes],
  'vault.untrusted': [manageTrust],
};

/** The buttons for an error; none where words alone help. */
export function waysOut(error: unknown): readonly WayOut[] {
  const cause = error instanceof KeyReferenceError ? error.cause : error;
  return cause instanceof CodedError ? (ways[cause.code] ?? []).map((way) => way()) : [];
}
