import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { setUpVSCode } from '../../scripts/host/vscode.ts';

/** Has VS Code itself install the package, for a server that is started in `folder` afterwards. */
export async function installVsix(folder: string): Promise<void> {
  const { node, serverMain } = await setUpVSCode(new AbortController().signal);
  const userData = join(folder, 'user-data');
  await promisify(execFile)(node, [
    serverMain,
    '--accept-server-license-terms',
    ...['--server-data-dir', userData, '--user-data-dir', userData, '--extensions-dir', join(folder, 'extensions')],
    ...['--install-extension', inject('vsix')],
  ]);
}
