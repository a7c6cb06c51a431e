/** The settings of a window. */
import manifest from '../../package.json' with { type: 'json' };
import { EventEmitter } from './basics.ts';
import { ConfigurationTarget } from './values.ts';

type Settings = Record<string, unknown>;

/** The settings, by their whole names, of the user and of the workspace. */
export const settings: { user: Settings; workspace: Settings } = { user: {}, workspace: {} };

/** Tells of each change. */
export const changedSettings = new EventEmitter<{ affectsConfiguration(name: string): boolean }>();

/** What the manifest says of the settings. */
const contributed: Readonly<Record<string, { readonly default?: unknown }>> =
  manifest.contributes.configuration.properties;

/** What VS Code says of its own. */
const ownDefaults: Readonly<Record<string, unknown>> = { 'files.autoSave': 'off' };

/** What `workspace.getConfiguration` gives. */
export function getConfiguration(section = '') {
  const whole = (name: string) => (section === '' ? name : `${section}.${name}`);
  const defaultOf = (name: string) =>
    Object.hasOwn(contributed, whole(name)) ? contributed[whole(name)]?.default : ownDefaults[whole(name)];
  return {
    get: (name: string, otherwise?: unknown) =>
      [settings.workspace[whole(name)], settings.user[whole(name)], defaultOf(name)].find(
        (value) => value !== undefined,
      ) ?? otherwise,
    inspect: (name: string) => ({
      defaultValue: defaultOf(name),
      globalValue: valueAt(settings.user, whole(name)),
      workspaceValue: valueAt(settings.workspace, whole(name)),
    }),
    update: async (name: string, value: unknown, target: number) =>
      setSetting(whole(name), value, target === ConfigurationTarget.Global ? 'user' : 'workspace'),
  };
}

/** The value of a setting at a level; of a section, the values in it, nested by the dots of their names. */
function valueAt(level: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(level, name)) return level[name];
  const inside = Object.keys(level).filter((other) => other.startsWith(`${name}.`));
  const next = [...new Set(inside.map((other) => other.slice(name.length + 1).split('.')[0] ?? ''))];
  return next.length === 0
    ? undefined
    : Object.fromEntries(next.map((part) => [part, valueAt(level, `${name}.${part}`)]));
}

/** Changes a setting, as a person does, and tells of it. */
export function setSetting(name: string, value: unknown, level: 'user' | 'workspace' = 'workspace'): void {
  if (value === undefined) delete settings[level][name];
  else settings[level][name] = value;
  changedSettings.fire({ affectsConfiguration: (part) => name === part || name.startsWith(`${part}.`) });
}
