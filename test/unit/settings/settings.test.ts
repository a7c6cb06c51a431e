import { afterEach, describe, expect, test } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { forms, type SettingName } from '../../../src/settings/forms.ts';
import { setting, settingFaults } from '../../../src/settings/settings.ts';
import { resetVSCode, setSetting } from '../../fuzz/vscode.ts';

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
  for (const name of Object.keys(forms) as SettingName[]) {
    const value = setting(name);
    expect(forms[name].read(value) ?? value, name).toBeDefined();
  }
  expect(settingFaults()).toEqual([]);
});
