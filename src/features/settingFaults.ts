import { ConfigurationTarget, commands, Disposable, l10n, window, workspace } from 'vscode';
import { type SettingFault, settingFaults } from '../settings/settings.ts';

/** Says of each setting that cannot be used what it must be, once for a value, with a button that opens it. */
export function registerSettingFaults(): Disposable {
  const told = new Set<string>();
  const tell = () => {
    for (const fault of settingFaults()) {
      if (told.has(fault.id)) continue;
      told.add(fault.id);
      void say(fault);
    }
  };
  // Activation only registers; what stands in the settings already comes right after.
  const timer = setTimeout(tell);
  return Disposable.from(
    new Disposable(() => clearTimeout(timer)),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('tokensmith')) tell();
    }),
  );
}

/** What opens the settings of a level. */
const editors: Readonly<Record<ConfigurationTarget, string>> = {
  [ConfigurationTarget.Global]: 'openGlobalSettings',
  [ConfigurationTarget.Workspace]: 'openWorkspaceSettings',
  [ConfigurationTarget.WorkspaceFolder]: 'openSettings',
};

async function say({ name, target, expected }: SettingFault): Promise<void> {
  const { settingWords } = await import('../messages/settings.ts');
  const open = l10n.t('Open Settings');
  if ((await window.showWarningMessage(settingWords(name, expected), open)) !== open) return;
  await commands.executeCommand(`workbench.action.${editors[target]}`, { query: `@id:tokensmith.${name}` });
}
