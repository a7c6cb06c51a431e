import { expect, it } from 'vitest';
import { serverEnvironment } from '../../../scripts/host/server.ts';

it('gives the server an environment of its own', () => {
  const kept = { PATH: '/usr/bin', HOME: '/home/me', LANG: 'C.UTF-8', HTTPS_PROXY: 'http://proxy' };
  const dropped = {
    NODE_ENV: 'test',
    NODE_OPTIONS: '--inspect',
    npm_config_registry: 'x',
    VITEST: 'true',
    VSCODE_IPC_HOOK_CLI: 'x',
    ELECTRON_RUN_AS_NODE: '1',
    VONAGE_PRIVATE_KEY: 'x',
  };
  expect(serverEnvironment({ ...kept, ...dropped })).toEqual(kept);
});
