/**
 * `npm run test:shipped [-- options of test:integration]`: the integration tests with the extension as it comes out of its
 * package, in the oldest VS Code that it runs in and in the newest that is pinned.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { vsixVariable } from '../test/integration/harness.ts';
import { temporaryFolder } from './host/folder.ts';
import { runScript } from './host/script.ts';
import { pinned, versionVariable } from './host/vscode.ts';
import { makePackage } from './vsix.ts';

/** The version of `code-server` with the VS Code of `engines.vscode`. */
const oldest = '4.100.3';

await runScript(async (stopped) => {
  await using temporary = await temporaryFolder();
  const vsix = join(temporary.path, 'tokensmith.vsix');
  await makePackage(vsix);
  let failed = 0;
  for (const version of [oldest, pinned]) {
    console.log(`\ncode-server ${version}`);
    const child = spawn(process.execPath, [join(import.meta.dirname, 'integration.ts'), ...process.argv.slice(2)], {
      env: { ...process.env, [vsixVariable]: vsix, [versionVariable]: version },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const [code] = await once(child, 'close');
    stopped.throwIfAborted();
    if (code !== 0) failed++;
  }
  return failed === 0 ? 0 : 1;
});
