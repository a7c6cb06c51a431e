import { ConfigurationTarget, l10n, workspace } from 'vscode';
import { updateSetting } from '../edits/settings.ts';
import { UsageError } from '../errors/usage.ts';
import { textArgument, uriArgument } from '../flows/arguments.ts';
import { sayBriefly } from '../messages/status.ts';
import type { Command } from './command.ts';

const setting = 'problems.severity';
type Severities = Readonly<Record<string, string>>;

/** Switches the problems of one code off, in the settings that say something of them already; runs from a quick fix alone. */
export const turnProblemOff: Command = {
  async run(_services, argument) {
    const code = textArgument(argument, 'code');
    if (!code) throw new UsageError('command.bad-argument', { field: 'code', expected: '"expired"' });
    const uri = uriArgument(argument, 'uri');
    const values = () => workspace.getConfiguration('tokensmith', uri).inspect<Severities>(setting);
    const { workspaceValue, workspaceFolderValue } = values() ?? {};
    const [target, level] = workspaceFolderValue
      ? ([ConfigurationTarget.WorkspaceFolder, 'workspaceFolderValue'] as const)
      : workspaceValue || workspace.workspaceFolders
        ? ([ConfigurationTarget.Workspace, 'workspaceValue'] as const)
        : ([ConfigurationTarget.Global, 'globalValue'] as const);
    await updateSetting(setting, () => ({ ...values()?.[level], [code]: 'off' }), target, uri);
    sayBriefly(l10n.t('{code} is off, in the setting tokensmith.problems.severity', { code }));
  },
};
