import { CancellationError, l10n, type TextDocument, workspace } from 'vscode';
import { savingOnly } from '../edits/files.ts';
import { openDocument } from '../edits/openDocument.ts';
import { Stretches } from '../edits/stretches.ts';
import { EditError } from '../errors/edits.ts';
import { UsageError } from '../errors/usage.ts';
import type { Argument } from '../flows/arguments.ts';
import { offsetArgument, uriArgument } from '../flows/arguments.ts';
import { askSecretName } from '../flows/newSecret.ts';
import { back } from '../flows/steps.ts';
import type { TextEdit } from '../insertion/edit.ts';
import { sayBriefly } from '../messages/status.ts';
import { displayPath, requireUnlinked } from '../vault/files.ts';
import { isSecretName } from '../vault/secrets.ts';
import { rawKeys } from '../vault/settingsText.ts';
import type { Command } from './command.ts';

/** Moves a secret that stands in a recipe of the settings itself to VS Code's SecretStorage; runs from a quick fix alone, with the place. */
export const moveSecret: Command = {
  async run({ places, vault }, argument) {
    const document = await openSettings(argument);
    const file = displayPath(document.uri);
    const changed = () => new EditError('edit.changed', { file });
    const keyAt = (start: number | undefined) => rawKeys(document.getText()).find((key) => key.start === start);
    const offset = offsetArgument(argument, 'offset');
    const written = offset === undefined ? undefined : keyAt(places.present(document, argument, offset));
    if (!written) throw changed();
    const place = new Stretches(document, [written]);
    try {
      const answered = await askSecretName(
        vault.secrets,
        { name: suggestion(written.recipe) },
        { title: l10n.t('Move to Secret Storage'), step: 1, steps: 1 },
      );
      if (answered === back) throw new CancellationError();
      if (keyAt(place.at(0)?.start)?.value !== written.value) throw changed();
      await vault.secrets.store(answered, written.value);
      let save = async () => {};
      const expect = (edit: TextEdit) => {
        save = savingOnly(document, [edit]);
      };
      if ((await place.replace([JSON.stringify(`secret:${answered}`)], { expect })) === 0) throw changed();
      await save();
      const stored = l10n.t('Secret stored. Use it in recipes as secret:{name}.', { name: answered });
      sayBriefly(stored);
    } finally {
      place.dispose();
    }
  },
};

/** @throws UsageError `command.bad-argument`; EditError `edit.no-document`; VaultError `vault.symbolic-link` */
async function openSettings(argument: Argument): Promise<TextDocument> {
  const uri = uriArgument(argument, 'uri');
  if (!uri) throw new UsageError('command.bad-argument', { field: 'uri', expected: '"file:///…"' });
  if (workspace.getWorkspaceFolder(uri)) await requireUnlinked(uri);
  return openDocument(uri);
}

/** A recipe's name as the name of a secret, as far as it makes one. */
function suggestion(recipe: string): string {
  const name = recipe.trim().replace(/[^\w.-]+/g, '-');
  return isSecretName(name) ? name : 'secret';
}
