import { l10n } from 'vscode';
import type { EditErrorData } from '../errors/edits.ts';
import type { ErrorWords } from './errors.ts';

/** What each error of a write says: what happened, and what to do next. */
export const editErrorTable: ErrorWords<EditErrorData> = {
  'edit.changed': (data) => l10n.t('{file} changed in the meantime. Nothing was changed; try again.', data),
  'edit.encoding': (data) =>
    l10n.t(
      "The encoding of {file} can't be kept, so nothing was changed. Save the file as UTF-8 and try again, or edit it yourself.",
      data,
    ),
  'edit.file-exists': (data) => l10n.t("{file} already exists and won't be overwritten. Choose another name.", data),
  'edit.no-document': (data) => l10n.t("{file} can't be opened. Check its name.", data),
  'edit.not-saved': (data) => l10n.t("{file} was changed but can't be saved. Save it yourself.", data),
  'edit.not-written': (data) => l10n.t("{file} can't be written. Check its permissions.", data),
  'edit.read-only': (data) => l10n.t('{file} is read-only. Copy the token instead, or save the file elsewhere.', data),
  'edit.refused': (data) => l10n.t('VS Code rejected the edit to {file}. Nothing was changed; try again.', data),
  'edit.settings-not-written': () =>
    l10n.t("The settings can't be saved. Fix the errors in settings.json, save it, and try again."),
  'edit.token-ambiguous': (data) =>
    l10n.t('{file} contains this token more than once. Choose "Edit" above the copy you want to change.', data),
  'edit.token-gone': (data) =>
    l10n.t('The token is no longer in {file}. Restore it (Undo) and save again, or copy your changes.', data),
};
