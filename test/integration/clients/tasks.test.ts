import { assert } from 'chai';
import { parse } from 'jsonc-parser';
import * as vscode from 'vscode';
import { activate, fileUri, readFile, removeFile, until, workspaceFolder, writeFile } from '../support.ts';

interface Inputs {
  readonly inputs: readonly object[];
}

/** The snippets of the README that begin with the name of a file, as JSON. */
async function snippet<T>(file: string): Promise<T> {
  const { extensionUri } = await activate();
  const [name = ''] =
    (await vscode.workspace.fs.readDirectory(extensionUri)).find(([each]) => /^readme\.md$/i.test(each)) ?? [];
  const readme = new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, name)));
  const source = new RegExp(`\`\`\`jsonc\\n// ${file.replaceAll('.', '\\.')}\\n([^\`]*)\`\`\``).exec(readme)?.[1];
  assert.isString(source, `the README shows ${file}`);
  return parse(`{${source}}`) as T;
}

/** What a token says, by its own text. */
const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(
    new TextDecoder().decode(
      Uint8Array.from(atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')), (char) =>
        char.charCodeAt(0),
      ),
    ),
  );

describe('as the README shows it,', () => {
  const settings = vscode.workspace.getConfiguration('tokensmith');
  before(async () => {
    const { 'tokensmith.recipes': recipes } = await snippet<{ 'tokensmith.recipes': object }>('.vscode/settings.json');
    await settings.update('recipes', recipes, vscode.ConfigurationTarget.Workspace);
  });
  after(async () => {
    await settings.update('recipes', undefined, vscode.ConfigurationTarget.Workspace);
    await removeFile('.vscode/tasks.json');
    await removeFile('.vscode/launch.json');
  });

  it('a task gets a new token as its argument', async () => {
    const { tasks, inputs } = await snippet<{ tasks: readonly object[] } & Inputs>('.vscode/tasks.json');
    const script = `require('node:fs').writeFileSync(${JSON.stringify(fileUri('arguments.json').fsPath)}, JSON.stringify(process.argv.slice(2)))`;
    await writeFile('record.cjs', script);
    // What stands in for curl writes its arguments down.
    const command = `"${process.execPath}" "${fileUri('record.cjs').fsPath}"`;
    await writeFile(
      '.vscode/tasks.json',
      JSON.stringify({ version: '2.0.0', tasks: tasks.map((task) => ({ ...task, command })), inputs }),
    );
    const task = await until('the task', async () =>
      (await vscode.tasks.fetchTasks()).find(({ name }) => name === 'call'),
    );
    await vscode.tasks.executeTask(task);
    const written = await until(
      'the arguments',
      () => readFile('arguments.json').then(undefined, () => undefined),
      30_000,
    );
    const [option, header = '', url] = JSON.parse(written) as string[];
    assert.equal(option, '-H');
    assert.equal(url, 'https://api.nexmo.com/v1/calls');
    const [, token = ''] = /^Authorization: Bearer (\S+)$/.exec(header) ?? [];
    assert.property(claimsOf(token), 'application_id');
    for (const file of ['arguments.json', 'record.cjs']) await removeFile(file);
  });

  it('a launch configuration gets a new token in its environment', async () => {
    const { configurations, inputs } = await snippet<{ configurations: readonly vscode.DebugConfiguration[] } & Inputs>(
      '.vscode/launch.json',
    );
    const [shown] = configurations;
    const recorded = configurations.map((each) => ({ ...each, type: 'recorded' }));
    await writeFile('.vscode/launch.json', JSON.stringify({ version: '0.2.0', configurations: recorded, inputs }));
    await until(
      'the configuration',
      () => vscode.workspace.getConfiguration('launch', workspaceFolder()).get<object[]>('configurations')?.length,
    );
    let resolved: vscode.DebugConfiguration | undefined;
    const provider = vscode.debug.registerDebugConfigurationProvider('recorded', {
      resolveDebugConfigurationWithSubstitutedVariables: (_folder, configuration) => {
        resolved = configuration;
        return undefined;
      },
    });
    try {
      void vscode.debug.startDebugging(vscode.workspace.workspaceFolders?.[0], shown?.name ?? '');
      const { env } = await until('its values', () => resolved, 30_000);
      assert.property(claimsOf(env.TOKEN), 'application_id');
    } finally {
      provider.dispose();
    }
  });
});
