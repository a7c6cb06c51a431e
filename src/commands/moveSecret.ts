import { CancellationError, l10n, Range, WorkspaceEdit, window, workspace } from 'vscode';
import { UsageError } from '../features/errors.ts';
import { openDocument } from '../features/openDocument.ts';
import { offsetArgument, uriArgument } from '../flows/arguments.ts';
import { back } from '../flows/steps.ts';
import { displayPath } from '../vault/files.ts';
import { isSecretName } from '../vault/secrets.ts';
import { rawKeys, type WrittenKey } from '../vault/settingsText.ts';
import type { Argument, Command } from './command.ts';
import { askSecretName } from './storeSecret.ts';

/** Moves a secret that stands in a recipe of the settings itself to VS Code's SecretStorage; runs from a quick fix alone, with the place. */
export const moveSecret: Command = {
  async run({ vault }, argument) {
    const { document, find } = await findPlace(argument);
    const answered = await askSecretName(
      vault.secrets,
      { name: suggestion(find().recipe) },
      { title: l10n.t('Move to Secret Storage'), step: 1, steps: 1 },
    );
    if (answered === back) throw new CancellationError();
    const { value, start, end } = find();
    await vault.secrets.store(answered, value);
    const edit = new WorkspaceEdit();
    const range = new Range(document.positionAt(start), document.positionAt(end));
    edit.replace(document.uri, range, JSON.stringify(`secret:${answered}`));
    if (!(await workspace.applyEdit(edit)) || !(await document.save()))
      throw new UsageError('command.edit-refused', { file: displayPath(document.uri) });
    window.setStatusBarMessage(l10n.t('Secret stored. Use it in recipes as secret:{name}.', { name: answered }), 5000);
  },
};

/** The settings document, and a way to read the secret at the place, also after time has passed. @throws UsageError `command.token-changed` */
async function findPlace(argument: Argument) {
  const uri = uriArgument(argument, 'uri');
  const offset = offsetArgument(argument, 'offset');
  if (!uri) throw new UsageError('command.bad-argument', { field: 'uri', expected: '"file:///…"' });
  const document = await openDocument(uri);
  const find = (): WrittenKey => {
    const found = rawKeys(document.getText()).find(({ start }) => start === offset);
    if (!found) throw new UsageError('command.token-changed', { file: displayPath(uri) });
    return found;
  };
  return { document, find };
}

/** A recipe's name as the name of a secret, as far as it makes one. */
function suggestion(recipe: string): string {
  const name = recipe.trim().replace(/[^\w.-]+/g, '-');
  return isSecretName(name) ? name : 'secret';
}
