import { CancellationError, l10n } from 'vscode';
import { CodedError } from '../jwt/errors.ts';
import { KeyReferenceError } from '../vault/errors.ts';

/** A button under a message: a command that leads on. */
export interface WayOut {
  readonly title: string;
  readonly command: string;
  readonly arguments?: readonly unknown[];
  /** It is about the place where the error was. */
  readonly isThere?: boolean;
}

const generateKey = (): WayOut => ({ title: l10n.t('Generate Key…'), command: 'tokensmith.generateKey' });
const addKeyFile = (): WayOut => ({ title: l10n.t('Use Key File…'), command: 'tokensmith.addKeyFile' });
const openBuilder = (): WayOut => ({ title: l10n.t('Open Token Builder'), command: 'tokensmith.openBuilder' });
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
  isThere: true,
});

const openUserRecipes = (): WayOut => ({
  title: l10n.t('Open User Settings'),
  command: 'workbench.action.openSettings',
  arguments: [{ query: 'tokensmith.recipes', target: 'user' }],
});

const reportIssue = (): WayOut => ({
  title: l10n.t('Report Issue'),
  command: 'workbench.action.openIssueReporter',
  arguments: [{ extensionId: 'tokensmith.tokensmith' }],
});

/** What leads on from each error, where a command does. */
const ways: Readonly<Record<string, readonly (() => WayOut)[]>> = {
  'command.no-public-key': [addKeyFile, generateKey],
  'command.no-secrets': [storeSecret],
  'command.no-token': [openBuilder],
  'command.unknown-recipe': [openRecipes],
  'insert.credentials': [replaceReference],
  'insert.reference': [replaceReference],
  'insert.unnamed-recipe': [openRecipes],
  'key.empty-secret': [storeSecret],
  'recipe.bad-reference': [storeSecret, openRecipes],
  'insert.no-folder': [openFolder],
  'key.not-a-key': [addKeyFile, generateKey],
  'key.public-for-signing': [addKeyFile, generateKey],
  'key.too-short': [generateKey],
  'key.wrong-type': [generateKey],
  'vault.file-not-found': [addKeyFile, generateKey],
  'vault.no-workspace': [openFolder],
  'vault.secret-not-found': [storeSecret],
  'vault.symbolic-link': [openUserRecipes],
  'vault.outside-workspace': [openUserRecipes],
  'vault.unknown-key': [addKeyFile],
  'vault.untrusted': [manageTrust],
};

/** The buttons for an error; none where words alone help. One that is not Tokensmith's own is a defect, to be reported. */
export function waysOut(error: unknown): readonly WayOut[] {
  const cause = error instanceof KeyReferenceError ? error.cause : error;
  if (error instanceof KeyReferenceError && Object.hasOwn(error.cause.data, 'command'))
    return [{ title: l10n.t('Convert…'), command: 'tokensmith.convertKey', arguments: [error.reference] }];
  if (cause instanceof CodedError) return (ways[cause.code] ?? []).map((way) => way());
  return cause instanceof CancellationError ? [] : [reportIssue()];
}
