import { afterEach, describe, expect, test, vi } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { registerSettingFaults } from '../../../src/features/settingFaults.ts';
import { type SettingName, settingForms } from '../../../src/settings/forms.ts';
import { setting, settingFaults } from '../../../src/settings/settings.ts';
import { commands, resetVSCode, setSetting, window } from '../../standIn/vscode.ts';

afterEach(resetVSCode);

const { properties } = manifest.contributes.configuration;

const defaults: Readonly<Record<SettingName, unknown>> = {
  'codeLens.enabled': true,
  'hover.enabled': true,
  'problems.enabled': true,
  'inlayHints.enabled': true,
  'colors.enabled': true,
  'http.renewOnSend': false,
  'http.insertAs': 'header',
  'chat.claimValues': false,
  exclude: [],
  'keys.ownWithoutAsking': false,
  'keys.include': properties['tokensmith.keys.include'].default,
  'problems.severity': {},
  'problems.quiet': properties['tokensmith.problems.quiet'].default,
  expect: {},
  recipes: {},
  expiresSoon: 300,
  clockTolerance: 5,
  'clipboard.clearAfter': 0,
};

const wrong: Readonly<Partial<Record<SettingName, readonly unknown[]>>> = {
  'codeLens.enabled': ['yes', 1, null, []],
  exclude: ['x', { a: true }, [1], null, ['*'.repeat(1001)], ['a'.repeat(20_001)], [['a']]],
  'keys.include': ['**/*.key', [null]],
  'keys.ownWithoutAsking': ['true', 1, null],
  'problems.severity': ['off', ['expired'], 3],
  'problems.quiet': ['**/*.log', { a: true }],
  expect: ['x', []],
  recipes: ['x', [], 1],
  'http.insertAs': ['Header', '', true, ['send']],
  expiresSoon: ['soon', -1, '-5m', '366d', 1e300, 'NaN', '', {}, '5 m', true, '99999999999999999999d'],
  clockTolerance: ['36500d', '25h', 90_000, -5, Number.NaN, '1e3', null],
  'clipboard.clearAfter': ['30d', '25h', 0, '0s', 'never', false],
};

const right: readonly (readonly [name: SettingName, written: unknown, read: unknown])[] = [
  ['expiresSoon', '10m', 600],
  ['expiresSoon', 90, 90],
  ['expiresSoon', '0', 0],
  ['clockTolerance', '24h', 86_400],
  ['clockTolerance', '0s', 0],
  ['clipboard.clearAfter', '30s', 30],
  ['clipboard.clearAfter', 'off', 0],
  ['exclude', ['**/*.log'], ['**/*.log']],
  ['problems.severity', { expired: 'off' }, { expired: 'off' }],
  ['colors.enabled', false, false],
  ['http.insertAs', 'send', 'send'],
];

describe('a setting of a wrong type or size counts as its default, and is a fault', () => {
  const rows = Object.entries(wrong).flatMap(([name, values]) =>
    values.map((value) => [name as SettingName, value] as const),
  );
  test.each(rows)('%s: %j', (name, value) => {
    setSetting(`tokensmith.${name}`, value);
    expect(setting(name)).toEqual(defaults[name]);
    expect(settingFaults().map((fault) => fault.name)).toEqual([name]);
  });
});

describe('a setting that can be used', () => {
  test.each(right)('%s: %j', (name, written, read) => {
    setSetting(`tokensmith.${name}`, written);
    expect(setting(name)).toEqual(read);
    expect(settingFaults()).toEqual([]);
  });
});

test('every setting has its default, and none is a fault', () => {
  for (const name of Object.keys(settingForms) as SettingName[]) {
    const value = setting(name);
    expect(settingForms[name].read(value) ?? value, name).toBeDefined();
  }
  expect(settingFaults()).toEqual([]);
});

test('a fault is said once for a value, with a button that opens the setting', async () => {
  const said: unknown[][] = [];
  const original = window.showWarningMessage;
  window.showWarningMessage = async (...question) => {
    said.push(question);
    return said.length === 1 ? question[1] : undefined;
  };
  const opened: unknown[][] = [];
  const opening = commands.registerCommand('workbench.action.openWorkspaceSettings', (...given) => opened.push(given));
  setSetting('tokensmith.clockTolerance', '36500d');
  const feature = registerSettingFaults();
  try {
    setSetting('tokensmith.exclude', ['**/*.log']);
    setSetting('tokensmith.exclude', 'x');
    setSetting('tokensmith.expiresSoon', '10m');
    await vi.waitFor(() => expect(said).toHaveLength(2));
    await vi.waitFor(() => expect(opened).toEqual([[{ query: '@id:tokensmith.clockTolerance' }]]));
    expect(String(said[0]?.[0])).toMatch(
      /"tokensmith\.clockTolerance" must be a duration like "5m", at most 24 hours|1 day/,
    );
    expect(String(said[1]?.[0])).toMatch(/"tokensmith\.exclude" must be a list of globs/);
    setSetting('tokensmith.clockTolerance', '-1s');
    await vi.waitFor(() => expect(said).toHaveLength(3));
  } finally {
    feature.dispose();
    opening.dispose();
    window.showWarningMessage = original;
  }
});
