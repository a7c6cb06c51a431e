import { assert } from 'chai';
import * as vscode from 'vscode';
import { settingFaults } from '../../../src/settings/settings.ts';

const { ConfigurationTarget } = vscode;

/** Names with and without a dot, at both levels that a folder of its own has. */
const wrong = [
  ['expiresSoon', 'soon', ConfigurationTarget.Global],
  ['keys.include', '**/*.key', ConfigurationTarget.Workspace],
  ['problems.severity', ['expired'], ConfigurationTarget.Global],
  ['problems.severity', 'off', ConfigurationTarget.Workspace],
] as const;

describe('settings that cannot be used', () => {
  const write = async (isWrong: boolean) => {
    const settings = vscode.workspace.getConfiguration('tokensmith');
    for (const [name, value, target] of wrong) await settings.update(name, isWrong ? value : undefined, target);
  };

  afterEach(() => write(false));

  it('are found by their names and levels', async () => {
    assert.deepEqual(settingFaults(), []);
    await write(true);
    const found = settingFaults().map(({ name, target }) => [name, target]);
    assert.sameDeepMembers(
      found,
      wrong.map(([name, , target]) => [name, target]),
    );
  });
});
