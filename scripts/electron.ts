/**
 * `npm run test:electron [-- --grep text] [part of a file's path …]`: the integration tests in desktop VS Code, which
 * @vscode/test-electron downloads. On Linux without a display: `xvfb-run -a npm run test:electron`.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { downloadAndUnzipVSCode, runTests, TestRunFailedError } from '@vscode/test-electron';
import type { Report } from '../test/integration/facts.ts';
import { prepare, type Run, testSettings } from '../test/integration/harness.ts';
import { desktopArguments, desktopFolders } from './desktop.ts';
import { Failure } from './host/failure.ts';
import { temporaryFolder } from './host/folder.ts';
import { cache } from './host/paths.ts';
import { runScript } from './host/script.ts';
import { quietSettings } from './host/server.ts';
import { runAll, selectRuns } from './integration.ts';
import { summary } from './outcome.ts';

await runScript(async (stopped) => {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { grep: { type: 'string' } } });
  const runs = await selectRuns({ ...values, files: positionals }, ['desktop']);
  const executable = await download();
  const outcome = await runAll(runs, (run) => runOnDesktop(run, executable), 1, stopped);
  console.log(`\n${summary(outcome)}`);
  return outcome.passed > 0 && outcome.failures.length === 0 ? 0 : 1;
});

async function download(): Promise<string> {
  try {
    return await downloadAndUnzipVSCode({ version: 'stable', cachePath: join(cache, 'vscode-desktop') });
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new Failure(
      `Desktop VS Code cannot be downloaded here: ${said}\nIt does not come from the npm registry. \`npm run test:integration\` runs the same tests in a VS Code that does.`,
      { cause },
    );
  }
}

async function runOnDesktop(run: Run, vscodeExecutablePath: string): Promise<Report> {
  await using temporary = await temporaryFolder();
  const folder = temporary.path;
  const { userData, home } = desktopFolders(folder);
  await using prepared = await prepare(run, folder);
  await mkdir(home);
  await mkdir(join(userData, 'User'), { recursive: true });
  await writeFile(join(userData, 'User', 'settings.json'), JSON.stringify({ ...quietSettings, ...testSettings }));
  await runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: prepared.extension,
    extensionTestsPath: prepared.tests,
    extensionTestsEnv: { HOME: home, USERPROFILE: home },
    launchArgs: [...desktopArguments(prepared.workspace, folder)],
  }).catch((error: unknown) => {
    // Tests that failed are in the report.
    if (!(error instanceof TestRunFailedError)) throw error;
  });
  const report = await prepared.report();
  if (!report.complete) throw new Failure('VS Code ended the run early.');
  return report;
}
