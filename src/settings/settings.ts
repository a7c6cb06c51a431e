import { type ConfigurationScope, ConfigurationTarget, workspace } from 'vscode';
import { type Requirement, type SettingForm, type SettingName, type SettingValue, settingForms } from './forms.ts';

/** The value of a setting `tokensmith.…`; the default where what stands in the settings is of a wrong type or size. */
export function setting<Name extends SettingName>(name: Name, scope?: ConfigurationScope): SettingValue<Name> {
  const settings = workspace.getConfiguration('tokensmith', scope);
  const { read } = settingForms[name] as SettingForm<SettingValue<Name>>;
  return (read(settings.get(name)) ?? read(settings.inspect(name)?.defaultValue)) as SettingValue<Name>;
}

/** A value in the settings that cannot be used. */
export interface SettingFault {
  readonly name: SettingName;
  readonly target: ConfigurationTarget;
  readonly expected: Requirement;
  /** Another one for another setting, level or value. */
  readonly id: string;
}

/** The values of the settings that cannot be used, and for which the defaults count. */
export function settingFaults(): readonly SettingFault[] {
  // The settings of a folder that is opened alone are those of the workspace.
  const folders = workspace.workspaceFile ? (workspace.workspaceFolders ?? []) : [];
  const scopes = [undefined, ...folders.map(({ uri }) => uri)];
  const found = scopes.flatMap((scope) => {
    // All at once: VS Code takes as long for one setting.
    const { globalValue, workspaceValue, workspaceFolderValue } =
      workspace.getConfiguration(undefined, scope).inspect('tokensmith') ?? {};
    const levels = [
      [ConfigurationTarget.Global, globalValue],
      [ConfigurationTarget.Workspace, workspaceValue],
      [ConfigurationTarget.WorkspaceFolder, workspaceFolderValue],
    ] as const;
    return levels.flatMap(([target, values]) =>
      (Object.keys(settingForms) as SettingName[]).flatMap((name): readonly SettingFault[] => {
        const { expected, read } = settingForms[name];
        const value = within(values, name);
        if (value === undefined || read(value) !== undefined) return [];
        return [{ name, target, expected, id: `${name} ${target} ${JSON.stringify(value).slice(0, 200)}` }];
      }),
    );
  });
  return [...new Map(found.map((fault) => [fault.id, fault])).values()];
}

/** The value of a setting in those of a level, which VS Code nests by the dots of their names. */
function within(values: unknown, name: SettingName): unknown {
  return name.split('.').reduce<unknown>((value, part) => (value as Members | undefined)?.[part], values);
}

type Members = Readonly<Record<string, unknown>>;
