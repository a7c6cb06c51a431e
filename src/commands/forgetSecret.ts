import { CancellationError, l10n, window } from 'vscode';
import { UsageError } from '../errors/usage.ts';
import { textArgument } from '../flows/arguments.ts';
import { askPick, back } from '../flows/steps.ts';
import { sayBriefly } from '../messages/status.ts';
import type { Services } from '../services.ts';
import type { Command } from './command.ts';

/** Removes a secret from VS Code's SecretStorage. */
export const forgetSecret: Command = {
  async run(services, argument) {
    const name = textArgument(argument, 'name') ?? (await askName(services));
    await services.vault.secrets.forget(name);
    sayBriefly(l10n.t('Secret "{name}" deleted.', { name }));
  },
};

/** Lets the person pick a stored secret, and say that it shall go. @throws UsageError `command.no-secrets`; CancellationError */
async function askName({ vault }: Services): Promise<string> {
  const items = vault.secrets.names().map((name) => ({ label: `$(lock) ${name}`, name }));
  if (items.length === 0) throw new UsageError('command.no-secrets', {});
  const picked = await askPick(items, { title: l10n.t('Forget Secret'), step: 1, steps: 1 });
  if (picked === back) throw new CancellationError();
  const forget = l10n.t('Forget');
  const answer = await window.showWarningMessage(
    l10n.t('Forget the secret "{name}"?', picked),
    { modal: true, detail: l10n.t("Recipes that use this secret will stop working. This can't be undone.") },
    forget,
  );
  if (answer !== forget) throw new CancellationError();
  return picked.name;
}
