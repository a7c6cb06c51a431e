import { assert } from 'chai';
import * as vscode from 'vscode';
import { activate } from '../support.ts';

/** What quick fixes and lenses run, which nobody runs by hand. */
const ofFixes = [
  'addToGitignore',
  'convertKey',
  'moveSecret',
  'nameRecipe',
  'renewOnSave',
  'setSecretEncoding',
  'turnProblemOff',
  'verifyTokenWith',
].map((id) => `tokensmith.${id}`);

describe('the manifest', () => {
  it('contributes the commands that are registered, but for those of quick fixes', async () => {
    const { packageJSON } = await activate();
    const contributed: readonly { readonly command: string }[] = packageJSON.contributes.commands;
    const registered = (await vscode.commands.getCommands(true)).filter((id) => id.startsWith('tokensmith.'));
    assert.includeMembers(
      registered,
      contributed.map(({ command }) => command),
    );
    // VS Code registers a command of its own for each view and panel.
    const own = registered.filter((id) => !/\.(focus|open|resetViewLocation|removeView)$/.test(id));
    assert.sameMembers(own, [...contributed.map(({ command }) => command), ...ofFixes]);
  });

  it('names in menus only commands that there are', async () => {
    const { packageJSON } = await activate();
    const { commands, menus } = packageJSON.contributes;
    const ids = commands.map(({ command }: { readonly command: string }) => command);
    for (const items of Object.values<readonly { readonly command?: string }[]>(menus)) {
      assert.includeMembers(
        ids,
        items.flatMap(({ command }) => command ?? []),
      );
    }
  });
});
